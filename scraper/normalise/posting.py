"""From what a JobSpy board delivers to a `Posting`."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from scraper.job import (
    DatePrecision,
    JobType,
    Period,
    Place,
    Posted,
    Posting,
    Remote,
    Salary,
    SalaryOrigin,
)
from scraper.normalise.countries import country_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.job import RawJob

_PERIODS = {
    "hourly": Period.HOUR,
    "daily": Period.DAY,
    "weekly": Period.WEEK,
    "monthly": Period.MONTH,
    "yearly": Period.YEAR,
}
_INDEED_HYBRID = "PAXZC"
_FACTS = (
    "company_url", "company_url_direct", "company_industry", "company_addresses", "company_num_employees",
    "company_revenue", "company_description", "company_logo", "company_rating", "company_reviews_count",
    "job_function", "listing_type", "experience_range", "vacancy_count", "work_from_home_type", "emails",
)  # fmt: skip


class Rejected(Exception):
    """A raw job that cannot be read; `str(error)` says why, in a few words."""


def normalise(raw: RawJob, *, country: str, now: datetime) -> Posting:  # noqa: ARG001 - for boards whose fields need them
    """The posting a raw job describes.

    Args:
        raw: as the source delivered it.
        country: JobSpy's name of the country searched, for what a board leaves open.
        now: aware, for relative dates.

    Raises:
        Rejected: it has no id, no title or no address.
    """
    fields = raw.fields
    native_id, title, url = (_text(fields.get(name)) for name in ("id", "title", "job_url"))
    if not native_id or not title or not url:
        missing = "id" if not native_id else "title" if not title else "address"
        raise Rejected(f"it has no {missing}")
    reply = _reply(raw.raw)
    return Posting(
        site=raw.site,
        native_id=native_id,
        url=url,
        title=title,
        company=_text(fields.get("company")) or None,
        apply_url=_text(fields.get("job_url_direct")) or None,
        places=_places(fields.get("location")),
        remote=_remote(raw.site, fields, reply),
        job_types=tuple(JobType(name) for name in _list(fields.get("job_type")) if name in set(JobType)),
        level=_text(fields.get("job_level")) or None,
        posted=_posted(fields.get("date_posted")),
        salary=_salary(raw.site, fields, reply),
        description_html=_text(fields.get("description")) or None,
        skills=tuple(_list(fields.get("skills"))),
        facts={name: text for name in _FACTS if (text := _fact(fields.get(name)))},
        raw=zlib.compress(_without_description(raw.raw, reply).encode(errors="replace"), 1) if raw.raw else b"",
    )


def _text(value: object) -> str:
    """Trimmed text without halves of surrogate pairs, which no file can hold; "" for anything else."""
    return value.strip().encode(errors="replace").decode() if isinstance(value, str) else ""


def _list(value: object) -> list[str]:
    return [text for item in value if (text := _text(item))] if isinstance(value, list) else []


def _fact(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_list(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    return _text(value)


def _reply(raw: str) -> Mapping[str, object]:
    if not raw.startswith("{"):
        return {}
    try:
        reply = json.loads(raw)
    except ValueError:
        return {}
    return reply if isinstance(reply, dict) else {}


def _without_description(raw: str, reply: Mapping[str, object]) -> str:
    if "description" not in reply:
        return raw
    return json.dumps({name: value for name, value in reply.items() if name != "description"}, ensure_ascii=False)


def _places(location: object) -> tuple[Place, ...]:
    if not isinstance(location, dict):
        return ()
    city, region, country = (_text(location.get(name)) for name in ("city", "state", "country"))
    text = ", ".join(filter(None, (city, region, country)))
    if not text:
        return ()
    return (Place(text=text, city=city or None, region=region or None, country=country_code(country)),)


def _remote(site: str, fields: Mapping[str, object], reply: Mapping[str, object]) -> Remote:
    """JobSpy's False means "not fully remote", never "no": the board's own words decide."""
    work_place = _text(fields.get("work_from_home_type")).lower()
    if work_place:
        return Remote.HYBRID if "hybrid" in work_place else Remote.YES if "remote" in work_place else Remote.NO
    if fields.get("is_remote") is True:
        return Remote.YES
    attributes = reply.get("attributes")
    if site == "indeed" and isinstance(attributes, list):
        keys = {item.get("key") for item in attributes if isinstance(item, dict)}
        return Remote.HYBRID if _INDEED_HYBRID in keys else Remote.NOT_STATED
    return Remote.NOT_STATED


def _posted(value: object) -> Posted | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return Posted(at=datetime.combine(day, time(), UTC), precision=DatePrecision.DAY) if day else None


def _salary(site: str, fields: Mapping[str, object], reply: Mapping[str, object]) -> Salary | None:
    low, high = (_number(fields.get(name)) for name in ("min_amount", "max_amount"))
    if not low and not high:
        return None
    if low and high and low > high:
        low, high = high, low
    currency = _text(fields.get("currency")) or None
    period = _PERIODS.get(_text(fields.get("interval")))
    amounts = " - ".join(f"{amount:,g}" for amount in dict.fromkeys((low, high)) if amount)
    return Salary(
        low=low,
        high=high,
        currency=currency,
        period=period,
        text=" ".join(filter(None, (currency, amounts, period and f"a {period}"))),
        origin=_origin(site, fields, reply),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value > 0 and value == value else None  # noqa: PLR0124


def _origin(site: str, fields: Mapping[str, object], reply: Mapping[str, object]) -> SalaryOrigin:
    """Indeed's own estimate and Glassdoor's percentiles arrive labelled as the employer's word; they are not."""
    if fields.get("salary_source") == "description":
        return SalaryOrigin.TEXT
    compensation = reply.get("compensation")
    if site == "indeed" and isinstance(compensation, dict) and not compensation.get("baseSalary"):
        return SalaryOrigin.ESTIMATE
    return SalaryOrigin.ESTIMATE if site == "glassdoor" else SalaryOrigin.EMPLOYER

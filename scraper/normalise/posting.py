"""From what a JobSpy board delivers to a `Posting`."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from scraper.job import DatePrecision, JobType, Period, Place, Posted, Posting, Remote, Salary, SalaryOrigin
from scraper.normalise.board_words import said_by
from scraper.normalise.countries import country_code
from scraper.normalise.currencies import currency as currency_of
from scraper.normalise.dates import day_of
from scraper.normalise.html import plain
from scraper.normalise.places import place_of, read_place
from scraper.normalise.salary import find_salary, read_salary
from scraper.normalise.work_places import work_place, work_place_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from scraper.job import RawJob
    from scraper.normalise.board_words import Said

_PERIODS = {
    "hourly": Period.HOUR,
    "daily": Period.DAY,
    "weekly": Period.WEEK,
    "monthly": Period.MONTH,
    "yearly": Period.YEAR,
}
_COARSE = frozenset({DatePrecision.WEEK, DatePrecision.MONTH})
_SEVERAL_PLACES = frozenset({"naukri", "bdjobs"})  # these name all of a job's cities in one line
_MOST_PLACES = 20
_NO_LEVEL = frozenset({"not applicable", "n/a", "unspecified", "any"})
_FACTS = (
    "company_url", "company_url_direct", "company_industry", "company_addresses", "company_num_employees",
    "company_revenue", "company_description", "company_logo", "company_rating", "company_reviews_count",
    "job_function", "listing_type", "experience_range", "vacancy_count", "work_from_home_type", "emails",
)  # fmt: skip


class Rejected(Exception):
    """A raw job that cannot be read; `str(error)` says why, in a few words."""


def normalise(raw: RawJob, *, country: str, now: datetime) -> Posting:
    """The posting a raw job describes.

    Args:
        raw: as the source delivered it.
        country: JobSpy's name of the country searched, for what a board leaves open.
        now: aware, for relative dates.

    Raises:
        Rejected: it has no id, no title or no address.
    """
    fields = raw.fields
    native_id, title, url = _text(fields.get("id")), _text(fields.get("title")), _address(fields.get("job_url"))
    if not native_id or not title or not url:
        missing = "id" if not native_id else "title" if not title else "address"
        raise Rejected(f"it has no {missing}")
    reply = _reply(raw.raw)
    said = said_by(raw.site, raw.raw, reply, now)
    places = _places(raw.site, fields.get("location"), country_code(country))
    where = places[0].country if places and places[0].country else country_code(country)
    description = _text(fields.get("description")) or None
    return Posting(
        site=raw.site,
        native_id=native_id,
        url=url,
        title=title,
        company=_text(fields.get("company")) or None,
        apply_url=_address(fields.get("job_url_direct")) or None,
        places=places,
        remote=_remote(raw.site, title, fields, said),
        job_types=tuple(JobType(name) for name in _list(fields.get("job_type")) if name in set(JobType)),
        level=_level(fields.get("job_level")),
        easy_apply=said.easy_apply,
        posted=_posted(raw.site, said.posted, fields.get("date_posted")),
        salary=_salary(fields, said, where, description),
        description_html=description,
        skills=tuple(dict.fromkeys(_list(fields.get("skills")))),
        facts={name: text for name in _FACTS if (text := _fact(fields.get(name)))},
        raw=zlib.compress(_without_description(raw.raw, reply).encode(errors="replace"), 1) if raw.raw else b"",
    )


def _text(value: object) -> str:
    """Trimmed text without halves of surrogate pairs, which no file can hold; "" for anything else."""
    if not isinstance(value, str):
        return ""
    text = value.strip()
    return text if text.isascii() else text.encode(errors="replace").decode()


def _address(value: object) -> str:
    """A web address; "" for anything else, such as a script that calls itself one."""
    text = _text(value)
    return text if text.lower().startswith(("https://", "http://")) else ""


def _list(value: object) -> list[str]:
    return [text for item in value if (text := _text(item))] if isinstance(value, list) else []


def _fact(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_list(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.10g}"
    return _text(value)


def _level(value: object) -> str | None:
    """The level as the board names it; LinkedIn's "not applicable" is none."""
    level = _text(value)
    return level if level and level.lower() not in _NO_LEVEL else None


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


def _places(site: str, location: object, searched: str | None) -> tuple[Place, ...]:
    """What JobSpy made of the place is read once more: it takes "Remote" for a city, and states for countries."""
    if not isinstance(location, dict):
        return ()
    city, region, country = (_text(location.get(name)) for name in ("city", "state", "country"))
    if not region and not country:
        places = [read_place(city, country=searched)]
    else:
        cities = city.split(",")[:_MOST_PLACES] if site in _SEVERAL_PLACES else [city]
        places = [place_of(one.strip(), region, country, country=searched) for one in cities]
    return tuple(dict.fromkeys(place for place in places if place is not None))


def _remote(site: str, title: str, fields: Mapping[str, object], said: Said) -> Remote:
    """JobSpy's False means "not fully remote", never "no": the board's own words decide, then those of title and place.

    LinkedIn's guest pages say nothing; what JobSpy makes of its titles takes "Remote Sensing" for remote work.
    """
    stated = work_place(_text(fields.get("work_from_home_type"))) or said.remote
    if stated is not None:
        return stated
    if fields.get("is_remote") is True and site != "linkedin":
        return Remote.YES
    location = fields.get("location")
    place = " ".join(_text(part) for part in location.values()) if isinstance(location, dict) else ""
    return work_place_in(title, place) or Remote.NOT_STATED


def _posted(site: str, said: Posted | None, value: object) -> Posted | None:
    """The reply's own date, and the day JobSpy tells where there is none, or where a job's page knew it better."""
    if said is not None and (said.precision not in _COARSE or site != "hellowork"):
        return said
    try:
        return day_of(date.fromisoformat(value)) if isinstance(value, str) else said
    except ValueError:
        return said


def _salary(fields: Mapping[str, object], said: Said, where: str | None, description: str | None) -> Salary | None:
    """What the employer states, else what the description says, else what the board guesses.

    `where` is the country of the place of work.
    """
    guessed = fields.get("salary_source") == "description"
    stated = None if guessed else _stated(fields, said, where) or _shown(said, where)
    if description is None or (stated is not None and stated.origin is not SalaryOrigin.ESTIMATE):
        return stated
    return find_salary(plain(description), country=where) or stated


def _shown(said: Said, where: str | None) -> Salary | None:
    """What the reply shows as pay in words that JobSpy did not read."""
    salary = read_salary(said.pay, country=where, origin=_origin(said))
    if salary is None:
        return None
    return msgspec.structs.replace(
        salary, period=salary.period or said.pay_period, currency=salary.currency or said.pay_currency
    )


def _stated(fields: Mapping[str, object], said: Said, where: str | None) -> Salary | None:
    low, high = (_number(fields.get(name)) for name in ("min_amount", "max_amount"))
    if not low and not high:
        return None
    if low and high and low > high:
        low, high = high, low
    currency = _code(_text(fields.get("currency")), where)
    period = _PERIODS.get(_text(fields.get("interval")))
    amounts = " - ".join(_written(amount) for amount in dict.fromkeys((low, high)) if amount)
    made = " ".join(filter(None, (currency, amounts, period and f"{'an' if period == Period.HOUR else 'a'} {period}")))
    return Salary(low=low, high=high, currency=currency, period=period, text=said.pay or made, origin=_origin(said))


def _code(mark: str, where: str | None) -> str | None:
    """JobSpy's currency: a code, or the sign it did not know."""
    return (
        mark
        if len(mark) == len("USD") and mark.isascii() and mark.isupper()
        else currency_of(mark, where, before=True)[1]
    )


def _written(amount: float) -> str:
    return f"{amount:,.2f}".removesuffix(".00")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value > 0 and value == value else None  # noqa: PLR0124


def _origin(said: Said) -> SalaryOrigin:
    """Indeed's own estimate and Glassdoor's percentiles arrive labelled as the employer's word; they are not."""
    return SalaryOrigin.ESTIMATE if said.pay_estimated else SalaryOrigin.EMPLOYER

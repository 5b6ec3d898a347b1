"""A job's values as the tables have them, made from the posting chosen to be shown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import msgspec

from scraper.filters import annual_high, latest
from scraper.job import JobType, Remote
from scraper.normalise.names import company_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scraper.job import Posting

JOB_COLUMNS = (
    "id", "title", "company", "place", "country", "remote", "job_types", "level", "easy_apply", "posted",
    "posted_precision", "pay_text", "pay_low", "pay_high", "pay_currency", "pay_period", "pay_origin", "link", "url",
    "apply_url", "skills", "company_url", "company_industry", "origins",
)  # fmt: skip
LISTING_COLUMNS = (
    "docid", "job", "title_key", "company_key", "place_key", "remote", "types", "level_key", "easy", "posted_at",
    "posted_until", "pay_year", "sites", "postings", "status", "hidden", "first_seen", "last_seen",
)  # fmt: skip

REMOTE_NUMBERS = {Remote.NO: 0, Remote.HYBRID: 1, Remote.YES: 2}
TYPE_BITS = {kind: 1 << index for index, kind in enumerate(JobType)}
_KEY_LENGTH = 48


def fold(text: str | None) -> str | None:
    """A text to sort by: without case and accents, and no longer than tells it apart; None stays None."""
    if text is None or text.isascii():
        return text and text[:_KEY_LENGTH].lower()
    plain = unicodedata.normalize("NFKD", text[:_KEY_LENGTH])
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())


def place_text(posting: Posting) -> str | None:
    """All its places in one line."""
    return "; ".join(place.text for place in posting.places) or None


def best_link(posting: Posting) -> str:
    """The employer's own page to apply on, or the advert."""
    return posting.apply_url or posting.url


def _listed(values: Sequence[str]) -> str | None:
    return msgspec.json.encode(values).decode() if values else None


def job_row(job: int, shown: Posting, origins: str | None) -> tuple[object, ...]:
    """A row of `jobs`, in the order of `JOB_COLUMNS`."""
    salary, facts = shown.salary, shown.facts
    pay = (None,) * 6 if salary is None else (
        salary.text, salary.low, salary.high, salary.currency, salary.period, salary.origin
    )  # fmt: skip
    return (
        job,
        shown.title,
        shown.company,
        place_text(shown),
        next((place.country for place in shown.places if place.country), None),
        shown.remote,
        _listed(shown.job_types),
        shown.level,
        shown.easy_apply,
        shown.posted.text if shown.posted else None,
        shown.posted.precision if shown.posted else None,
        *pay,
        best_link(shown),
        shown.url,
        shown.apply_url,
        _listed(shown.skills),
        facts.get("company_url"),
        facts.get("company_industry"),
        origins,
    )


class Seen(msgspec.Struct, frozen=True):
    """What a job's postings add up to: sites in order of first sight, marks, and when it was seen, in seconds."""

    sites: tuple[str, ...]
    postings: int
    status: int
    hidden: bool
    first_seen: int
    last_seen: int


def listing_row(docid: int, job: int, shown: Posting, seen: Seen) -> tuple[object, ...]:
    """A row of `listing`, in the order of `LISTING_COLUMNS`."""
    return (
        docid,
        job,
        fold(shown.title),
        company_key(shown.company) if shown.company else None,
        fold(place_text(shown)),
        REMOTE_NUMBERS.get(shown.remote),
        sum(TYPE_BITS[kind] for kind in shown.job_types) or None,
        fold(shown.level),
        shown.easy_apply,
        seconds(shown.posted.at) if shown.posted else None,
        seconds(latest(shown.posted)) if shown.posted else None,
        annual_high(shown.salary) if shown.salary else None,
        _listed(seen.sites),
        seen.postings,
        seen.status,
        seen.hidden,
        seen.first_seen,
        seen.last_seen,
    )

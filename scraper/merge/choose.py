"""What is shown of a job that several postings tell of, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from scraper.job import DatePrecision, Posting, Remote, SalaryOrigin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ORIGINS = (SalaryOrigin.EMPLOYER, SalaryOrigin.ESTIMATE, SalaryOrigin.TEXT)
_PRECISIONS = tuple(DatePrecision)
_BOARDS = ("linkedin.", "indeed.", "glassdoor.", "ziprecruiter.", "bayt.", "naukri.", "bdjobs.", "hellowork.")


def at_employer(url: str | None) -> bool:
    """Whether a link leads to the employer and not to one of the boards."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return False
    return bool(host) and not any(f".{board}" in f".{host}" for board in _BOARDS)


def _place(posting: Posting) -> tuple[int, ...]:
    """Fewer unknown parts first."""
    place = posting.places[0]
    return (sum(part is None for part in (place.city, place.region, place.country)),)


def _date(posting: Posting) -> tuple[float, ...]:
    """The earliest first, so that a repost does not make a job young; of one day, the most exact first."""
    if posting.posted is None:
        return (0.0,)
    return posting.posted.at.toordinal(), _PRECISIONS.index(posting.posted.precision)


def _pay(posting: Posting) -> tuple[int, ...]:
    salary = posting.salary
    if salary is None:
        return (0,)
    return _ORIGINS.index(salary.origin), salary.period is None, salary.currency is None


# For each field, which posting is asked first; without an entry, the first one seen that says anything.
_BEST: dict[str, Callable[[Posting], tuple[float, ...]]] = {
    "places": _place,
    "posted": _date,
    "salary": _pay,
    "description_html": lambda posting: (-len(posting.description_html or ""),),
    "skills": lambda posting: (-len(posting.skills),),
    "facts": lambda posting: (-len(posting.facts),),
    "apply_url": lambda posting: (not at_employer(posting.apply_url),),
}
_UNSAID: tuple[object, ...] = (None, (), {}, b"", Remote.NOT_STATED)
_CHOSEN = tuple(name for name in Posting.__struct_fields__ if name not in {"site", "native_id", "raw"})


def chosen(postings: Sequence[Posting]) -> tuple[Posting, dict[str, int]]:
    """What is shown of a job, and for each field that anyone states the index of the posting it came from.

    `postings` has at least one, the first seen first. The identity and the raw reply are those of the first one.
    """
    first = postings[0]
    if len(postings) == 1:  # most jobs, and there is nothing to choose
        return first, {name: 0 for name in _CHOSEN if getattr(first, name) not in _UNSAID}
    origins: dict[str, int] = {}
    for name in _CHOSEN:
        stating = [index for index, posting in enumerate(postings) if getattr(posting, name) not in _UNSAID]
        if stating:
            best = _BEST.get(name)
            origins[name] = min(stating, key=lambda index: best(postings[index])) if best else stating[0]
    values = {name: getattr(postings[index], name) for name, index in origins.items()}
    return msgspec.structs.replace(first, **values), origins

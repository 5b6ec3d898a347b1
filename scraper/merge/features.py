"""What a posting is compared by, and the keys under which what may be alike is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from scraper.job import JobType, Remote, SalaryOrigin
from scraper.merge.choose import at_employer
from scraper.merge.sketch import first_hash, sketch
from scraper.merge.titles import hours, requisition, term, words
from scraper.normalise.countries import state_code
from scraper.normalise.html import plain
from scraper.normalise.names import company_key, folded, place_key
from scraper.normalise.salary import annualized

if TYPE_CHECKING:
    from scraper.job import Place, Posting, Salary

_DAY_S = 86_400
_MOST_PLACES = 8
_MOST_PLACE_KEYS = 3
# What names one opening in an address: a number, a UUID, a short code with a digit in it.
_OPENING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![a-z0-9])[a-z]{0,4}[-_]?\d{4,}(?![a-z0-9])"
)


class Where(Struct, frozen=True, array_like=True):
    """A place: city, region and country as `place_key` and codes give them; "" for what is not told."""

    city: str
    region: str
    country: str


class Features(Struct, frozen=True, array_like=True):
    """What a posting is compared by; small, since it is kept for every posting.

    Attributes:
        company: as `company_key` gives it; "" where it is hidden.
        title: as `titles.words` gives it.
        hours: "part", "full" or "".
        term: "fixed", "open" or "".
        number: the employer's own number in the title; "" for none.
        day: of posting, days since 1970; None where not stated.
        pay: a year's lower and upper end and the currency, where someone states it (not a board's guess).
        openings: what names the opening in the employer's own apply address, after its host; () for none.
        text: the description's sketch; empty where there is none.
    """

    site: str
    company: str
    title: tuple[str, ...]
    hours: str
    term: str
    number: str
    places: tuple[Where, ...]
    remote: bool
    day: int | None
    pay: tuple[float, float, str] | None
    openings: tuple[str, ...]
    text: bytes


def features(posting: Posting) -> Features:
    """What the posting is compared by; about 0.3 ms, nearly all of it for the description."""
    return Features(
        site=posting.site,
        company=company_key(posting.company) if posting.company else "",
        title=words(posting.title),
        hours=hours(posting.title) or _hours(posting),
        term=term(posting.title) or _term(posting),
        number=requisition(posting.title),
        places=tuple(filter(None, map(_where, posting.places[:_MOST_PLACES]))),
        remote=posting.remote is Remote.YES,
        day=int(posting.posted.at.timestamp()) // _DAY_S if posting.posted else None,
        pay=_pay(posting.salary) if posting.salary else None,
        openings=_openings(posting.apply_url) if posting.apply_url else (),
        text=sketch(folded(plain(posting.description_html)).split()) if posting.description_html else b"",
    )


def block_keys(found: Features) -> tuple[str, ...]:
    """Keys of which two postings of one job share at least one.

    Company and place, company and title, and a run of words that two texts share if they are nearly the same.
    """
    keys = []
    if found.company:
        first = found.company.split()[0]
        cities = dict.fromkeys(place.city for place in found.places if place.city)
        keys = [f"p {first}|{city}" for city in list(cities)[:_MOST_PLACE_KEYS]]
        keys.append(f"t {first}|{' '.join(found.title)}")
    smallest = first_hash(found.text)
    if smallest is not None:
        keys.append(f"d {smallest:x}")
    return tuple(keys)


def _where(place: Place) -> Where | None:
    city = place_key(place) if place.city else ""
    found = Where(city, _region(place.region or ""), place.country or "")
    return found if any((found.city, found.region, found.country)) else None


def _region(name: str) -> str:
    """A state's code, so that "Texas" is "TX"; else the name in comparable words."""
    return state_code(name, "US") or state_code(name, "CA") or folded(name)


def _hours(posting: Posting) -> str:
    part, full = JobType.PART_TIME in posting.job_types, JobType.FULL_TIME in posting.job_types
    return "" if part == full else "part" if part else "full"


def _term(posting: Posting) -> str:
    fixed = {JobType.CONTRACT, JobType.TEMPORARY} & set(posting.job_types)
    return "fixed" if fixed and len(posting.job_types) == len(fixed) else ""


def _pay(salary: Salary) -> tuple[float, float, str] | None:
    year = annualized(salary)
    ends = [end for end in year or () if end is not None]
    if salary.origin is SalaryOrigin.ESTIMATE or salary.currency is None or not ends:
        return None
    return min(ends), max(ends), salary.currency


def _openings(url: str) -> tuple[str, ...]:
    if not at_employer(url):
        return ()
    parts = urlsplit(url.lower())
    found = _OPENING.findall(f"{parts.path}?{parts.query}")
    return (parts.hostname or "", *sorted(set(found))) if found else ()

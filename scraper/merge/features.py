"""What a posting is compared by, and the keys under which what may be alike is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from scraper.job import JobType, Place, Remote, SalaryOrigin
from scraper.merge.choose import at_employer
from scraper.merge.companies import COMMON, block_names
from scraper.merge.sketch import first_hash, sketch
from scraper.merge.titles import hours, requisition, stem, term, words
from scraper.normalise.countries import state_code
from scraper.normalise.html import plain
from scraper.normalise.names import company_key, folded, place_key
from scraper.normalise.places import read_place
from scraper.normalise.salary import annualized

if TYPE_CHECKING:
    from scraper.job import Posting, Salary

_TRACKING = re.compile(
    r"(?:utm_|gclid|fbclid|msclkid|src|source|ref|gh_src|lever-source|campaign|trk|iis|rx_|ccuid|codes|__jv)",
    re.IGNORECASE,
)
_TYPE_BITS = {kind: 1 << index for index, kind in enumerate(JobType)}
_DAY_S = 86_400
_BOARDS_FACTS = re.compile(
    r"(?:job types?|pay|salary|benefits|schedule|work location|expected hours|supplemental pay(?: types)?|shift|education|"
    r"art der stelle|gehalt|leistungen|arbeitsort|arbeitszeiten|type d'emploi|statut|r[ée]mun[ée]ration|avantages|lieu du poste|"
    r"horaires|tipo de puesto|sueldo|beneficios|lugar de trabajo|tipo di contratto|soort dienstverband)\s*:",
    re.IGNORECASE,
)
_SHORT_LINE = 80
_HIDDEN = re.compile(
    r"(?:an? |the |our |company |client |employer |name )*(?:confidential|undisclosed|not disclosed|anonymous|anonym|hidden|private|unknown|"
    r"client|vertraulich|confidentiel\w*|confidencial|reputed|leading|hiring|employer|n a)(?: (?:company|client|employer|careers|"
    r"organi[sz]ation|firm|name|advertiser|recruiter|confidential|of \w+))*"
)
_ADDED = re.compile(
    r"\s+(?:d/?b/?a|formerly|previously|part of|powered by|an? .{2,40} company)\b.*$",
    re.IGNORECASE,
)
# Where words are not set apart by blanks, each sign counts as one.
_WORDS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\s\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
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
        terms: what the title itself says of hours and term.
        types: a bit for each job type the board names.
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
    terms: tuple[str, ...]
    types: int
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
    places = tuple(filter(None, map(_where, posting.places[:_MOST_PLACES])))
    company = _company(posting.company, places) if posting.company else ""
    return Features(
        site=posting.site,
        company=company,
        title=_title(posting.title, company, places),
        terms=tuple(filter(None, (hours(posting.title), term(posting.title)))),
        types=sum(_TYPE_BITS[kind] for kind in posting.job_types),
        hours=hours(posting.title) or _hours(posting),
        term=term(posting.title) or _term(posting),
        number=requisition(posting.title),
        places=places,
        remote=posting.remote is Remote.YES or (bool(posting.places) and not places),
        day=int(posting.posted.at.timestamp()) // _DAY_S if posting.posted else None,
        pay=_pay(posting.salary) if posting.salary else None,
        openings=_openings(posting.apply_url, posting.title) if posting.apply_url else (),
        text=sketch(_words(_own_text(posting.description_html))) if posting.description_html else b"",
    )


def block_keys(found: Features) -> tuple[str, ...]:
    """Keys of which two postings of one job share at least one.

    Company and place, company and the longest word of the title, and a run of words that two texts share if they are nearly the same.
    """
    keys = []
    if found.company:
        names = block_names(found.company)
        cities = dict.fromkeys(place.city for place in found.places if place.city)
        keys = [f"p {name}|{city}" for name in names for city in list(cities)[:_MOST_PLACE_KEYS]]
        longest = max(found.title, key=lambda word: (len(word), word), default="")
        keys += [f"t {name}|{longest}" for name in names]
    smallest = first_hash(found.text)
    if smallest is not None:
        keys.append(f"d {smallest:x}")
    return tuple(keys)


def _company(name: str, places: tuple[Where, ...]) -> str:
    """The company's key, without what is added after "dba", and without the name of the place; "" where it is hidden."""
    if _HIDDEN.fullmatch(folded(name)):
        return ""
    key = company_key(_ADDED.sub(" ", name)) or company_key(name)
    cities = {word for place in places for word in place.city.split()}
    words_left = key.split()
    while words_left and words_left[-1] in cities:
        words_left.pop()
    return " ".join(words_left) if set(words_left) - COMMON else key


def _title(title: str, company: str, places: tuple[Where, ...]) -> tuple[str, ...]:
    """The title's words without those of the place and the company, if any are left."""
    said = words(title)
    around = {stem(word) for place in places for part in (place.city, place.region.lower()) for word in part.split()}
    if f" {company} " in f" {folded(title)} ":
        around |= {stem(word) for word in company.split()}
    return tuple(word for word in said if word not in around) or said


def _words(text: str) -> list[str]:
    read = folded(text)
    return read.split() if read.isascii() else _WORDS.findall(read)


def _own_text(html: str) -> str:
    """The description without the list of facts that boards put behind it: "Job Type: Full-time", "Benefits: ..."."""
    lines = plain(html).splitlines()
    for number, line in enumerate(lines):
        if number and _BOARDS_FACTS.match(line) and all(len(later) < _SHORT_LINE for later in lines[number:]):
            return "\n".join(lines[:number])
    return "\n".join(lines)


def _where(place: Place) -> Where | None:
    city = place_key(place) if place.city and read_place(place.city) else ""
    found = Where(city, _region(place.region or ""), place.country or "")
    return found if any((found.city, found.region, found.country)) else None


def _region(name: str) -> str:
    """A state's code, so that "Texas" is "TX"; else the name in comparable words."""
    return state_code(name, "US") or state_code(name, "CA") or place_key(Place(text=name, city=name))


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


def _openings(url: str, title: str) -> tuple[str, ...]:
    if not at_employer(url):
        return ()
    parts = urlsplit(url.lower())
    asked = "&".join(pair for pair in parts.query.split("&") if not _TRACKING.match(pair))
    found = _OPENING.findall(f"{parts.path}?{asked}")
    if not found:
        named = set(folded(title).split())
        found = [part for part in parts.path.split("/") if len(named & set(folded(part).split())) >= min(2, len(named))]
    return (parts.hostname or "", *sorted(set(found))) if found else ()

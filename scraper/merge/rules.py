"""The rules by which two postings are the same job. `docs/decisions/merging.md` has their reasons and how well they do."""

from __future__ import annotations

import functools
from enum import IntEnum
from typing import TYPE_CHECKING

from scraper.merge import companies, titles
from scraper.merge.companies import Companies
from scraper.merge.sketch import share
from scraper.merge.titles import Titles

if TYPE_CHECKING:
    from scraper.merge.features import Features, Where

# Texts: the share of their runs of words that two have in common.
_WHOLE_TEXT = 0.97
_SAME_TEXT = 0.82
_PART_OF_TEXT = 0.945
_OTHER_TEXT = 0.60
_FEWEST_RUNS = 12
# An opening that is posted again under a new id, weeks later, is often reworded; two that stand side by side are two.
_REPOSTED_TEXT = 0.66
_REPOSTED_DAYS = 14
# A list without texts: how far apart the dates of one opening are on two boards, and how far its pay.
_DAYS_APART = 45
_PAY_SLACK = 1.02
# Cities whose quarters are named behind them: "Berlin-Mitte", "Paris La Défense", "Dhaka Gulshan".
_WITH_QUARTERS = frozenset(
    str.split(
        "berlin hamburg munich cologne frankfurt stuttgart dusseldorf leipzig dresden hanover vienna zurich paris lyon marseille "
        "toulouse madrid barcelona rome milan amsterdam rotterdam brussels antwerp mumbai delhi bangalore chennai hyderabad "
        "kolkata pune dhaka chittagong dubai riyadh jeddah cairo istanbul tokyo warsaw prague"
    )
)


class Evidence(IntEnum):
    """What speaks for two postings being the same job; above `NONE` they are."""

    AGAINST = -1
    """They are two jobs, whatever else is alike."""
    NONE = 0
    """Nothing tells."""
    WORDS = 1
    """Company, title and city, on two boards."""
    WORDS_AND_DAY = 2
    """The same, and posted within a day of each other."""
    TEXT = 3
    """Their descriptions are the same."""
    OPENING = 4
    """They lead to the same opening at the employer."""


def same_job(a: Features, b: Features) -> bool:
    """Whether two postings are the same job."""
    return compare(a, b) > Evidence.NONE


def compare(a: Features, b: Features) -> Evidence:
    """What speaks for two postings being the same job."""
    # Each of these alone is enough; what is quickly told is asked first.
    if _contradict(a, b) or _other_opening(a.openings, b.openings):
        return Evidence.AGAINST
    city = _same_city(a.places, b.places)
    if city is False and a.remote and b.remote and a.site != b.site:
        city = None
    title = Titles.OTHER if city is False else titles.compared(a.title, b.title)
    company = Companies.OTHER if title is Titles.OTHER else companies.compared(a.company, b.company)
    if company is Companies.OTHER or company is Companies.UNKNOWN:
        return Evidence.AGAINST if company is Companies.OTHER else Evidence.NONE
    if _same_opening(a.openings, b.openings):
        return Evidence.OPENING
    if a.text and b.text and (evidence := _by_text(a, b, title)) is not None:
        return evidence
    if a.site == b.site:
        return Evidence.AGAINST
    return _by_words(a, b) if company is Companies.EQUAL and title is Titles.EQUAL and city else Evidence.NONE


def _contradict(a: Features, b: Features) -> bool:
    return _two(a.hours, b.hours) or _two(a.term, b.term) or _two(a.number, b.number)


def _two(mine: str, theirs: str) -> bool:
    return mine != theirs and bool(mine) and bool(theirs)


def _other_opening(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return bool(a and b and a[0] == b[0] and not set(a[1:]) & set(b[1:]))


def _same_opening(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same numbers at the same employer's site; one may name the company's number as well."""
    if not a or not b or a[0] != b[0]:
        return False
    return set(a[1:]) <= set(b[1:]) or set(b[1:]) <= set(a[1:])


def _by_text(a: Features, b: Features, title: Titles) -> Evidence | None:
    """What the texts tell; None where they are too short to tell, on two boards."""
    alike, contained, runs = share(a.text, b.text)
    apart = abs(a.day - b.day) if a.day is not None and b.day is not None else 0
    if a.site == b.site and apart >= _REPOSTED_DAYS:
        same = alike >= (_REPOSTED_TEXT if title is Titles.EQUAL else _SAME_TEXT)
    elif title is Titles.PARTLY:
        same = alike >= _WHOLE_TEXT and a.site != b.site
    else:
        same = alike >= _SAME_TEXT or (contained >= _PART_OF_TEXT and runs >= _FEWEST_RUNS)
    if same and (a.site != b.site or title is Titles.EQUAL or apart >= _REPOSTED_DAYS):
        return Evidence.TEXT
    if a.site != b.site and runs < _FEWEST_RUNS and contained > 0:
        return None
    return Evidence.AGAINST if a.site == b.site or alike < _OTHER_TEXT else Evidence.NONE


def _by_words(a: Features, b: Features) -> Evidence:
    if _stated_alone(a, b) or _stated_alone(b, a) or (a.types and b.types and not a.types & b.types):
        return Evidence.NONE
    if (
        a.pay
        and b.pay
        and a.pay[2] == b.pay[2]
        and (a.pay[0] > b.pay[1] * _PAY_SLACK or b.pay[0] > a.pay[1] * _PAY_SLACK)
    ):
        return Evidence.NONE
    if a.day is None or b.day is None:
        return Evidence.WORDS
    apart = abs(a.day - b.day)
    if apart > _DAYS_APART:
        return Evidence.NONE
    return Evidence.WORDS_AND_DAY if apart <= 1 else Evidence.WORDS


def _stated_alone(a: Features, b: Features) -> bool:
    """Whether one title alone says part time or a fixed term, and nothing about the other advert says so too."""
    return any(said not in {"full", "open", b.hours, b.term} for said in a.terms)


@functools.lru_cache(maxsize=20_000)
def _same_city(mine: tuple[Where, ...], theirs: tuple[Where, ...]) -> bool | None:
    """None where one of them names no city and nothing speaks against it."""
    cities, others = {place.city for place in mine} - {""}, {place.city for place in theirs} - {""}
    if cities and others:
        if any(_city_of_region(x, y) or _city_of_region(y, x) for x in mine for y in theirs):
            return None
        return any(_one_city(x.city, y.city) and _one_region(x, y) for x in mine for y in theirs)
    if not any(_within(x, y) for x in mine for y in theirs) and mine and theirs:
        return False
    # Where neither names a city, the same country is the same place: remote work, most of it.
    if not cities and not others:
        return True
    regions = {place.region for place in mine} & {place.region for place in theirs} - {""}
    return True if regions else None


def _one_city(a: str, b: str) -> bool:
    """The same, or one of those that a region is named after ("Greenville Spartanburg Anderson", "Dallas Fort Worth")."""
    if not a or not b or a == b:
        return bool(a) and a == b
    shorter, longer = sorted((f" {a} ", f" {b} "), key=len)
    if shorter.strip() in _WITH_QUARTERS and longer.startswith(shorter):
        return True
    return shorter in longer and len(longer.split()) > len(shorter.split()) + 1


def _city_of_region(a: Where, b: Where) -> bool:
    """A ward or suburb of a city whose region has its name: Shibuya in Tokyo, and Tokyo."""
    return a.city != b.city and b.city in {a.region, b.region} and a.region == b.city


def _one_region(a: Where, b: Where) -> bool:
    """Springfield in Illinois is not Springfield in Missouri; a code and a name that is not known by it are not compared."""
    if a.country and b.country and a.country != b.country:
        return False
    return not a.region or not b.region or a.region == b.region or len(a.region) != len(b.region)


def _within(a: Where, b: Where) -> bool:
    return not a.country or not b.country or a.country == b.country

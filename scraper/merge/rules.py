"""The rules by which two postings are the same job. `docs/decisions/merging.md` has their reasons and how well they do."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from scraper.merge import companies, titles
from scraper.merge.companies import Companies
from scraper.merge.sketch import share
from scraper.merge.titles import Titles

if TYPE_CHECKING:
    from scraper.merge.features import Features, Where

# Texts: the share of their runs of words that two have in common.
_SAME_TEXT = 0.72
_PART_OF_TEXT = 0.90
_FEWEST_RUNS = 12
_REPOST = 0.80
_OTHER_TEXT = 0.60
# A list without texts: how far apart the dates of one opening are on two boards, and how far its pay.
_DAYS_APART = 45
_PAY_SLACK = 1.02


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
    company = companies.compared(a.company, b.company)
    title = Titles.OTHER if company is Companies.OTHER else titles.compared(frozenset(a.title), frozenset(b.title))
    city = _same_city(a, b)
    if title is Titles.OTHER or city is False or _contradict(a, b) or _other_opening(a.openings, b.openings):
        return Evidence.AGAINST
    if a.openings and a.openings == b.openings:
        return Evidence.OPENING
    if a.text and b.text:
        return _by_text(a, b, title)
    if a.site == b.site:
        return Evidence.AGAINST
    return _by_words(a, b) if company is Companies.EQUAL and title is Titles.EQUAL and city else Evidence.NONE


def _contradict(a: Features, b: Features) -> bool:
    said = ((a.hours, b.hours), (a.term, b.term), (a.number, b.number))
    return any(mine and theirs and mine != theirs for mine, theirs in said)


def _other_opening(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return bool(a and b and a[0] == b[0] and not set(a[1:]) & set(b[1:]))


def _by_text(a: Features, b: Features, title: Titles) -> Evidence:
    alike, contained, runs = share(a.text, b.text)
    if a.site == b.site:
        same = title is Titles.EQUAL and alike >= _REPOST
    else:
        same = alike >= _SAME_TEXT or (contained >= _PART_OF_TEXT and runs >= _FEWEST_RUNS)
    if same:
        return Evidence.TEXT
    return Evidence.AGAINST if a.site == b.site or alike < _OTHER_TEXT else Evidence.NONE


def _by_words(a: Features, b: Features) -> Evidence:
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


def _same_city(a: Features, b: Features) -> bool | None:
    """None where one of them names no city and nothing speaks against it."""
    cities, others = {place.city for place in a.places} - {""}, {place.city for place in b.places} - {""}
    if cities and others:
        shared = cities & others
        return bool(shared) and any(_one_region(x, y) for x in a.places for y in b.places if x.city == y.city)
    if not any(_within(x, y) for x in a.places for y in b.places) and a.places and b.places:
        return False
    # Where neither names a city, the same country is the same place: remote work, most of it.
    return True if not cities and not others else None


def _one_region(a: Where, b: Where) -> bool:
    """Springfield in Illinois is not Springfield in Missouri; a code and a name that is not known by it are not compared."""
    if a.country and b.country and a.country != b.country:
        return False
    return not a.region or not b.region or a.region == b.region or len(a.region) != len(b.region)


def _within(a: Where, b: Where) -> bool:
    return not a.country or not b.country or a.country == b.country

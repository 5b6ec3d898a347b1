"""Company names compared."""

from __future__ import annotations

import functools
from enum import IntEnum

from rapidfuzz import fuzz


class Companies(IntEnum):
    """How two companies' names stand to each other; higher is more alike."""

    OTHER = 0
    MAYBE = 1
    """One name has a word more that another company of the same group may have: only the text tells."""
    UNKNOWN = 2
    """One of the adverts hides it."""
    EQUAL = 3


# What boards and branches add to a name without its becoming another company.
_SAME = frozenset(
    str.split(
        "group gruppe groupe grupo holding holdings international global worldwide the careers jobs us usa uk "
        "america americas europe emea deutschland germany france india espana spain nederland netherlands canada australia "
        "bangladesh uae egypt ksa middle east and"
    )
)
_ALIKE = 92
_FUZZY_FROM = 6
_ACRONYM_FROM = 3


@functools.lru_cache(maxsize=20_000)
def compared(a: str, b: str) -> Companies:
    """How two names, as `company_key` gives them, stand to each other; "" is a hidden one."""
    if not a or not b:
        return Companies.UNKNOWN
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return Companies.EQUAL
    left, right = set(a.split()), set(b.split())
    if left - _SAME == right - _SAME and left - _SAME:
        return Companies.EQUAL
    if (
        min(len(a), len(b)) >= _FUZZY_FROM
        and a[0] == b[0]
        and fuzz.ratio(a, b) >= _ALIKE
        and not _numbered(left ^ right)
    ):
        return Companies.EQUAL
    if left < right or right < left or _acronym(a, b) or _acronym(b, a):
        return Companies.MAYBE
    return Companies.OTHER


def _numbered(words: set[str]) -> bool:
    return any(character.isdigit() for word in words for character in word)


def _acronym(short: str, name: str) -> bool:
    parts = name.split()
    return len(short) >= _ACRONYM_FROM and len(parts) == len(short) and short == "".join(part[0] for part in parts)

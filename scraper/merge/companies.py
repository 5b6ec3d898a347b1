"""Company names compared."""

from __future__ import annotations

import functools
import re
from enum import IntEnum

from rapidfuzz import fuzz

from scraper.merge.titles import short_for
from scraper.normalise.names import in_latin


class Companies(IntEnum):
    """How two companies' names stand to each other; higher is more alike."""

    OTHER = 0
    MAYBE = 1
    """One name has a word more that another company of the same group may have: only the text tells."""
    UNKNOWN = 2
    """One of the adverts hides it."""
    EQUAL = 3


# What is added to a name without its becoming another company.
_SAME = frozenset(
    str.split(
        "group gruppe groupe grupo holding holding international global worldwide the career jobs us usa uk "
        "america america europe emea deutschland germany france india espana spain nederland netherland canada australia "
        "bangladesh uae egypt ksa middle east and company corporation technologie solution service system enterprise industrie "
        "official hr recruitment team"
    )
)
# Words of one meaning, as one site or the other writes them.
_SPELLED = {
    "st": "saint", "ste": "saint", "mt": "mount", "ft": "fort", "intl": "international", "natl": "national", "mfg": "manufacturing",
    "univ": "university", "hosp": "hospital", "med": "medical", "ctr": "center", "cntr": "center", "centre": "center",
    "svc": "services", "svcs": "services", "service": "services", "assoc": "associates", "assocs": "associates", "bros": "brothers",
    "dept": "department", "mgmt": "management", "mgt": "management", "govt": "government", "tech": "technologies",
    "technology": "technologies", "sys": "systems", "system": "systems", "grp": "group", "eng": "engineering", "engg": "engineering",
    "const": "construction", "constr": "construction", "dist": "district", "sch": "school", "schools": "school", "org": "organization",
    "organisation": "organization", "labour": "labor", "theatre": "theater", "n": "and", "und": "and", "et": "and", "y": "and",
    "pharma": "pharmaceuticals", "pharmaceutical": "pharmaceuticals", "lab": "labs", "laboratories": "labs", "laboratory": "labs",
    "solution": "solutions", "ind": "industries", "inds": "industries", "industry": "industries", "ent": "enterprises",
    "enterprise": "enterprises", "ins": "insurance", "fin": "financial", "rest": "restaurant", "logistic": "logistics",
}  # fmt: skip
# What a shared word must not be for two names to be of one house.
COMMON = frozenset(
    str.split(
        "service solution technologie system consulting center medical health healthcare hospital school university college "
        "bank insurance energy foods food retail logistic construction engineering software digital data media labs partner "
        "management capital financial legal care city county state national general first best smart global united american "
        "international group company hotel restaurant bakery cafe dental clinic transport security recruitment staffing talent of the de du des la le el al and for at"
    )
)
_ALIKE = 92
_FUZZY_FROM = 6
_SHARED_FROM = 4
_INITIALS_FROM = 2
_BLOCK_LETTERS = 6
_SMALL = frozenset({"and", "of", "the", "for", "de", "du", "des", "la", "der", "die"})
_UMLAUT = re.compile(r"([aou])e")
_DOMAIN = re.compile(r" (?:com|io|net|org|co uk)$")


@functools.lru_cache(maxsize=20_000)
def compared(a: str, b: str) -> Companies:
    """How two names, as `company_key` gives them, stand to each other; "" is a hidden one."""
    if not a or not b:
        return Companies.UNKNOWN
    if a == b or letters(a) == letters(b):
        return Companies.EQUAL
    left, right = set(_spelled(a).split()), set(_spelled(b).split())
    if _numbers(left) != _numbers(right) and _numbers(left) and _numbers(right):
        return Companies.OTHER
    left, right = left - _numbers(left), right - _numbers(right)
    if (left <= right or right <= left) and left - _SAME == right - _SAME and left - _SAME:
        return Companies.EQUAL
    if left & right and (_initials(left - right, right - left) or _initials(right - left, left - right)):
        return Companies.EQUAL
    return Companies.MAYBE if _of_one_house(a, b, left, right) else Companies.OTHER


def _of_one_house(a: str, b: str, left: set[str], right: set[str]) -> bool:
    """Whether the names are alike; a letter's difference is another company as often as a slip."""
    if any(len(word) >= _SHARED_FROM for word in (left & right) - COMMON - _SAME) or left < right or right < left:
        return True
    if _initials({a}, right) or _initials({b}, left):
        return True
    return min(len(a), len(b)) >= _FUZZY_FROM and a[0] == b[0] and fuzz.ratio(a, b) >= _ALIKE


@functools.lru_cache(maxsize=20_000)
def letters(key: str) -> str:
    """A name as `company_key` gives it, without blanks, each word in one of its spellings, umlauts in one letter."""
    return _UMLAUT.sub(r"\1", in_latin(_spelled(key)).replace(" ", ""))


@functools.lru_cache(maxsize=20_000)
def block_names(key: str) -> tuple[str, ...]:
    """The beginnings of a name under which its other spellings are looked for: of the whole, and of its longest own word."""
    own = [word for word in _spelled(key).split() if word not in COMMON and word not in _SAME] or key.split()
    longest = max(own, key=lambda word: (len(word), word))
    return tuple(dict.fromkeys(letters(each)[:_BLOCK_LETTERS] for each in (longest, key)))


@functools.lru_cache(maxsize=20_000)
def _spelled(key: str) -> str:
    read = _DOMAIN.sub("", key).split()
    return " ".join(_singular(_SPELLED.get(word, word)) for word in read if not short_for(word, read))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHARED_FROM and word.endswith("s") and not word.endswith("ss") else word


def _numbers(words: set[str]) -> set[str]:
    """Numbers of shops and branches."""
    return {word for word in words if word.isdecimal()}


def _initials(short: set[str], words: set[str]) -> bool:
    """Whether one side's only word is made of the other's first letters: "Copperline CU", "Copperline Credit Union"."""
    if len(short) != 1 or len(words) < _INITIALS_FROM:
        return False
    [word] = short
    return sorted(word) == sorted(each[0] for each in words - _SMALL)

"""Titles compared: the words that tell one job of a company from another."""

from __future__ import annotations

import functools
import re
from enum import IntEnum

from rapidfuzz import fuzz

from scraper.normalise.names import folded, title_key


class Titles(IntEnum):
    """How two titles stand to each other; higher is more alike."""

    OTHER = 0
    """Each has words that the other has not, or they differ in what tells jobs apart: a level, a shift, a number."""
    LONGER = 1
    """One says all that the other says, and more."""
    EQUAL = 2
    """The same words, whatever their order and endings."""


# Words that tell nothing about which job it is.
_FILLERS = frozenset(
    str.split(
        "a an and at de der des die du et for fur im in is la le les of on or our pour the to und with y e en para con als "
        "job jobs position role opening opportunity vacancy career careers hiring now urgent urgently immediate immediately start "
        "starting asap wanted needed required new apply we are level grade mwd hf gn m w f d x remote hybrid onsite site "
        "full part time fulltime parttime vollzeit teilzeit permanent contract temporary unbefristet befristet cdi cdd "
        "home office based work from telework teletravail"
    )
)
# Words that make it another job where only one of two titles has them, however alike the texts are.
_TELLING = frozenset(
    str.split(
        "senior junior lead principal staff head chief director vp vice president intern internship trainee apprentice "
        "apprenticeship graduate entry mid experienced assistant associate deputy werkstudent werkstudentin praktikant praktikum "
        "praktikantin auszubildende auszubildender ausbildung azubi alternance alternant stage stagiaire working student "
        "night nights evening evenings day days weekend weekends shift late early morning afternoon overnight prn per diem "
        "seasonal summer winter spring fall autumn leiter leiterin leitung teamleiter manager supervisor foreman "
        "1 2 3 4 5 6"
    )
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(
    r"(?:\b(?:id|no|nr|req|ref|r|jr|job)[ .:#-]*|#\s*|[(\[-]\s*)([a-z]{0,3}[-_]?\d{4,}(?:[-_]\d+)*)", re.IGNORECASE
)
_PART_TIME = re.compile(r"\b(?:part[ -]?time|teilzeit|temps partiel|media jornada|parttime|minijob)\b", re.IGNORECASE)
_FULL_TIME = re.compile(r"\b(?:full[ -]?time|vollzeit|temps plein|jornada completa|fulltime)\b", re.IGNORECASE)
_FIXED_TERM = re.compile(
    r"\b(?:contract(?:or)?|temporary|temp|fixed[ -]term|freelance|interim|(?<!un)befristet|cdd|seasonal)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"\b(?:permanent|unbefristet|cdi|festanstellung|indefinido)\b", re.IGNORECASE)
_PLURAL_FROM = 4
_ALIKE = 88
_FUZZY_FROM = 5


@functools.lru_cache(maxsize=20_000)
def words(title: str) -> tuple[str, ...]:
    """The title's words that may tell it apart, sorted, each once, endings taken off."""
    found = {_stem(word) for word in title_key(title).split() if word not in _FILLERS}
    found |= {f"year{year}" for year in _YEAR.findall(title)}
    return tuple(sorted(found)) or tuple(folded(title).split())


def requisition(title: str) -> str:
    """The employer's own number in a title, digits only; "" for none."""
    for match in _NUMBER.finditer(title):
        if not _YEAR.fullmatch(match[1]):
            return re.sub(r"\D", "", match[1])
    return ""


def hours(title: str) -> str:
    """Whether it is "part" or "full" time; "" where the title does not say."""
    return _either(title, part=_PART_TIME, full=_FULL_TIME)


def term(title: str) -> str:
    """Whether one is hired for a "fixed" term or an "open" one; "" where the title does not say."""
    return _either(title, fixed=_FIXED_TERM, open=_OPEN_END)


def _either(title: str, **signs: re.Pattern[str]) -> str:
    found = [name for name, sign in signs.items() if sign.search(title)]
    return found[0] if len(found) == 1 else ""


def _stem(word: str) -> str:
    if len(word) > _PLURAL_FROM and word.isascii():
        for ending in ("innen", "in", "es", "s"):
            # "technicians", "nurses", "Ingenieurin": only endings that leave a word.
            if word.endswith(ending) and len(word) - len(ending) >= _PLURAL_FROM and not word.endswith("ss"):
                return word[: -len(ending)] if ending != "es" else word[:-1]
    return word


def compared(a: frozenset[str], b: frozenset[str]) -> Titles:
    """How two titles' words stand to each other."""
    left, right = a - b, b - a
    if left and right:
        for word in list(left):
            other = next((each for each in right if _same_word(word, each)), None)
            if other is not None:
                left, right = left - {word}, right - {other}
    if not left and not right:
        return Titles.EQUAL
    if (left and right) or (left | right) & _TELLING:
        return _joined(left, right)
    return Titles.LONGER


def _joined(left: frozenset[str], right: frozenset[str]) -> Titles:
    """Words written together are the same as words written apart: "front end", "frontend"."""
    return Titles.EQUAL if left and right and _same_letters(left, right) else Titles.OTHER


def _same_letters(left: frozenset[str], right: frozenset[str]) -> bool:
    return sorted("".join(left)) == sorted("".join(right))


def _same_word(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _FUZZY_FROM or a[0] != b[0] or {a, b} & _TELLING:
        return False
    return fuzz.ratio(a, b) >= _ALIKE

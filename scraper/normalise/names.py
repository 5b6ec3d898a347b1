"""Names made comparable: without case, accents, punctuation and what different sites add to them."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from scraper.normalise.legal_forms import AFTER, AROUND, BEFORE

if TYPE_CHECKING:
    from scraper.job import Place

# Vowel signs of Indic scripts and Thai are no letters to `re`, and yet parts of words.
_WORDS = re.compile(r"[\w\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_LETTERS_THAT_KEEP_THEIR_SHAPE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """Lower case, without accents, words separated by one space; letters of every script stay."""
    if text.isascii():
        return " ".join(_WORDS.findall(text.lower()))
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(_WORDS.findall(unicodedata.normalize("NFC", plain).translate(_LETTERS_THAT_KEEP_THEIR_SHAPE)))


_DOTTED = re.compile(r"(?<!\w)\w(?:\.\w)+(?!\w)\.?|(?<!\w)\w(?:/\w)+(?!\w)")
_LONGEST_FORM = max(form.count(" ") + 1 for form in AFTER)


@functools.lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """The company's name without its legal form; the whole name where nothing else would be left."""
    bare = AROUND.sub(" ", name)
    bare = _DOTTED.sub(lambda match: re.sub(r"[./]", "", match[0]) + " ", bare.replace("&", " and "))
    words = folded(bare).split()
    while len(words) > 1 and words[0] in BEFORE:
        words.pop(0)
    while len(words) > 1 and (count := _form_length(words)):
        del words[-count:]
    return " ".join(words) or folded(name)


def _form_length(words: list[str]) -> int:
    """How many of the last words are a legal form, leaving at least one."""
    for count in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        if " ".join(words[-count:]) in AFTER:
            return count
    return 0


# What is added to a title and is no part of it: who may apply, how and where one works, the employer's own number.
_GENDERS = (
    r"[mwfhdxiga](?:\s?[/|,*:-]\s?[mwfhdxiga]){1,3}(?:\s?[/|,]\s?(?:divers|nb))?|all genders?|alle geschlechter|gn|"
    r"h\s?[/-]\s?f|f\s?[/-]\s?h|d\s?/\s?f\s?/\s?m|any gender|a"
)
_WORK = (
    r"(?:100\s?%\s?|fully |partially )?(?:remote|hybrid|on-?site|home ?office|work from home|wfh|t[ée]l[ée]travail(?: \w+)?|"
    r"teletrabajo|remoto|h[íi]brido)(?: (?:ok|possible|friendly|first|work|position|role|job))?(?:[ ,-]+[a-z .]{2,20})?"
)
_HOURS = r"(?:full|part)[ -]?time|vollzeit|teilzeit|temps (?:plein|partiel)|cdi|cdd|permanent|contract|\d{2,3}\s?%|\d{2,3}\s?-\s?\d{2,3}\s?%"
_NUMBER = r"(?:job |req(?:uisition)? |ref(?:erence)? |id )?(?:id|no|nr|n°|req|ref|#|jr|r)?[ .:#-]*\d{4,}(?:[-_]\d+)*"
_BRACKETS = re.compile(rf"[(\[{{]\s*(?:{_GENDERS}|{_WORK}|{_HOURS}|{_NUMBER})\s*[)\]}}]", re.IGNORECASE)
_TAIL = re.compile(
    rf"\s+(?:[-–—|,/:]\s*(?:{_WORK}|{_HOURS}|{_GENDERS})|[mwfh]\s?/\s?[mwfhd](?:\s?/\s?[mwfdx])?|"
    rf"(?:[-–—|,]\s*)?(?:#|req|jr|ref|id)[ .:#-]*\d{{4,}}(?:[-_]\d+)*|[-–—|]\s*{_NUMBER})\s*$",
    re.IGNORECASE,
)
_INNEN = re.compile(
    r"(?<=\w)[*:_/·](?:-?in(?:nen)?|r|e|se|trice|rice|euse|ère|ne)\b|(?<=\w)\((?:e|se|in|ne|trice|rice|euse|ère)\)",
    re.IGNORECASE,
)
_SAME_WORDS = {
    "sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "mgr": "manager", "eng": "engineer", "engr": "engineer",
    "dev": "developer", "asst": "assistant", "assoc": "associate", "dir": "director", "vp": "vice president", "i": "1",
    "ii": "2", "iii": "3", "iv": "4", "rn": "registered nurse", "swe": "software engineer", "tech": "technician",
    "admin": "administrator", "exec": "executive", "rep": "representative", "fullstack": "full stack",
    "frontend": "front end", "backend": "back end",
}  # fmt: skip


@functools.lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """The title without gender marks, work place and number, abbreviations spelled out; never empty for a title.

    Level and specialty stay: "Senior" and "Junior", "(Backend)" and "(Frontend)" are different jobs.
    """
    bare = _INNEN.sub("", _BRACKETS.sub(" ", title))
    while (shorter := _TAIL.sub("", bare)) != bare and folded(shorter):
        bare = shorter
    words = [_SAME_WORDS.get(word, word) for word in folded(bare.replace("C++", "cpp").replace("C#", "csharp")).split()]
    return " ".join(words) or folded(title)


_SAME_CITIES = {
    "munchen": "munich", "muenchen": "munich", "koln": "cologne", "koeln": "cologne", "nurnberg": "nuremberg",
    "nuernberg": "nuremberg", "hannover": "hanover", "wien": "vienna", "zuerich": "zurich", "genf": "geneva",
    "geneve": "geneva", "basle": "basel", "milano": "milan", "roma": "rome", "torino": "turin", "napoli": "naples",
    "firenze": "florence", "venezia": "venice", "praha": "prague", "warszawa": "warsaw", "krakow": "cracow",
    "lisboa": "lisbon", "bruxelles": "brussels", "brussel": "brussels", "antwerpen": "antwerp", "gent": "ghent",
    "den haag": "the hague", "s gravenhage": "the hague", "kobenhavn": "copenhagen", "goteborg": "gothenburg",
    "sevilla": "seville", "bengaluru": "bangalore", "gurugram": "gurgaon", "bombay": "mumbai", "madras": "chennai",
    "calcutta": "kolkata", "new york city": "new york", "nyc": "new york", "chattogram": "chittagong",
    "saigon": "ho chi minh city", "duesseldorf": "dusseldorf", "lyons": "lyon", "marseilles": "marseille",
}  # fmt: skip
_CITY_EXTRAS = re.compile(
    r"^(?:greater|city of|metro|region of|area of) | (?:metropolitan(?: city)?(?: area)?|metro(?: area)?|area|city area|"
    r"bay area|arrondissement|cedex(?: \d+)?|\d{1,2}(?:er?|e|eme|nd|th)?(?: arrondissement)?)$"
)


def place_key(place: Place) -> str:
    """The city, else the region, else the country, in words that do not depend on the site; "" for none of them."""
    return _place_key(place.city or place.region or place.country or "")


@functools.lru_cache(maxsize=20_000)
def _place_key(name: str) -> str:
    key = folded(name)
    key = " ".join("saint" if word in {"st", "ste", "sankt"} else word for word in key.split())
    while (shorter := _CITY_EXTRAS.sub("", key)) != key and shorter:
        key = shorter
    return _SAME_CITIES.get(key, key)

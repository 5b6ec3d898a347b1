"""Places of work, from the words or the parts a site gives. What says how one works ("Remote") is no place."""

from __future__ import annotations

import functools
import re

from scraper.job import Place
from scraper.normalise.countries import country_code, state_code

_CODE_LENGTH = 2
_WORK_PLACE = re.compile(
    r"(?<!\w)(?:(?:100\s?%|fully|partly|partially|temporarily|mostly|flexible)[\s-]*)?"
    r"(?:remote(?:ly)?(?:[\s-](?:work|working|job|first|only|friendly|ok))?|hybrid(?:[\s-](?:work|working|remote))?|"
    r"on[\s-]?site|in[\s-]office|in[\s-]person|work(?:ing)? from (?:home|anywhere|office)|wfh|wfo|home[\s-]?office|anywhere|"
    r"worldwide|global(?:ly)?|t[ée]l[ée]travail(?: (?:partiel|complet|occasionnel))?|teletrabajo|presencial|remoto|remota|"
    r"h[íi]brido|homeoffice|distributed|multiple locations|various locations|several locations)(?!\w)"
    r"(?:\s+(?:in|from|within|possible|m[öo]glich)(?!\w))?",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"\(\s*[/,|&–—-]*\s*\)|\[\s*\]")
_EDGES = " \t,;:|/·•-–—&"
_POSTCODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?\s+(?=\D)|\s+\d{5}(?:-\d{4})?$")
_ASIDE = re.compile(r"\s*\([^()]*\)$")  # "Bengaluru(Whitefield)", "Mumbai (All Areas)"
_DEPARTMENT = re.compile(r"^(?P<city>.+?)\s*(?:\(|-\s*)(?P<department>\d{2,3}|2[ABab])\)?$")


def read_place(text: str, *, country: str | None = None) -> Place | None:
    """The place a text names; None where it names none ("Remote", "").

    Args:
        text: "Austin, TX", "London, England, United Kingdom", "Hybrid - Pune", "Lyon 3e - 69", "Deutschland".
        country: alpha-2 code of the country searched: decides what "Georgia" or "CA" means, and is never filled in.
    """
    return _read(text, country)


@functools.lru_cache(maxsize=4096)
def _read(text: str, country: str | None) -> Place | None:
    named = _without_work_place(text)
    parts = [part for part in (_POSTCODE.sub("", piece.strip(_EDGES)) for piece in re.split(r"[,;|]", named)) if part]
    if not parts:
        return None
    code, region = None, None
    if not _is_state(parts[-1], country) and (len(parts) > 1 or parts[0].isupper() or len(parts[0]) > _CODE_LENGTH):
        code = country_code(parts[-1])
        parts = parts[:-1] if code else parts
    if len(parts) > 1 or (parts and code is None and _is_state(parts[0], country)):
        region = parts.pop()
    return _placed(named, parts[0] if parts else None, region, code, country)


def _without_work_place(text: str) -> str:
    """The text without words for how one works, and without the brackets and dashes they leave."""
    left = " ".join(_EMPTY_BRACKETS.sub(" ", _WORK_PLACE.sub(" ", text)).split()).strip(_EDGES)
    return left[1:-1].strip(_EDGES) if left.startswith("(") and left.endswith(")") else left


def place_of(city: str, region: str, country_name: str, *, country: str | None = None) -> Place | None:
    """The place of these parts, "" for what is not told; None where they name none. `country` as in `read_place`."""
    return _place_of(city, region, country_name, country)


@functools.lru_cache(maxsize=4096)
def _place_of(city: str, region: str, country_name: str, country: str | None) -> Place | None:
    code = country_code(country_name)
    if not region and not country_name:
        return read_place(city, country=country)
    city, region = _without_work_place(city), _without_work_place(region)
    country_name = _spelled(country_name) if code else _without_work_place(country_name)
    text = ", ".join(filter(None, (city, region, country_name)))
    if not text:
        return None
    if code == "US" and region and not state_code(region, "US") and state_code(region, "CA"):
        code = "CA"  # JobSpy takes every pair of capitals for a US state
        text = ", ".join(filter(None, (city, region, "Canada")))
    return _placed(text, city or None, region or None, code, country)


def _spelled(country_name: str) -> str:
    """JobSpy's own names of countries are lower case; what a site writes is kept."""
    if not country_name.islower():
        return country_name
    return country_name.upper() if len(country_name) <= len("usa") else country_name.title()


def _is_state(name: str, country: str | None) -> bool:
    """Whether it is a state or province; outside North America "DE" and "IN" and "CA" are countries."""
    if country in {"US", "CA"}:
        return bool(state_code(name, "US") or state_code(name, "CA"))
    return country is None and bool(state_code(name, "US") or state_code(name, "CA")) and country_code(name) != "GE"


def _placed(text: str, city: str | None, region: str | None, code: str | None, country: str | None) -> Place:
    if region and code is None and _is_state(region, country):
        code = "US" if state_code(region, "US") and not (country == "CA" and state_code(region, "CA")) else "CA"
    if city and (found := _DEPARTMENT.match(city)) and region is None:
        city, region = found["city"], found["department"].upper()
        code = code or ("FR" if country == "FR" else None)
    city = _ASIDE.sub("", _POSTCODE.sub("", city)).strip(_EDGES) or city if city else None
    return Place(text=text, city=city, region=region, country=code)

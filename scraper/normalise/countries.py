"""Countries and the states of two of them, as sites write them, to codes."""

from __future__ import annotations

import functools

from scraper.normalise.country_names import TABLE
from scraper.normalise.names import folded

_ALIASES = {
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US", "america": "US", "estados unidos de america": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "grossbritannien": "GB", "grande bretagne": "GB", "gran bretana": "GB",
    "uae": "AE", "u a e": "AE", "emirates": "AE", "ksa": "SA", "kingdom of saudi arabia": "SA", "saudi": "SA",
    "holland": "NL", "the netherlands": "NL", "czech republic": "CZ", "tschechische republik": "CZ", "czechoslovakia": "CZ",
    "south korea": "KR", "korea": "KR", "republic of korea": "KR", "russia": "RU", "russian federation": "RU",
    "turkey": "TR", "turkiye": "TR", "hong kong": "HK", "hong kong sar": "HK", "hongkong": "HK", "macau": "MO", "macao": "MO",
    "viet nam": "VN", "ivory coast": "CI", "burma": "MM", "republic of ireland": "IE", "eire": "IE", "swaziland": "SZ",
    "brasil": "BR", "slovak republic": "SK", "macedonia": "MK", "cape verde": "CV", "east timor": "TL", "palestine": "PS",
    "taiwan r o c": "TW", "people s republic of china": "CN", "prc": "CN", "bosnia": "BA", "congo": "CG", "drc": "CD",
}  # fmt: skip

_US_STATES = """
AL alabama;AK alaska;AZ arizona;AR arkansas;CA california;CO colorado;CT connecticut;DE delaware;DC district of columbia;
FL florida;GA georgia;HI hawaii;ID idaho;IL illinois;IN indiana;IA iowa;KS kansas;KY kentucky;LA louisiana;ME maine;
MD maryland;MA massachusetts;MI michigan;MN minnesota;MS mississippi;MO missouri;MT montana;NE nebraska;NV nevada;
NH new hampshire;NJ new jersey;NM new mexico;NY new york;NC north carolina;ND north dakota;OH ohio;OK oklahoma;OR oregon;
PA pennsylvania;PR puerto rico;RI rhode island;SC south carolina;SD south dakota;TN tennessee;TX texas;UT utah;VT vermont;
VA virginia;WA washington;WV west virginia;WI wisconsin;WY wyoming
"""
_CA_PROVINCES = """
AB alberta;BC british columbia;MB manitoba;NB new brunswick;NL newfoundland and labrador;NS nova scotia;
NT northwest territories;NU nunavut;ON ontario;PE prince edward island;QC quebec;SK saskatchewan;YT yukon
"""


def country_code(name: str) -> str | None:
    """The alpha-2 code of a country's name or code; None where it is no country."""
    return _country(name) if name else None


@functools.lru_cache(maxsize=4096)
def _country(name: str) -> str | None:
    return _codes().get(folded(name))


@functools.cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for line in TABLE.splitlines():
        code, _, names = line.partition(" ")
        codes[code.lower()] = code
        codes.update(dict.fromkeys(names.split("|"), code))
    return codes | _ALIASES


@functools.lru_cache(maxsize=4096)
def state_code(name: str, country: str) -> str | None:
    """The code of a state of the US or a province of Canada, by its name or code; None where it is neither."""
    return _states(country).get(folded(name))


@functools.cache
def _states(country: str) -> dict[str, str]:
    table = {"US": _US_STATES, "CA": _CA_PROVINCES}.get(country, "")
    states: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in table.split(";"))):
        code, _, name = entry.partition(" ")
        states |= {code.lower(): code, name: code}
    return states

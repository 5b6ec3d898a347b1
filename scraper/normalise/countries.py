"""Country names as sites write them, to ISO 3166 alpha-2 codes."""

from __future__ import annotations

import functools
import unicodedata

_LANGUAGES = ("en", "de", "fr", "es")
_ALIASES = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "america": "US", "uk": "GB",
    "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "uae": "AE", "u.a.e.": "AE",
    "holland": "NL", "the netherlands": "NL", "czech republic": "CZ", "south korea": "KR", "korea": "KR",
    "russia": "RU", "turkey": "TR", "türkiye": "TR", "hong kong": "HK", "macau": "MO", "ksa": "SA", "viet nam": "VN",
    "ivory coast": "CI", "burma": "MM", "republic of ireland": "IE", "deutschland": "DE", "brasil": "BR",
    "méxico": "MX", "españa": "ES", "italia": "IT", "polska": "PL", "schweiz": "CH", "suisse": "CH", "österreich": "AT",
}  # fmt: skip


def country_code(name: str) -> str | None:
    """The alpha-2 code of a country's name or code; None where it is no country."""
    key = _folded(name)
    if not key:
        return None
    return _codes().get(key)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.strip().lower())
    return "".join(character for character in plain if not unicodedata.combining(character))


@functools.cache
def _codes() -> dict[str, str]:
    from babel import Locale

    codes: dict[str, str] = {}
    for language in reversed(_LANGUAGES):  # English last, so that it wins
        for code, name in Locale(language).territories.items():
            if len(code) == len("US") and code.isalpha():
                codes[_folded(name)] = code
                codes[code.lower()] = code
    return codes | {_folded(alias): code for alias, code in _ALIASES.items()}

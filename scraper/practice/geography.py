"""The places the made-up jobs are in, and what somebody means who writes a place into a search."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from scraper.practice.country_table import CITIES, COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Callable

EARTH_RADIUS_MILES = 3959


class City(Struct, frozen=True, kw_only=True):
    """A city; `names` begins with its own, then as others write it; so do `region_names`."""

    names: tuple[str, ...]
    region: str
    region_names: tuple[str, ...]
    country: str
    latitude: float
    longitude: float

    @property
    def name(self) -> str:
        """As people there write it."""
        return self.names[0]

    @property
    def english(self) -> str:
        """As it is written in English."""
        return self.names[-1]


class Country(Struct, frozen=True, kw_only=True):
    """A country.

    Attributes:
        share: of the jobs, beside the other countries' shares.
        factor: what a dollar of pay in the United States is there, in `currency`.
        periods: how pay is told, each as often as it is common.
        languages: of adverts, with cumulated shares of 100.
        forms: legal forms, each with its spellings.
        cities, city_weights: with cumulated weights.
    """

    code: str
    name: str
    share: int
    currency: str
    factor: float
    periods: tuple[str, ...]
    languages: tuple[tuple[str, ...], tuple[int, ...]]
    forms: tuple[tuple[str, ...], ...]
    cities: tuple[City, ...]
    city_weights: tuple[int, ...]


_PERIODS = {"Y": "YEAR", "M": "MONTH", "H": "HOUR", "D": "DAY"}


def _country(line: str) -> Country:
    code, share, currency, factor, periods, languages, forms, name = line.split("|")
    shares = [entry.split() for entry in languages.split(",")]
    cities, weights = [], []
    for entry in CITIES[code].strip().replace("\n", ";").split(";"):
        names, region, region_names, latitude, longitude, weight = entry.split("|")
        city = City(
            names=tuple(names.split("/")),
            region=region,
            region_names=tuple(region_names.split("/")),
            country=code,
            latitude=float(latitude),
            longitude=float(longitude),
        )
        cities.append(city)
        weights.append(int(weight))
    return Country(
        code=code,
        name=name,
        share=int(share),
        currency=currency,
        factor=float(factor),
        periods=tuple(_PERIODS[letter] for letter in periods),
        languages=(tuple(share[0] for share in shares), tuple(accumulate(int(share[1]) for share in shares))),
        forms=tuple(tuple(form.split("/")) for form in forms.split(";")),
        cities=tuple(cities),
        city_weights=tuple(accumulate(weights)),
    )


ALL: dict[str, Country] = {line[:2]: _country(line) for line in COUNTRIES.strip().splitlines()}
"""Every country, by its code."""
WEIGHTS: tuple[int, ...] = tuple(accumulate(country.share for country in ALL.values()))
"""Cumulated shares of the countries, in the order of `ALL`."""
COUNTRY_NAMES: dict[str, str] = {code: country.name for code, country in ALL.items()}
_ALIASES = {"usa": "US", "us": "US", "uk": "GB", "great britain": "GB", "england": "GB-ENG", "uae": "AE", "ksa": "SA"}


def folded(text: str) -> str:
    """The text in lower case without accents, for comparing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()


class _Names(Struct, frozen=True):
    countries: dict[str, str]
    regions: dict[str, list[tuple[str, str]]]
    cities: dict[str, list[City]]


@functools.cache
def _names() -> _Names:
    countries = {folded(name): code for code, name in COUNTRY_NAMES.items()} | {code.lower(): code for code in ALL}
    regions: dict[str, list[tuple[str, str]]] = {}
    cities: dict[str, list[City]] = {}
    for country in ALL.values():
        for city in country.cities:
            for name in city.names:
                cities.setdefault(folded(name), []).append(city)
            for name in (city.region, *city.region_names):
                known = regions.setdefault(folded(name), [])
                if (country.code, city.region) not in known:
                    known.append((country.code, city.region))
    return _Names(countries | _ALIASES, regions, cities)


def miles_between(one: City, other: City) -> float:
    """As the crow flies."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(half))


@functools.lru_cache(maxsize=256)
def within(text: str, country: str | None, miles: float) -> Callable[[str, str, str], bool]:
    """Whether a (city, region, country) lies where the text says; an unknown place holds nothing.

    Args:
        text: "Austin, TX", "Munich", "Texas", "United Kingdom", "Lyon 3e - 69".
        country: code of the country searched, which decides between places of one name.
        miles: around a city.
    """
    meant = _meant(text, country)
    if isinstance(meant, City):
        near = _near(meant, miles)
        return lambda city, region, code: (city, region, code) in near
    return lambda _, region, code: (code, region) in meant or (code, "") in meant


PlaceKind = Literal["city", "region", "country"]


def place_kind(text: str, country: str | None) -> PlaceKind | None:
    """What somebody names in a country; None where nobody knows it."""
    meant = _meant(text, country)
    if isinstance(meant, City):
        return "city"
    return None if not meant else "country" if ("" in {region for _, region in meant}) else "region"


def region_name(country: str, region: str) -> str:
    """A region's English name by its code; the code where it has none."""
    cities = ALL[country].cities if country in ALL else ()
    return next((city.region_names[-1] for city in cities if city.region == region), region)


def _meant(text: str, country: str | None) -> City | frozenset[tuple[str, str]]:
    """A city, or (country, region) pairs, the region "" for all of it; an empty set for what nobody knows."""
    parts = [folded(part) for part in text.split(",") if part.strip()]
    first, rest = re.sub(r"\s+\d+er?( - \d+)?$", "", parts[0]) if parts else "", parts[1:]
    names = _names()
    if cities := [city for city in names.cities.get(first, ()) if country in (None, city.country)]:
        said = [city for city in cities if any(_says(part, city, names) for part in rest)]
        return (said or cities)[0]
    regions = frozenset(region for region in names.regions.get(first, ()) if country in (None, region[0]))
    code = names.countries.get(first, "")
    if not code or (country and regions and len(first) <= len("xx")):
        return regions
    code, _, region = code.partition("-")
    return frozenset({(code, region)})


def _says(part: str, city: City, names: _Names) -> bool:
    """Whether the words after a city's name speak of this one."""
    return names.countries.get(part) == city.country or (city.country, city.region) in names.regions.get(part, ())


def _near(center: City, miles: float) -> frozenset[tuple[str, str, str]]:
    """Cities so near, as (name, region, country)."""
    return frozenset(
        (name, city.region, city.country)
        for city in ALL[center.country].cities
        for name in city.names
        if city is center or miles_between(center, city) <= miles
    )

"""Made-up employers: several hundred of them, each at home in a country, and their names as different sites write them."""

from __future__ import annotations

import functools
import re
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from scraper.practice import employer_table as table
from scraper.practice.chance import chance
from scraper.practice.geography import ALL, City, folded

if TYPE_CHECKING:
    import random

# How many employers a country has, and in how many cities one is at most.
EMPLOYERS_PER_SHARE = 0.32
_AGENCY_NUMBERS = 10_000
FEWEST = 4
MOST_CITIES = 6


class Sector(Struct, frozen=True, kw_only=True):
    """What employers do: the names' second words, the industry, the families of roles with cumulated weights."""

    key: str
    words: tuple[str, ...]
    industry: str
    families: tuple[str, ...]
    weights: tuple[int, ...]


class Employer(Struct, frozen=True, kw_only=True):
    """An employer.

    Attributes:
        name: without the legal form.
        form: the legal form, in each of its spellings.
        number: its own, for what is drawn from it.
        cities: where it has jobs.
        host: of its career pages.
        one_address: its adverts all lead to one page.
    """

    number: int
    name: str
    form: tuple[str, ...]
    sector: Sector
    country: str
    cities: tuple[City, ...]
    host: str
    employees: str
    rating: float
    one_address: bool
    agency: bool = False

    @property
    def industry(self) -> str:
        """As boards call it."""
        return self.sector.industry


@functools.cache
def sectors() -> dict[str, Sector]:
    """Every sector by its key."""
    found = {}
    for line in table.SECTORS.strip().splitlines():
        key, words, industry, families = line.split("|")
        shares = [entry.split() for entry in families.split(",")]
        found[key] = Sector(
            key=key,
            words=tuple(words.split(",")),
            industry=industry,
            families=tuple(share[0] for share in shares),
            weights=tuple(accumulate(int(share[1]) for share in shares)),
        )
    return found


_SHARES = {"technology": 40, "health": 13, "finance": 10, "logistics": 10, "industry": 11, "construction": 6, "food": 5}


def employers(rng: random.Random) -> dict[str, list[Employer]]:
    """The employers of each country, largest first; no two have one name."""
    known, found = set[str](), dict[str, list[Employer]]()
    kinds = list(sectors().values())
    shares = [_SHARES.get(kind.key, 5) for kind in kinds]
    firsts = {language: words.split() for language, words in table.NAMES.items()}
    for code, country in ALL.items():
        count = FEWEST + int(country.share * EMPLOYERS_PER_SHARE)
        found[code] = []
        while len(found[code]) < count:
            sector = rng.choices(kinds, shares)[0]
            language = table.AT_HOME[code]
            first = rng.choice(firsts[language])
            words = table.SECOND_WORDS.get(language, {}).get(sector.key)
            second = rng.choice(words.split(",") if words else sector.words)
            name = first if sector.key == "technology" and chance(rng, 0.3) else f"{first} {second}"
            if name in known:
                continue
            known.add(name)
            cities = tuple(
                dict.fromkeys(
                    rng.choices(country.cities, cum_weights=country.city_weights, k=rng.randint(1, MOST_CITIES))
                )
            )
            found[code].append(
                _employer(rng, len(known), name, sector=sector, cities=cities, form=rng.choice(country.forms))
            )
    return found


def agencies(rng: random.Random) -> list[Employer]:
    """Agencies, which post for others, in every country."""
    kind = sectors()["services"]
    cities = ALL["US"].cities[:1]
    made = (
        _employer(rng, _AGENCY_NUMBERS + number, name, sector=kind, cities=cities, form=("",))
        for number, name in enumerate(table.AGENCIES)
    )
    return [replace(one, agency=True) for one in made]


def _employer(
    rng: random.Random, number: int, name: str, *, sector: Sector, cities: tuple[City, ...], form: tuple[str, ...]
) -> Employer:
    return Employer(
        number=number,
        name=name,
        form=form,
        sector=sector,
        country=cities[0].country,
        cities=cities,
        host=f"{re.sub(r'[^a-z0-9]+', '-', folded(name)).strip('-')}.example",
        employees=rng.choice(table.EMPLOYEES),
        rating=rng.randint(26, 47) / 10,
        one_address=chance(rng, 0.03),
    )

"""The made-up jobs' roles: titles in four languages, what they pay, what they ask for."""

from __future__ import annotations

import functools
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.practice.role_table import ROLES, SKILLS

if TYPE_CHECKING:
    import random

_LANGUAGES = ("en", "de", "fr", "es")
LEVELS = ("", "junior", "senior", "lead", "principal", "intern")
# By family: how common each of the levels is.
_LEVEL_WEIGHTS = {
    "data": (44, 10, 26, 10, 5, 5),
    "software": (44, 10, 28, 9, 5, 4),
    "engineering": (54, 9, 22, 8, 3, 4),
    "finance": (58, 10, 22, 5, 0, 5),
    "sales": (70, 8, 14, 4, 0, 4),
    "office": (72, 8, 12, 4, 0, 4),
}
_FEW_LEVELS = (90, 3, 5, 2, 0, 0)
LEVEL_PAY = {"": 1.0, "junior": 0.82, "senior": 1.22, "lead": 1.35, "principal": 1.5, "intern": 0.45}


class Role(Struct, frozen=True, kw_only=True):
    """A kind of work; `titles` by language, `pay_k` in thousand dollars a year."""

    titles: dict[str, str]
    family: str
    pay_k: tuple[int, int]
    specialties: tuple[str, ...]
    teams: tuple[str, ...]
    skills: dict[str, tuple[str, ...]]
    levels: tuple[int, ...]


class Roles(Struct, frozen=True):
    """The roles of a family, with cumulated weights."""

    roles: tuple[Role, ...]
    weights: tuple[int, ...]

    def choice(self, rng: random.Random) -> Role:
        """One, common ones more often."""
        return rng.choices(self.roles, cum_weights=self.weights)[0]


@functools.cache
def by_family() -> dict[str, Roles]:
    """Every role, by its family."""
    found: dict[str, list[tuple[Role, int]]] = {}
    for line in ROLES.strip().splitlines():
        role, weight = _role(line)
        found.setdefault(role.family, []).append((role, weight))
    return {
        family: Roles(tuple(role for role, _ in roles), tuple(accumulate(weight for _, weight in roles)))
        for family, roles in found.items()
    }


def _role(line: str) -> tuple[Role, int]:
    titles, family, weight, pay, specialties, teams, skills = line.split("|")
    names = titles.split(";")
    low, high = pay.split(",")
    own = tuple(skills.split(","))
    local = {language: tuple(words.split(",")) for language, words in SKILLS.get(family, {}).items()}
    levels = tuple(accumulate(_LEVEL_WEIGHTS.get(family, _FEW_LEVELS)))
    role = Role(
        titles={language: names[0] if name == "=" else name for language, name in zip(_LANGUAGES, names, strict=True)},
        family=family,
        pay_k=(int(low), int(high)),
        specialties=tuple(specialties.split(",")),
        teams=tuple(teams.split(",")),
        skills={"en": own, "de": local.get("de", own), "fr": local.get("fr", own)},
        levels=levels,
    )
    return role, int(weight)

"""The country a search is about: by name, by code, or by this computer's language settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scraper.errors import BadInput
from scraper.sources import boards, registry

if TYPE_CHECKING:
    from collections.abc import Mapping

FALLBACK = "usa"
_BY_CODE = {code: name for name, code in (boards.COUNTRIES | boards.MORE_COUNTRIES).items()}


def country_names() -> tuple[str, ...]:
    """Every name there is, in order."""
    return tuple(sorted(_BY_CODE.values()))


def country_named(text: str) -> str | None:
    """JobSpy's name for a name or an ISO 3166 code ("Germany", "de" -> "germany"); None if there is none."""
    try:
        return registry.country_name(text)
    except BadInput:
        return _BY_CODE.get(text.strip().upper())


def country_here(environ: Mapping[str, str] = os.environ) -> str:
    """The country of the language settings ("de_AT.UTF-8" -> "austria"), "usa" where they name none we know."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):  # the first that is set counts, as for every program
            territory = value.partition(".")[0].partition("@")[0].partition("_")[2]
            return _BY_CODE.get(territory.upper(), FALLBACK)
    return FALLBACK


def name_of(code: str) -> str:
    """JobSpy's name for an ISO 3166 code; the code itself if there is none."""
    return _BY_CODE.get(code.upper(), code)

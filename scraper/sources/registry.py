"""Which sources there are. Imports no JobSpy: the command line names and describes sites without it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from scraper.errors import BadInput
from scraper.sources import boards

if TYPE_CHECKING:
    from scraper.network import Network, Pace
    from scraper.sources.base import Source, SourceInfo

SOURCES: tuple[SourceInfo, ...] = boards.BOARDS


def info(key: str) -> SourceInfo:
    """The source of that key; raises `BadInput` if there is none."""
    for source in SOURCES:
        if source.key == key:
            return source
    raise BadInput(f"There is no site {key!r}. There are: {', '.join(source.key for source in SOURCES)}.")


def country_name(text: str) -> str:
    """JobSpy's name of a country, or ours where JobSpy has none; raises `BadInput` for one we do not know."""
    name = text.strip().lower()
    name = boards.COUNTRY_ALIASES.get(name, name)
    if name in boards.COUNTRIES or name in boards.MORE_COUNTRIES:
        return name
    raise BadInput(f"No country is called {text.strip()!r} here; the names are JobSpy's, such as usa, uk or germany.")


def country_code(text: str) -> str:
    """The ISO 3166 code of a country by JobSpy's name, "germany" -> "DE"; raises `BadInput` as `country_name` does."""
    name = country_name(text)
    return boards.COUNTRIES.get(name) or boards.MORE_COUNTRIES[name]


def defaults_for(country: str) -> tuple[str, ...]:
    """The keys of the sources searched where none is named: those available that serve the country."""
    code = country_code(country)
    return tuple(
        source.key for source in SOURCES if not source.available and (not source.countries or code in source.countries)
    )


def warm_up() -> None:
    """Import JobSpy, on which `create` would wait the first time; takes most of a second."""
    importlib.import_module("scraper.sources.jobspy_board")
    importlib.import_module("scraper.sources.seam").board_class("indeed")


def create(key: str, pace: Pace, network: Network) -> Source:
    """A source for one search, or one `describe`; raises `BadInput` if there is none or it is not available.

    Takes most of a second the first time in a process: JobSpy is imported.
    """
    source = info(key)
    if source.available:
        raise BadInput(f"{source.name} cannot be searched at present. {source.available}")
    from scraper.sources.jobspy_board import JobSpyBoard

    return JobSpyBoard(source, pace.of(key), network)

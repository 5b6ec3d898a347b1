"""`jobspy-desktop sites`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.options import everywhere

if TYPE_CHECKING:
    from scraper.sources.base import SourceInfo

# The fields of a query that a site itself may apply, as a person calls them.
_FILTERS = (
    ("location", "Place"),
    ("distance_miles", "Dist."),
    ("remote", "Remote"),
    ("job_types", "Type"),
    ("max_age_hours", "Age"),
    ("easy_apply", "Easy"),
)
_NOTES = """
Countries: those a site serves, or how many. yes: the site filters by it itself. -: it cannot; what it sends is then filtered here, but a distance is not applied.
Page: jobs in one answer. Pause: seconds between two answers, at the least.

The terms of a site bind the person who searches it. More about each: docs/sites.md"""


@click.command(short_help="What each job site can filter, and how fast it is asked.")
@everywhere
def sites() -> int:
    """What each job site can filter itself, how fast it is asked, and where its lists end."""
    from rich.console import Console
    from rich.table import Table

    from scraper.sources import registry

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Name for --site", "Countries", *(header for _, header in _FILTERS), "Page", "Pause"):
        table.add_column(name, no_wrap=True, justify="right" if name in {"Page", "Pause"} else "left")
    for info in registry.SOURCES:
        if not info.available:
            table.add_row(info.key, *_row(info))
    console = Console()
    console.print(table)
    for info in registry.SOURCES:
        if info.available:
            console.print(f"{info.key}: not available at present. {info.available}", markup=False, highlight=False)
        elif info.most_results:
            console.print(f"{info.key}: lists end after {info.most_results:,} jobs.", markup=False, highlight=False)
    console.print(_NOTES, markup=False, highlight=False)
    return 0


def _row(info: SourceInfo) -> list[str]:
    able = ["yes" if field in info.filters else "-" for field, _ in _FILTERS]
    least, most = info.pause_s
    return [_countries(info), *able, str(info.page_size), f"{least:g}-{most:g}"]


def _countries(info: SourceInfo) -> str:
    if not info.countries:
        return "all"
    if len(info.countries) <= 3:  # noqa: PLR2004 - more do not fit the column
        return ", ".join(info.countries)
    return str(len(info.countries))

"""`jobspy-desktop sites`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.options import everywhere

if TYPE_CHECKING:
    from scraper.sources.base import SourceInfo

# What a person calls the fields of a query that a site itself may apply.
_FILTERS = {
    "location": "place",
    "distance_miles": "distance",
    "remote": "remote",
    "job_types": "job type",
    "max_age_hours": "age",
    "easy_apply": "easy apply",
}


@click.command(short_help="What each job site can filter, and how fast it is asked.")
@everywhere
def sites() -> int:
    """What each job site can filter itself, how fast it is asked, and where its lists end.

    What a site cannot filter is done here with what it sends, but for place and distance.
    """
    from rich.console import Console
    from rich.table import Table

    from scraper.sources import registry

    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("Site", no_wrap=True)
    table.add_column("Name for --site", no_wrap=True)
    table.add_column("Countries", ratio=2)
    table.add_column("Filters itself", ratio=3)
    table.add_column("Cannot filter", ratio=2)
    table.add_column("Pace", ratio=2)
    missing = []
    for info in registry.SOURCES:
        if info.available:
            missing.append(info)
        else:
            table.add_row(info.name, info.key, _countries(info), *_able(info), _pace(info))
    console = Console()
    console.print(table)
    for info in missing:
        console.print(f"{info.name} is not available at present: {info.available}", markup=False)
    click.echo("A site's terms bind the person who searches it. More about each: docs/sites.md")
    return 0


def _countries(info: SourceInfo) -> str:
    if not info.countries:
        return "all"
    if len(info.countries) <= 3:  # noqa: PLR2004 - more do not fit the column
        from app.operations.countries import name_of

        return ", ".join(name_of(code) for code in info.countries)
    return f"{len(info.countries)}"


def _able(info: SourceInfo) -> tuple[str, str]:
    able = [words for name, words in _FILTERS.items() if name in info.filters]
    unable = [words for name, words in _FILTERS.items() if name not in info.filters]
    return ", ".join(able), ", ".join(unable) or "-"


def _pace(info: SourceInfo) -> str:
    least, most = info.pause_s
    parts = [f"{info.page_size} jobs every {least:g}-{most:g} s"]
    if info.most_results:
        parts.append(f"at most {info.most_results:,}")
    if info.describes:
        parts.append("with descriptions")
    return ", ".join(parts)

"""`jobspy-desktop jobs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli import kinds
from app.cli.options import everywhere, exporting, filters_of_list, practising

if TYPE_CHECKING:
    from app.cli.output import Output
    from app.cli.session import Session
    from scraper.query import Criteria, Facet, Unstated
    from scraper.store.store import Store

_DESCENDING = frozenset({"posted", "pay", "postings", "first_seen", "last_seen", "id", "status"})


@click.command(short_help="List the jobs that are kept; needs no network.")
@click.argument("words", nargs=-1, type=kinds.TEXT)
@click.option("--location", type=kinds.TEXT, metavar="TEXT", help="Only jobs with these words in their place.")
@click.option("--country", type=kinds.COUNTRY, metavar="NAME", help="Only jobs in this country.")
@click.option(
    "--site", "sites", type=kinds.SITE, multiple=True, metavar="NAME", help="Only jobs seen on it; may be repeated."
)
@filters_of_list
@click.option("--run", "run", type=kinds.AT_LEAST_ONE, metavar="N", help="Only jobs of the search `runs` numbers N.")
@click.option(
    "--sort",
    type=kinds.SORTING,
    default="posted",
    metavar="FIELD",
    show_default=True,
    help="posted, title, company, place, remote, job_types, level, pay, easy_apply, sites, postings, status, first_seen,"
    " last_seen or id.",
)
@click.option("--limit", type=kinds.AT_LEAST_ONE, metavar="N", help="At most N jobs.")
@practising("The made-up jobs of the practice sites instead.")
@exporting
@everywhere
@click.pass_obj
def jobs(
    session: Session,
    *,
    words: tuple[str, ...],
    location: str | None,
    country: str | None,
    sites: tuple[str, ...],
    criteria: Criteria,
    unstated: dict[Facet, Unstated],
    run: int | None,
    sort: str,
    limit: int | None,
    practice: bool,
    output: Output | None,
) -> int:
    """List the jobs that are kept, the newest first unless --sort says otherwise.

    All WORDS must occur in title, company, place or description; the beginning of the last word is enough.
    """
    from app.cli.interrupt import stop_on_ctrl_c
    from app.cli.table import print_jobs, rows_at_once
    from scraper.sources import registry

    folder, read_only = session.open_to_read(made_up=practice)
    with stop_on_ctrl_c() as cancel, session.store(folder, read_only=read_only, cancel=cancel) as store:
        ids = store.ids(
            " ".join(words),
            criteria,
            unstated=unstated,
            sites=() if kinds.EVERY_SITE in sites else sites,
            place=location,
            country=country and registry.country_code(country),
            run=run,
            sort=sort,
            descending=sort in _DESCENDING,
            limit=limit,
        )
        if output is not None:
            output.write(store, ids, made_up=folder.made_up, cancel=cancel)
        elif not ids:
            click.echo(_nothing(store, practice=practice))
        else:
            rest = f"To see all, add --limit {len(ids)}; to keep them in a file, --output jobs.csv."
            print_jobs(store, ids, made_up=folder.made_up, limit=None if limit else rows_at_once(), rest=rest)
    return 0


def _nothing(store: Store, *, practice: bool) -> str:
    if store.ids(limit=1):
        return "No job that is kept passes these filters."
    return f'Nothing is kept yet. Begin with: jobspy-desktop search "data engineer"{" --practice" if practice else ""}'

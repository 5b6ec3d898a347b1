"""`jobspy-desktop search`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app.cli import kinds
from app.cli.options import everywhere, exporting, filters, practising
from app.cli.way import Way, way_to_sites
from app.operations.countries import FALLBACK, country_here
from scraper.cancel import Cancelled
from scraper.network import Network
from scraper.query import Query

if TYPE_CHECKING:
    from app.cli.events import JsonEvents
    from app.cli.output import Output
    from app.cli.progress import LiveProgress, PlainProgress
    from app.cli.session import Session
    from app.operations.truth import Summary
    from scraper.cancel import Cancel
    from scraper.query import Criteria
    from scraper.store.store import Store

    View = JsonEvents | LiveProgress | PlainProgress

NONE_ANSWERED = 3
STOPPED = 130


@click.command(short_help="Search job sites and keep what they show.")
@click.argument("term", type=kinds.TEXT)
@click.option("--location", type=kinds.TEXT, metavar="TEXT", help="City, state or region to search in.")
@click.option("--country", type=kinds.COUNTRY, metavar="NAME", help="Country; this computer's if not given.")
@click.option("--distance", type=kinds.AT_LEAST_ONE, metavar="MILES", help="How far around the location.")
@click.option(
    "--site",
    "sites",
    type=kinds.SITE,
    multiple=True,
    metavar="NAME",
    help="Site to search; may be repeated. If not given, those set, else those that serve the country; `all` for every one.",
)
@click.option(
    "--results", type=kinds.AT_LEAST_ONE, default=100, show_default=True, metavar="N", help="Jobs wanted per site."
)
@click.option(
    "--offset", type=kinds.AT_LEAST_NONE, default=0, metavar="N", help="Pass over the first N jobs of each site."
)
@click.option("--describe", is_flag=True, help="Fetch every description as well: one more request a job on most sites.")
@filters
@click.option(
    "--proxy", "proxies", multiple=True, metavar="URL", help="Proxy to go through; may be repeated, they take turns."
)
@click.option("--ca-cert", metavar="FILE", help="Certificate authorities to trust instead of the built-in ones.")
@click.option("--user-agent", type=kinds.TEXT, metavar="TEXT", help="The browser we say we are.")
@practising("Search the practice sites: made-up jobs, no network, kept apart from the real ones.")
@exporting
@click.option("--json-events", is_flag=True, help="Tell what happens as JSON on standard output, one object a line.")
@everywhere
@click.pass_obj
def search(
    session: Session,
    *,
    term: str,
    location: str | None,
    country: str | None,
    distance: int | None,
    sites: tuple[str, ...],
    results: int,
    offset: int,
    describe: bool,
    criteria: Criteria,
    proxies: tuple[str, ...],
    ca_cert: str | None,
    user_agent: str | None,
    practice: bool,
    output: Output | None,
    json_events: bool,
) -> int:
    """Search job sites for TERM and keep what they show.

    Words that belong together go in quotes: jobspy-desktop search "data engineer" --location Austin
    """
    from app.operations.search import sites_for

    session.keep_secret(proxies)
    if practice and (proxies or ca_cert):
        raise click.UsageError("--proxy and --ca-cert are for the live sites: leave them out with --practice")
    if json_events and output is not None and output.path is None:
        raise click.UsageError("--json-events and --output - would both write to standard output: give --output FILE")
    if not term.strip():
        raise click.UsageError('TERM is empty: say what to look for, such as "data engineer"')
    country = country or (FALLBACK if practice else country_here())
    way = Way() if practice else way_to_sites(session, Network(proxies=proxies, ca_cert=ca_cert, user_agent=user_agent))
    query = Query(
        words=term.strip(),
        sites=sites_for(sites or way.usual_sites, country),
        location=location,
        country=country,
        distance_miles=distance,
        results=results,
        offset=offset,
        describe=describe,
        criteria=criteria,
    )
    return _Search(session, query, way, output, practice=practice).run(json_events=json_events)


class _Search:
    """One run of the command."""

    def __init__(self, session: Session, query: Query, way: Way, output: Output | None, *, practice: bool) -> None:
        self._session, self._query, self._way, self._output = session, query, way, output
        self._practice = practice

    def run(self, *, json_events: bool) -> int:
        """Search, show, write; the exit code."""
        from app.cli.interrupt import stop_on_ctrl_c

        view = self._view(json_events=json_events)
        with stop_on_ctrl_c(view.stopping) as cancel, ExitStack() as stack:
            try:
                summary, store = self._search(view, cancel, stack)
            except Cancelled:  # before it began
                return STOPPED
            self._report(view, summary, store)
        if summary.stopped:
            return STOPPED
        return 0 if summary.answered else NONE_ANSWERED

    def _view(self, *, json_events: bool) -> View:
        if json_events:
            from app.cli.events import JsonEvents

            return JsonEvents(sys.stdout)
        from app.cli.progress import progress

        return progress(plain=self._session.verbose)

    def _search(self, view: View, cancel: Cancel, stack: ExitStack) -> tuple[Summary, Store]:
        from app.operations import practice
        from app.operations.clock import clock_trouble
        from app.operations.licensing import for_search
        from app.operations.search import search
        from scraper.process import EngineProcess

        folder = self._session.open(made_up=self._practice)
        engine = stack.enter_context(EngineProcess())
        engine.start()  # it gets ready while we open the data file
        license_asked = for_search(folder, self._query)
        if self._practice:
            network, pace = stack.enter_context(practice.practice_sites()), practice.PACE
        else:
            network, pace = self._way.complete(self._session, cancel), self._way.pace
        store = stack.enter_context(self._session.store(folder, cancel=cancel))
        if trouble := clock_trouble(store, datetime.now(UTC)):
            click.echo(trouble, err=True)
        allowed = license_asked.allowance()
        if license_asked.trouble:
            click.echo(license_asked.trouble, err=True)
        with view:
            summary = search(
                store,
                self._query,
                engine=engine,
                listener=view,
                cancel=cancel,
                pace=pace,
                network=network,
                allowed=allowed,
            )
        return summary, store

    def _report(self, view: View, summary: Summary, store: Store) -> None:
        from app.cli.events import JsonEvents
        from app.cli.progress import afterwards
        from app.cli.table import ROWS_AT_ONCE, print_jobs
        from app.operations.licensing import search_sentence
        from app.operations.truth import sentence

        ids = store.ids(run=summary.run)
        made_up = self._session.folder(made_up=self._practice).made_up
        only_file = self._output is not None and self._output.path is None
        if isinstance(view, JsonEvents):
            view.finished(summary, practice=made_up)
        else:
            afterwards(summary)
            if ids and not only_file:
                print_jobs(store, ids, made_up=made_up, limit=ROWS_AT_ONCE, rest=self._rest(summary.run, len(ids)))
                click.echo()
            click.echo(" ".join(filter(None, (sentence(summary.total), search_sentence(summary)))), err=only_file)
        if self._output is not None:
            self._output.write(store, ids, made_up=made_up)

    def _rest(self, run: int, count: int) -> str:
        """How to see the others, as it can be typed."""
        import shlex

        folder = ("--data-dir", self._session.data_dir) if self._session.data_dir else ()
        practice = ("--practice",) if self._practice else ()
        command = ("jobspy-desktop", "jobs", "--run", f"{run}", "--limit", f"{count}", *practice, *folder)
        return f"All of them: {shlex.join(command)}"

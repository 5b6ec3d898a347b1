"""`jobspy-desktop runs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli import kinds
from app.cli.options import everywhere, practising

if TYPE_CHECKING:
    from app.cli.session import Session
    from scraper.store.records import RunRecord, SourceRecord

_SHOWN = 20


@click.command(short_help="Past searches, and how each site fared.")
@click.option("--limit", type=kinds.AT_LEAST_ONE, default=_SHOWN, show_default=True, metavar="N", help="The latest N.")
@practising("The searches of the practice sites instead.")
@everywhere
@click.pass_obj
def runs(session: Session, *, limit: int, practice: bool) -> int:
    """Past searches, newest first, and how each site fared."""
    from app.cli.table import MADE_UP

    folder, read_only = session.open_to_read(made_up=practice)
    with session.store(folder, read_only=read_only) as store:
        found = store.runs(limit)
    if folder.made_up:
        click.echo(f"{MADE_UP}\n")
    if not found:
        practice_option = " --practice" if folder.made_up else ""
        click.echo(f'No searches yet. Begin with: jobspy-desktop search "data engineer"{practice_option}')
    for run in found:
        _print(run)
    return 0


def _print(run: RunRecord) -> None:
    from app.cli.table import one_line
    from app.operations.wording import minute, numbered

    query = run.query
    where = ", ".join(filter(None, [query.location, _country(query.country)]))
    what = f'{run.id}  {minute(run.started_at)}  "{one_line(query.words)}" in {one_line(where)}'
    click.echo(f"{what}: {numbered(run.jobs, 'job')}{_outcome(run)}")
    for source in run.sources:
        click.echo(f"     {_fared(source, cut_off=run.outcome is None)}")


def _outcome(run: RunRecord) -> str:
    from app.operations.search import CUT_OFF

    if run.outcome is None:
        return ", still running or cut off"
    return {"stopped": ", stopped", "failed": ", no site answered", CUT_OFF: ", cut off"}.get(run.outcome, "")


def _country(name: str) -> str:
    return name.upper() if name in {"usa", "uk"} else name.title()


def _fared(source: SourceRecord, *, cut_off: bool) -> str:
    from app.operations.wording import reason_words, site_name
    from scraper.errors import Reason

    words = {"finished": "done", "running": "not at its end" if cut_off else "cut off"}.get(source.state, source.state)
    if source.reason:
        words = reason_words(Reason(source.reason))
    counts = source.counts
    found = f"found {counts.found:,} of {counts.asked:,}, read {counts.received:,}"
    return f"{site_name(source.site):<13} {found}; {words}"

"""`jobspy-desktop doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.options import everywhere, practising

if TYPE_CHECKING:
    from app.cli.session import Session


@click.command(short_help="Check that everything is in order.")
@practising("Look at the folder of the practice sites instead.")
@everywhere
@click.pass_obj
def doctor(session: Session, *, practice: bool) -> int:
    """Check that everything is in order, and say what to do where it is not."""
    from app.cli.table import MADE_UP
    from app.operations.doctor import examine

    folder = session.folder(made_up=practice)
    if folder.made_up:
        click.echo(f"{MADE_UP}\n")
    wrong = 0
    for finding in examine(folder, session.store):
        wrong += not finding.fine
        click.echo(f"{'ok   ' if finding.fine else 'WRONG'}  {finding.name}: {finding.words}")
    click.echo("All is in order." if not wrong else "See the lines marked WRONG.")
    return 1 if wrong else 0

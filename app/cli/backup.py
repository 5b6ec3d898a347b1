"""`jobspy-desktop backup` and `jobspy-desktop restore`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app.cli.kinds import FILE
from app.cli.options import everywhere, must_be_free, practising, replacing

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.session import Session


@click.command(short_help="Copy everything that is kept into one file.")
@click.argument("file", type=FILE)
@replacing("a file")
@practising("Back up the made-up jobs of the practice sites instead.")
@everywhere
@click.pass_obj
def backup(session: Session, *, file: Path, replace: bool, practice: bool) -> int:
    """Copy everything that is kept into FILE: jobs, searches, marks, notes."""
    from app.cli.table import MADE_UP

    must_be_free(file, replace=replace)
    folder = session.open(made_up=practice)
    with session.store(folder) as store:
        store.back_up(file.absolute(), replace=replace)
    practice_option = " --practice" if folder.made_up else ""
    made_up = f"{MADE_UP}.\n" if folder.made_up else ""
    click.echo(f"{made_up}Everything is in {file}. To get it back: jobspy-desktop restore {file}{practice_option}")
    return 0


@click.command(short_help="Put a backup in the place of what is kept.")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask.")
@practising("Restore the made-up jobs of the practice sites instead.")
@everywhere
@click.pass_obj
def restore(session: Session, *, file: Path, yes: bool, practice: bool) -> int:
    """Put the backup FILE in the place of everything that is kept now, which stays beside it under another name."""
    from scraper.errors import BadInput
    from scraper.store.backup import restore as put_back

    if not file.is_file():
        raise BadInput(f"There is no file {file}.")
    folder = session.open(made_up=practice)
    # What is replaced is kept, so a script need not be asked.
    if (
        not yes
        and sys.stdin.isatty()
        and not click.confirm(f"Put {file} in the place of everything in {folder.root}?", err=True)
    ):
        click.echo("Nothing was changed.")
        return 1
    kept = put_back(
        file.absolute(), folder.database, datetime.now(UTC), made_up=folder.made_up, waiting=session.waiting
    )
    click.echo(f"Restored {file}." + (f" What was there before is now {kept}." if kept else ""))
    return 0

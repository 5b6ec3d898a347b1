"""`jobspy-desktop folder`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.options import everywhere

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.operations.moving import Use
    from app.paths import Folder


@click.command(short_help="Where everything is kept, and to keep it elsewhere.")
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--take-along", is_flag=True, help="Copy all that is kept into DIR, which is empty or new.")
@click.option("--start-empty", is_flag=True, help="Start with nothing in DIR, which is empty or new.")
@click.option("--usual", is_flag=True, help="Go back to this user's own place for program data.")
@everywhere
@click.pass_obj
def folder(session: Session, *, directory: Path | None, take_along: bool, start_empty: bool, usual: bool) -> int:
    """Print where everything is kept; with DIR, keep it there from now on, in the window as well.

    A DIR that is a data folder already is opened as it is. The folder before is never deleted.
    """
    from app.operations.moving import Use, use_usual
    from scraper.errors import BadInput

    if (take_along and start_empty) or (usual and directory) or ((take_along or start_empty) and not directory):
        raise BadInput("Give DIR, perhaps with one of --take-along and --start-empty, or --usual alone.")
    if not directory and not usual:
        return _show(session.folder())
    _must_count(session)
    present = _present(session)
    if usual:
        new = use_usual()
        click.echo(f"Everything is kept in {new.root} again. Elsewhere, nothing was deleted.")
        _tell_who_stays(present, new)
        return 0
    assert directory is not None
    wished = Use.TAKE_ALONG if take_along else Use.START_EMPTY if start_empty else Use.OPEN
    return _use(present, directory, wished)


def _show(found: Folder) -> int:
    from app.paths import usual_folder

    click.echo(str(found.root))
    usual = usual_folder()
    if found.given:
        click.echo(f"It is named by {found.given}, which goes before a choice.", err=True)
    elif found.root != usual:
        click.echo(f"It was chosen; the usual one is {usual}.", err=True)
    return 0


def _must_count(session: Session) -> None:
    from app.paths import DATA_DIR_OPTION, DATA_DIR_VARIABLE
    from scraper.errors import BadInput

    given = DATA_DIR_OPTION if session.data_dir else DATA_DIR_VARIABLE if os.environ.get(DATA_DIR_VARIABLE) else ""
    if given:
        raise BadInput(f"{given} goes before what is chosen here: leave it out, then choose again.")


def _present(session: Session) -> Folder | None:
    """The folder in use; None where one was chosen that is not there."""
    from app.paths import NotThere, data_folder

    try:
        return data_folder(session.data_dir)
    except NotThere:
        return None


def _use(present: Folder | None, directory: Path, wished: Use) -> int:
    from app.cli.interrupt import stop_on_ctrl_c
    from app.operations.moving import Use, look_at, size_bytes, use
    from scraper.cancel import Cancelled
    from scraper.errors import BadInput

    place = look_at(directory, present)
    if wished not in place.uses:
        raise BadInput(_why_not(place.uses, directory, wished))
    if wished is Use.TAKE_ALONG and present is not None:
        click.echo(f"Copying {size_bytes(present) / 1e6:,.1f} MB into {place.root}.", err=True)
    with stop_on_ctrl_c() as cancel:
        try:
            new = use(place, wished, present, cancel, lambda _: None)
        except Cancelled as error:
            click.echo("Stopped; nothing was changed.", err=True)
            raise click.Abort from error
    before = f" {_what_of(present.root)}" if present else ""
    click.echo(f"Everything is kept in {new.root} from now on.{before}")
    _tell_who_stays(present, new)
    return 0


def _tell_who_stays(before: Folder | None, new: Folder) -> None:
    """Say that a window, or another program, goes on with the folder that it has open."""
    from app.operations.moving import open_in

    if before is not None and before.root != new.root and (others := open_in(before)):
        programs = ", ".join(map(str, others))
        click.echo(
            f"A window or program (process {programs}) has {before.root} open: it stays with that folder until it is"
            " closed and started again.",
            err=True,
        )


def _what_of(before: Path) -> str:
    from app.operations.moving import may_go
    from app.paths import CHOICE

    if may_go(before):
        return f"{before} is as it was; delete it yourself once you no longer need it."
    return f"{before} is as it was; keep it, for {CHOICE} in it says where everything is now."


def _why_not(uses: tuple[Use, ...], directory: Path, wished: Use) -> str:
    from app.operations.moving import Use

    if Use.OPEN in uses:
        return f"{directory} is a data folder already: leave out --take-along and --start-empty to use it as it is."
    if wished is Use.OPEN:
        return f"{directory} is empty: say --take-along to copy all that is kept into it, or --start-empty."
    return "The folder before is not there, so nothing can be taken along: say --start-empty, or plug its drive in."

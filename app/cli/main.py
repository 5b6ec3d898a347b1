"""The program `jobspy-desktop`: what becomes of its arguments, of Ctrl-C and of an error.

`--help` has to be quick, so nothing is imported here but click and, through it, what Python has anyway.
"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING

import click

from app.cli.commands import LazyGroup
from app.cli.options import everywhere
from app.cli.session import Session
from app.cli.streams import give_up_output, make_usable

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "jobspy-desktop"
WRONG_ARGUMENTS = 2
INTERRUPTED = 130


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"{NAME} {version(NAME)}")
        ctx.exit()


@click.group(NAME, cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version.")
@everywhere
@click.pass_context
def program(ctx: click.Context) -> None:
    """Search many job sites at once, keep what you find, export what you like.

    To try it without a network: jobspy-desktop search "data engineer" --practice
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code; what goes wrong is told on standard error, in a sentence."""
    make_usable()
    session = Session()
    try:
        code = program.main(arguments, prog_name=NAME, standalone_mode=False, obj=session)
    except click.Abort:
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()  # the help of a group that was named without a command: as it is laid out, not as a sentence
        return WRONG_ARGUMENTS
    except click.ClickException as error:
        _say(_where(error), error.format_message())
        return WRONG_ARGUMENTS
    except Exception as error:  # noqa: BLE001 - the outermost place: a bug is told and logged here
        return _other(error, session)
    finally:
        session.close()
    return code if isinstance(code, int) else 0


def _where(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return context.command_path if context else NAME


def _other(error: Exception, session: Session) -> int:
    """Exit code of what is not about arguments as such: 2 for what was given, 1 for the rest."""
    from scraper.errors import BadInput, Expected

    if isinstance(error, Expected):
        _say(NAME, str(error))
        return WRONG_ARGUMENTS if isinstance(error, BadInput) else 1
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        give_up_output()
        _say(NAME, "There is no room left where this is written: free some space, and try again.")
        return 1
    log = session.record(error)
    _say(NAME, f"something went wrong that should not have; {log or 'the log could not be written'} has the details.")
    return 1


def _say(where: str, sentence: str) -> None:
    from app.cli.table import one_line

    sentence = one_line(sentence)
    click.echo(f"{where}: {sentence if sentence.endswith(('.', '!', '?')) else sentence + '.'}", err=True)


def main() -> None:
    """The console program; also engine, keeper, practice sites and more of a frozen one, which has no other Python."""
    if sys.argv[1:2] == ["--engine-child"]:
        from scraper.child import main as engine

        engine()
    elif sys.argv[1:2] == ["--keeper"]:
        from app.keeper.child import main as keeper

        keeper()
    elif sys.argv[1:2] == ["--practice-sites"]:
        from scraper.practice.__main__ import main as practice

        del sys.argv[1]
        practice()
    elif sys.argv[1:2] == ["--hold-license-server"]:
        from app.operations.trial_server import main as hold

        del sys.argv[1]
        sys.exit(hold())
    else:
        sys.exit(run())


if __name__ == "__main__":
    main()

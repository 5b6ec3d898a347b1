"""The program `jobspy-license-server`: alone it serves; with a command it does what an administrator wants.

`--help` has to be quick, so nothing is imported here but click and what Python has anyway.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from licensing.server.admin.commands import LazyGroup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from licensing.server.config import Settings

NAME = "jobspy-license-server"
FAILED = 1
WRONG_ARGUMENTS = 2
INTERRUPTED = 130
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"{NAME} {version('jobspy-desktop')}")
        ctx.exit()


@click.group(NAME, cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say the version.")
@click.option("--host", metavar="HOST", help="Where it listens; 127.0.0.1 unless told.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), metavar="PORT", help="8470 unless told; 0 for any that is free."
)
@click.option("--data-dir", metavar="DIR", help="Where its keys and data are (or set JOBSPY_LICENSE_DATA_DIR).")
@click.option("--address", metavar="URL", help="How clients reach it, such as https://license.example.com.")
@click.option("--trial", is_flag=True, help="For trying out, on this computer only: who registers gets a paid license.")
@click.option("--ready-file", metavar="FILE", help="Written once it listens: the address.")
@click.pass_context
def program(ctx: click.Context, /, *, ready_file: str | None, **given: Any) -> None:
    """Serve licenses: alone, it starts with all it needs in its data folder.

    The database is a file there, or PostgreSQL's by DATABASE_URL; several servers share limits through REDIS_URL.
    """
    from licensing.server.admin.office import Given

    ctx.obj = Given(**given)
    if ctx.invoked_subcommand is None:
        from pathlib import Path

        _serve(ctx.obj.settings(), None if ready_file is None else Path(ready_file))


def _serve(settings: Settings, ready_file: Path | None) -> None:
    from licensing.server.errors import SetupError
    from licensing.server.serve import serve

    if settings.trial and settings.host not in _LOOPBACK:
        raise SetupError("A server for trying out is for this computer only: leave --host out.")
    serve(settings, ready_file=ready_file)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code; what goes wrong is told on standard error, in a sentence."""
    try:
        code = program.main(arguments, prog_name=NAME, standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        _say(error.format_message())
        return WRONG_ARGUMENTS
    except Exception as error:
        from licensing.server.errors import ProblemError, SetupError

        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            _give_up_output()
            _say("There is no room left where this is written: free some space, and try again.")
        elif isinstance(error, ProblemError | SetupError):
            _say(str(error))
        else:
            raise
        return FAILED
    return code if isinstance(code, int) else 0


def _give_up_output() -> None:
    """What standard output still holds goes nowhere: written once more at the end of the program, it would fail as before."""
    with suppress(OSError):  # it is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(sentence: str) -> None:
    sentence = " ".join(sentence.split())
    click.echo(f"{NAME}: {sentence if sentence.endswith(('.', '!', '?')) else sentence + '.'}", err=True)


def main() -> None:
    """The console program."""
    sys.exit(run())


if __name__ == "__main__":
    main()

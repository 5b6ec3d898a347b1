"""What the commands about the license have in common: their options, the client they work with, how they tell how it stands."""

from __future__ import annotations

import functools
import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

import click
from typing_extensions import override

from app.cli.kinds import FILE, TEXT
from app.cli.options import everywhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.cli.session import Session
    from app.operations.license_errors import LicenseTrouble
    from licensing.client.licensing import LicenseClient
    from scraper.errors import Expected

F = TypeVar("F", bound="Callable[..., Any]")

_server = click.option("--server", metavar="URL", help="The license server, instead of the usual one.")
_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on standard output.")
_NOT_USABLE = 1
_MOST_BYTES = 1 << 20

output_option = click.option(
    "--output", metavar="FILE|-", type=FILE, help="Where to write it; standard output if not given."
)
name_option = click.option(
    "--name", type=TEXT, default="", metavar="TEXT", help="What to call this computer in the license's list."
)


class _Command(click.Command):
    """Says why no server can be chosen for it, where `no_server` does; None where one can."""

    no_server: str | None = None

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name != "--server" or self.no_server is None:
                raise
            raise click.UsageError(f"--server has no effect here, as {self.no_server}: leave it out", ctx) from error


def command(name: str, short_help: str, *, no_server: str | None = None) -> Callable[[F], click.Command]:
    """A command about the license, with the options that all of them have; it gets the `Session` first.

    `no_server` completes "`--server` has no effect here, as ...", for one that takes none.
    """
    options = (_server, _json_option, everywhere) if no_server is None else (_json_option, everywhere)

    def decorate(function: F) -> click.Command:
        made = click.command(name, cls=_Command, short_help=short_help)(click.pass_obj(function))
        made.no_server = no_server
        for add in options:
            add(made)
        return made

    return decorate


def key_argument(function: F) -> F:
    """KEY, or "-" for a line of standard input; given on as it was typed."""

    @functools.wraps(function)
    def with_key(*args: Any, key: str, **rest: Any) -> Any:
        return function(*args, key=line_of_input("the key") if key == "-" else key, **rest)

    return click.argument("key")(with_key)  # type: ignore[return-value]  # the same function with one more argument


@contextmanager
def client_of(session: Session, server: str | None = None) -> Iterator[LicenseClient]:
    """The client on the data folder; what goes wrong with it becomes an error of this program."""
    from app.operations.license_client import address, license_client
    from app.operations.license_errors import LicenseTrouble, in_sentences

    with in_sentences():
        client = license_client(session.open(), address(server) if server else None)
    try:
        with in_sentences():
            yield client
    except LicenseTrouble as error:
        if told := _told_here(error, client):
            raise told from error
        raise


def _told_here(error: LicenseTrouble, client: LicenseClient) -> Expected | None:
    """The error with the command that helps; None where it says all there is to say."""
    from licensing.client.errors import StillQueued, Undecided, Unreachable, VendorUnreachable
    from scraper.errors import BadInput, Expected

    cause = error.cause
    if isinstance(cause, Undecided):
        return BadInput(f"{cause} Give it with --server.")
    if isinstance(cause, StillQueued):
        return BadInput(
            f"{cause} {_how_to_tell(cause.server, client)} --forget-queued: the computer"
            " then keeps its place there until it is given up from another one."
        )
    if isinstance(cause, VendorUnreachable):
        return Expected(
            f"{cause} A key from a company's own server needs that server's key file first:"
            " jobspy-desktop license trust FILE"
        )
    if isinstance(cause, Unreachable) and client.standing().tried:
        return Expected("The license server for trying out does not run: jobspy-desktop license trial")
    return None


def _how_to_tell(server: str, client: LicenseClient) -> str:
    """How a server is told what was given up here, up to the option for not telling it. One for trying out runs only while
    one does, which no other license here allows.
    """
    if not client.tried(server):
        return "For the one, run: jobspy-desktop license refresh. For the other, give"
    standing = client.standing()
    if standing.state is None or standing.tried:
        return "For the one, run: jobspy-desktop license trial. For the other, give"
    return "It does not run, as another license is used here: give"


def at_its_own(client: LicenseClient, server: str | None) -> None:
    """Raise `BadInput` where `server`, as it was given, is not that of the license here, which alone can be asked about it."""
    from app.operations.license_client import address
    from scraper.errors import BadInput

    own = client.standing().server
    if server and own and address(server) != own:
        raise BadInput(f"The license here is of {own}, which alone is asked about it: leave out --server.")


def tell_standing(client: LicenseClient, *, as_json: bool) -> int:
    """Print how it stands; 1 where there is a license that cannot be used."""
    from datetime import UTC, datetime

    from app.operations.license_words import DATA_IS_YOURS, facts, state_sentence, unlocked_words, what_to_do

    standing = client.standing()
    unusable = standing.state is not None and not standing.state.unlocks
    code = _NOT_USABLE if unusable else 0
    now = datetime.now(UTC)
    if as_json:
        import msgspec

        from app.operations.licensing import allowance

        told = msgspec.to_builtins(standing)
        sentence = state_sentence(standing, now)
        print_json({**told, "sentence": sentence, "allows": msgspec.to_builtins(allowance(standing))})
        return code
    click.echo(state_sentence(standing, now))
    for name, words in (*facts(standing), *unlocked_words(standing)):
        click.echo(f"  {name + ':':<26}{words}")
    if unusable:
        click.echo(DATA_IS_YOURS)
    if step := what_to_do(standing, now):
        click.echo(step)
    return code


def print_json(value: dict[str, Any]) -> int:
    """Print one JSON object; 0."""
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
    return 0


def is_sure(question: str, *, yes: bool, before: str) -> bool:
    """Whether a person agrees; said where not. Raises `BadInput` where nobody can be asked; `before` is what to do first then."""
    from scraper.errors import BadInput

    if yes:
        return True
    if not sys.stdin.isatty():
        raise BadInput(f"Nobody can be asked here: {before}, then give --yes.")
    if click.confirm(question, err=True):
        return True
    click.echo("Nothing was changed.", err=True)
    return False


def content_of(file: Path) -> bytes:
    """What is in a file; "-" is standard input."""
    from scraper.errors import BadInput

    try:
        with nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from error
    if len(content) > _MOST_BYTES:
        raise BadInput(f"{file} is too large for a file about a license.")
    return content


def line_of_input(what: str) -> str:
    """A line of standard input, without its end; raises `BadInput` where there is none."""
    from scraper.errors import BadInput

    line = sys.stdin.readline().strip("\r\n")
    if not line:
        raise BadInput(f"Standard input ended before {what}: write it there, as one line.")
    return line

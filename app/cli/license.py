"""`jobspy-desktop license` and its commands. What they do is imported when one is run."""

from __future__ import annotations

import functools
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from typing_extensions import override

from app.cli.options import everywhere

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.cli.session import Session
    from licensing.client.licensing import LicenseClient
    from licensing.protocol.key_file import ServerKeys

F = TypeVar("F", bound="Callable[..., Any]")

_FILE = click.Path(path_type=Path, allow_dash=True)
_server = click.option("--server", metavar="URL", help="The license server, instead of the usual one.")
_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on standard output.")
_NOT_USABLE = 1
_DEACTIVATED = {
    "done": "Deactivated.",
    "queued": "Deactivated here. The server could not be reached; it is told with the next `license refresh`, or by the window.",
    "removed": "Removed from this computer. Its server cannot be told, and counts this computer still: give it up from another"
    " computer with the license, or ask whoever you have it from.",
}


class _InOrder(click.Group):
    """Lists its commands as they stand below."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group("license", cls=_InOrder, short_help="What may be done here, and the license for more.")
@everywhere
def license_() -> None:
    """How the license of this computer stands, and all that can be done about it.

    Without one everything works; a search brings at most 100 jobs from each site.
    """


def _command(name: str, short_help: str) -> Callable[[F], click.Command]:
    """A command of the group, with the options that all of them have; it gets the `Session` first."""

    def decorate(function: F) -> click.Command:
        made = license_.command(name, short_help=short_help)(click.pass_obj(function))
        for add in (_server, _json_option, everywhere):
            add(made)
        return made

    return decorate


def _key_argument(function: F) -> F:
    """KEY, or "-" for a line of standard input; given on as it was typed."""

    @functools.wraps(function)
    def with_key(*args: Any, key: str, **rest: Any) -> Any:
        return function(*args, key=_line_of_input("the key") if key == "-" else key, **rest)

    return click.argument("key")(with_key)  # type: ignore[return-value]  # the same function with one more argument


_output = click.option(
    "--output", metavar="FILE|-", type=_FILE, help="Where to write it; standard output if not given."
)
_name = click.option("--name", default="", metavar="TEXT", help="What to call this computer in the license's list.")


@_command("status", "How the license stands, and what it unlocks.")
def status(session: Session, *, server: str | None, as_json: bool) -> int:
    """How the license stands, and what it unlocks; needs no network. Exit code 1 where there is one that cannot be used."""
    with _client(session, server) as client:
        return _tell_standing(client, as_json=as_json)


@_command("activate", "Use a license on this computer.")
@_key_argument
@_name
def activate(session: Session, *, key: str, name: str, server: str | None, as_json: bool) -> int:
    """Use the license with this KEY on this computer; `-` reads it from standard input. Blanks and small letters do no harm."""
    from app.operations.license_client import activate as use

    with _client(session, server) as client:
        use(client, key, name)
        return _tell_standing(client, as_json=as_json)


@_command("register", "Get a license from the server, and activate it here.")
@click.argument("email")
@click.option("--show-key", is_flag=True, help="Print the key too, for another computer: it is told only now.")
@_name
def register(session: Session, *, email: str, show_key: bool, name: str, server: str | None, as_json: bool) -> int:
    """Make an account for EMAIL with the license server, and activate the key it gives on this computer.

    The password is asked for without being shown, or read from standard input; it is never an argument.
    """
    from app.operations.license_client import activate as use
    from app.operations.license_client import set_aside
    from scraper.errors import Expected

    password = _password()
    with _client(session, server) as client:
        key = client.register(email, password).license_key
        if show_key:
            click.echo(key, err=as_json)
        try:
            use(client, key, name)
        except Expected as error:
            if show_key:
                raise
            file = set_aside(session.folder(), key)
            then = f"jobspy-desktop license activate - < {file}"
            raise Expected(f"{error} The key is in {file}, for you alone. Later: {then}, then delete it.") from error
        return _tell_standing(client, as_json=as_json)


@_command("refresh", "Ask the server how the license stands.")
def refresh(session: Session, *, server: str | None, as_json: bool) -> int:
    """Ask the server how the license stands, and tell it what it could not be told before."""
    with _client(session, server) as client:
        sent = client.send_queued()
        if sent and not as_json:
            click.echo("The server knows now that the license was given up here.")
        if not sent or client.standing().state is not None:
            client.refresh()
        return _tell_standing(client, as_json=as_json)


@_command("machines", "The computers of the license.")
def machines(session: Session, *, server: str | None, as_json: bool) -> int:
    """The computers the license is used on, with their numbers for `deactivate --machine`."""
    from app.cli.table import one_line
    from app.operations.wording import minute

    with _client(session, server) as client:
        found, own = client.machines(), client.standing().machine_id
        if as_json:
            import msgspec

            return _json({**msgspec.to_builtins(found), "this_computer": own})
        for machine in found.machines:
            here = "  (this computer)" if machine.machine_id == own else ""
            name = one_line(machine.name) or "without a name"
            click.echo(
                f"{machine.machine_id}  {name}, {machine.platform}, last used {minute(machine.last_seen_at)}{here}"
            )
        click.echo(f"{len(found.machines)} of {found.machines_allowed} computers are in use.")
        return 0


@_command("deactivate", "Give up the license on a computer.")
@click.option("--machine", metavar="ID", help="Another computer, as `machines` lists it; this one if not given.")
def deactivate(session: Session, *, machine: str | None, server: str | None, as_json: bool) -> int:
    """Give up the license on this computer, so that another can have its place. Without a network it is told later."""
    from app.operations.license_client import give_up

    with _client(session, server) as client:
        done = give_up(client, machine) if machine else client.deactivate()
        if as_json:
            return _json({"deactivated": done})
        click.echo(_DEACTIVATED[done])
        return 0


@_command("trust", "Trust a license server by its key file.")
@click.argument("file", type=_FILE)
@click.option("--yes", is_flag=True, help="Do not ask; the fingerprints were compared before.")
def trust(session: Session, *, file: Path, yes: bool, server: str | None, as_json: bool) -> int:
    """Trust the license server whose key file this is. Compare the fingerprints with those its owner tells you."""
    from app.operations.license_client import keys_in
    from scraper.errors import BadInput

    content = _content(file)
    keys = keys_in(content)
    if not as_json:
        click.echo(f"Server: {keys.server}")
        for fingerprint in keys.fingerprints():
            click.echo(f"Fingerprint: {fingerprint}")
        if _trusted_before(session, server, keys):
            click.echo("Other keys have been trusted for this server until now: ask its owner why they are others.")
    if not yes and not sys.stdin.isatty():
        raise BadInput("Nobody can be asked here: compare the fingerprints, then give --yes.")
    if not yes and not click.confirm("Trust this server?", err=True):
        click.echo("Nothing was changed.", err=True)
        return 1
    with _client(session, server) as client:
        client.trust(content)
    if as_json:
        return _json({"server": keys.server, "fingerprints": keys.fingerprints()})
    click.echo("It is trusted from now on.")
    return 0


@_command("export-request", "Without a network: a request to be answered elsewhere.")
@_key_argument
@_name
@_output
def export_request(
    session: Session, *, key: str, name: str, output: Path | None, server: str | None, as_json: bool
) -> int:
    """Write a request for the license with this KEY, to be carried to a computer with a network and answered there."""
    from app.operations.license_client import checked_key

    key = checked_key(key)
    with _client(session, server) as client:
        return _write(client.export_request(key, name=name), output, as_json=as_json)


@_command("answer-request", "Answer a request of a computer without a network.")
@click.argument("file", type=_FILE)
@_output
def answer_request(session: Session, *, file: Path, output: Path | None, server: str | None, as_json: bool) -> int:
    """Have the server answer the request in FILE of another computer; carry the answer back there."""
    content = _content(file)
    with _client(session, server) as client:
        return _write(client.answer_request(content), output, as_json=as_json)


@_command("import-lease", "Without a network: use the answer to a request.")
@click.argument("file", type=_FILE)
def import_lease(session: Session, *, file: Path, server: str | None, as_json: bool) -> int:
    """Use the answer in FILE to a request that this computer made."""
    content = _content(file)
    with _client(session, server) as client:
        client.import_lease(content)
        return _tell_standing(client, as_json=as_json)


@_command("trial", "Try out what a license unlocks, with a server of your own.")
def trial(session: Session, *, server: str | None, as_json: bool) -> int:
    """Start the bundled license server on this computer, get a license from it that works for a day, and
    end the server again.

    All that it unlocks says "trial".
    """
    from app.cli.interrupt import stop_on_ctrl_c
    from app.operations.license_client import license_client
    from app.operations.trial import LocalServer, start_trial
    from scraper.cancel import Cancelled
    from scraper.errors import BadInput

    if server:
        raise BadInput("A license is tried out with the server that is started for it: leave out --server.")
    folder = session.open()
    with stop_on_ctrl_c() as cancel, LocalServer(folder.trial_server) as local:
        try:
            start_trial(folder, local, cancel)
        except Cancelled:
            return 130
    return _tell_standing(license_client(folder), as_json=as_json)


# What they share.


@contextmanager
def _client(session: Session, server: str | None) -> Iterator[LicenseClient]:
    """The client on the data folder; what goes wrong with it becomes an error of this program."""
    from app.operations.license_client import address, license_client
    from app.operations.license_errors import LicenseTrouble, in_sentences
    from licensing.client.errors import Unreachable
    from scraper.errors import Expected

    with in_sentences():
        client = license_client(session.open(), address(server) if server else None)
    try:
        with in_sentences():
            yield client
    except LicenseTrouble as error:
        if isinstance(error.cause, Unreachable) and client.standing().trial:
            raise Expected("The license server for trying out does not run: jobspy-desktop license trial") from error
        raise


def _trusted_before(session: Session, server: str | None, keys: ServerKeys) -> bool:
    """Whether other keys than these are trusted for their server."""
    with _client(session, server) as client:
        known = {each.server: each.fingerprints() for each in client.trusted()}
    return known.get(keys.server, keys.fingerprints()) != keys.fingerprints()


def _tell_standing(client: LicenseClient, *, as_json: bool) -> int:
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
        _json({**told, "sentence": sentence, "allows": msgspec.to_builtins(allowance(standing))})
        return code
    click.echo(state_sentence(standing, now))
    for name, words in (*facts(standing), *unlocked_words(standing)):
        click.echo(f"  {name + ':':<26}{words}")
    if unusable:
        click.echo(DATA_IS_YOURS)
    if step := what_to_do(standing, now):
        click.echo(step)
    return code


def _json(value: dict[str, Any]) -> int:
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
    return 0


def _write(content: bytes, output: Path | None, *, as_json: bool) -> int:
    """Write a file that is carried; standard output where none is named."""
    from app.operations.license_client import write_for_owner
    from scraper.errors import BadInput

    if output is None or str(output) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    try:
        write_for_owner(output, content)
    except OSError as error:
        raise BadInput(f"{output} cannot be written ({error.strerror}): choose another place.") from error
    if as_json:
        return _json({"file": str(output)})
    click.echo(f"Written: {output}", err=True)
    return 0


def _content(file: Path) -> bytes:
    """What is in a file; "-" is standard input."""
    from scraper.errors import BadInput

    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}).") from error


def _password() -> str:
    """Asked for twice without being shown; the first line of standard input where nobody can be asked."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True))
    return _line_of_input("the password")


def _line_of_input(what: str) -> str:
    from scraper.errors import BadInput

    line = sys.stdin.readline().strip("\r\n")
    if not line:
        raise BadInput(f"Standard input ended before {what}: write it there, as one line.")
    return line

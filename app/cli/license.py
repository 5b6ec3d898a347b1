"""`jobspy-desktop license` and its commands. What they do is imported when one is run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from typing_extensions import override

from app.cli.license_files import answer_request, export_request, import_lease
from app.cli.license_parts import (
    at_its_own,
    client_of,
    command,
    is_sure,
    key_argument,
    line_of_input,
    name_option,
    print_json,
    tell_standing,
)
from app.cli.license_servers import servers, trust, untrust
from app.cli.options import everywhere

if TYPE_CHECKING:
    from app.cli.session import Session
    from licensing.client.licensing import LicenseClient


_DEACTIVATED = {
    "done": "Deactivated.",
    "queued": "Deactivated here. The server could not be reached; it is told with the next `license refresh`, or by the window.",
    "removed": "Removed from this computer. Its server cannot be told, and counts this computer still: give it up from another"
    " computer with the license, or ask whoever you have it from.",
}
_KEEP_PLACE = "the license's server is not trusted, and counts this computer still afterwards; trust its key file to free the place"
_MEND = "what is stored of the license cannot be read, and its server counts this computer still afterwards; look with `license status`"


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


@command("status", "How the license stands, and what it unlocks.", no_server="no server is asked")
def status(session: Session, *, as_json: bool) -> int:
    """How the license stands, and what it unlocks; needs no network. Exit code 1 where there is one that cannot be used."""
    with client_of(session) as client:
        return tell_standing(client, as_json=as_json)


@command("activate", "Use a license on this computer.")
@key_argument
@name_option
def activate(session: Session, *, key: str, name: str, server: str | None, as_json: bool) -> int:
    """Use the license with this KEY on this computer; `-` reads it from standard input. Blanks and small letters do no harm."""
    from app.operations.license_client import activate as use

    with client_of(session, server) as client:
        use(client, key, name)
        return tell_standing(client, as_json=as_json)


@command("register", "Get a license from the server, and activate it here.")
@click.argument("email")
@click.option("--show-key", is_flag=True, help="Print the key too, for another computer: it is told only now.")
@name_option
def register(session: Session, *, email: str, show_key: bool, name: str, server: str | None, as_json: bool) -> int:
    """Make an account for EMAIL with the license server, and activate the key it gives on this computer.

    The password is asked for without being shown, or read from standard input; it is never an argument.
    """
    from app.operations.license_client import activate as use
    from app.operations.license_client import set_aside
    from scraper.errors import Expected

    password = _password()
    with client_of(session, server) as client:
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
        return tell_standing(client, as_json=as_json)


@command("refresh", "Ask the server how the license stands.")
def refresh(session: Session, *, server: str | None, as_json: bool) -> int:
    """Ask the server how the license stands, and tell it what it could not be told before."""
    from app.operations.license_words import untold_words
    from scraper.errors import Expected

    with client_of(session, server) as client:
        at_its_own(client, server)
        sent, standing = client.send_queued(), client.standing()
        if sent and not as_json:
            click.echo("The server knows now that the license was given up here.")
        if untold := untold_words(standing.untold):
            if standing.state is None and standing.trouble is None:
                raise Expected(untold)
            click.echo(untold, err=True)
        if not sent or standing.state is not None:
            client.refresh()
        return tell_standing(client, as_json=as_json)


@command("machines", "The computers of the license.")
def machines(session: Session, *, server: str | None, as_json: bool) -> int:
    """The computers the license is used on, with their numbers for `deactivate --machine`."""
    from app.cli.table import one_line
    from app.operations.wording import minute

    with client_of(session, server) as client:
        at_its_own(client, server)
        found, own = client.machines(), client.standing().machine_id
        if as_json:
            import msgspec

            return print_json({**msgspec.to_builtins(found), "this_computer": own})
        for machine in found.machines:
            here = "  (this computer)" if machine.machine_id == own else ""
            name = one_line(machine.name) or "without a name"
            click.echo(
                f"{machine.machine_id}  {name}, {machine.platform}, last used {minute(machine.last_seen_at)}{here}"
            )
        click.echo(f"{len(found.machines)} of {found.machines_allowed} computers are in use.")
        return 0


@command("deactivate", "Give up the license on a computer.")
@click.option("--machine", metavar="ID", help="Another computer, as `machines` lists it; this one if not given.")
@click.option("--yes", is_flag=True, help="Do not ask; it is asked only where the place cannot be freed.")
def deactivate(session: Session, *, machine: str | None, yes: bool, server: str | None, as_json: bool) -> int:
    """Give up the license on this computer, so that another can have its place. Without a network it is told later."""
    from app.operations.license_client import give_up
    from app.operations.licensing import unreadable

    with client_of(session, server) as client:
        at_its_own(client, server)
        aside = not machine and unreadable(client.standing())
        if not machine and not _agreed(client, aside=aside, yes=yes, quiet=as_json):
            return 1
        done = give_up(client, machine) if machine else client.deactivate()
        if as_json:
            return print_json({"deactivated": done})
        click.echo(_DEACTIVATED[done])
        if aside:
            click.echo(f"What could not be read is kept in {client.put_aside_in}.")
        return 0


def _agreed(client: LicenseClient, *, aside: bool, yes: bool, quiet: bool) -> bool:
    """Whether the license may go from here: a person is asked where its server cannot be told."""
    from app.operations.license_client import of_untrusted_server
    from app.operations.license_words import PLACE_STAYS, UNREADABLE_STAYS

    if not aside and not of_untrusted_server(client):
        return True
    if not quiet:
        click.echo(UNREADABLE_STAYS if aside else PLACE_STAYS)
    before = _MEND if aside else _KEEP_PLACE
    return is_sure("Remove the license from this computer?", yes=yes, before=before)


@command(
    "trial", "Try out what a license unlocks, with a server of your own.", no_server="it starts a server of its own"
)
def trial(session: Session, *, as_json: bool) -> int:
    """Start the bundled license server on this computer, get a license from it that works for a day, and
    end the server again.

    All that it unlocks says "trial".
    """
    from app.cli.interrupt import stop_on_ctrl_c
    from app.operations.license_client import license_client
    from app.operations.trial import LocalServer, start_trial
    from scraper.cancel import Cancelled

    folder = session.open()
    with stop_on_ctrl_c() as cancel, LocalServer(folder.trial_server) as local:
        try:
            start_trial(folder, local, cancel)
        except Cancelled:
            return 130
    return tell_standing(license_client(folder), as_json=as_json)


def _password() -> str:
    """Asked for twice without being shown; the first line of standard input where nobody can be asked."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True))
    return line_of_input("the password")


for _each in (
    status,
    activate,
    register,
    refresh,
    machines,
    deactivate,
    servers,
    trust,
    untrust,
    export_request,
    answer_request,
    import_lease,
    trial,
):
    license_.add_command(_each)

"""`key-file` and `rotate-keys`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from licensing.protocol.key_file import write_key_file
from licensing.server.admin.office import Given, Office, work
from licensing.server.admin.options import everywhere, must_be_free, replacing, write
from licensing.server.admin.rotation import SUBJECT, Rotation, rotate
from licensing.server.audit.repository import record
from licensing.server.clock import system_clock
from licensing.server.keys.ring import public_keys
from licensing.server.keys.rotate import SETTLE_S

if TYPE_CHECKING:
    from licensing.server.admin.rotation import Rotated

_FAILED = 1


@click.command(short_help="Write the file that lets a computer trust this server.")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--address", metavar="URL", help="How clients reach this server; the address it last served at unless told."
)
@replacing
@everywhere
@click.pass_obj
def key_file(given: Given, *, out: Path, address: str | None, replace: bool) -> None:
    """Write the file that lets a computer trust this server: its address and public keys, nothing secret.

    On the computer: jobspy-desktop license trust FILE; it shows the fingerprints that are printed here.
    """
    must_be_free(out, replace=replace)
    given.address = address or given.address

    async def task(office: Office) -> tuple[str, ...]:
        keys = public_keys(office.keys, office.issuer)
        write(out, write_key_file(keys))
        async with office.database.changing() as connection:
            await record(connection, office.now, office.actor, "keys.told", SUBJECT, server=keys.server)
        return (keys.server, *keys.fingerprints())

    server, *fingerprints = work(given, task, from_nothing=True)
    click.echo(f"Wrote {out} for {server}. Fingerprints:")
    for fingerprint in fingerprints:
        click.echo(f"  {fingerprint}")


@click.command(short_help="Put new keys in the place of those in use.")
@click.option(
    "--lease-keys", is_flag=True, help="Those that clients trust as well; then give every client a new key file."
)
@click.option(
    "--no-server-runs", is_flag=True, help="Do not wait for servers to take the new keys up: none is running."
)
@everywhere
@click.pass_obj
def rotate_keys(given: Given, *, lease_keys: bool, no_server_runs: bool) -> int:
    """Put new keys in the place of those in use, while servers run. When it was cut off, begin it again: it goes on.

    The keys that clients trust are left unless --lease-keys is given. A client knows the current one and the next; after a
    rotation of these, give every client a new key file before the one after it.
    """

    async def task(office: Office) -> Rotated:
        return await rotate(
            Rotation(
                folder=office.settings.data_dir,
                database=office.database,
                clock=system_clock,
                actor=office.actor,
                tell=click.echo,
                lease_keys=lease_keys,
                settle_s=0 if no_server_runs else SETTLE_S,
            )
        )

    done = work(given, task)
    click.echo(f"Sealed anew: {done.resealed}.")
    if done.left:
        click.echo(f"{done.left} sealed texts do not open; the old key is kept for them. See: doctor", err=True)
        return _FAILED
    click.echo("The old keys are gone. Back up the key file.")
    return 0

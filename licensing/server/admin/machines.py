"""`machines`, `give-up` and `allow-machines`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from licensing.server.admin import repository, service
from licensing.server.admin.office import Given, Office, work
from licensing.server.admin.options import as_json, everywhere, print_json, print_table

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.server.admin.repository import LicenseLine, MachineLine


@click.command(short_help="List the computers of a license.")
@click.argument("license_", metavar="LICENSE")
@as_json
@everywhere
@click.pass_obj
def machines(given: Given, *, license_: str, as_json: bool) -> None:
    """List the computers of a license, those that were given up last."""

    async def task(office: Office) -> list[MachineLine]:
        async with office.database.reading() as connection:
            line = await service.find(office, connection, license_)
            return await repository.machines_of(connection, office.keys, line.id)

    found = work(given, task)
    if as_json:
        print_json(found)
    elif not found:
        click.echo("This license was not activated on any computer yet.")
    else:
        print_table(_HEADERS, [_cells(line) for line in found])


@click.command(short_help="Give up a computer of a license, in its owner's place.")
@click.argument("license_", metavar="LICENSE")
@click.argument("machine", metavar="COMPUTER", type=click.UUID)
@everywhere
@click.pass_obj
def give_up(given: Given, *, license_: str, machine: UUID) -> None:
    """Give up a computer of a license, in its owner's place and however many were given up lately: another can take its place.

    COMPUTER is its id, as the command `machines` shows it.
    """
    _told(work(given, lambda office: service.give_up_machine(office, license_, machine)))


@click.command(short_help="Say how many computers a license may have.")
@click.argument("license_", metavar="LICENSE")
@click.option("--most", type=click.IntRange(1, 100_000), metavar="N", help="At most N at once.")
@click.option("--as-type", is_flag=True, help="As many as a license of its type has.")
@everywhere
@click.pass_obj
def allow_machines(given: Given, *, license_: str, most: int | None, as_type: bool) -> None:
    """Say how many computers a license may have. Where it has more than that, those that were added last are not answered."""
    if (most is not None) + as_type != 1:
        raise click.UsageError("give one of --most and --as-type")
    _told(work(given, lambda office: service.allow_machines(office, license_, most)))


def _told(line: LicenseLine) -> None:
    click.echo(f"{line.id} of {line.email} has {line.machines_used} of {line.machines_allowed} computers.")


_HEADERS = ("id", "name", "platform", "version", "activated", "last seen", "given up", "copied")


def _cells(line: MachineLine) -> tuple[str, ...]:
    days = (line.activated_at, line.last_seen_at, line.deactivated_at, line.cloned_at)
    return (str(line.id), line.name or "-", line.platform or "-", line.app_version or "-", *map(_day, days))


def _day(moment: datetime | None) -> str:
    return "-" if moment is None else f"{moment:%Y-%m-%d}"

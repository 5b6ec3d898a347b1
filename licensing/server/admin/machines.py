"""`machines`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from licensing.server.admin import repository, service
from licensing.server.admin.office import Given, Office, work
from licensing.server.admin.options import as_json, everywhere, print_json, print_table

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.server.admin.repository import MachineLine


@click.command(short_help="List the machines of a license.")
@click.argument("license_", metavar="LICENSE")
@as_json
@everywhere
@click.pass_obj
def machines(given: Given, *, license_: str, as_json: bool) -> None:
    """List the machines of a license, those that were given up last."""

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


_HEADERS = ("id", "name", "platform", "version", "activated", "last seen", "given up", "copied")


def _cells(line: MachineLine) -> tuple[str, ...]:
    days = (line.activated_at, line.last_seen_at, line.deactivated_at, line.cloned_at)
    return (str(line.id), line.name or "-", line.platform or "-", line.app_version or "-", *map(_day, days))


def _day(moment: datetime | None) -> str:
    return "-" if moment is None else f"{moment:%Y-%m-%d}"

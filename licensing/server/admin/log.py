"""`audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from licensing.server.admin.office import Given, Office, work
from licensing.server.admin.options import as_json, everywhere, most, print_json, print_table
from licensing.server.audit.repository import latest

if TYPE_CHECKING:
    from licensing.server.audit.repository import Entry


@click.command(short_help="Show what was done, by whom; newest first.")
@click.option(
    "--subject", metavar="SUBJECT", help='Only what concerns it: "license:ID", "user:ID", "machine:ID", "keys".'
)
@most
@as_json
@everywhere
@click.pass_obj
def audit(given: Given, *, subject: str | None, most: int, as_json: bool) -> None:
    """Show what was done, by whom; newest first. What stands in this log cannot be changed."""

    async def task(office: Office) -> list[Entry]:
        async with office.database.reading() as connection:
            return await latest(connection, most, subject)

    found = work(given, task)
    if as_json:
        print_json(found)
    elif not found:
        click.echo("Nothing was done yet.")
    else:
        print_table(("at", "by", "what", "to", "details"), [_cells(entry) for entry in found])


def _cells(entry: Entry) -> tuple[str, ...]:
    details = ", ".join(f"{name}={value}" for name, value in entry.details.items() if value is not None)
    return (f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.actor, entry.action, entry.subject, details)

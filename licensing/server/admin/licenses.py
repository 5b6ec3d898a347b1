"""`create`, `list`, `show`, `suspend`, `resume`, `revoke` and `extend`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TextIO

import click

from licensing.protocol.codes import LicenseType
from licensing.server.admin import repository, service
from licensing.server.admin.office import Given, Office, work
from licensing.server.admin.options import (
    as_json,
    everywhere,
    most,
    print_fields,
    print_json,
    print_table,
    require_consent,
    yes,
)
from licensing.server.admin.service import REVOKED
from licensing.server.auth.repository import SUSPENDED
from licensing.server.clock import system_clock
from licensing.server.errors import SetupError
from licensing.server.users.service import Terms

if TYPE_CHECKING:
    from licensing.server.admin.repository import LicenseLine

_MOST_DAYS = 36_500
_DAYS = click.IntRange(1, _MOST_DAYS)
_account = click.option("--account", is_flag=True, help="The owner's account as well: whether anybody signs in to it.")


@click.command(short_help="Make a license, and an account for its owner if there is none.")
@click.argument("email")
@click.option(
    "--type",
    "kind",
    type=click.Choice([kind.value for kind in LicenseType]),
    default=LicenseType.PRO.value,
    show_default=True,
    help="What it unlocks.",
)
@click.option("--days", type=_DAYS, metavar="N", help="It ends in N days; without this, never.")
@click.option(
    "--machines", type=click.IntRange(1, 100_000), metavar="N", help="For N computers, not as many as its type."
)
@click.option(
    "--password-file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="A new account's password is the first line of FILE (- for standard input); without this, nobody signs in.",
)
@as_json
@everywhere
@click.pass_obj
def create(
    given: Given,
    *,
    email: str,
    kind: str,
    days: int | None,
    machines: int | None,
    password_file: TextIO | None,
    as_json: bool,
) -> None:
    """Make a license, and an account for its owner if there is none.

    The license's key is shown this once: it is not stored in clear.
    """
    password = None if password_file is None else next(iter(password_file), "").rstrip("\r\n")
    ends = None if days is None else system_clock() + timedelta(days=days)
    terms = Terms(license_type=LicenseType(kind), expires_at=ends, machines=machines)

    async def task(office: Office) -> service.Created:
        return await service.create(office, email, terms, password, asyncio.Semaphore(1))

    made = work(given, task, from_nothing=True)
    print_json(made) if as_json else print_fields(made)


@click.command("list", short_help="List licenses, newest first.")
@most
@as_json
@everywhere
@click.pass_obj
def list_(given: Given, *, most: int, as_json: bool) -> None:
    """List licenses, newest first."""

    async def task(office: Office) -> list[LicenseLine]:
        async with office.database.reading() as connection:
            return await repository.licenses_that(connection, office.keys, None, most)

    found = work(given, task)
    if as_json:
        print_json(found)
    elif not found:
        click.echo("No licenses yet. Make one with: jobspy-license-server create EMAIL")
    else:
        print_table(_HEADERS, [_cells(line) for line in found])


@click.command(short_help="Show all that is known about a license.")
@click.argument("license_", metavar="LICENSE")
@as_json
@everywhere
@click.pass_obj
def show(given: Given, *, license_: str, as_json: bool) -> None:
    """Show all that is known about a license.

    LICENSE is its id, the last six letters of its key, or the e-mail address of an owner who has one only.
    """
    found = work(given, lambda office: _found(office, license_))
    print_json(found) if as_json else print_fields(found)


@click.command(short_help="Make a license unusable for now.")
@click.argument("license_", metavar="LICENSE")
@_account
@everywhere
@click.pass_obj
def suspend(given: Given, *, license_: str, account: bool) -> None:
    """Make a license unusable for now. Computers hear of it when they next ask; their leases hold until then."""
    _told(work(given, lambda office: service.suspend(office, license_, account=account)))


@click.command(short_help="Make a suspended license usable again.")
@click.argument("license_", metavar="LICENSE")
@_account
@everywhere
@click.pass_obj
def resume(given: Given, *, license_: str, account: bool) -> None:
    """Make a suspended license usable again."""
    _told(work(given, lambda office: service.resume(office, license_, account=account)))


@click.command(short_help="Withdraw a license for good.")
@click.argument("license_", metavar="LICENSE")
@yes
@everywhere
@click.pass_obj
def revoke(given: Given, *, license_: str, yes: bool) -> None:
    """Withdraw a license for good. Computers hear of it when they next ask; their leases hold until then."""
    if not yes:
        line = work(given, lambda office: _found(office, license_))
        service.require_not_revoked(line)
        require_consent(f"{line.id} of {line.email} would be withdrawn for good.")
        license_ = str(line.id)
    _told(work(given, lambda office: service.revoke(office, license_)))


@click.command(short_help="Move the end of a license.")
@click.argument("license_", metavar="LICENSE")
@click.option(
    "--days",
    type=_DAYS,
    metavar="N",
    help="N days more, from its end or, where that is past, from now; --until for one without.",
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Until the end of this day (UTC).")
@click.option("--forever", is_flag=True, help="It never ends.")
@everywhere
@click.pass_obj
def extend(given: Given, *, license_: str, days: int | None, until: datetime | None, forever: bool) -> None:
    """Move the end of a license; its owner's subscription goes with it."""
    if (days is not None) + (until is not None) + forever != 1:
        raise click.UsageError("give one of --days, --until and --forever")

    by = None if days is None else timedelta(days=days)
    try:
        ends = None if until is None else until.replace(tzinfo=UTC) + timedelta(days=1)
        line = work(given, lambda office: service.extend(office, license_, by or ends))
    except OverflowError as error:
        raise SetupError("No date is that late: give an earlier one, or --forever.") from error
    _told(line)


async def _found(office: Office, text: str) -> LicenseLine:
    async with office.database.reading() as connection:
        return await service.find(office, connection, text)


def _told(line: LicenseLine) -> None:
    click.echo(f"{line.id} of {line.email} {_state(line)}")


def _state(line: LicenseLine) -> str:
    """What a license is, and when it ends, so that nobody takes the one for the end of the other."""
    if line.status == REVOKED:
        return "is withdrawn for good."
    is_ = "is suspended until it is resumed" if line.status == SUSPENDED else f"is {line.status}"
    if line.expires_at is None:
        return f"{is_}. The license has no end."
    ends = "ends" if line.expires_at > system_clock() else "ended"
    return f"{is_}. The license {ends} on {line.expires_at:%Y-%m-%d at %H:%M} UTC."


_HEADERS = ("id", "e-mail", "type", "status", "computers", "until", "key ends")


def _cells(line: LicenseLine) -> tuple[str, ...]:
    kind = f"{line.license_type.value}{', trial' if line.trial else ''}"
    ends = "-" if line.expires_at is None else f"{line.expires_at:%Y-%m-%d}"
    machines = f"{line.machines_used}/{line.machines_allowed}"
    return (str(line.id), line.email, kind, line.status, machines, ends, line.key_ending)

"""`doctor`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from licensing.server.admin import checks
from licensing.server.admin.office import Given, require_server
from licensing.server.admin.options import as_json, everywhere, print_json
from licensing.server.clock import system_clock
from licensing.server.database.database import Database
from licensing.server.database.own_files import database_file
from licensing.server.errors import ProblemError, SetupError
from licensing.server.keys.ring import KeyRing

if TYPE_CHECKING:
    from licensing.server.config import Settings

_TROUBLE = 1


@click.command(short_help="Check that everything is in order.")
@as_json
@everywhere
@click.pass_obj
def doctor(given: Given, *, as_json: bool) -> int:
    """Check that everything is in order: keys, files, database. Changes nothing; ends with 1 where something is wrong."""
    settings = given.settings()
    require_server(settings)
    found = checks.sentences(settings, system_clock())
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        found += runner.run(_database(settings))
    if as_json:
        print_json({"trouble": found})
    for sentence in [] if as_json else found or ["Everything is in order."]:
        click.echo(sentence)
    return _TROUBLE if found else 0


async def _database(settings: Settings) -> list[str]:
    try:
        keys = KeyRing(settings.data_dir).now
    except SetupError:
        return []  # said already
    path = database_file(settings.database)
    if path is not None and not path.exists():
        return []  # said already; to look would make one
    database = Database(settings.database, pool_size=1)
    try:
        return await checks.trouble_with_database(database, keys, system_clock())
    except ProblemError as error:
        return [error.detail]
    finally:
        await database.close()

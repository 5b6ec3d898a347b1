"""Bringing a database to the version that this program wants, and checking that it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text

from licensing.server.errors import SetupError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from licensing.server.database.database import Database

_SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x6A6F6273  # one server migrates, the others wait


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's, for our scripts; the connection is the one they work on."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@cache
def wanted() -> str:
    """The version that this program wants; read once, for `/ready` asks each time."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    assert head is not None
    return head


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the database to a version; in the transaction of the connection.

    Raises:
        SetupError: it was made by a newer program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    try:
        command.upgrade(configuration(connection), to)
    except CommandError as error:
        raise SetupError(
            "The database was made by a newer version of this program: install that one. Nothing was changed."
        ) from error


async def prepare(database: Database) -> None:
    """Bring the database to the version that this program wants."""
    async with database.changing() as connection:
        await connection.run_sync(upgrade)


async def is_ready(database: Database) -> bool:
    """Whether the database answers and has the version that this program wants."""
    async with database.reading() as connection:
        found = await connection.run_sync(lambda plain: MigrationContext.configure(plain).get_current_revision())
    return found == wanted()

"""What `doctor` looks at. Each check gives sentences about what is wrong; none where nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from licensing.protocol.key_file import WrongKeyFile, read_key_file
from licensing.server.clock import seconds
from licensing.server.database.migrate import is_ready
from licensing.server.database.own_files import database_file, open_to_others, others_may
from licensing.server.database.partitions import trouble_with_partitions
from licensing.server.database.sealed import SealedColumn, sealed_columns
from licensing.server.errors import SetupError
from licensing.server.keys import rotate, stored
from licensing.server.keys.ring import KEY_FILE, load
from licensing.server.keys.sealing import NotOpened, unseal
from licensing.server.keys.stored import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.config import Settings
    from licensing.server.database.database import Database
    from licensing.server.keys.ring import Keys
    from licensing.server.keys.stored import StoredKey

SAMPLE = 500
"""How many texts of each sealed column are opened, chosen at random."""


def trouble_with_files(settings: Settings) -> Iterator[str]:
    """The data folder and the database's files are their owner's alone; the key file for clients has the keys of this server."""
    folder = settings.data_dir
    if others_may(folder):
        yield f"{folder} can be read by others: chmod 700 it."
    database = database_file(settings.database)
    if database is not None and not database.exists():
        yield f"{database} is missing: put back the backup, or start the server, which makes an empty one."
    elif database is not None:
        yield from (
            f"{path} can be read by others: chmod 600 it, or start the server, which does."
            for path in open_to_others(database)
        )
    keys = load(stored.read(folder / FILE_NAME))
    path = folder / KEY_FILE
    try:
        told = read_key_file(path.read_bytes())
    except FileNotFoundError:
        yield f"{path} is missing: start the server, which writes it."
    except (OSError, WrongKeyFile) as error:
        yield f"{path} cannot be used: {error}"
    else:
        if told.keys != keys.public:
            yield f"{path} has other keys than the server: start the server anew, which writes it."
        if settings.address and told.server != settings.address:
            yield f"{path} is for {told.server}, and this server is {settings.address}: start it anew."


def trouble_with_keys(path: Path, now: datetime) -> Iterator[str]:
    """No key in use is too old, and no rotation was cut off."""
    keys = stored.read(path)
    for key in rotate.too_old(keys, seconds(now)):
        limit = rotate.MOST_AGE_DAYS[key.purpose]
        option = " --lease-keys" if key.purpose is stored.Purpose.LEASES else ""
        yield f"The key for {key.purpose.value} is {_days(key, now)} days old, more than {limit}: rotate-keys{option}."
    if rotate.unfinished(keys):
        yield "A rotation of the keys was cut off: begin rotate-keys again, it goes on."


async def trouble_with_database(database: Database, keys: Keys, now: datetime) -> list[str]:
    """It answers, has the version that this program wants, its partitions are made, its sealed texts open."""
    if not await is_ready(database):
        return [
            "The database has another version than this program wants: start the server, which brings it up to date."
        ]
    if not database.is_postgresql and (damage := await _damage(database)):
        return [damage]
    found = [await trouble_with_partitions(database, now)]
    async with database.reading() as connection:
        found.extend([await _unopened(connection, keys, column) for column in sealed_columns()])
    return [sentence for sentence in found if sentence]


async def _damage(database: Database) -> str | None:
    """What is wrong with the file of a SQLite database."""
    try:
        async with database.reading() as connection:
            said = (await connection.execute(text("PRAGMA quick_check"))).scalars().all()
    except DatabaseError as error:  # too much so for SQLite to look at all of it
        said = [str(error.orig)]
    return None if said == ["ok"] else f"The database file is damaged, put back the backup: {said[0]}."


async def _unopened(connection: AsyncConnection, keys: Keys, column: SealedColumn) -> str | None:
    query = select(column.table.c.id, column.column).where(column.column.is_not(None))
    rows = (await connection.execute(query.order_by(func.random()).limit(SAMPLE))).all()
    wrong = sum(not _opens(keys, column, *row) for row in rows)
    return (
        f"{wrong} of {len(rows)} texts in {column.place} do not open: put back the key file of the backup."
        if wrong
        else None
    )


def _opens(keys: Keys, column: SealedColumn, row: object, sealed: str) -> bool:
    try:
        unseal(keys, column.place, row, sealed)  # type: ignore[arg-type]  # the ids of rows are UUIDs
    except NotOpened:
        return False
    return True


def _days(key: StoredKey, now: datetime) -> int:
    return (seconds(now) - key.since) // rotate.DAY_S


def sentences(settings: Settings, now: datetime) -> list[str]:
    """What is wrong with files and keys."""
    try:
        return [*trouble_with_files(settings), *trouble_with_keys(settings.data_dir / FILE_NAME, now)]
    except SetupError as error:
        return [str(error)]

"""Rotating the keys while servers run; cut off at any moment, it goes on from there when it is begun again.

1. The next keys become the current ones. All servers know them already; they take the file up within seconds.
2. Every sealed text is sealed anew, in batches.
3. Once no server can be sealing with the old key any more, what it sealed in the meantime is sealed anew as well.
4. When nothing is left under the old key, it is taken out. Where texts do not open, it is kept for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from filelock import Timeout
from msgspec import Struct
from sqlalchemy import bindparam, func, select, update

from licensing.protocol.key_file import WrongKeyFile, read_key_file, write_key_file
from licensing.server.audit.repository import record
from licensing.server.clock import Clock, seconds
from licensing.server.database.database import Database
from licensing.server.database.sealed import SealedColumn, sealed_columns
from licensing.server.database.tables import licenses
from licensing.server.errors import SetupError
from licensing.server.keys import stored
from licensing.server.keys.ring import KEY_FILE, load, public_keys
from licensing.server.keys.rotate import (
    DAY_S,
    SETTLE_S,
    fresh,
    over,
    spent,
    to_rotate,
    turned,
    unfinished,
    was_turned,
    without,
)
from licensing.server.keys.sealing import NotOpened, seal, sealed_by, unseal
from licensing.server.keys.stored import FILE_NAME, Purpose, Role, StoredKey

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.keys.ring import Keys

SUBJECT = "keys"
_BATCH = 200


class Rotated(Struct, frozen=True, kw_only=True):
    """What became of it.

    Attributes:
        resumed: whether an earlier rotation, which was cut off, was brought to its end.
        resealed: how many texts were sealed anew.
        left: how many texts could not be opened, and keep their old key from being taken out.
    """

    resumed: bool
    resealed: int
    left: int


class Rotation(Struct, frozen=True, kw_only=True):
    """What a rotation works with.

    Attributes:
        settle_s: how long servers have for taking up the new keys; 0 where none runs.
        tell: is given a sentence at each step.
    """

    folder: Path
    database: Database
    clock: Clock
    actor: str
    tell: Callable[[str], object]
    lease_keys: bool = False
    settle_s: int = SETTLE_S

    @property
    def path(self) -> Path:
        """The key file."""
        return self.folder / FILE_NAME


async def rotate(rotation: Rotation) -> Rotated:
    """Put new keys in the place of those in use, or bring to its end what was cut off.

    Raises:
        SetupError: somebody else does so in this moment.
    """
    alone = stored.lock(rotation.folder / "rotation.json")
    try:
        alone.acquire(timeout=0)
    except Timeout:
        raise SetupError("The keys are being rotated by somebody else in this moment.") from None
    try:
        return await _rotate(rotation)
    finally:
        alone.release()


async def _rotate(rotation: Rotation) -> Rotated:
    keys = stored.read(rotation.path)
    old = unfinished(keys)
    if old is not None:
        await _log(rotation, "keys.rotation resumed")
        rotation.tell("A rotation that was cut off goes on.")
        done = await _finish(rotation, old, resumed=True)
        if not rotation.lease_keys or was_turned(keys, Purpose.LEASES, old):
            return done
        # What was cut off was not of the keys that clients trust, which somebody wants to be rid of.
    old = _turn(rotation)
    await _log(rotation, "keys.rotated", lease_keys=rotation.lease_keys)
    rotation.tell("The new keys are in use.")
    return await _finish(rotation, old, resumed=False)


async def _finish(rotation: Rotation, old: StoredKey, *, resumed: bool) -> Rotated:
    """Seal everything with the keys that are in use now, and take out those that nothing is left under."""
    keys = load(stored.read(rotation.path))
    _tell_clients(rotation, keys)
    resealed = await reseal(rotation.database, keys)
    settled = old.since + rotation.settle_s + 1 if rotation.settle_s else 0
    wait_s = settled - rotation.clock().timestamp()
    if wait_s > 0:
        rotation.tell(f"Waiting {wait_s:.0f} s until every server has taken them up.")
        await asyncio.sleep(wait_s)
    while more := await reseal(rotation.database, keys):
        resealed += more
    left = await count_under_others(rotation.database, keys)
    await _retire(rotation)
    return Rotated(resumed=resumed, resealed=resealed, left=left)


async def reseal(database: Database, keys: Keys) -> int:
    """Seal anew everything that is not under the current key; gives how many. What does not open is left."""
    return sum([await _reseal_column(database, keys, column) for column in sealed_columns()])


async def count_under_others(database: Database, keys: Keys) -> int:
    """How many sealed texts are not under the current key."""
    async with database.reading() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(column.table).where(_under_others(column, keys)))
            for column in sealed_columns()
        ]
    return sum(count or 0 for count in counts)


def _turn(rotation: Rotation) -> StoredKey:
    """Write the rotated keys; gives the key that rows are sealed with so far."""
    new = fresh(to_rotate(lease_keys=rotation.lease_keys))
    with stored.lock(rotation.path):
        keys = turned(stored.read(rotation.path), new, seconds(rotation.clock()))
        stored.write(rotation.path, keys)
    old = unfinished(keys)
    assert old is not None
    return old


async def _retire(rotation: Rotation) -> None:
    """Take out the old keys with which nothing was made that is still there; the others are kept, and the rotation is over."""
    past = [key for key in stored.read(rotation.path) if key.role in {Role.OLD, Role.KEPT}]
    async with rotation.database.reading() as connection:
        used = set((await connection.execute(select(licenses.c.key_kid).distinct())).scalars())
        for key in past:
            if key.purpose is Purpose.FIELDS and await _has_sealed(connection, key):
                used.add(key.kid)
    with stored.lock(rotation.path):
        keys, now = stored.read(rotation.path), seconds(rotation.clock())
        gone = {key.kid for key in past if key.kid not in used and _may_go(key, now)} | set(spent(keys, now))
        stored.write(rotation.path, over(without(keys, gone)))
    await _log(rotation, "keys.retired", kids=", ".join(sorted(gone)))


async def _has_sealed(connection: AsyncConnection, key: StoredKey) -> bool:
    for column in sealed_columns():
        named = column.column.startswith(sealed_by(key.kid), autoescape=True)
        if await connection.scalar(select(column.table.c.id).where(named).limit(1)) is not None:
            return True
    return False


def _may_go(key: StoredKey, now: int) -> bool:
    """Whether a key with which nothing is left may go; a license that was made in this moment still counts for a day."""
    return key.purpose is Purpose.FIELDS or (key.purpose is Purpose.PEPPER and now - key.since >= DAY_S)


async def _reseal_column(database: Database, keys: Keys, column: SealedColumn) -> int:
    resealed, after = 0, UUID(int=0)
    while True:
        async with database.changing() as connection:
            rows = await _batch(connection, keys, column, after)
            if not rows:
                return resealed
            changes = [change for row in rows if (change := _resealed(keys, column, row))]
            if changes:
                await connection.execute(_update(column), changes)
        resealed += len(changes)
        after = rows[-1][0]


async def _batch(connection: AsyncConnection, keys: Keys, column: SealedColumn, after: UUID) -> list[tuple[UUID, str]]:
    query = (
        select(column.table.c.id, column.column)
        .where(column.table.c.id > after, _under_others(column, keys))
        .order_by(column.table.c.id)
        .limit(_BATCH)
    )
    return [(row_id, sealed) for row_id, sealed in await connection.execute(query)]


def _resealed(keys: Keys, column: SealedColumn, row: tuple[UUID, str]) -> dict[str, Any] | None:
    row_id, sealed = row
    try:
        return {"row": row_id, "was": sealed, "new": seal(keys, column.place, row_id, unseal(keys, column.place, *row))}
    except NotOpened:
        return None


def _update(column: SealedColumn) -> Any:
    """Only where the text is still the one that was read: somebody may have changed it meanwhile."""
    return (
        update(column.table)
        .where(column.table.c.id == bindparam("row"), column.column == bindparam("was"))
        .values({column.name: bindparam("new")})
    )


def _under_others(column: SealedColumn, keys: Keys) -> ColumnElement[bool]:
    return ~column.column.startswith(sealed_by(keys.field_kid), autoescape=True)


def _tell_clients(rotation: Rotation, keys: Keys) -> None:
    """Bring the file for those who trust this server up to date, where there is one; what is sealed does not wait for it."""
    path = rotation.folder / KEY_FILE
    try:
        server = read_key_file(path.read_bytes()).server
        path.write_bytes(write_key_file(public_keys(keys, server)))
    except FileNotFoundError:
        return
    except (OSError, WrongKeyFile) as error:
        rotation.tell(f"{path} cannot be brought up to date ({error}). Start the server anew, which writes it.")


async def _log(rotation: Rotation, action: str, **details: str | bool) -> None:
    now: datetime = rotation.clock()
    async with rotation.database.changing() as connection:
        await record(connection, now, rotation.actor, action, SUBJECT, **details)

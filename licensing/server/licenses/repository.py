"""What is asked of the tables of licenses, machines and components, and changed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct
from sqlalchemy import JSON, Integer, Text, and_, case, delete, func, insert, or_, select, tuple_, type_coerce, update

from licensing.protocol.codes import LicenseType
from licensing.server.clock import seconds
from licensing.server.database.given_rows import given_rows
from licensing.server.database.readers import ASKED
from licensing.server.database.tables import components, licenses, machines, users
from licensing.server.licenses.matching import Known, Seen, strong
from licensing.server.licenses.rules import License, Status

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause, Row, Select
    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlalchemy.types import TypeEngine

    from licensing.server.database.database import Database

BY_OWNER, BY_ADMIN = "owner", "admin"
NAME_PLACE = "machines.name_sealed"
"""Where machines' names are sealed for."""
_STRONG = ("strong0", "strong1", "strong2")
_ASKED: dict[str, TypeEngine[Any]] = {"n": Integer(), "digest": Text(), "fingerprint": Text()}
_ASKED |= {name: Text() for name in _STRONG}
_MACHINE = 8
"""Where the machine begins in a row of `find`."""


class Found(Struct, frozen=True):
    """A license, how many machines it has, and those that the request may come from."""

    license: License
    machines_used: int
    candidates: list[Known]


class Counted(Struct, frozen=True):
    """What decides whether a machine may be given up.

    Attributes:
        used: how many machines the license has; `given_up` how many its owner gave up lately.
        is_active: whether the machine is one of them.
    """

    license_type: str
    own_machines: int | None
    used: int
    given_up: int
    is_active: bool


class Owned(Struct, frozen=True):
    """Whose a license is, and what its owner may do with it."""

    owner: UUID
    status: str
    license_type: str
    own_machines: int | None


async def find(database: Database, digests: Sequence[str], seen: Seen) -> Found | None:
    """The license whose key has one of these digests, in one statement; None where there is none."""
    return _found(await database.rows(_finding(postgresql=database.is_postgresql), _asked(digests, seen)))


async def find_locked(
    connection: AsyncConnection, digests: Sequence[str], seen: Seen, *, postgresql: bool
) -> Found | None:
    """As `find`, in a transaction that has locked the license."""
    asked = [each | {"n": 0} for each in _asked(digests, seen)]
    rows = await connection.execute(_finding(postgresql=postgresql), {ASKED: asked})
    return _found([row[1:] for row in rows])


async def lock(connection: AsyncConnection, digests: Sequence[str]) -> UUID | None:
    """The id of the license whose key has one of these digests, locked until the transaction ends; None for none.

    What is decided about is read by a statement of its own afterwards: PostgreSQL would take the license as it is when the lock
    is had, but its machines as they were when the statement began. SQLite has the whole file locked already.
    """
    locked: UUID | None = await connection.scalar(locking(licenses.c.key_digest.in_(digests)))
    return locked


async def lock_by_id(connection: AsyncConnection, license_id: UUID) -> UUID | None:
    """As `lock`, for a license that is known by its id."""
    locked: UUID | None = await connection.scalar(locking(licenses.c.id == license_id))
    return locked


def locking(which: ColumnElement[bool]) -> Select[tuple[UUID]]:
    """The statement that locks a license."""
    return select(licenses.c.id).where(which).with_for_update()


async def add_machine(connection: AsyncConnection, machine: Mapping[str, Any], parts: Mapping[str, str]) -> None:
    """A machine, by its columns, and what it is known by."""
    await connection.execute(insert(machines).values(machine))
    await _add_parts(connection, machine["id"], parts)


async def change_machine(connection: AsyncConnection, machine_id: UUID, **columns: Any) -> None:
    """Other values for some columns of a machine."""
    await connection.execute(update(machines).where(machines.c.id == machine_id).values(columns))


async def replace_parts(
    connection: AsyncConnection, machine_id: UUID, drifted: Mapping[str, str], moved_at: datetime | None
) -> bool:
    """Whether the machine is still one of its license's, and moved on last at `moved_at`, as whoever asks believed; if so, it
    is known by these parts instead of their older values.
    """
    still = await connection.execute(
        select(machines.c.moved_at)
        .where(machines.c.id == machine_id, machines.c.deactivated_at.is_(None))
        .with_for_update()
    )
    if still.all() != [(moved_at,)]:
        return False
    await connection.execute(
        delete(components).where(components.c.machine_id == machine_id, components.c.name.in_(drifted))
    )
    await _add_parts(connection, machine_id, drifted)
    return True


async def flag_as_cloned(connection: AsyncConnection, machine_id: UUID, now: datetime) -> bool:
    """Whether the machine was not flagged yet, and is now."""
    flagged = await connection.execute(
        update(machines).where(machines.c.id == machine_id, machines.c.cloned_at.is_(None)).values(cloned_at=now)
    )
    return bool(flagged.rowcount)


async def count(connection: AsyncConnection, license_id: UUID, machine_id: UUID, since: datetime) -> Counted:
    """What decides about giving up a machine of a license that is there."""
    active = machines.c.deactivated_at.is_(None)
    row = await connection.execute(
        select(
            licenses.c.license_type,
            licenses.c.machines_allowed,
            func.count(case((active, 1))),
            func.count(case((_given_up_since(since), 1))),
            func.count(case((and_(active, machines.c.id == machine_id), 1))),
        )
        .outerjoin(machines, machines.c.license_id == licenses.c.id)
        .where(licenses.c.id == license_id)
        .group_by(licenses.c.license_type, licenses.c.machines_allowed)
    )
    kind, own, used, given_up_, found = row.one()
    return Counted(kind, own, used, given_up_, bool(found))


async def given_up(connection: AsyncConnection, license_id: UUID, since: datetime) -> int:
    """How many machines the license's owner gave up since then."""
    statement = select(func.count()).select_from(machines)
    counted = await connection.scalar(statement.where(machines.c.license_id == license_id, _given_up_since(since)))
    return counted or 0


async def give_up(connection: AsyncConnection, machine_ids: Sequence[UUID], now: datetime, by: str) -> None:
    """These are no machines of their license any more: what they were known by is gone, the rows stay to be counted."""
    forgotten = {"hardware_fingerprint": "", "name_sealed": None}
    await connection.execute(
        update(machines)
        .where(machines.c.id.in_(machine_ids))
        .values(deactivated_at=now, deactivated_by=by, **forgotten)
    )
    await connection.execute(delete(components).where(components.c.machine_id.in_(machine_ids)))


async def owned(connection: AsyncConnection, license_id: UUID) -> Owned | None:
    """Whose a license is; None where there is none."""
    columns = licenses.c.user_id, licenses.c.status, licenses.c.license_type, licenses.c.machines_allowed
    row = (await connection.execute(select(*columns).where(licenses.c.id == license_id))).one_or_none()
    return None if row is None else Owned(*row)


async def machines_of(connection: AsyncConnection, license_id: UUID) -> Sequence[Row[Any]]:
    """The machines of a license, the oldest first."""
    rows = await connection.execute(
        select(machines)
        .where(machines.c.license_id == license_id, machines.c.deactivated_at.is_(None))
        .order_by(machines.c.activated_at, machines.c.id)
    )
    return rows.all()


async def change_license(connection: AsyncConnection, license_id: UUID, **columns: Any) -> None:
    """Other values for some columns of a license."""
    await connection.execute(update(licenses).where(licenses.c.id == license_id).values(columns))


async def is_active_user(connection: AsyncConnection, user_id: UUID) -> bool:
    """Whether there is such a user, who is not suspended."""
    status = await connection.scalar(select(users.c.status).where(users.c.id == user_id))
    return bool(status == Status.ACTIVE)


def _given_up_since(since: datetime) -> ColumnElement[bool]:
    return and_(machines.c.deactivated_at > since, machines.c.deactivated_by == BY_OWNER)


async def _add_parts(connection: AsyncConnection, machine_id: UUID, parts: Mapping[str, str]) -> None:
    if parts:
        rows = [{"machine_id": machine_id, "name": name, "value": value} for name, value in parts.items()]
        await connection.execute(insert(components), rows)


@cache
def _finding(*, postgresql: bool) -> Select[Any]:
    """The statement of `find`: a row for each candidate, or one without a candidate; for as many as ask. Built once."""
    asked = given_rows(ASKED, _ASKED, postgresql=postgresql)
    active = machines.c.deactivated_at.is_(None)
    used, earlier, part = machines.alias("used"), machines.alias("earlier"), components.alias("part")
    count = _count_of(used)
    place = _count_of(earlier).where(
        tuple_(earlier.c.activated_at, earlier.c.id) < tuple_(machines.c.activated_at, machines.c.id)
    )
    gathered = func.json_object_agg if postgresql else func.json_group_object
    parts = select(gathered(components.c.name, components.c.value)).where(components.c.machine_id == machines.c.id)
    telling = select(part.c.name).where(
        part.c.machine_id == machines.c.id, part.c.value.in_([asked.c[name] for name in _STRONG])
    )
    candidate = or_(machines.c.hardware_fingerprint == asked.c.fingerprint, telling.correlate(machines, asked).exists())
    return (
        select(
            asked.c.n,
            licenses.c.id,
            licenses.c.license_type,
            licenses.c.status,
            users.c.status,
            licenses.c.machines_allowed,
            licenses.c.trial,
            licenses.c.expires_at,
            count.correlate(licenses).scalar_subquery(),
            machines.c.id,
            machines.c.hardware_fingerprint,
            type_coerce(parts.correlate(machines).scalar_subquery(), JSON),
            machines.c.seq,
            machines.c.seq_renewed,
            machines.c.cloned_at,
            place.correlate(licenses, machines).scalar_subquery(),
            machines.c.moved_at,
        )
        .select_from(asked)
        .join(licenses, licenses.c.key_digest == asked.c.digest)
        .join(users, users.c.id == licenses.c.user_id)
        .outerjoin(machines, and_(machines.c.license_id == licenses.c.id, active, candidate))
    )


def _count_of(some: FromClause) -> Select[int]:
    """How many machines of the license there are among `some` of them."""
    active = (some.c.license_id == licenses.c.id, some.c.deactivated_at.is_(None))
    return select(func.count()).select_from(some).where(*active)


def _asked(digests: Sequence[str], seen: Seen) -> list[dict[str, Any]]:
    """A row for each digest; a computer's telling parts have no names in it, for they are hashes of their names as well."""
    asked = {"fingerprint": seen.hardware_fingerprint} | dict(zip(_STRONG, strong(seen.components), strict=False))
    return [asked | {"digest": digest} for digest in digests]


def _found(rows: Sequence[Sequence[Any]]) -> Found | None:
    if not rows:
        return None
    license_id, kind, status, owner_status, own_machines, trial, expires_at, used = rows[0][:_MACHINE]
    license_ = License(
        id=license_id,
        type=LicenseType(kind),
        status=status,
        owner_status=owner_status,
        own_machines=own_machines,
        trial=trial,
        expires_at=None if expires_at is None else seconds(expires_at),
    )
    return Found(license_, used, [_known(row) for row in rows if row[_MACHINE] is not None])


def _known(row: Sequence[Any]) -> Known:
    machine_id, fingerprint, parts, seq, renewed, cloned_at, place, moved_at = row[_MACHINE:]
    return Known(
        id=machine_id,
        hardware_fingerprint=fingerprint,
        components=parts or {},
        seq=seq,
        seq_renewed=renewed,
        cloned_at=cloned_at,
        place=place,
        moved_at=moved_at,
    )

"""What the administrator asks of the tables."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from msgspec import Struct
from sqlalchemy import delete, func, select, update

from licensing.protocol.codes import LicenseType
from licensing.server.auth.repository import EMAIL_PLACE, SUSPENDED, USER
from licensing.server.catalog import machines_allowed
from licensing.server.database.tables import licenses, machines, sessions, subscriptions, users
from licensing.server.keys.sealing import NotOpened, seal, unseal
from licensing.server.licenses.repository import NAME_PLACE

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.keys.ring import Keys

UNREADABLE = "(does not open)"
DELETED = "(deleted)"
"""In the place of an address."""


class LicenseLine(Struct, frozen=True, kw_only=True):
    """A license as an administrator sees it; `expires_at` None for never."""

    id: UUID
    email: str
    license_type: LicenseType
    status: str
    account_status: str
    machines_used: int
    machines_allowed: int
    expires_at: datetime | None
    trial: bool
    key_ending: str
    created_at: datetime
    last_validated_at: datetime | None
    validation_count: int
    user_id: UUID


class MachineLine(Struct, frozen=True, kw_only=True):
    """A machine as an administrator sees it; `deactivated_at` None while it is one of the license's."""

    id: UUID
    name: str
    platform: str
    app_version: str
    activated_at: datetime
    last_seen_at: datetime
    deactivated_at: datetime | None
    cloned_at: datetime | None


async def licenses_that(
    connection: AsyncConnection, keys: Keys, condition: ColumnElement[bool] | None, most: int
) -> list[LicenseLine]:
    """The licenses for which the condition holds, or all; the newest first."""
    columns = licenses.c
    used = (
        select(func.count())
        .where(machines.c.license_id == columns.id, machines.c.deactivated_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(licenses, users.c.email_sealed, users.c.status.label("account_status"), used.label("machines_used"))
        .join(users, users.c.id == columns.user_id)
        .order_by(columns.created_at.desc(), columns.id)
        .limit(most)
    )
    rows = await connection.execute(query if condition is None else query.where(condition))
    return [_line(keys, row) for row in rows]


async def machines_of(connection: AsyncConnection, keys: Keys, license_id: UUID) -> list[MachineLine]:
    """All machines that a license ever had; those it has now first."""
    columns = machines.c
    rows = await connection.execute(
        select(
            columns.id,
            columns.name_sealed,
            columns.platform,
            columns.app_version,
            columns.activated_at,
            columns.last_seen_at,
            columns.deactivated_at,
            columns.cloned_at,
        )
        .where(columns.license_id == license_id)
        .order_by(columns.deactivated_at.is_not(None), columns.activated_at)
    )
    return [
        MachineLine(
            id=id_,
            name=opened(keys, NAME_PLACE, id_, sealed) if sealed else "",
            platform=platform,
            app_version=app_version,
            activated_at=activated_at,
            last_seen_at=last_seen_at,
            deactivated_at=deactivated_at,
            cloned_at=cloned_at,
        )
        for id_, sealed, platform, app_version, activated_at, last_seen_at, deactivated_at, cloned_at in rows
    ]


async def change_license(connection: AsyncConnection, license_id: UUID, now: datetime, **values: Any) -> None:
    """Set columns of a license."""
    await connection.execute(update(licenses).where(licenses.c.id == license_id).values(updated_at=now, **values))


async def change_user(connection: AsyncConnection, user_id: UUID, now: datetime, **values: Any) -> None:
    """Set columns of a user; access tokens made before are void."""
    await connection.execute(
        update(users)
        .where(users.c.id == user_id)
        .values(updated_at=now, token_version=users.c.token_version + 1, **values)
    )


async def lock_licenses_of(connection: AsyncConnection, user_id: UUID) -> list[UUID]:
    """The licenses of a user, locked until the transaction ends."""
    mine = select(licenses.c.id).where(licenses.c.user_id == user_id).order_by(licenses.c.id)
    return list((await connection.execute(mine.with_for_update())).scalars())


async def count_licenses_of(connection: AsyncConnection, user_id: UUID) -> int:
    """How many licenses a user has, also those that were withdrawn."""
    count = select(func.count()).select_from(licenses).where(licenses.c.user_id == user_id)
    return (await connection.execute(count)).scalar_one()


async def forget_user(connection: AsyncConnection, keys: Keys, user_id: UUID, now: datetime) -> None:
    """Leave of a user a row that names nobody and that nobody signs in to."""
    gone: dict[str, Any] = {
        "email_sealed": seal(keys, EMAIL_PLACE, user_id, DELETED),
        "email_index": f"{DELETED} {user_id}",
        "password_hash": None,
        "role": USER,
        "status": SUSPENDED,
        "metadata": {},
    }
    await change_user(connection, user_id, now, **gone)
    for table in (sessions, subscriptions):
        await connection.execute(delete(table).where(table.c.user_id == user_id))


def opened(keys: Keys, place: str, row: UUID, sealed: str) -> str:
    """A sealed text, or that it does not open."""
    try:
        return unseal(keys, place, row, sealed)
    except NotOpened:
        return UNREADABLE


def _line(keys: Keys, row: Any) -> LicenseLine:
    license_type = LicenseType(row.license_type)
    return LicenseLine(
        id=row.id,
        email=opened(keys, EMAIL_PLACE, row.user_id, row.email_sealed),
        license_type=license_type,
        status=row.status,
        account_status=row.account_status,
        machines_used=row.machines_used,
        machines_allowed=machines_allowed(license_type, row.machines_allowed),
        expires_at=row.expires_at,
        trial=row.trial,
        key_ending=row.key_ending,
        created_at=row.created_at,
        last_validated_at=row.last_validated_at,
        validation_count=row.validation_count,
        user_id=row.user_id,
    )

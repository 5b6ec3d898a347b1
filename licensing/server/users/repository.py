"""What is asked of the tables of users and subscriptions, and changed there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from msgspec import Struct
from sqlalchemy import insert, select

from licensing.server.auth.repository import EMAIL_PLACE
from licensing.server.database.tables import subscriptions, users
from licensing.server.keys.sealing import seal

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.keys.ring import Keys


class StoredSubscription(Struct, frozen=True, kw_only=True):
    """A subscription, as it stands in its row."""

    status: str
    plan_type: str
    current_period_end: datetime | None


async def is_taken(connection: AsyncConnection, email_index: str) -> bool:
    """Whether there is a user with this address, whose digest this is."""
    return await connection.scalar(select(users.c.id).where(users.c.email_index == email_index)) is not None


async def add_user(
    connection: AsyncConnection, keys: Keys, email: str, *, email_index: str, password_hash: str | None, now: datetime
) -> UUID:
    """The id of a new user. Raises `sqlalchemy.exc.IntegrityError` where the address is taken."""
    user_id = uuid4()
    await connection.execute(
        insert(users).values(
            id=user_id,
            email_sealed=seal(keys, EMAIL_PLACE, user_id, email),
            email_index=email_index,
            password_hash=password_hash,
            created_at=now,
            updated_at=now,
        )
    )
    return user_id


async def add_subscription(
    connection: AsyncConnection, user_id: UUID, plan: str, *, now: datetime, until: datetime | None
) -> None:
    """An active subscription that begins now; `until` None for no end."""
    await connection.execute(
        insert(subscriptions).values(
            id=uuid4(),
            user_id=user_id,
            plan_type=plan,
            status="active",
            current_period_start=now,
            current_period_end=until,
            created_at=now,
            updated_at=now,
        )
    )


async def latest_subscription(connection: AsyncConnection, user_id: UUID) -> StoredSubscription | None:
    """The newest subscription of a user."""
    columns = subscriptions.c
    row = await connection.execute(
        select(columns.status, columns.plan_type, columns.current_period_end)
        .where(columns.user_id == user_id)
        .order_by(columns.created_at.desc(), columns.id)
        .limit(1)
    )
    found = row.one_or_none()
    return None if found is None else StoredSubscription(**dict(zip(found._fields, found, strict=True)))

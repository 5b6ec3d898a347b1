"""What is asked of the tables of users and subscriptions, and changed there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from msgspec import Struct
from sqlalchemy import insert, select

from licensing.server.auth.repository import EMAIL_PLACE
from licensing.server.database.tables import licenses, subscriptions, users
from licensing.server.keys.sealing import seal

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.keys.ring import Keys


class Held(Struct, frozen=True):
    """A license that a user has, as it stands in its row; `expires_at` None for no end."""

    license_type: str
    status: str
    expires_at: datetime | None


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
    """An active subscription that begins now; `until` None for no end. Kept for billing: what counts are the licenses."""
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


async def licenses_of(connection: AsyncConnection, user_id: UUID) -> list[Held]:
    """All licenses of a user."""
    columns = licenses.c.license_type, licenses.c.status, licenses.c.expires_at
    return [Held(*row) for row in await connection.execute(select(*columns).where(licenses.c.user_id == user_id))]

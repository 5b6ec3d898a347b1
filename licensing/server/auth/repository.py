"""What is asked of the tables of users, sessions and refresh tokens, and changed there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from licensing.server.database.tables import licenses, sessions, users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.auth.tokens import Claimed

ACTIVE, SUSPENDED = "active", "suspended"
USER, ADMIN = "user", "admin"


async def role_now(connection: AsyncConnection, claimed: Claimed, now: datetime) -> bool | None:
    """Whether the bearer of a token is an administrator; None where account, version or session do not hold any more."""
    row = await connection.execute(
        select(users.c.role)
        .join(sessions, sessions.c.user_id == users.c.id)
        .where(
            users.c.id == claimed.user_id,
            users.c.status == ACTIVE,
            users.c.token_version == claimed.version,
            sessions.c.id == claimed.session_id,
            sessions.c.revoked_at.is_(None),
            sessions.c.expires_at > now,
        )
    )
    role = row.scalar_one_or_none()
    return None if role is None else role == ADMIN


async def license_by_key(connection: AsyncConnection, digests: Sequence[str]) -> tuple[UUID, UUID] | None:
    """Id and owner of the license with this key, whose digests these are; None where there is none."""
    row = await connection.execute(select(licenses.c.id, licenses.c.user_id).where(licenses.c.key_digest.in_(digests)))
    found = row.one_or_none()
    return None if found is None else (found.id, found.user_id)

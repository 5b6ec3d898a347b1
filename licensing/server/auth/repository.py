"""What is asked of the tables of users, sessions and refresh tokens, and changed there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct
from sqlalchemy import delete, insert, or_, select, update

from licensing.protocol.codes import LicenseType
from licensing.server.database.tables import licenses, refresh_tokens, sessions, users

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.auth.tokens import Claimed

ACTIVE, SUSPENDED = "active", "suspended"
USER, ADMIN = "user", "admin"
EMAIL_PLACE = "users.email_sealed"
"""Where an address is sealed."""
EMAIL_INDEX = "users.email"
"""Under what its digest is found."""


class Account(Struct, frozen=True, kw_only=True):
    """A user, as far as signing in goes."""

    id: UUID
    email_sealed: str
    email_index: str
    password_hash: str | None
    status: str
    token_version: int


class FoundSession(Struct, frozen=True, kw_only=True):
    """The session of a refresh token, and whether that was used before."""

    session_id: UUID
    account: Account
    used: bool
    expires_at: datetime
    revoked_at: datetime | None

    def ended(self, now: datetime) -> bool:
        """Whether the session holds no more."""
        return self.revoked_at is not None or self.expires_at <= now


_ACCOUNT = tuple(users.c[name] for name in Account.__struct_fields__)


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


async def account_by_email(connection: AsyncConnection, index: str) -> Account | None:
    """The user with this address, whose digest this is."""
    row = (await connection.execute(select(*_ACCOUNT).where(users.c.email_index == index))).one_or_none()
    return None if row is None else Account(**row._mapping)  # noqa: SLF001 - its public name for columns as a mapping


async def account_of(connection: AsyncConnection, user_id: UUID) -> Account | None:
    """The user with this id."""
    row = (await connection.execute(select(*_ACCOUNT).where(users.c.id == user_id))).one_or_none()
    return None if row is None else Account(**row._mapping)  # noqa: SLF001 - its public name for columns as a mapping


async def is_unchanged(connection: AsyncConnection, account: Account) -> bool:
    """Whether password and status are still as they were read; they stay so until the transaction ends."""
    query = select(users.c.password_hash, users.c.status).where(users.c.id == account.id).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    return row is not None and (row.password_hash, row.status) == (account.password_hash, account.status)


async def usable_types(connection: AsyncConnection, user_id: UUID, now: datetime) -> list[LicenseType]:
    """The types of the licenses that the user may use now."""
    rows = await connection.execute(
        select(licenses.c.license_type).where(
            licenses.c.user_id == user_id,
            licenses.c.status == ACTIVE,
            or_(licenses.c.expires_at.is_(None), licenses.c.expires_at > now),
        )
    )
    return [LicenseType(value) for value in rows.scalars()]


async def add_session(
    connection: AsyncConnection, session_id: UUID, user_id: UUID, now: datetime, until: datetime
) -> None:
    """Begin a session."""
    await connection.execute(insert(sessions).values(id=session_id, user_id=user_id, created_at=now, expires_at=until))


async def forget_ended_sessions(connection: AsyncConnection, user_id: UUID, now: datetime) -> None:
    """Take away what is left of the user's sessions that ended by themselves."""
    await connection.execute(delete(sessions).where(sessions.c.user_id == user_id, sessions.c.expires_at <= now))


async def end_session(connection: AsyncConnection, session_id: UUID, now: datetime) -> None:
    """End a session now, unless it was ended before."""
    await connection.execute(
        update(sessions).where(sessions.c.id == session_id, sessions.c.revoked_at.is_(None)).values(revoked_at=now)
    )


async def end_sessions(connection: AsyncConnection, user_id: UUID, now: datetime, *, but: UUID | None = None) -> int:
    """End all sessions of a user but one; how many that were."""
    mine = update(sessions).where(sessions.c.user_id == user_id, sessions.c.revoked_at.is_(None))
    ended = await connection.execute(mine.where(sessions.c.id != but).values(revoked_at=now))
    return int(ended.rowcount)


async def session_of_token(connection: AsyncConnection, digest: str) -> FoundSession | None:
    """The session that a refresh token belongs to, locked: of two who use a token at once, one is the second."""
    query = (
        select(refresh_tokens.c.used_at, sessions.c.id, sessions.c.expires_at, sessions.c.revoked_at, *_ACCOUNT)
        .select_from(refresh_tokens)
        .join(sessions, sessions.c.id == refresh_tokens.c.session_id)
        .join(users, users.c.id == sessions.c.user_id)
        .where(refresh_tokens.c.digest == digest)
        .with_for_update(of=[refresh_tokens, sessions])
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    used_at, session_id, expires_at, revoked_at, *account = row
    return FoundSession(
        session_id=session_id,
        account=Account(**dict(zip(Account.__struct_fields__, account, strict=True))),
        used=used_at is not None,
        expires_at=expires_at,
        revoked_at=revoked_at,
    )


async def add_refresh_token(connection: AsyncConnection, digest: str, session_id: UUID, now: datetime) -> None:
    """Keep the digest of a token that was just made."""
    await connection.execute(insert(refresh_tokens).values(digest=digest, session_id=session_id, issued_at=now))


async def use_refresh_token(connection: AsyncConnection, digest: str, now: datetime) -> None:
    """Note that a token was turned into the next."""
    await connection.execute(update(refresh_tokens).where(refresh_tokens.c.digest == digest).values(used_at=now))


async def set_password(connection: AsyncConnection, user_id: UUID, password_hash: str, now: datetime) -> None:
    """Put another hash in the place of the user's."""
    await connection.execute(
        update(users).where(users.c.id == user_id).values(password_hash=password_hash, updated_at=now)
    )

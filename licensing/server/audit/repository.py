"""Adding to the audit log, and reading it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from msgspec import Struct
from sqlalchemy import insert, select

from licensing.server.database.tables import audit_log

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

SERVER = "server"


class Entry(Struct, frozen=True):
    """One line of the log. Details never hold a secret, nor what is sealed elsewhere."""

    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]


def who(kind: str, name: UUID | str) -> str:
    """An actor or a subject as it stands in the log: "user:ID", "license:ID", "machine:ID", "administrator:NAME"."""
    return f"{kind}:{name}"


async def record(
    connection: AsyncConnection, at: datetime, actor: str, action: str, subject: str, **details: str | float | None
) -> None:
    """Add a line, in the transaction of what it tells."""
    await connection.execute(
        insert(audit_log).values(id=uuid4(), at=at, actor=actor, action=action, subject=subject, details=details)
    )


async def latest(connection: AsyncConnection, most: int, subject: str | None = None) -> list[Entry]:
    """The newest lines first; those of one subject if so asked."""
    columns = audit_log.c
    query = select(columns.at, columns.actor, columns.action, columns.subject, columns.details)
    if subject is not None:
        query = query.where(columns.subject == subject)
    rows = await connection.execute(query.order_by(columns.at.desc(), columns.id).limit(most))
    return [Entry(*row) for row in rows]

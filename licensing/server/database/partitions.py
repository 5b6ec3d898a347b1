"""The months of `api_usage` on PostgreSQL: made ahead, so that none is ever missing; SQLite has one table.

A row without a month of its own goes into the DEFAULT partition, which then keeps that month from being made: it has to stay
empty, and `doctor` looks.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.database.database import Database

AHEAD = 3
"""How many months after this one are made."""
_MONTHS = 12


def months_from(now: datetime, ahead: int = AHEAD) -> tuple[tuple[date, date], ...]:
    """The first day of this month and those after it, each with that of the month that follows."""
    first = now.year * _MONTHS + now.month - 1
    starts = [date(at // _MONTHS, at % _MONTHS + 1, 1) for at in range(first, first + ahead + 2)]
    return tuple(pairwise(starts))


async def make_partitions(database: Database, now: datetime) -> None:
    """Make this month's and those ahead, where they are not there yet."""
    if not database.is_postgresql:
        return
    async with database.changing() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('api_usage'))"))
        have = await _existing(connection)
        for start, end in months_from(now):
            name = f"api_usage_y{start:%Ym%m}"
            if name not in have:
                await connection.exec_driver_sql(
                    f"CREATE TABLE {name} PARTITION OF api_usage FOR VALUES FROM ('{start} UTC') TO ('{end} UTC')"
                )


async def trouble_with_partitions(database: Database, now: datetime) -> str | None:
    """What is wrong with them, as a sentence; None if nothing is."""
    if not database.is_postgresql:
        return None
    async with database.reading() as connection:
        have = await _existing(connection)
        stray = await connection.scalar(text("SELECT count(*) FROM api_usage_default"))
    if stray:
        return f"{stray} rows of api_usage stand in the DEFAULT partition: move them into their months."
    ahead = sum(f"api_usage_y{start:%Ym%m}" in have for start, _ in months_from(now)) - 1
    if ahead < AHEAD - 1:
        return (
            f"api_usage has {max(ahead, 0)} months made ahead instead of {AHEAD}: start the server, which makes them."
        )
    return None


async def _existing(connection: AsyncConnection) -> set[str]:
    rows = await connection.execute(
        text("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'api_usage'::regclass")
    )
    return set(rows.scalars())

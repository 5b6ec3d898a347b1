"""Connections to PostgreSQL for single statements that read: the way of a validation, which is most of what a server does.

SQLAlchemy's asynchronous connections cost 0.75 ms of this process for one such statement, psycopg's own 0.16 (measured on one
core, the same statement, 120 µs of it in PostgreSQL): everything else goes through SQLAlchemy.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from psycopg import AsyncConnection, InterfaceError, OperationalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

GONE = (OperationalError, InterfaceError, OSError, TimeoutError)
"""What is raised by a database that is not there, or not in time."""


class Readers:
    """At most so many connections, opened when they are needed. For one event loop.

    Attributes:
        in_use: how many are in use now.
    """

    def __init__(self, url: str, *, most: int, wait_s: int, name: str) -> None:
        self._url, self._wait_s, self._name = url, wait_s, name
        self._room = asyncio.Semaphore(most)
        self._idle: list[AsyncConnection[Any]] = []
        self.in_use = 0

    async def rows(self, query: bytes, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows of a statement, which is read-only: on a connection that was lost it is asked once more on a new one.

        Raises:
            GONE: the database does not answer.
        """
        async with self._turn():
            while self._idle:
                connection = self._idle.pop()
                try:
                    return await self._ask(connection, query, parameters)
                except GONE:
                    # What happened to this one, a restart as a rule, has happened to all that wait here.
                    await self.close()
            return await self._ask(await self._open(), query, parameters)

    async def close(self) -> None:
        """Close those that nobody uses now."""
        idle, self._idle = self._idle, []
        for connection in idle:
            await connection.close()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._room.locked():
            await asyncio.wait_for(self._room.acquire(), self._wait_s)
        else:
            await self._room.acquire()
        self.in_use += 1
        try:
            yield
        finally:
            self.in_use -= 1
            self._room.release()

    async def _open(self) -> AsyncConnection[Any]:
        return await AsyncConnection.connect(
            self._url, autocommit=True, connect_timeout=self._wait_s, application_name=self._name
        )

    async def _ask(
        self, connection: AsyncConnection[Any], query: bytes, parameters: Mapping[str, Any]
    ) -> list[tuple[Any, ...]]:
        """Ask on this connection, which is kept only if it answered: one that was cancelled in between is in no known state."""
        try:
            cursor = connection.cursor()
            await cursor.execute(query, parameters)
            rows = await cursor.fetchall()
        except BaseException:
            await connection.close()
            raise
        self._idle.append(connection)
        return rows

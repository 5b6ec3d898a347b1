"""Connections to PostgreSQL for what is asked most: single statements that read.

SQLAlchemy's asynchronous connections cost 0.75 ms of this process for one such statement, psycopg's own 0.16 (measured on one
core, the same statement, 120 µs of it in PostgreSQL); and what many ask at once is asked once for all of them, so that sending,
waking up and waiting are shared. Everything else goes through SQLAlchemy.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from psycopg import InterfaceError, OperationalError
from psycopg.conninfo import conninfo_to_dict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from psycopg import AsyncConnection

GONE = (OperationalError, InterfaceError, OSError, TimeoutError)
"""What is raised by a database that is not there, or not in time."""
ASKED = "asked"
"""The parameter of a statement that is asked for many at once: objects that have, beside what they say, their number `n`."""
MOST_TOGETHER = 64
_LANES = 2
_BY_INDEX = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan"
"""These statements look up a few rows by their keys; what the planner guesses of tables that grew since does not matter."""
_encode = msgspec.json.Encoder().encode

Row = tuple[Any, ...]
Asked = list[dict[str, Any]]


class Readers:
    """At most so many connections of a kind, opened when they are needed. For one event loop.

    Attributes:
        in_use: how many are in use now.
    """

    def __init__(self, url: str, kind: type[AsyncConnection[Any]], *, most: int, wait_s: int, name: str) -> None:
        self._kind, self._url, self._wait_s, self._name = kind, url, wait_s, name
        given = conninfo_to_dict(url).get("options") or os.environ.get("PGOPTIONS", "")
        self._options = (
            f"{given} {_BY_INDEX}".lstrip()
        )  # the later ones count: what is given stays, but for the way we look up
        self._room = asyncio.Semaphore(most)
        self._idle: list[AsyncConnection[Any]] = []
        self.in_use = 0

    async def rows(self, query: bytes, parameters: Mapping[str, Any]) -> list[Row]:
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
        return await self._kind.connect(
            self._url,
            autocommit=True,
            connect_timeout=self._wait_s,
            application_name=self._name,
            options=self._options,
        )

    async def _ask(self, connection: AsyncConnection[Any], query: bytes, parameters: Mapping[str, Any]) -> list[Row]:
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


class Together:
    """One statement with the parameter `ASKED`, asked once for all who ask while it is being asked. For one event loop.

    Nobody waits for others: whoever comes alone is asked for alone. Its rows begin with the number of who asked.
    """

    def __init__(self, readers: Readers, query: bytes) -> None:
        self._readers, self._query = readers, query
        self._waiting: list[tuple[Asked, asyncio.Future[list[Row]]]] = []
        self._lanes: set[asyncio.Task[None]] = set()
        self._running = 0

    async def rows(self, asked: Asked) -> list[Row]:
        """The rows for this one, without the number. Raises as `Readers.rows`."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[Row]] = loop.create_future()
        self._waiting.append((asked, answer))
        if self._running < _LANES:
            self._running += 1
            lane = loop.create_task(self._go_on())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)
        return await answer

    async def close(self) -> None:
        """Wait for what is being asked."""
        await asyncio.gather(*self._lanes)

    async def _go_on(self) -> None:
        try:
            await self._until_nobody_waits()
        finally:
            # In the same step in which it saw that nobody waits: whoever comes now starts another.
            self._running -= 1

    async def _until_nobody_waits(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
            answers = [answer for _, answer in batch]
            try:
                await self._answer([asked for asked, _ in batch], answers)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where it was asked
                for answer in answers:
                    if not answer.done():
                        answer.set_exception(error)

    async def _answer(self, asked: list[Asked], answers: list[asyncio.Future[list[Row]]]) -> None:
        numbered = [each | {"n": number} for number, rows in enumerate(asked) for each in rows]
        found: list[list[Row]] = [[] for _ in asked]
        for number, *row in await self._readers.rows(self._query, {ASKED: _encode(numbered).decode()}):
            found[number].append(tuple(row))
        for answer, rows in zip(answers, found, strict=True):
            if not answer.done():  # whoever asked may have gone
                answer.set_result(rows)

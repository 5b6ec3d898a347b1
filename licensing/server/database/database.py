"""The database: connections for reading one thing and for changing several at once.

A statement that reads stands alone, without a transaction around it (one round trip instead of three). A change is one
transaction: on SQLite it holds the file's only writing lock from its beginning (`BEGIN IMMEDIATE`), so that what it read is
still so when it writes; on PostgreSQL it locks the rows it decides about (`SELECT ... FOR UPDATE`, which SQLite has not).
"""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import QueuePool

from licensing.protocol.codes import ProblemCode
from licensing.server.database.bounded import connections
from licensing.server.database.readers import ASKED, GONE, Asked, Readers, Together
from licensing.server.errors import ProblemError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from psycopg import AsyncConnection as PlainConnection
    from sqlalchemy import Connection, Select
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
    from sqlalchemy.pool import ConnectionPoolEntry

_BUSY_S = 10
_ALONE = "AUTOCOMMIT"
_NAME = "jobspy-license-server"
WAIT_S = 5
"""How long a request waits for a connection."""
ANSWER_S = 10.0
"""How long a request waits for PostgreSQL to answer one statement, or for somebody else's lock."""


class Database:
    """The tables, reached through a pool of connections. For one event loop.

    A statement is answered within `answer_s`, or the database does not answer; None for as long as it takes.
    """

    def __init__(self, url: str, *, pool_size: int = 10, answer_s: float | None = None) -> None:
        kind = connections(answer_s)
        self.engine = _engine(url, kind, pool_size)
        self._alone = self.engine.execution_options(isolation_level=_ALONE)
        self._readers = _readers(self.engine, kind, pool_size) if self.is_postgresql else None
        self._together: dict[Select[Any], Together] = {}

    @property
    def is_postgresql(self) -> bool:
        """Whether it is PostgreSQL; else SQLite."""
        return self.engine.dialect.name == "postgresql"

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose every statement stands alone.

        Raises:
            ProblemError: the database does not answer (`UNAVAILABLE`).
        """
        with _unavailable():
            async with self._alone.connect() as connection:
                yield connection

    async def rows(self, statement: Select[Any], asked: Asked) -> Sequence[Sequence[Any]]:
        """The rows of one statement that reads and stands alone, by the shortest way there is (`readers`).

        The statement is one that is kept, for it is compiled once. Its parameter is `ASKED`, a list of objects, whose number `n` is
        the first of its columns and is left out here.

        Raises:
            ProblemError: the database does not answer (`UNAVAILABLE`).
        """
        if self._readers is None:
            numbered = [each | {"n": 0} for each in asked]
            async with self.reading() as connection:
                return [row[1:] for row in await connection.execute(statement, {ASKED: numbered})]
        together = self._together.get(statement)
        if together is None:
            query = str(statement.compile(dialect=self.engine.dialect)).encode()
            together = self._together[statement] = Together(self._readers, query)
        try:
            return await together.rows(asked)
        except GONE as error:
            raise _problem() from error

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, kept when the block ends and undone when it raises.

        Raises:
            ProblemError: the database does not answer (`UNAVAILABLE`); nothing was changed, unless it died in the moment of keeping.
        """
        with _unavailable():
            async with self.engine.begin() as connection:
                yield connection

    def in_use(self) -> int:
        """How many connections are in use now."""
        pool = self.engine.pool
        reading = self._readers.in_use if self._readers else 0
        return reading + (pool.checkedout() if isinstance(pool, QueuePool) else 0)

    async def close(self) -> None:
        """Close all connections."""
        for together in self._together.values():
            await together.close()
        if self._readers is not None:
            await self._readers.close()
        await self.engine.dispose()


@contextmanager
def _unavailable() -> Iterator[None]:
    """Turn what is said by a database that is gone, full or busy into a `ProblemError`."""
    try:
        yield
    except (DBAPIError, PoolTimeout, ConnectionError) as error:
        if isinstance(error, DBAPIError) and not _gone(error):
            raise
        raise _problem() from error


def _problem() -> ProblemError:
    return ProblemError(
        ProblemCode.UNAVAILABLE,
        "The server's database does not answer. Try again in a minute.",
        {"Retry-After": "60"},
    )


def _gone(error: DBAPIError) -> bool:
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def _engine(url: str, kind: type[PlainConnection[Any]], pool_size: int) -> AsyncEngine:
    if url.startswith("sqlite"):
        engine = create_async_engine(url, connect_args={"timeout": _BUSY_S})
        event.listen(engine.sync_engine, "connect", _open_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=WAIT_S,
        pool_recycle=1800,
        connect_args={"connect_timeout": WAIT_S, "application_name": _NAME, "async_creator_fn": kind.connect},
    )


def _readers(engine: AsyncEngine, kind: type[PlainConnection[Any]], pool_size: int) -> Readers:
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return Readers(url, kind, most=max(2, pool_size // 2), wait_s=WAIT_S, name=_NAME)


def _open_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set up a connection to a SQLite file: it begins transactions where we say so, and what is confirmed is on the disk."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_S * 1000}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    if options.get("isolation_level") != _ALONE:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

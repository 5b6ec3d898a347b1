"""Small things about SQL that every writer needs: lists as parameters, rows in chunks, numbers for new rows."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

T = TypeVar("T")

MOST_PARAMETERS = 20_000


def marks(count: int) -> str:
    """So many question marks, for IN (...)."""
    return ",".join("?" * count)


def chunks(values: Iterable[T], size: int = MOST_PARAMETERS) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk


def select_in(connection: sqlite3.Connection, statement: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement that has `IN (...)`; three dots stand for the values."""
    for chunk in chunks(values):
        yield from connection.execute(statement.replace("...", marks(len(chunk))), chunk)


def insert_rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows whose values are in the order of the columns."""
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(len(columns))})", rows)


def next_number(connection: sqlite3.Connection, table: str) -> int:
    """The number the next row of an AUTOINCREMENT table gets; numbers are never given twice."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return 1 + (row[0] if row else 0)

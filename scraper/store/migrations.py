"""The steps that bring a data file to the present shape: named functions, each applied once, in order.

A step and the record of it are one transaction. A step that was given out is never changed, only followed by another
one; `tests/scraper/store/released/` keeps a file of each earlier shape, as SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.errors import StoreError, UnusableFile
from scraper.store import schema
from scraper.store.database import APPLICATION_ID, transaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path


class Step(Struct, frozen=True):
    """A step.

    Attributes:
        name: what the file has it recorded by.
        apply: makes the change, in a transaction.
        indexes_only: a file without it is read all the same, only slower.
    """

    name: str
    apply: Callable[[sqlite3.Connection], None]
    indexes_only: bool = False


def first_tables(connection: sqlite3.Connection) -> None:
    """Every table of the first release."""
    for statement in schema.FIRST:
        connection.execute(statement)


def sorts(connection: sqlite3.Connection) -> None:
    """The indexes to sort by with the job in them: half a minute for a million jobs."""
    for statement in schema.SORTS:
        connection.execute(statement)


STEPS = (Step("0001_first_tables", first_tables), Step("0002_sorts", sorts, indexes_only=True))


def applied(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Names of the steps the file has seen, in order; empty for a new file."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").fetchone() is None:
        return ()
    return tuple(name for (name,) in connection.execute("SELECT name FROM migrations ORDER BY name"))


def pending(
    connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS, *, made_up: bool = False
) -> tuple[Step, ...]:
    """Steps still to be applied; changes nothing. `made_up` says which jobs the file should hold.

    Raises:
        UnusableFile: the file is another program's.
        StoreError: it was written by a newer version of this one, or holds made-up jobs
            where real ones are wanted, or the other way round.
    """
    seen = applied(connection)
    if not seen:
        empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if not empty:
            raise UnusableFile(f"{path} is another program's database. Choose another data folder.")
        return tuple(steps)
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UnusableFile(f"{path} is another program's database. Choose another data folder.")
    known = {step.name for step in steps}
    if not known.issuperset(seen):
        raise StoreError(
            f"{path} was written by a newer version of this program. Install that version again, "
            "or choose another data folder."
        )
    if connection.execute("PRAGMA user_version").fetchone()[0] != int(made_up):
        raise StoreError(
            f"{path} holds real jobs, and here are the made-up ones of the practice sites: leave out --practice."
            if made_up
            else f"{path} holds made-up jobs of the practice sites, which never mix with real ones: add --practice."
        )
    return tuple(step for step in steps if step.name not in seen)


def migrate(connection: sqlite3.Connection, todo: Sequence[Step], at: datetime, *, made_up: bool = False) -> None:
    """Apply the steps. If one fails, the file is as it was before that step, and the error goes on."""
    for step in todo:
        with transaction(connection):
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) WITHOUT ROWID"
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {int(made_up)}")
            step.apply(connection)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", (step.name, int(at.timestamp())))

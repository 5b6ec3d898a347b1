"""What a person thinks of jobs: saved, applied, hidden, a note.

Marks belong to the sites' own identities of a job's postings, so merging, splitting and undoing either keep them. A mark
set on a job is set on all of its postings; of several, applied wins over saved, saved over hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.errors import BadInput
from scraper.store.batches import select_in
from scraper.store.database import transaction
from scraper.store.job_values import seconds
from scraper.store.records import MarkKind, Status
from scraper.store.show import show_marks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from scraper.store.records import Mark

STATUS_NUMBERS = {Status.NONE: 0, Status.SAVED: 1, Status.APPLIED: 2}
STATUSES = {number: status for status, number in STATUS_NUMBERS.items()}


def set_status(connection: sqlite3.Connection, jobs: Sequence[int], status: Status, at: datetime) -> None:
    """Mark jobs as saved or applied for, or take the mark away; raises `BadInput` if one is not there."""
    _mark(connection, jobs, MarkKind.STATUS, STATUS_NUMBERS[status], at)


def hide(connection: sqlite3.Connection, jobs: Sequence[int], at: datetime, *, hidden: bool) -> None:
    """Leave jobs out of lists, or show them again; raises `BadInput` if one is not there."""
    _mark(connection, jobs, MarkKind.HIDDEN, int(hidden), at)


def note(connection: sqlite3.Connection, job: int, text: str, at: datetime) -> None:
    """Write a note in the place of the one there was; raises `BadInput` if the job is not there."""
    _mark(connection, [job], MarkKind.NOTE, text.strip(), at)


def marks_of(connection: sqlite3.Connection, jobs: Sequence[int], kind: MarkKind) -> list[Mark]:
    """What one kind of mark is on each posting of jobs; those that are gone are passed over."""
    found = select_in(
        connection,
        f"SELECT p.site, p.native_id, {_or_default(kind)} FROM postings p "
        "LEFT JOIN marks m ON m.site = p.site AND m.native_id = p.native_id WHERE p.job IN (...) ORDER BY p.id",
        jobs,
    )
    return [(site, native_id, value) for site, native_id, value in found]


def put_back(connection: sqlite3.Connection, kind: MarkKind, before: Sequence[Mark], at: datetime) -> None:
    """Make one kind of mark what `marks_of` told, of whichever jobs the postings are by now."""
    with transaction(connection):
        _write(connection, kind, before, at)
        job_of = "SELECT job FROM postings WHERE site = ? AND native_id = ?"
        found = (connection.execute(job_of, (site, native_id)).fetchone() for site, native_id, _ in before)
        show_marks(connection, {row[0] for row in found if row})


def _or_default(kind: MarkKind) -> str:
    return "coalesce(m.note, '')" if kind is MarkKind.NOTE else f"coalesce(m.{kind}, 0)"


def _mark(connection: sqlite3.Connection, jobs: Sequence[int], kind: MarkKind, value: str | int, at: datetime) -> None:
    with transaction(connection):
        postings = list(
            select_in(connection, "SELECT job, site, native_id FROM postings WHERE job IN (...) ORDER BY id", jobs)
        )
        missing = set(jobs) - {job for job, _, _ in postings}
        if missing:
            raise BadInput(f"There is no job {min(missing)}.")
        _write(connection, kind, [(site, native_id, value) for _, site, native_id in postings], at)
        show_marks(connection, jobs)


def _write(connection: sqlite3.Connection, kind: MarkKind, marks: Sequence[Mark], at: datetime) -> None:
    connection.executemany(
        f"INSERT INTO marks (site, native_id, {kind}, changed_at) VALUES (?, ?, ?, ?) "
        f"ON CONFLICT (site, native_id) DO UPDATE SET {kind} = excluded.{kind}, changed_at = excluded.changed_at",
        [(site, native_id, value, seconds(at)) for site, native_id, value in marks],
    )

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
from scraper.store.records import Status
from scraper.store.show import show_marks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

STATUS_NUMBERS = {Status.NONE: 0, Status.SAVED: 1, Status.APPLIED: 2}
STATUSES = {number: status for status, number in STATUS_NUMBERS.items()}


def set_status(connection: sqlite3.Connection, jobs: Sequence[int], status: Status, at: datetime) -> None:
    """Mark jobs as saved or applied for, or take the mark away; raises `BadInput` if one is not there."""
    _mark(connection, jobs, "status", STATUS_NUMBERS[status], at)


def hide(connection: sqlite3.Connection, jobs: Sequence[int], at: datetime, *, hidden: bool) -> None:
    """Leave jobs out of lists, or show them again; raises `BadInput` if one is not there."""
    _mark(connection, jobs, "hidden", int(hidden), at)


def note(connection: sqlite3.Connection, job: int, text: str, at: datetime) -> None:
    """Write a note in the place of the one there was; raises `BadInput` if the job is not there."""
    _mark(connection, [job], "note", text.strip(), at)


def _mark(connection: sqlite3.Connection, jobs: Sequence[int], column: str, value: object, at: datetime) -> None:
    with transaction(connection):
        postings = list(
            select_in(connection, "SELECT job, site, native_id FROM postings WHERE job IN (...) ORDER BY id", jobs)
        )
        missing = set(jobs) - {job for job, _, _ in postings}
        if missing:
            raise BadInput(f"There is no job {min(missing)}.")
        connection.executemany(
            f"INSERT INTO marks (site, native_id, {column}, changed_at) VALUES (?, ?, ?, ?) "
            f"ON CONFLICT (site, native_id) DO UPDATE SET {column} = excluded.{column}, changed_at = excluded.changed_at",
            [(site, native_id, value, seconds(at)) for _, site, native_id in postings],
        )
        show_marks(connection, jobs)

"""What a person decides about merging, and taking it back.

A decision names the postings of both sides by the sites' own identities. What was split, or merged and undone, is kept
apart: automatic merging asks `kept_apart` and never goes against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.errors import BadInput
from scraper.store.batches import marks, next_number
from scraper.store.database import transaction
from scraper.store.job_values import seconds
from scraper.store.records import Decision
from scraper.store.searches import moment
from scraper.store.show import show_jobs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import datetime

_APART = "((d.kind = 'split' AND d.undone_at IS NULL) OR (d.kind = 'merge' AND d.undone_at IS NOT NULL))"


def merge(connection: sqlite3.Connection, kept: int, moved: Sequence[int], at: datetime) -> list[int]:
    """Put all postings of some jobs to those of another, which keeps its number; a decision's number for each.

    All are merged, or none where one of them cannot be.
    """
    with transaction(connection):
        return [_merge(connection, kept, job, at) for job in moved]


def split(connection: sqlite3.Connection, postings: Sequence[int], at: datetime) -> list[int]:
    """Make each of the postings a job of its own, or none where one of them cannot be; a decision's number for each."""
    with transaction(connection):
        return [_split(connection, posting, at) for posting in postings]


def _merge(connection: sqlite3.Connection, kept: int, moved: int, at: datetime) -> int:
    if kept == moved:
        raise BadInput(f"Job {kept} cannot be merged with itself.")
    staying, going = _postings_of(connection, kept), _postings_of(connection, moved)
    decision = _record(connection, "merge", (kept, staying), (moved, going), at)
    _move(connection, going, kept)
    show_jobs(connection, {kept, moved}, {})
    return decision


def _split(connection: sqlite3.Connection, posting: int, at: datetime) -> int:
    row = connection.execute("SELECT job FROM postings WHERE id = ?", (posting,)).fetchone()
    if row is None:
        raise BadInput(f"There is no advert {posting}.")
    staying = [number for number in _postings_of(connection, row[0]) if number != posting]
    if not staying:
        raise BadInput(f"Advert {posting} is already a job of its own.")
    job = next_number(connection, "jobs")
    decision = _record(connection, "split", (row[0], staying), (job, [posting]), at)
    _move(connection, [posting], job)
    show_jobs(connection, {row[0], job}, {})
    return decision


def undo(connection: sqlite3.Connection, decision: int, at: datetime) -> None:
    """Take a decision back: postings that were moved go back where they were, as far as they are still there."""
    with transaction(connection):
        row = connection.execute(
            "SELECT kind, kept_job, moved_job FROM merge_decisions WHERE id = ? AND undone_at IS NULL", (decision,)
        ).fetchone()
        if row is None:
            raise BadInput(f"There is no decision {decision} to take back.")
        kind, kept, moved = row
        connection.execute("UPDATE merge_decisions SET undone_at = ? WHERE id = ?", (seconds(at), decision))
        if kind == "merge":
            _back(connection, decision, now_in=_job_of_kept(connection, decision), target=moved)
        else:
            _back(connection, decision, now_in=moved, target=_job_of_kept(connection, decision) or kept)


def decisions(connection: sqlite3.Connection, limit: int | None = None) -> list[Decision]:
    """What was decided, latest first."""
    found = connection.execute(
        "SELECT id, kind, made_at, kept_job, moved_job, undone_at FROM merge_decisions ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    )
    return [
        Decision(id=number, kind=kind, made_at=made, kept_job=kept, moved_job=moved, undone_at=moment(undone))
        for number, kind, made_at, kept, moved, undone in found
        if (made := moment(made_at))
    ]


def kept_apart(connection: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[int]]:
    """For each posting's key, the numbers of the postings it must not be merged with."""
    apart: dict[tuple[str, str], set[int]] = {}
    if connection.execute("SELECT 1 FROM merge_decisions LIMIT 1").fetchone() is None:
        return apart
    for key in keys:
        rows = connection.execute(
            "SELECT p.id FROM merge_decision_postings mine JOIN merge_decisions d ON d.id = mine.decision "
            "JOIN merge_decision_postings other ON other.decision = d.id AND other.moved <> mine.moved "
            "JOIN postings p ON p.site = other.site AND p.native_id = other.native_id "
            f"WHERE mine.site = ? AND mine.native_id = ? AND {_APART}",
            key,
        )
        apart[key] = {number for (number,) in rows}
    return apart


def _postings_of(connection: sqlite3.Connection, job: int) -> list[int]:
    found = [number for (number,) in connection.execute("SELECT id FROM postings WHERE job = ? ORDER BY id", (job,))]
    if not found:
        raise BadInput(f"There is no job {job}.")
    return found


def _move(connection: sqlite3.Connection, postings: Sequence[int], job: int) -> None:
    connection.executemany("UPDATE postings SET job = ? WHERE id = ?", [(job, number) for number in postings])


def _record(
    connection: sqlite3.Connection, kind: str, kept: tuple[int, list[int]], moved: tuple[int, list[int]], at: datetime
) -> int:
    """Keep a decision between two jobs, each with its postings."""
    decision = next_number(connection, "merge_decisions")
    connection.execute(
        "INSERT INTO merge_decisions (id, kind, made_at, kept_job, moved_job) VALUES (?, ?, ?, ?, ?)",
        (decision, kind, seconds(at), kept[0], moved[0]),
    )
    for side, (_, postings) in enumerate((kept, moved)):
        connection.execute(
            "INSERT INTO merge_decision_postings (decision, site, native_id, moved) "
            f"SELECT ?, site, native_id, ? FROM postings WHERE id IN ({marks(len(postings))})",
            (decision, side, *postings),
        )
    return decision


def _job_of_kept(connection: sqlite3.Connection, decision: int) -> int | None:
    """The job in which the postings that stayed are now."""
    row = connection.execute(
        "SELECT p.job FROM merge_decision_postings d JOIN postings p ON p.site = d.site AND p.native_id = d.native_id "
        "WHERE d.decision = ? AND d.moved = 0 ORDER BY p.id LIMIT 1",
        (decision,),
    ).fetchone()
    return None if row is None else int(row[0])


def _back(connection: sqlite3.Connection, decision: int, now_in: int | None, target: int) -> None:
    """Move the decision's postings that are in one job to another."""
    connection.execute(
        "UPDATE postings SET job = ? WHERE job = ? AND EXISTS (SELECT 1 FROM merge_decision_postings d "
        "WHERE d.decision = ? AND d.moved = 1 AND d.site = postings.site AND d.native_id = postings.native_id)",
        (target, now_in, decision),
    )
    show_jobs(connection, {job for job in (now_in, target) if job is not None}, {})

"""Searches, their runs, and how each source fared in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from scraper.events import Counts, SourceFailed, SourceFinished, SourceProgress, SourceStarted
from scraper.query import Query
from scraper.store.database import transaction
from scraper.store.job_values import seconds
from scraper.store.records import RunRecord, SourceRecord

if TYPE_CHECKING:
    import sqlite3

SourceEvent = SourceStarted | SourceProgress | SourceFinished | SourceFailed

_QUERY = msgspec.json.Decoder(Query)
_COUNTS = msgspec.json.Decoder(Counts)
_NOTES = msgspec.json.Decoder(tuple[str, ...])


def moment(stored: int | None) -> datetime | None:
    """The UTC time that was stored in seconds."""
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


def begin_run(connection: sqlite3.Connection, query: Query, at: datetime) -> int:
    """The number of a new run."""
    text = msgspec.json.encode(query, order="deterministic").decode()
    with transaction(connection):
        connection.execute(
            "INSERT INTO searches (query, first_at) VALUES (?, ?) ON CONFLICT (query) DO NOTHING", (text, seconds(at))
        )
        cursor = connection.execute(
            "INSERT INTO runs (search, started_at) SELECT id, ? FROM searches WHERE query = ?", (seconds(at), text)
        )
    return int(cursor.lastrowid or 0)


def record_source(connection: sqlite3.Connection, event: SourceEvent) -> None:
    """Keep how a source fares; a position never goes back."""
    state, position, reason, message, retry_at = "running", 0, None, None, None
    counts = Counts(asked=event.asked) if isinstance(event, SourceStarted) else event.counts
    if isinstance(event, SourceFinished | SourceFailed):
        state, position = "finished", event.position
    if isinstance(event, SourceFailed):
        state, reason, message = "failed", event.reason, event.message
        retry_at = seconds(event.retry_at) if event.retry_at else None
    notes = () if isinstance(event, SourceProgress) else event.notes
    encoded = (msgspec.json.encode(counts).decode(), msgspec.json.encode(notes).decode())
    with transaction(connection):
        connection.execute(
            "INSERT INTO run_sources (run, site, state, position, counts, notes, reason, message, retry_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run, site) DO UPDATE SET state = excluded.state, "
            "position = max(position, excluded.position), counts = excluded.counts, reason = excluded.reason, "
            "message = excluded.message, retry_at = excluded.retry_at, "
            "notes = CASE excluded.notes WHEN '[]' THEN notes ELSE excluded.notes END",
            (event.run, event.site, state, position, *encoded, reason, message, retry_at),
        )


def reached(connection: sqlite3.Connection, run: int, site: str, position: int) -> None:
    """Everything of the source up to that listing position is stored (within the caller's transaction)."""
    connection.execute(
        "INSERT INTO run_sources (run, site, state, position, counts, notes) VALUES (?, ?, 'running', ?, '{}', '[]') "
        "ON CONFLICT (run, site) DO UPDATE SET position = max(position, excluded.position)",
        (run, site, position),
    )


def finish_run(connection: sqlite3.Connection, run: int, at: datetime, outcome: str) -> None:
    """The run ended; `outcome` is a word of the caller's ("finished", "stopped", "failed")."""
    with transaction(connection):
        connection.execute(
            "UPDATE runs SET finished_at = max(started_at, ?), outcome = ? WHERE id = ?", (seconds(at), outcome, run)
        )


def last_run_of(connection: sqlite3.Connection, job: int) -> int | None:
    """The latest run that found one of the job's postings; None if none did."""
    row = connection.execute(
        "SELECT max(r.run) FROM postings p JOIN run_postings r ON r.posting = p.id WHERE p.job = ?", (job,)
    ).fetchone()
    return None if row[0] is None else int(row[0])


def runs(connection: sqlite3.Connection, limit: int | None = None) -> list[RunRecord]:
    """The latest runs, newest first."""
    found = connection.execute(
        "SELECT r.id, s.query, r.started_at, r.finished_at, r.outcome, "
        "(SELECT count(DISTINCT p.job) FROM run_postings x JOIN postings p ON p.id = x.posting WHERE x.run = r.id) "
        "FROM runs r JOIN searches s ON s.id = r.search ORDER BY r.id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    ).fetchall()
    return [
        RunRecord(
            id=number,
            query=_QUERY.decode(query),
            started_at=datetime.fromtimestamp(started_at, UTC),
            finished_at=moment(finished_at),
            outcome=outcome,
            sources=_sources(connection, number),
            jobs=jobs,
        )
        for number, query, started_at, finished_at, outcome, jobs in found
    ]


def _sources(connection: sqlite3.Connection, run: int) -> tuple[SourceRecord, ...]:
    found = connection.execute(
        "SELECT site, state, position, counts, reason, message, retry_at, notes FROM run_sources WHERE run = ?", (run,)
    )
    return tuple(
        SourceRecord(
            site=site,
            state=state,
            position=position,
            counts=_COUNTS.decode(counts),
            reason=reason,
            message=message,
            retry_at=moment(retry_at),
            notes=_NOTES.decode(notes),
        )
        for site, state, position, counts, reason, message, retry_at, notes in found
    )

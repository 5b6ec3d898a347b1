"""The data file as an object: one connection, on one thread."""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scraper.errors import StoreError
from scraper.query import Criteria
from scraper.store import backup, decisions, ingest, jobs, marks, searches
from scraper.store.columns import columns
from scraper.store.database import connect, giving_up, immutable, known_errors, small_cache
from scraper.store.job_record import job_record
from scraper.store.jobs import Selection
from scraper.store.locks import GATE_TIMEOUT_S, gate
from scraper.store.migrations import applied, migrate, pending
from scraper.store.records import Shown, Status

if TYPE_CHECKING:
    import sqlite3
    from array import array
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scraper.cancel import Cancel
    from scraper.job import Posting, Remote
    from scraper.query import Facet, Query, Unstated
    from scraper.store.locks import Gate, Presence
    from scraper.store.records import Changes, Decision, JobRecord, Mark, Marked, MarkKind, RunRecord
    from scraper.store.searches import SourceEvent


class Store:
    """What was found. Every method raises `StoreError` for what a person can do something about.

    Belongs to the thread that opened it; only `interrupt` may be called from another.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def interrupt(self) -> None:
        """Give up the query that runs now: it raises `Interrupted`. From any thread."""
        self._connection.interrupt()

    def keep_in_memory(self, size_mb: int) -> None:
        """Hold at most so much of the file in memory, for a program that has it open all day."""
        with known_errors(self.path):
            self._connection.execute(f"PRAGMA cache_size = {-1024 * size_mb}")

    # Searches and runs.

    def begin_run(self, query: Query, at: datetime) -> int:
        """The number of a new run of that query."""
        with known_errors(self.path):
            return searches.begin_run(self._connection, query, at)

    def record_source(self, event: SourceEvent) -> None:
        """Keep how a source fares, as its event says (run and site are in it)."""
        with known_errors(self.path):
            searches.record_source(self._connection, event)

    def finish_run(self, run: int, at: datetime, outcome: str) -> None:
        """The run ended; `outcome` is a word: finished, stopped, failed."""
        with known_errors(self.path):
            searches.finish_run(self._connection, run, at, outcome)

    def runs(self, limit: int | None = None) -> list[RunRecord]:
        """The latest runs, newest first."""
        with known_errors(self.path):
            return searches.runs(self._connection, limit)

    def last_run_of(self, job: int) -> int | None:
        """The latest run that found the job; None if none did."""
        with known_errors(self.path):
            return searches.last_run_of(self._connection, job)

    # What was found.

    def ingest(
        self, run: int, postings: Sequence[Posting], seen_at: datetime, *, reached: Mapping[str, int] | None = None
    ) -> Changes:
        """Store a batch in one transaction: insert or update, log the sighting, merge, index.

        `reached` has, by site, the listing position up to which everything is stored with this batch.
        """
        with known_errors(self.path):
            return ingest.ingest(self._connection, run, postings, seen_at, reached)

    # Asking.

    def ids(
        self,
        words: str | None = None,
        criteria: Criteria | None = None,
        *,
        sites: Sequence[str] = (),
        work: Sequence[Remote] = (),
        unstated: Mapping[Facet, Unstated] | None = None,
        status: Shown | str | None = None,
        run: int | Sequence[int] | None = None,
        found_by: Criteria | None = None,
        new_since: datetime | None = None,
        place: str | None = None,
        country: str | None = None,
        sort: str = "posted",
        descending: bool = True,
        limit: int | None = None,
        now: datetime | None = None,
    ) -> array[int]:
        """Job ids in order. Jobs that do not say what is sorted by come last, in either direction.

        `words` is typed text: all words must occur, the last one may go on; None or "" gives all jobs, a text without
        a word in it ("--") none. `criteria` apply as in a search, to the values shown. `sites`: seen at one of these. `work`: done
        at one of these kinds of place, those that do not say are `Remote.NOT_STATED`. `unstated`: what becomes of jobs
        that do not state a facet, where that is not as `criteria.not_stated` has it. `DROP` leaves them out whether or
        not the facet is filtered by; with `ONLY` it does not matter what it is filtered by.
        `status`: a `Shown`; None for all but the hidden ones. `run`: found by that run, or one of them.
        `found_by`: criteria that hold as well, as those of the search that found them: an advert that states nothing may
        be one of a job of which another states more.
        `new_since`: seen for the first time then or later. `place`: words
        of its place, typed as `words` are; `country`: its ISO 3166 code; jobs that do not say are kept or dropped as
        `criteria.not_stated` has it. `sort`: a key of
        `columns.SORTABLE`; "posted" is exact to the hour, in an hour the last stored comes first. `now`: what ages
        are counted from; None for the clock.

        Raises:
            BadInput: there is no such sorting.
            Interrupted: `interrupt` was called.
        """
        selection = Selection(
            words=words,
            criteria=criteria or Criteria(),
            sites=tuple(sites),
            work=tuple(work),
            unstated=dict(unstated or {}),
            shown=Shown(status) if status else Shown.NOT_HIDDEN,
            runs=() if run is None else (run,) if isinstance(run, int) else tuple(run),
            found_by=found_by or Criteria(),
            new_since=new_since,
            place=place,
            country=country,
            sort=sort,
            descending=descending,
            limit=limit,
        )
        with known_errors(self.path):
            return jobs.ids(self._connection, selection, now or _now())

    def counts(self, new_since: datetime | None) -> Marked:
        """How many jobs are marked, and how many are new since then (none where there is no such time)."""
        with known_errors(self.path):
            return jobs.counts(self._connection, new_since)

    def found(self, runs: Sequence[int], found_by: Criteria | None = None) -> int:
        """How many jobs these runs found, hidden ones left out: as many as `ids` gives for them."""
        with known_errors(self.path):
            if found_by is None or found_by == Criteria():
                return jobs.found(self._connection, runs)
            return len(self.ids(run=runs, found_by=found_by))

    def rows(self, ids: Sequence[int], keys: Sequence[str]) -> list[tuple[Any, ...]]:
        """Rows with those columns (keys of `columns.COLUMNS`), in the order of the ids; ids that are gone are left out."""
        with known_errors(self.path):
            return list(jobs.rows(self._connection, ids, columns(keys)))

    def export_rows(self, ids: Sequence[int], keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """As `rows`, a page at a time: memory does not grow with the number of ids."""
        with known_errors(self.path), small_cache(self._connection):
            yield from jobs.rows(self._connection, ids, columns(keys))

    def job(self, number: int) -> JobRecord | None:
        """All about one job: its postings, where each value came from, its sightings, its links; None if not there."""
        with known_errors(self.path):
            return job_record(self._connection, number)

    def job_with(self, posting: int) -> JobRecord | None:
        """As `job`, of the job that this posting belongs to now."""
        with known_errors(self.path):
            row = self._connection.execute("SELECT job FROM postings WHERE id = ?", (posting,)).fetchone()
            return None if row is None else job_record(self._connection, row[0])

    # What a person thinks of jobs and decides about them. `at` is None for the clock.

    def set_status(self, jobs: Sequence[int], status: Status | str, at: datetime | None = None) -> None:
        """Mark jobs as saved or applied for, or as neither."""
        with known_errors(self.path):
            marks.set_status(self._connection, jobs, Status(status), at or _now())

    def hide(self, jobs: Sequence[int], at: datetime | None = None, *, hidden: bool = True) -> None:
        """Leave jobs out of lists, or show them again."""
        with known_errors(self.path):
            marks.hide(self._connection, jobs, at or _now(), hidden=hidden)

    def note(self, job: int, text: str, at: datetime | None = None) -> None:
        """Write a note in the place of the one there was; "" for none."""
        with known_errors(self.path):
            marks.note(self._connection, job, text, at or _now())

    def marks_of(self, jobs: Sequence[int], kind: MarkKind) -> list[Mark]:
        """What one kind of mark is on each posting of jobs, for `put_back`; jobs that are gone are passed over."""
        with known_errors(self.path):
            return marks.marks_of(self._connection, jobs, kind)

    def put_back(self, kind: MarkKind, before: Sequence[Mark], at: datetime | None = None) -> None:
        """Make that kind of mark what it was, of whichever jobs the postings are by now."""
        with known_errors(self.path):
            marks.put_back(self._connection, kind, before, at or _now())

    def merge(self, kept: int, moved: int, at: datetime | None = None) -> int:
        """Make one job of two; the first keeps its number. The decision's number, for `undo`."""
        with known_errors(self.path):
            return decisions.merge(self._connection, kept, (moved,), at or _now())[0]

    def merge_all(self, kept: int, moved: Sequence[int], at: datetime | None = None) -> list[int]:
        """Make one job of several, of all or of none; the first keeps its number. The decisions' numbers, for `undo`."""
        with known_errors(self.path):
            return decisions.merge(self._connection, kept, moved, at or _now())

    def split(self, posting: int, at: datetime | None = None) -> int:
        """Make a posting (`StoredPosting.id`) a job of its own, for good. The decision's number, for `undo`."""
        with known_errors(self.path):
            return decisions.split(self._connection, (posting,), at or _now())[0]

    def split_all(self, postings: Sequence[int], at: datetime | None = None) -> list[int]:
        """Make each posting a job of its own, of all or of none. The decisions' numbers, for `undo`."""
        with known_errors(self.path):
            return decisions.split(self._connection, postings, at or _now())

    def undo(self, decision: int, at: datetime | None = None) -> None:
        """Take a decision back; what was merged by it stays apart from then on."""
        with known_errors(self.path):
            decisions.undo(self._connection, decision, at or _now())

    def decisions(self, limit: int | None = None) -> list[Decision]:
        """What was decided, latest first."""
        with known_errors(self.path):
            return decisions.decisions(self._connection, limit)

    def back_up(self, target: Path, cancel: Cancel | None = None, *, replace: bool = False) -> None:
        """Copy the file to the target: whole and checked, or not at all. A file that is there is lost only with `replace`.

        Raises `Cancelled` once `cancel` is set; there is no copy then.
        """
        with known_errors(self.path):
            backup.back_up(self._connection, target, cancel, replace=replace)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_store(
    path: Path,
    *,
    read_only: bool = False,
    made_up: bool = False,
    updating: Callable[[], object] = lambda: None,
    waiting: Callable[[float | None], object] = lambda _: None,
    wait_s: float | None = GATE_TIMEOUT_S,
    cancel: Cancel | None = None,
) -> Iterator[Store]:
    """Open the data file, made or brought to the present shape if need be.

    An older file is copied to `backups/` beside it before it is changed.

    Args:
        path: the file.
        read_only: nothing is made or changed.
        made_up: it holds the practice sites' jobs; a file knows for ever which kind it holds.
        updating: called before an older file is brought up to date, which takes minutes where much is in it.
        waiting: called with `wait_s`, once, where another program has the folder to itself for longer than a moment.
        wait_s: how long to wait for it; None for as long as it takes.
        cancel: gives up opening, within a second; a step that was begun then begins anew the next time.

    Raises:
        StoreError: it cannot be opened, is damaged, newer than this program, of the other kind, or being restored by
            another one.
        Cancelled: `cancel` was set while it was being opened.
    """
    with known_errors(path):
        if read_only:
            connection, presence = _open_to_read(path, cancel, made_up=made_up)
        else:
            holding = gate(path.parent, timeout_s=wait_s, waiting=waiting, cancel=cancel)
            connection, presence = _open(path, holding, updating, cancel, made_up=made_up)
    try:
        yield Store(connection, path)
    finally:
        connection.close()
        if presence is not None:
            presence.release()


def _open(
    path: Path,
    holding: AbstractContextManager[Gate],
    updating: Callable[[], object],
    cancel: Cancel | None,
    *,
    made_up: bool,
) -> tuple[sqlite3.Connection, Presence]:
    with holding as held:
        connection = connect(path)
        try:
            todo = pending(connection, path, made_up=made_up)
            if todo:
                held.must_be_alone("update its data file")
                seen = applied(connection)
                if seen:
                    updating()
                    backups = path.parent / "backups"
                    backup.clear_leftovers(backups)
                    backup.back_up(connection, backups / f"{path.stem}-{seen[-1]}{path.suffix}", cancel, replace=True)
                with giving_up(connection, cancel):
                    migrate(connection, todo, _now(), made_up=made_up)
            return connection, held.enter()
        except BaseException:
            connection.close()
            raise


def _open_to_read(path: Path, cancel: Cancel | None, *, made_up: bool) -> tuple[sqlite3.Connection, Presence | None]:
    """A connection that cannot write. In a folder that cannot be written, nobody can replace the file either."""
    if not path.exists():
        raise StoreError(f"There is no {path} yet. Search first.")
    writable = os.access(path.parent, os.W_OK)
    with gate(path.parent, cancel=cancel) if writable else nullcontext() as held:
        connection = connect(path, read_only=True) if writable else immutable(path)
        try:
            if not all(step.indexes_only for step in pending(connection, path, made_up=made_up)):
                raise StoreError(
                    f"{path} is of an older version. Open it once with this one so that it is updated."
                    if writable
                    else f"{path} is of an older version, and cannot be updated where nothing can be written. Copy it "
                    "to a folder of your own, and open it there."
                )
            return connection, held.enter() if held else None
        except BaseException:
            connection.close()
            raise

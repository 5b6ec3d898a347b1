"""What becomes of the jobs one source reports: read, filtered, counted and handed on in batches."""

from __future__ import annotations

import logging
import time
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from scraper.cancel import Cancelled
from scraper.events import (
    Counts,
    JobsFound,
    SourceFailed,
    SourceFinished,
    SourceProgress,
    SourceStarted,
    SourceWaiting,
)
from scraper.filters import left_out_by
from scraper.normalise.posting import Rejected, normalise
from scraper.query import Criteria

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from scraper.errors import Reason
    from scraper.events import Event
    from scraper.job import Posting, RawJob

logger = logging.getLogger(__name__)

BATCH_ROWS = 200
BATCH_S = 0.25
FIRST_BATCH_S = 0.05  # a first page that takes longer to read is shown in parts
BATCH_BYTES = 2 * 1024 * 1024
POSTING_BYTES = 4 * 1024 * 1024  # with BATCH_BYTES: no batch comes near the 16 MiB of a frame
PROGRESS_S = 0.25
_NOTES = 20
_SENTENCE = 500


class Task(Struct, frozen=True, kw_only=True):
    """What one source is to do.

    Attributes:
        site: the source's key.
        name: as people write it.
        asked: jobs wanted.
        position: listing position at which it begins.
        country: JobSpy's name of the country asked for.
        notes: what this site cannot do and what is done about it.
        not_applied: criteria nobody applies.
        revisits: these jobs were found before, so all that comes is an update.
    """

    site: str
    name: str
    asked: int
    country: str
    position: int = 0
    criteria: Criteria = Criteria()
    notes: tuple[str, ...] = ()
    not_applied: tuple[str, ...] = ()
    revisits: bool = False


class Receiver:
    """The `Report` of one source in one run; its methods may be called on any thread.

    Jobs are read and filtered on the caller's thread; what was found waits at most `BATCH_S` for more. Whoever runs the
    sources calls `tend` when `due` says so and `wake` is set when that may have moved. After the end every report raises
    `Cancelled`: a source that comes too late stops there.
    """

    def __init__(
        self, run: int, task: Task, emit: Callable[[Event], None], turn: threading.Lock, wake: threading.Event
    ) -> None:
        """`turn` is the run's: whoever holds it may emit; `wake` as above."""
        self._run, self._task, self._emit, self._turn, self._wake = run, task, emit, turn, wake
        self._received = self._unreadable = self._found = self._without_description = 0
        self._left_out: Counter[str] = Counter()
        self._seen: dict[str, str | None] = {}  # native id -> the rule that left it out, None if it was found
        self._unread: Counter[str] = Counter()
        self._notes: dict[str, None] = {}
        self._position, self._page = task.position, 0
        self._batch: list[Posting] = []
        self._batch_bytes, self._batch_since, self._batch_updates = 0, 0.0, False
        self._first = True
        self._told_at, self._changed = 0.0, False
        self._ended = False

    # What a source calls.

    def jobs(self, jobs: Sequence[RawJob], *, position: int, updates: bool = False) -> None:
        """Jobs received, in the site's order; `position` is the listing position after them."""
        now = datetime.now(UTC)
        for raw in jobs:
            why, posting, size_bytes, rule = self._read(raw, now)
            with self._turn:
                self._still()
                if posting is None:
                    self._reject(1, why)
                else:
                    self._take(posting, size_bytes, rule, updates=updates)
        with self._turn:
            self._still()
            self._position = max(self._position, position)
            if self._first and self._batch:
                self._flush()
            self._move()

    def unreadable(self, count: int, why: str) -> None:
        """So many received jobs could not be read."""
        with self._turn:
            self._still()
            self._reject(count, why)
            self._move()

    def left_out(self, count: int, rule: str) -> None:
        """So many received jobs were left out by the source itself."""
        with self._turn:
            self._still()
            self._received += count
            self._left_out[rule[:_SENTENCE]] += count
            self._move()

    def page(self, number: int) -> None:
        """A page of the list is being asked for."""
        with self._turn:
            self._still()
            self._page = number
            self._move()

    def waiting(self, until: datetime, reason: Reason, message: str) -> None:
        """The source waits before it asks again."""
        with self._turn:
            self._still()
            self._flush()
            self._emit(
                SourceWaiting(
                    run=self._run, site=self._task.site, until=until, reason=reason, message=message[:_SENTENCE]
                )
            )

    def note(self, sentence: str) -> None:
        """Something the person should know."""
        with self._turn:
            self._still()
            if len(self._notes) < _NOTES:
                self._notes[sentence[:_SENTENCE]] = None

    def without_description(self, count: int) -> None:
        """So many jobs were to be described and were not."""
        with self._turn:
            self._still()
            self._without_description += count
            self._move()

    # What the engine calls.

    @property
    def task(self) -> Task:
        """What the source is to do."""
        return self._task

    @property
    def ended(self) -> bool:
        """Whether the last event was sent."""
        return self._ended

    def begin(self) -> None:
        """Tell that the source begins."""
        with self._turn:
            self._emit(
                SourceStarted(run=self._run, site=self._task.site, asked=self._task.asked, notes=self._task.notes)
            )

    def due(self) -> float:
        """When `tend` has something to do, on the monotonic clock; infinite while it has not."""
        with self._turn:
            return min(
                self._batch_since + (FIRST_BATCH_S if self._first else BATCH_S) if self._batch else float("inf"),
                self._told_at + PROGRESS_S if self._changed else float("inf"),
            )

    def tend(self) -> None:
        """Hand on what has waited long enough."""
        with self._turn:
            if self._ended:
                return
            now = time.monotonic()
            if self._batch and now >= self._batch_since + (FIRST_BATCH_S if self._first else BATCH_S):
                self._flush()
            if self._changed and now >= self._told_at + PROGRESS_S:
                self._progress(now)

    def finish(self) -> None:
        """End: the source was read to the end."""
        with self._turn:
            if not self._ended:
                self._flush()
                self._emit(
                    SourceFinished(
                        run=self._run,
                        site=self._task.site,
                        counts=self._counts(),
                        position=self._position,
                        notes=self._last_notes(),
                    )
                )
                self._ended = True
        self._wake.set()

    def fail(self, reason: Reason, message: str, retry_at: datetime | None = None) -> None:
        """End early; what was found before is handed on first. Nothing happens where the source has ended."""
        with self._turn:
            if not self._ended:
                self._flush()
                self._emit(
                    SourceFailed(
                        run=self._run,
                        site=self._task.site,
                        counts=self._counts(),
                        position=self._position,
                        reason=reason,
                        message=message[:_SENTENCE],
                        retry_at=retry_at,
                        notes=self._last_notes(),
                    )
                )
                self._ended = True
        self._wake.set()

    # The rest is called with the turn held, but for `_read`, which takes the time.

    def _read(self, raw: RawJob, now: datetime) -> tuple[str, Posting | None, int, str | None]:
        """Why it cannot be read or "", the posting, its size as JSON, the rule that leaves it out."""
        try:
            posting = normalise(raw, country=self._task.country, now=now)
            size_bytes = len(msgspec.json.encode(posting))
            if size_bytes > POSTING_BYTES:
                posting = msgspec.structs.replace(posting, description_html=None, raw=b"", facts={})
                size_bytes = len(msgspec.json.encode(posting))
                if size_bytes > POSTING_BYTES:
                    return "it is too long", None, 0, None
                self.without_description(1)
                self.note("A job was so long that it is kept without its description.")
            return "", posting, size_bytes, left_out_by(posting, self._task.criteria, now)
        except Rejected as rejected:
            return str(rejected), None, 0, None
        except Exception:
            logger.exception("A job of %s could not be read", self._task.site)
            return "an error in this program", None, 0, None

    def _still(self) -> None:
        if self._ended:
            raise Cancelled

    def _reject(self, count: int, why: str) -> None:
        self._received += count
        self._unreadable += count
        self._unread[why[:_SENTENCE]] += count

    def _take(self, posting: Posting, size_bytes: int, rule: str | None, *, updates: bool) -> None:
        """Count a posting and put it in the batch, unless it was seen before or a rule leaves it out.

        An update can let in what was left out before (its description tells the pay); it never takes back what was sent.
        """
        key = posting.native_id
        new = key not in self._seen
        before = self._seen.get(key)
        if new:
            self._received += 1
            self._seen[key] = rule
            if rule is not None:
                self._left_out[rule] += 1
        elif updates and before is not None and rule is None:
            self._left_out[before] -= 1
            self._seen[key] = None
        if self._seen[key] is not None or not (new or updates):
            return
        sent_before = not new and before is None
        self._found += not sent_before
        self._add(posting, size_bytes, updates=updates and (sent_before or self._task.revisits))

    def _add(self, posting: Posting, size_bytes: int, *, updates: bool) -> None:
        if self._batch and (updates != self._batch_updates or self._batch_bytes + size_bytes > BATCH_BYTES):
            self._flush()
        if not self._batch:
            self._batch_since, self._batch_updates = time.monotonic(), updates
            self._wake.set()
        self._batch.append(posting)
        self._batch_bytes += size_bytes
        if len(self._batch) >= BATCH_ROWS:
            self._flush()

    def _flush(self) -> None:
        """Hand on the batch. Its position is that of the last whole report: going on there repeats, but loses nothing."""
        if not self._batch:
            return
        postings, self._batch, self._batch_bytes, self._first = tuple(self._batch), [], 0, False
        self._emit(
            JobsFound(
                run=self._run,
                site=self._task.site,
                postings=postings,
                position=self._position,
                updates=self._batch_updates,
            )
        )

    def _move(self) -> None:
        """Tell the progress, now or when it is due."""
        self._changed = True
        now = time.monotonic()
        if now >= self._told_at + PROGRESS_S:
            self._progress(now)
        else:
            self._wake.set()

    def _progress(self, now: float) -> None:
        self._told_at, self._changed = now, False
        self._emit(SourceProgress(run=self._run, site=self._task.site, counts=self._counts(), page=self._page))

    def _counts(self) -> Counts:
        return Counts(
            asked=self._task.asked,
            received=self._received,
            unreadable=self._unreadable,
            left_out={rule: count for rule, count in self._left_out.items() if count},
            found=self._found,
            not_applied=self._task.not_applied,
            without_description=self._without_description,
        )

    def _last_notes(self) -> tuple[str, ...]:
        unread = tuple(
            f"{count} {'job' if count == 1 else 'jobs'} could not be read: {why}."
            for why, count in self._unread.most_common(5)
        )
        return (*self._notes, *unread)

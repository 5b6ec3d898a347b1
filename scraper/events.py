"""What the engine tells while it runs. Every event names the run and, where there is one, the site.

The same values cross the pipe between the engine's process and ours as JSON (`scraper.process`), so each is a tagged
struct. A source's events come in order: started, then found/progress/waiting as they happen, then exactly one of
finished or failed. `RunFinished` is the last.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, field

from scraper.errors import Reason
from scraper.job import Posting


class Counts(Struct, frozen=True, kw_only=True):
    """The truth about one source in one run.

    Attributes:
        asked: jobs wanted.
        received: jobs the site delivered, whatever became of them.
        unreadable: of these, jobs that could not be read.
        left_out: of these, jobs a local filter left out, by rule ("pay below 60000", "company", ...).
        found: jobs that passed; received == unreadable + sum(left_out) + found.
        not_applied: criteria the site ignores and we cannot apply either ("distance").
        without_description: jobs whose description was asked for and did not come.
    """

    asked: int = 0
    received: int = 0
    unreadable: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    found: int = 0
    not_applied: tuple[str, ...] = ()
    without_description: int = 0


class SourceStarted(Struct, frozen=True, kw_only=True, tag="source_started"):
    """A source begins; `notes` says what this site cannot do and what is done about it."""

    run: int
    site: str
    asked: int
    notes: tuple[str, ...] = ()


class JobsFound(Struct, frozen=True, kw_only=True, tag="jobs_found"):
    """Postings that passed the filters, in the site's order.

    Attributes:
        position: listing position after these jobs: where a resumed search goes on.
        updates: these were sent before and now carry more (a description).
    """

    run: int
    site: str
    postings: tuple[Posting, ...]
    position: int
    updates: bool = False


class SourceProgress(Struct, frozen=True, kw_only=True, tag="source_progress"):
    """How far a source is."""

    run: int
    site: str
    counts: Counts
    page: int


class SourceWaiting(Struct, frozen=True, kw_only=True, tag="source_waiting"):
    """The source waits until then before it asks again; not told for the ordinary pause between pages."""

    run: int
    site: str
    until: datetime
    reason: Reason
    message: str


class SourceFinished(Struct, frozen=True, kw_only=True, tag="source_finished"):
    """The source was read to the end or gave as many as were asked for."""

    run: int
    site: str
    counts: Counts
    position: int
    notes: tuple[str, ...] = ()


class SourceFailed(Struct, frozen=True, kw_only=True, tag="source_failed"):
    """The source ended early. `message` is a sentence; `retry_at` is when trying again makes sense, if known."""

    run: int
    site: str
    counts: Counts
    position: int
    reason: Reason
    message: str
    retry_at: datetime | None = None
    notes: tuple[str, ...] = ()


class RunFinished(Struct, frozen=True, kw_only=True, tag="run_finished"):
    """Every source has ended."""

    run: int


Event = SourceStarted | JobsFound | SourceProgress | SourceWaiting | SourceFinished | SourceFailed | RunFinished

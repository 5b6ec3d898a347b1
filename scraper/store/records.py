"""What the store gives back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from scraper.events import Counts
from scraper.job import Posting
from scraper.query import Query


class Status(StrEnum):
    """What a person did about a job. Of several on one job the later in this order wins."""

    NONE = "none"
    SAVED = "saved"
    APPLIED = "applied"


class MarkKind(StrEnum):
    """What a person can mark a job with, by the column it is kept in."""

    STATUS = "status"
    HIDDEN = "hidden"
    NOTE = "note"


Mark = tuple[str, str, str | int]
"""One kind of mark on a posting: its site, the site's own number of it, and the value as it is kept."""


class Shown(StrEnum):
    """Which jobs a list has: by what the person thinks of them."""

    NOT_HIDDEN = "not hidden"
    SAVED = "saved"
    APPLIED = "applied"
    HIDDEN = "hidden"
    ALL = "all"


class Marked(Struct, frozen=True):
    """How many jobs are kept, new since some time, saved, and applied for, none of them hidden; and how many are hidden."""

    kept: int
    new: int
    saved: int
    applied: int
    hidden: int


class Changes(Struct, frozen=True, kw_only=True):
    """What a batch changed.

    Attributes:
        added: ids of jobs that are new.
        updated: ids of jobs that were there and look different now, or have one more posting.
        removed: ids of jobs that went into another job.
        merged: new postings that joined a job that was there (or came earlier in the batch).
        known: postings that were stored before.
        new: postings that were not.
    """

    added: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    merged: int = 0
    known: int = 0
    new: int = 0


class SourceRecord(Struct, frozen=True, kw_only=True):
    """How one source fared in one run.

    Attributes:
        state: "running", "finished" or "failed"; still running in a run that ended means that it was cut off.
        position: listing position up to which everything is stored: where a resumed search goes on.
        reason, message, retry_at: of a failed source, as in `SourceFailed`.
    """

    site: str
    state: str
    position: int
    counts: Counts
    reason: str | None = None
    message: str | None = None
    retry_at: datetime | None = None
    notes: tuple[str, ...] = ()


class RunRecord(Struct, frozen=True, kw_only=True):
    """One search that was run; `finished_at` and `outcome` are None while it runs and after it was cut off."""

    id: int
    query: Query
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    sources: tuple[SourceRecord, ...]
    jobs: int


class Link(Struct, frozen=True, kw_only=True):
    """Where a job can be read or applied for; `applies` marks the employer's own page."""

    url: str
    site: str
    applies: bool


class Sighting(Struct, frozen=True, kw_only=True):
    """A state in which a posting was seen, `times` times between the two moments."""

    site: str
    native_id: str
    url: str
    claimed_at: datetime | None
    text_hash: str
    first_seen: datetime
    last_seen: datetime
    times: int


class StoredPosting(Struct, frozen=True, kw_only=True):
    """A posting with its description and raw reply, and when it was seen."""

    id: int
    posting: Posting
    first_seen: datetime
    last_seen: datetime


class JobRecord(Struct, frozen=True, kw_only=True):
    """All that is known about a job.

    Attributes:
        shown: the job as one posting: the values chosen from all of its postings; site, native_id and url are those
            of the posting the title came from.
        origins: for each field of `shown` that has a value, the key (site, native_id) of the posting it came from.
        links: best first: the employer's own page to apply on, then the sites' pages.
        sightings: the log of all its postings, newest last.
        searched: what was typed in the searches that found it, each once.
    """

    id: int
    shown: Posting
    origins: dict[str, tuple[str, str]]
    postings: tuple[StoredPosting, ...]
    sightings: tuple[Sighting, ...]
    links: tuple[Link, ...]
    searched: tuple[str, ...]
    status: Status
    hidden: bool
    note: str
    first_seen: datetime
    last_seen: datetime


class Decision(Struct, frozen=True, kw_only=True):
    """What a person decided: to merge `moved_job` into `kept_job`, or to split it off; `undone_at` if taken back."""

    id: int
    kind: str
    made_at: datetime
    kept_job: int
    moved_job: int
    undone_at: datetime | None

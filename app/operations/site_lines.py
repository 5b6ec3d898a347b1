"""How far each site of a search is, put together from what the engine tells and what was stored."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from scraper.errors import Reason
from scraper.events import (
    Counts,
    JobsFound,
    SourceFailed,
    SourceFinished,
    SourceProgress,
    SourceStarted,
    SourceWaiting,
)

if TYPE_CHECKING:
    from app.operations.truth import Stored
    from scraper.events import Event


class SiteState(StrEnum):
    """What a site does at present."""

    STARTS = "starts"
    ASKS = "asks"
    WAITS = "waits"
    DONE = "done"
    FAILED = "failed"


class SiteLine(Struct, frozen=True, kw_only=True):
    """How far one site is.

    Attributes:
        page: how many pages were read; 0 before the first.
        found: jobs that passed the filters so far.
        merged: of these, adverts of jobs that were there already.
        until: to when it waits, or when trying again makes sense; None if it does neither.
        reason, message: why it waits or failed.
        position: where a later search can go on.
        notes: what the site cannot do and what was done about it.
    """

    site: str
    state: SiteState = SiteState.STARTS
    counts: Counts = Counts()
    page: int = 0
    found: int = 0
    merged: int = 0
    until: datetime | None = None
    reason: Reason | None = None
    message: str = ""
    position: int = 0
    notes: tuple[str, ...] = ()

    @property
    def rejected(self) -> int:
        """Jobs that were left out or could not be read."""
        return sum(self.counts.left_out.values()) + self.counts.unreadable

    @property
    def ended(self) -> bool:
        """Whether nothing more comes from it."""
        return self.state in {SiteState.DONE, SiteState.FAILED}


def after(line: SiteLine, event: Event) -> SiteLine:
    """The line once this event of its site has happened."""
    if isinstance(event, SourceStarted):
        return replace(line, counts=Counts(asked=event.asked), notes=event.notes, state=SiteState.ASKS)
    if isinstance(event, JobsFound):
        more = 0 if event.updates else len(event.postings)
        return replace(line, found=line.found + more, position=max(line.position, event.position))
    if isinstance(event, SourceProgress):
        asks = {"counts": event.counts, "page": event.page, "state": SiteState.ASKS}
        return replace(line, **asks, until=None, reason=None, message="")
    if isinstance(event, SourceWaiting):
        waits = {"until": event.until, "reason": event.reason, "message": event.message}
        return replace(line, state=SiteState.WAITS, **waits)
    if isinstance(event, SourceFinished | SourceFailed):
        return _ended(line, event)
    return line


def with_stored(line: SiteLine, stored: Stored) -> SiteLine:
    """The line once so much has been stored."""
    return replace(line, merged=stored.merged)


def together(before: SiteLine, since: SiteLine) -> SiteLine:
    """The line of a site that was asked again from where it had stopped: how it stands since, and what came in all."""
    return replace(
        since,
        counts=_continued(before.counts, since.counts),
        page=before.page + since.page,
        found=before.found + since.found,
        merged=before.merged + since.merged,
        position=max(before.position, since.position),
        notes=tuple(dict.fromkeys((*before.notes, *since.notes))),
    )


def _continued(before: Counts, since: Counts) -> Counts:
    """The sum; what was asked for the second time was wanted already."""
    return Counts(
        asked=before.asked or since.asked,
        received=before.received + since.received,
        unreadable=before.unreadable + since.unreadable,
        left_out=dict(Counter(before.left_out) + Counter(since.left_out)),
        found=before.found + since.found,
        not_applied=since.not_applied or before.not_applied,
        without_description=before.without_description + since.without_description,
    )


def _ended(line: SiteLine, event: SourceFinished | SourceFailed) -> SiteLine:
    notes = tuple(dict.fromkeys((*line.notes, *event.notes)))
    line = replace(line, counts=event.counts, position=event.position, notes=notes, until=None, reason=None, message="")
    if isinstance(event, SourceFailed):
        failure = {"reason": event.reason, "message": event.message, "until": event.retry_at}
        return replace(line, state=SiteState.FAILED, **failure)
    return replace(line, state=SiteState.DONE)

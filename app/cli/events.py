"""A search as JSON, one object a line on standard output, for other programs; `docs/command-line.md` lists the fields."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from scraper.events import JobsFound, SourceFailed, SourceFinished, SourceProgress, SourceStarted, SourceWaiting

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from app.operations.truth import SiteResult, Stored, Summary
    from scraper.events import Counts, Event


def process_began() -> float:
    """When this process began, on the clock of `time.monotonic`.

    Exact to a hundredth of a second on Linux; elsewhere the processor time used so far is taken for the time passed.
    """
    try:
        began_ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        import os

        age_s = time.clock_gettime(time.CLOCK_BOOTTIME) - began_ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError, IndexError):
        age_s = time.process_time()
    return time.monotonic() - age_s


class JsonEvents:
    """A listener that writes lines."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._began = process_began()
        self._found: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def stopping(self) -> None:
        """Nothing: each site's end says that it was stopped."""

    def event(self, event: Event) -> None:
        """Write what happened; the run's own end is written by `finished`, with the numbers."""
        if isinstance(event, JobsFound):
            self._jobs_found(event)
        elif isinstance(event, SourceStarted):
            self._write("source_started", site=event.site, asked=event.asked, notes=event.notes)
        elif isinstance(event, SourceProgress):
            self._write("source_progress", site=event.site, page=event.page, **_counts(event.counts))
        elif isinstance(event, SourceWaiting):
            self._write(
                "source_waiting", site=event.site, until=_utc(event.until), reason=event.reason, message=event.message
            )
        elif isinstance(event, SourceFinished):
            self._write("source_finished", site=event.site, **_counts(event.counts), notes=event.notes)
        elif isinstance(event, SourceFailed):
            self._write(
                "source_failed",
                site=event.site,
                reason=event.reason,
                message=event.message,
                retry_at=_utc(event.retry_at),
                offset=event.position,
                **_counts(event.counts),
                notes=event.notes,
            )

    def stored(self, stored: Stored) -> None:
        """Nothing: the end has these numbers."""

    def finished(self, summary: Summary, *, practice: bool) -> None:
        """Write the end of the run, with all numbers per site and in all."""
        self._write(
            "run_finished",
            run=summary.run,
            stopped=summary.stopped,
            practice=practice,
            sites={site.site: _site(site) for site in summary.sites},
            total=msgspec.to_builtins(summary.total),
            license_cap=summary.cap.most if summary.cap else None,
            license_trial=summary.trial,
        )

    def _jobs_found(self, event: JobsFound) -> None:
        count = len(event.postings)
        if event.updates:
            self._write("jobs_described", site=event.site, count=count)
            return
        total = self._found[event.site] = self._found.get(event.site, 0) + count
        self._write("jobs_found", site=event.site, count=count, total=total)

    def _write(self, name: str, **fields: object) -> None:
        t = round(time.monotonic() - self._began, 3)
        line = msgspec.json.encode({"t": t, "event": name, **fields}).decode()
        self._stream.write(line + "\n")
        self._stream.flush()


def _counts(counts: Counts) -> dict[str, object]:
    return {
        "asked": counts.asked,
        "received": counts.received,
        "unreadable": counts.unreadable,
        "filtered": counts.left_out,
        "found": counts.found,
        "not_applied": counts.not_applied,
        "without_description": counts.without_description,
    }


def _site(site: SiteResult) -> dict[str, object]:
    numbers: dict[str, object] = msgspec.to_builtins(site.truth)
    return {**numbers, "reason": site.reason, "not_applied": site.not_applied}


def _utc(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None

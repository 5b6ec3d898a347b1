"""One run: every source on a thread of its own, and one stream of events in order.

A source's trouble never touches another's rows: whatever leaves a source becomes its own `SourceFailed`. A source that
does not stop when it is told to is left behind after `GRACE_S` and what it still reports is ignored.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected, Reason, SourceError
from scraper.events import RunFinished
from scraper.receiver import Receiver, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scraper.events import Event
    from scraper.query import Query
    from scraper.sources.base import Ref, Source, SourceInfo

logger = logging.getLogger(__name__)

GRACE_S = 0.5

# The criteria some sites apply themselves, in a person's words. The others are always applied here.
_SITE_CRITERIA = {
    "remote": "remote work",
    "job_types": "job type",
    "max_age_hours": "age",
    "easy_apply": "easy apply",
}


def run(
    run: int,
    query: Query,
    sources: Sequence[Source],
    emit: Callable[[Event], None],
    cancel: Cancel,
    *,
    stops: Mapping[str, Cancel] | None = None,
) -> None:
    """Ask every source and tell what comes, until all have ended; `RunFinished` is the last event.

    `emit` is called from several threads, one at a time; if it raises, the run is stopped and the error raised here.
    `cancel` stops the run within a second; `stops` holds tokens that stop one site, by key.
    """
    jobs = [(_search_task(source.info, query), _Search(source, query)) for source in sources]
    _Run(run, jobs, emit, cancel, stops or {}).go()


def describe(
    run: int,
    refs: Mapping[str, Sequence[Ref]],
    sources: Sequence[Source],
    emit: Callable[[Event], None],
    cancel: Cancel,
    *,
    country: str,
    stops: Mapping[str, Cancel] | None = None,
) -> None:
    """Fetch the pages of these jobs, by site; as `run`, and everything found is an update."""
    jobs = [(_describe_task(source.info, refs, country), _Describe(source, refs)) for source in sources]
    _Run(run, jobs, emit, cancel, stops or {}).go()


class _Search:
    def __init__(self, source: Source, query: Query) -> None:
        self._source = source
        self._query = msgspec.structs.replace(query, sites=(source.info.key,))

    def __call__(self, report: Receiver, cancel: Cancel) -> None:
        self._source.search(self._query, report, cancel)


class _Describe:
    def __init__(self, source: Source, refs: Mapping[str, Sequence[Ref]]) -> None:
        self._source, self._refs = source, tuple(refs[source.info.key])

    def __call__(self, report: Receiver, cancel: Cancel) -> None:
        self._source.describe(self._refs, report, cancel)


class _Run:
    """The thread that calls `go` starts the sources, hands on what waits, and ends what does not stop."""

    def __init__(
        self,
        run: int,
        jobs: Sequence[tuple[Task, Callable[[Receiver, Cancel], None]]],
        emit: Callable[[Event], None],
        cancel: Cancel,
        stops: Mapping[str, Cancel],
    ) -> None:
        self._run, self._emit = run, emit
        self._turn, self._wake = threading.Lock(), threading.Event()
        self._broken: Exception | None = None
        self._cancel = Cancel(cancel)
        self._lines = [
            _Line(Receiver(run, task, self._send, self._turn, self._wake), act, self._wake) for task, act in jobs
        ]
        for line in self._lines:
            self._cancel.adopt(line.stop)
            if (stop := stops.get(line.receiver.task.site)) is not None:
                stop.adopt(line.stop)

    def go(self) -> None:
        for line in self._lines:
            line.receiver.begin()
        for line in self._lines:
            threading.Thread(target=line.work, name=f"source-{line.receiver.task.site}", daemon=True).start()
        while lines := [line for line in self._lines if not line.receiver.ended]:
            due = min(line.due() for line in lines)
            self._wake.wait(max(0.0, due - time.monotonic()) if due < float("inf") else None)
            self._wake.clear()
            for line in lines:
                line.tend()
        self._send(RunFinished(run=self._run))
        if self._broken is not None:
            raise self._broken

    def _send(self, event: Event) -> None:
        """Called with the turn held, but for the last event, when nobody else is left."""
        if self._broken is not None:
            return
        try:
            self._emit(event)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the run was started
            self._broken = error
            self._cancel.set()


class _Line:
    """One source at work, and when it was told to stop."""

    def __init__(self, receiver: Receiver, act: Callable[[Receiver, Cancel], None], wake: threading.Event) -> None:
        self.receiver, self._act, self._wake = receiver, act, wake
        self._stopped_at: float | None = None
        self.stop = Cancel(then=self._note_stop)

    def _note_stop(self) -> None:
        if self._stopped_at is None:
            self._stopped_at = time.monotonic()
            self._wake.set()

    def due(self) -> float:
        """When `tend` has something to do."""
        last = float("inf") if self._stopped_at is None else self._stopped_at + GRACE_S
        return min(last, self.receiver.due())

    def tend(self) -> None:
        """Hand on what waits; end the source where it did not stop in time."""
        self.receiver.tend()
        if self._stopped_at is not None and time.monotonic() >= self._stopped_at + GRACE_S:
            self._end_stopped()

    def work(self) -> None:
        """Run the source to its end; on its own thread."""
        receiver, task = self.receiver, self.receiver.task
        try:
            self.stop.check()
            self._act(receiver, self.stop)
        except Cancelled:
            self._end_stopped()
        except SourceError as error:
            receiver.fail(error.reason, str(error), error.retry_at)
        except Expected as error:
            receiver.fail(Reason.REFUSED, str(error))
        except BaseException:
            logger.exception("%s ended by an error in this program", task.name)
            receiver.fail(
                Reason.BUG, f"{task.name} ended by an error in this program (the log has it). What was found is kept."
            )
        else:
            receiver.finish()

    def _end_stopped(self) -> None:
        self.receiver.fail(Reason.CANCELLED, f"{self.receiver.task.name} was stopped. What was found is kept.")


def _search_task(info: SourceInfo, query: Query) -> Task:
    notes, not_applied = shortcomings(info, query)
    return Task(
        site=info.key,
        name=info.name,
        asked=query.results,
        country=query.country,
        position=query.offset,
        criteria=query.criteria,
        notes=notes,
        not_applied=not_applied,
    )


def _describe_task(info: SourceInfo, refs: Mapping[str, Sequence[Ref]], country: str) -> Task:
    return Task(site=info.key, name=info.name, asked=len(refs[info.key]), country=country, revisits=True)


def shortcomings(info: SourceInfo, query: Query) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What this site cannot do of what is asked: sentences for the person, and the criteria nobody applies."""
    notes: list[str] = []
    not_applied: list[str] = []
    able = info.filters
    if not (len(query.criteria.job_types) == 1 and set(query.criteria.job_types) <= set(info.job_types)):
        able -= {"job_types"}  # a site takes one at most
    wanted = [words for name, words in _SITE_CRITERIA.items() if getattr(query.criteria, name) and name not in able]
    if wanted:
        notes.append(f"{info.name} cannot filter by {_and(wanted)}; it is done here.")
    if query.location and "location" not in info.filters:
        not_applied.append("location")
        notes.append(f"{info.name} takes no place; it is not applied.")
    if query.distance_miles is not None and not (query.location and "distance_miles" in info.filters):
        not_applied.append("distance")
        if "distance_miles" in info.filters:
            notes.append(f"{info.name} takes a distance only around a place; it is not applied.")
        else:
            notes.append(f"{info.name} takes no distance; it is not applied.")
    if query.criteria.exclude_words and not (info.describes or query.describe):
        notes.append(f"{info.name} lists no descriptions; words to leave out are looked for in the titles.")
    return tuple(notes), tuple(not_applied)


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))

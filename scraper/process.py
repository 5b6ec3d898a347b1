"""The engine as the parent uses it: searches that run in a process of their own.

JobSpy's import, parsing, requests that will not die and crashes stay out of our process. If the engine's process ends,
its runs end with `SourceFailed(reason=ENGINE_LOST)` and everything received before is delivered; the next search starts
a new one.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections import deque
from queue import Empty
from typing import TYPE_CHECKING, Self
from weakref import WeakValueDictionary

import msgspec
from msgspec import Struct

from scraper import pipe
from scraper.cancel import Cancel
from scraper.errors import BadInput, Reason
from scraper.events import (
    Counts,
    Event,
    JobsFound,
    RunFinished,
    SourceFailed,
    SourceFinished,
    SourceProgress,
    SourceStarted,
    SourceWaiting,
)
from scraper.link import Link, Over, Worker
from scraper.network import redacted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scraper.network import Network, Pace
    from scraper.query import Query
    from scraper.sources.base import Ref

# A cancel has a second: half of it is the engine's grace (`engine.GRACE_S`), and after this we no longer wait for it.
_CANCEL_S = 0.8
_LOOK_S = 0.25  # how often a wait lets Ctrl-C through on Windows, and looks at the clock
_STOPPED = "The search was stopped. What was found is kept."


def engine_command() -> tuple[str, ...]:
    """How the engine's process is started; frozen programs start themselves and call `scraper.child.main`."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--engine-child")
    return (sys.executable, "-P", "-m", "scraper.child")


class _Heard(Struct, frozen=True):
    """An event, and its size on the pipe."""

    event: Event
    size_bytes: int


class EngineProcess:
    """Searches in a child process, several at once if need be; any thread. A context manager that ends the child."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """`command` starts another program that speaks the same (`scraper.pipe`)."""
        self._worker = Worker(command or engine_command(), _received)
        self._channels = itertools.count(1)
        self._runs: WeakValueDictionary[int, Events] = WeakValueDictionary()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's number; None while there is none."""
        return self._worker.pid

    def start(self) -> None:
        """Start the child, unless there is one, without waiting for it. Raises `EngineLost` where that fails."""
        self._worker.link()

    def wait_until_ready(self, timeout_s: float) -> bool:
        """Whether the child reads commands within so long; nobody needs to wait for it."""
        return self._worker.link().ready.wait(timeout_s)

    def search(self, run: int, query: Query, pace: Pace, network: Network, cancel: Cancel) -> Events:
        """Begin a search; iterate over what happens. `cancel` ends it within a second.

        Raises `EngineLost` where the child cannot be started.
        """
        command = pipe.Search(channel=next(self._channels), run=run, query=query, pace=pace, network=network)
        return self._begin(command, dict.fromkeys(query.sites, (query.results, query.offset)), cancel)

    def describe(
        self,
        run: int,
        refs: Mapping[str, Sequence[Ref]],
        pace: Pace,
        network: Network,
        cancel: Cancel,
        *,
        country: str,
    ) -> Events:
        """Begin to fetch the pages of these jobs, by site; as `search`, and all that is found are updates."""
        command = pipe.Describe(
            channel=next(self._channels),
            run=run,
            refs={site: tuple(jobs) for site, jobs in refs.items()},
            country=country,
            pace=pace,
            network=network,
        )
        return self._begin(command, {site: (len(jobs), 0) for site, jobs in refs.items()}, cancel)

    def cancel(self, run: int, site: str | None = None) -> None:
        """Stop a run, or one site of it; nothing happens where it has ended."""
        events = self._runs.get(run)
        if events is not None:
            events.stop(site)

    def close(self) -> None:
        """End the child and every run in it; a later search starts a new one."""
        self._worker.close()

    def _begin(
        self, command: pipe.Search | pipe.Describe, starts: Mapping[str, tuple[int, int]], cancel: Cancel
    ) -> Events:
        link = self._worker.link()
        link.keep_secret(command.network)
        events = Events(command, starts, link, cancel)
        self._runs[command.run] = events
        return events


class Events:
    """What happens in one run, in order, `RunFinished` last. One consumer; closing or dropping it stops the run.

    Waits for the next event. While it is not asked for one, the sources of this run are held up and no memory grows.
    """

    def __init__(
        self,
        command: pipe.Search | pipe.Describe,
        starts: Mapping[str, tuple[int, int]],
        link: Link[_Heard],
        cancel: Cancel,
    ) -> None:
        """`starts` has, by site, how many jobs are asked for and the position at which it begins."""
        self._run, self._channel, self._link = command.run, command.channel, link
        self._sites = {site: _Site(command.run, site, *start) for site, start in starts.items()}
        self._last: deque[Event] = deque()
        self._done = False
        self._stop = _Stop(link, self._channel)
        self._token = Cancel(None, self._stop)
        if cancel.is_set:
            self._end(Reason.CANCELLED, _STOPPED)
            return
        self._inbox = link.open(self._channel)
        try:
            link.send(pipe.encode(command))
        except ValueError as error:
            link.forget(self._channel)
            self._done = True
            raise BadInput("The search is too long to be handed on; ask for less at once.") from error
        cancel.adopt(self._token)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Event:
        if not self._last:
            if self._done:
                raise StopIteration
            self._receive()
        return self._last.popleft()

    def __del__(self) -> None:
        self.close()

    def stop(self, site: str | None = None) -> None:
        """Stop all sites, or one; the events go on to the end."""
        if site is None:
            self._token.set()
        else:
            self._link.send(pipe.encode(pipe.Stop(channel=self._channel, site=site)))

    def close(self) -> None:
        """Stop listening: the run is stopped and what it still tells is thrown away."""
        if not self._done:
            self._done = True
            self._link.forget(self._channel)
            self._link.send(pipe.encode(pipe.Abandon(channel=self._channel)))

    def _receive(self) -> None:
        """Wait for something and put it into `_last`."""
        while True:
            left_s = _LOOK_S
            if (stopped_at := self._stop.at) is not None:
                left_s = min(left_s, max(0.0, stopped_at + _CANCEL_S - time.monotonic()))
            try:
                item = self._inbox.get(timeout=left_s)
            except Empty:
                if left_s <= 0:
                    self._give_up()
                    return
                continue
            if isinstance(item, Over):
                self._end(item.reason, item.message)
            else:
                self._link.send(pipe.encode(pipe.Taken(channel=self._channel, size_bytes=item.size_bytes)))
                self._note(item.event)
                self._last.append(item.event)
            return

    def _note(self, event: Event) -> None:
        if isinstance(event, RunFinished):
            self._done = True
            self._link.forget(self._channel)
        elif (site := self._sites.get(event.site)) is not None:
            site.note(event)

    def _give_up(self) -> None:
        """The engine did not stop in time."""
        self._link.send(pipe.encode(pipe.Abandon(channel=self._channel)))
        self._link.give_up(self._channel)
        self._end(Reason.CANCELLED, _STOPPED)

    def _end(self, reason: Reason, message: str) -> None:
        """Say for every site that has not ended that it has, and why."""
        self._done = True
        for site in self._sites.values():
            self._last.extend(site.ending(reason, message))
        self._last.append(RunFinished(run=self._run))


class _Stop:
    """Sends the stop and remembers when; knows nothing of `Events`, so that a long-lived token keeps none alive."""

    def __init__(self, link: Link[_Heard], channel: int) -> None:
        self._link, self._channel = link, channel
        self.at: float | None = None

    def __call__(self) -> None:
        if self.at is None:
            self.at = time.monotonic()
            self._link.send(pipe.encode(pipe.Stop(channel=self._channel)))


class _Site:
    """How far one site is, as told; for its ending where the engine can no longer tell it."""

    def __init__(self, run: int, site: str, asked: int, position: int) -> None:
        self._run, self._site, self._asked, self._position = run, site, asked, position
        self._counts = Counts(asked=asked)
        self._found = 0
        self._started = self._ended = False

    def note(self, event: Event) -> None:
        """Remember what an event says."""
        if isinstance(event, SourceStarted):
            self._started = True
        elif isinstance(event, JobsFound):
            self._position = max(self._position, event.position)
            self._found += 0 if event.updates else len(event.postings)
        elif isinstance(event, SourceProgress):
            self._counts = event.counts
        elif isinstance(event, SourceFinished | SourceFailed):
            self._ended = True

    def ending(self, reason: Reason, message: str) -> Iterator[Event]:
        """What is still missing: that it started, that it failed. What was found is what was delivered here."""
        if self._ended:
            return
        if not self._started:
            yield SourceStarted(run=self._run, site=self._site, asked=self._asked)
        counts = self._counts
        received = counts.unreadable + sum(counts.left_out.values()) + self._found
        yield SourceFailed(
            run=self._run,
            site=self._site,
            counts=msgspec.structs.replace(counts, received=received, found=self._found),
            position=self._position,
            reason=reason,
            message=message,
        )


def _received(body: bytes, secrets: Network) -> tuple[int, _Heard] | None:
    """What the engine told, for `Link`."""
    reply = pipe.decode_reply(body)
    if isinstance(reply, pipe.Ready):
        return None
    return reply.channel, _Heard(_without_secrets(reply.event, secrets), len(body))


def _without_secrets(event: Event, network: Network) -> Event:
    """The event with its texts for the person freed of passwords, should one have slipped in."""
    if isinstance(event, SourceFailed):
        return msgspec.structs.replace(
            event,
            message=redacted(event.message, network),
            notes=tuple(redacted(note, network) for note in event.notes),
        )
    if isinstance(event, SourceFinished):
        return msgspec.structs.replace(event, notes=tuple(redacted(note, network) for note in event.notes))
    if isinstance(event, SourceWaiting):
        return msgspec.structs.replace(event, message=redacted(event.message, network))
    return event

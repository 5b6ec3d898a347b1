"""The engine's own process: reads commands, runs searches, writes what happens. Started by `scraper.process`.

Its standard input and output are the pipe, and only ours: whatever a library prints goes to standard error, where the
parent logs it. It ignores Ctrl-C, which is the parent's to understand, and ends as soon as its input closes, whatever
its threads are waiting for; so it is never left behind.
"""

from __future__ import annotations

import faulthandler
import logging
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NoReturn, Protocol

from scraper import background, engine, pipe
from scraper.cancel import Cancel
from scraper.errors import BadInput, EngineLost
from scraper.sources import registry
from scraper.sources.base import SourceInfo
from scraper.streams import leave, log_to_parent, take_pipes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scraper.events import Event
    from scraper.network import Network, Pace
    from scraper.query import Query
    from scraper.sources.base import Ref, Report, Source

logger = logging.getLogger(__name__)

_EXIT_BUG = 70


class Catalog(Protocol):
    """Where sources come from; `scraper.sources.registry` is one."""

    def info(self, key: str) -> SourceInfo:
        """What is known about a source; raises `BadInput` for an unknown one."""

    def create(self, key: str, pace: Pace, network: Network) -> Source:
        """A source for one search; may take a second the first time."""

    def warm_up(self) -> None:
        """Import what `create` will need."""


def main(catalog: Catalog = registry) -> NoReturn:
    """Serve until standard input closes; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    background.say_in_session()
    commands, replies = take_pipes()
    faulthandler.enable()
    log_to_parent()
    code = 0
    try:
        Child(commands, replies, catalog).serve()
    except EngineLost:
        logger.exception("The engine was sent something it cannot read")
        code = _EXIT_BUG
    leave(code)


class Child:
    """Runs what is commanded; `serve` on the main thread, each search on a thread of its own."""

    def __init__(self, commands: BinaryIO, replies: BinaryIO, catalog: Catalog) -> None:
        self._commands, self._replies, self._catalog = commands, replies, catalog
        self._writing = threading.Lock()
        self._warm = threading.Event()
        self._channels: dict[int, _Channel] = {}

    def serve(self) -> None:
        """Obey until the commands end; raises `EngineLost` for what is not a command."""
        self._write(pipe.encode(pipe.Ready()))
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()
        while (body := pipe.read_frame(self._commands)) is not None:
            self._obey(pipe.decode_command(body))

    def _obey(self, command: pipe.Command) -> None:
        if isinstance(command, pipe.Search):
            sites = tuple(dict.fromkeys(command.query.sites))
            self._begin(command, sites, partial(self._search, command, sites))
        elif isinstance(command, pipe.Describe):
            self._begin(command, command.refs, partial(self._describe, command))
        elif (channel := self._channels.get(command.channel)) is not None:
            _tell_channel(channel, command)

    def _begin(
        self, command: pipe.Search | pipe.Describe, sites: Iterable[str], work: Callable[[_Channel], None]
    ) -> None:
        channel = _Channel(command.channel, sites, self._write)
        self._channels[command.channel] = channel
        threading.Thread(target=self._work, args=(channel, work), name=f"run-{command.run}", daemon=True).start()

    def _work(self, channel: _Channel, work: Callable[[_Channel], None]) -> None:
        try:
            work(channel)
        except BaseException:
            # The engine itself failed: its run would never end. The parent sees the process end and says so.
            logger.exception("The engine failed")
            leave(_EXIT_BUG)
        self._channels.pop(channel.number, None)

    def _search(self, command: pipe.Search, sites: Sequence[str], channel: _Channel) -> None:
        sources = [self._source(site, command.pace, command.network) for site in sites]
        engine.run(command.run, command.query, sources, channel.tell, channel.cancel, stops=channel.stops)

    def _describe(self, command: pipe.Describe, channel: _Channel) -> None:
        sources = [self._source(site, command.pace, command.network) for site in command.refs]
        engine.describe(
            command.run,
            command.refs,
            sources,
            channel.tell,
            channel.cancel,
            country=command.country,
            stops=channel.stops,
        )

    def _source(self, key: str, pace: Pace, network: Network) -> Source:
        try:
            info = self._catalog.info(key)
        except BadInput:
            info = SourceInfo(key=key, name=key)  # `create` says the same on the source's thread, where it is reported
        return _Later(info, self._warm, partial(self._catalog.create, key, pace, network))

    def _warm_up(self) -> None:
        try:
            self._catalog.warm_up()
        except Exception:
            logger.exception("The job sites' library could not be imported")  # each source will say so as well
        finally:
            self._warm.set()

    def _write(self, body: bytes) -> None:
        with self._writing:
            try:
                pipe.write_frame(self._replies, body)
            except OSError:
                leave(0)  # nobody reads any more


class _Later:
    """A source that is made where it is used: on its own thread, after the warm-up, so that nothing else waits for it."""

    def __init__(self, info: SourceInfo, warm: threading.Event, make: Callable[[], Source]) -> None:
        self.info, self._warm, self._make = info, warm, make

    def search(self, query: Query, report: Report, cancel: Cancel) -> None:
        self._source(cancel).search(query, report, cancel)

    def describe(self, refs: Sequence[Ref], report: Report, cancel: Cancel) -> None:
        self._source(cancel).describe(refs, report, cancel)

    def _source(self, cancel: Cancel) -> Source:
        self._warm.wait()
        cancel.check()
        return self._make()


class _Channel:
    """One search: its stops, and how much of what it told the parent has not consumed."""

    def __init__(self, number: int, sites: Iterable[str], write: Callable[[bytes], None]) -> None:
        self.number, self._write = number, write
        self.cancel = Cancel()
        self.stops = {site: Cancel(self.cancel) for site in sites}
        self._room = threading.Condition()
        self._untaken_bytes = 0
        self._heard = True

    def tell(self, event: Event) -> None:
        """Send an event; waits while too much was sent and not taken."""
        body = pipe.encode(pipe.Told(channel=self.number, event=event))
        with self._room:
            while self._heard and self._untaken_bytes and self._untaken_bytes + len(body) > pipe.WINDOW_BYTES:
                self._room.wait()
            if not self._heard:
                return
            self._untaken_bytes += len(body)
        self._write(body)

    def taken(self, size_bytes: int) -> None:
        """The parent consumed so much."""
        with self._room:
            self._untaken_bytes -= size_bytes
            self._room.notify()

    def abandon(self) -> None:
        """Stop, and tell nothing more."""
        with self._room:
            self._heard = False
            self._room.notify()
        self.cancel.set()


def _tell_channel(channel: _Channel, command: pipe.Stop | pipe.Taken | pipe.Abandon) -> None:
    if isinstance(command, pipe.Taken):
        channel.taken(command.size_bytes)
    elif isinstance(command, pipe.Abandon):
        channel.abandon()
    elif command.site is None:
        channel.cancel.set()
    elif (stop := channel.stops.get(command.site)) is not None:
        stop.set()


if __name__ == "__main__":
    main()

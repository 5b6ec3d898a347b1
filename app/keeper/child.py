"""The keeper: a process that searches and stores for the window, so that nothing of it takes the window's time.

It is started by `app.keeper.process`, has the engine's process as its own child, and gives way to the window. Its
standard input and output are the pipe. When its input closes, because the window has closed or was killed, it stops
what runs, stores what was found, and ends.
"""

from __future__ import annotations

import faulthandler
import logging
import signal
import threading
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from app.keeper import messages
from app.operations.describing import describe
from app.operations.search import search
from app.operations.watch import Watch
from scraper import background, pipe
from scraper.cancel import Cancel, Cancelled
from scraper.errors import EngineLost, Expected
from scraper.process import EngineProcess
from scraper.store.store import open_store
from scraper.streams import leave, log_to_parent, take_pipes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

logger = logging.getLogger(__name__)

_TELL_S = 0.12  # how often the window is told what happened: often enough to look alive
_END_S = 20.0  # for a search to stop and to store what it has: the store waits 15 s for another program that writes
_EXIT_BUG = 70


def main() -> NoReturn:
    """Serve until standard input closes; never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    background.step_back()
    commands, replies = take_pipes()
    faulthandler.enable()
    log_to_parent()
    code = 0
    with EngineProcess() as engine:
        keeper = _Keeper(commands, replies, engine)
        try:
            keeper.serve()
        except EngineLost:
            logger.exception("The keeper was sent something it cannot read")
            code = _EXIT_BUG
        keeper.end()
    leave(code)


class _Channel:
    """One command at work on a thread of its own, and its stops: of all of it, and of single sites."""

    def __init__(self, command: messages.Search | messages.Describe, work: Callable[[_Channel], None]) -> None:
        self.command, self.cancel = command, Cancel()
        sites = command.query.sites if isinstance(command, messages.Search) else ()
        self.stops = {site: Cancel() for site in sites}
        name = f"channel-{command.channel}"
        self.thread = threading.Thread(target=work, args=(self,), name=name, daemon=True)

    def stop(self, site: str | None) -> None:
        """Stop it, or one site of it; nothing happens where that is not asked."""
        if site is None:
            self.cancel.set()
        elif site in self.stops:
            self.stops[site].set()


class _Keeper:
    """Does what is commanded; `serve` on the main thread, each command on a thread of its own."""

    def __init__(self, commands: BinaryIO, replies: BinaryIO, engine: EngineProcess) -> None:
        self._commands, self._replies, self._engine = commands, replies, engine
        self._writing = threading.Lock()
        self._running: dict[int, _Channel] = {}

    def serve(self) -> None:
        """Obey until the commands end; raises `EngineLost` for what is not a command."""
        try:
            self._engine.start()  # it takes a second to be ready
        except EngineLost:
            logger.exception("A search tries to start it again, and says so")
        self._tell(pipe.Ready())
        while (body := pipe.read_frame(self._commands)) is not None:
            command = messages.decode_command(body)
            if not isinstance(command, messages.Stop):
                self._begin(command)
            elif (channel := self._running.get(command.channel)) is not None:  # it may end at any moment
                channel.stop(command.site)

    def end(self) -> None:
        """Stop everything and wait until it is stored."""
        running = tuple(self._running.values())
        for channel in running:
            channel.cancel.set()
        for channel in running:
            channel.thread.join(_END_S)

    def _begin(self, command: messages.Search | messages.Describe) -> None:
        channel = self._running[command.channel] = _Channel(command, self._work)
        channel.thread.start()

    def _work(self, channel: _Channel) -> None:
        command = channel.command
        try:
            ended = self._done(command, channel)
        except (Expected, Cancelled) as error:
            ended = messages.Failed(channel=command.channel, sentence=str(error))
        except BaseException as error:
            logger.exception("The keeper failed")
            sentence = f"{type(error).__name__} in the search: {error}"
            ended = messages.Failed(channel=command.channel, sentence=sentence, trace=traceback.format_exc())
        self._running.pop(command.channel, None)
        self._tell(ended)

    def _done(self, command: messages.Search | messages.Describe, channel: _Channel) -> messages.Ended:
        pace, network, cancel = command.pace, command.network, channel.cancel
        with open_store(Path(command.database), made_up=command.made_up) as store:
            if isinstance(command, messages.Describe):
                why = describe(store, command.job, engine=self._engine, cancel=cancel, pace=pace, network=network)
                return messages.Described(channel=command.channel, why=why)
            watch = Watch(command.query.sites)
            with self._telling(command.channel, watch):
                summary = search(
                    store,
                    command.query,
                    engine=self._engine,
                    listener=watch,
                    cancel=cancel,
                    stops=channel.stops,
                    pace=pace,
                    network=network,
                    allowed=command.allowed,
                )
            return messages.Searched(channel=command.channel, summary=summary)

    @contextmanager
    def _telling(self, channel: int, watch: Watch) -> Iterator[None]:
        """Tell the window what the watch has seen, some times a second and once at the end."""
        over = threading.Event()

        def tell() -> None:
            if (news := watch.news()) is not None:
                self._tell(messages.Told(channel=channel, news=news))

        def tell_often() -> None:
            while not over.wait(_TELL_S):
                tell()

        teller = threading.Thread(target=tell_often, name=f"teller-{channel}", daemon=True)
        teller.start()
        try:
            yield
        finally:
            over.set()
            teller.join()
            tell()

    def _tell(self, reply: messages.Reply) -> None:
        body = pipe.encode(reply)
        with self._writing:
            try:
                pipe.write_frame(self._replies, body)
            except OSError:
                logger.debug("The window listens no more")  # its end closes our input as well: `serve` returns


if __name__ == "__main__":
    main()

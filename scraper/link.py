"""Our end of a process that works for us: the process, its pipe, and the threads that read and write it.

`send` never waits and may be called from a signal handler; a writer thread does the writing. A reader thread decodes
what comes and puts it into the inbox of its channel; what was sent and not taken is bounded by the other end
(`pipe.WINDOW_BYTES`), so it never waits for a consumer. A third thread logs what the process writes to standard error, without passwords.
"""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import threading
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, BinaryIO, Generic, TypeVar, cast

from msgspec import Struct

from scraper import pipe
from scraper.errors import EngineLost, Reason
from scraper.network import Network, redacted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

logger = logging.getLogger(__name__)

_END_S = 2.0  # to end after its input closed; then it is killed
_LINE_BYTES = 64 * 1024
_MARKED = re.compile(rf"{pipe.LOG_MARK}(\d{{1,3}}) ")

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    _BACKGROUND = subprocess.BELOW_NORMAL_PRIORITY_CLASS  # what it starts is as low
else:
    _FLAGS = _BACKGROUND = 0  # there a process steps back by itself (`scraper.background`)

Item = TypeVar("Item")


class Over(Struct, frozen=True):
    """The process has ended: nothing more comes."""

    reason: Reason
    message: str


class Link(Generic[Item]):
    """One process. Raises `EngineLost` where it cannot be started."""

    def __init__(
        self,
        command: Sequence[str],
        receive: Callable[[bytes, Network], tuple[int, Item] | None],
        *,
        background: bool = False,
    ) -> None:
        """`receive` makes of a frame, and of what must not be told, the channel and what goes into its inbox.

        It gives None for "ready", raises `EngineLost` for what it cannot read, and is called on the reader's thread.
        With `background` the process gives way to others where the system wants that said here.
        """
        self._receive = receive
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
                creationflags=_FLAGS | (_BACKGROUND if background else 0),
            )
        except OSError as error:
            raise EngineLost(f"The search engine could not be started: {error.strerror}.") from error
        self._secrets = Network()
        self.ready = threading.Event()
        self._closing = self._given_up = False
        self._over: Over | None = None
        self._inboxes: dict[int, SimpleQueue[Item | Over]] = {}
        self._lock = threading.Lock()
        self._outbox: SimpleQueue[bytes | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=work, name=f"engine-{name}", daemon=True)
            for name, work in (("reader", self._read), ("writer", self._write), ("log", self._log))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._over is None and not (self._closing or self._given_up) and self._process.poll() is None

    def open(self, channel: int) -> SimpleQueue[Item | Over]:
        """Where this channel's events arrive from now on."""
        inbox: SimpleQueue[Item | Over] = SimpleQueue()
        with self._lock:
            if self._over is not None:
                inbox.put(self._over)
            else:
                self._inboxes[channel] = inbox
        return inbox

    def keep_secret(self, network: Network) -> None:
        """Take this network's passwords out of every text from now on."""
        self._secrets = Network(proxies=tuple({*self._secrets.proxies, *network.proxies}))

    def forget(self, channel: int) -> None:
        """What still comes for this channel is thrown away."""
        self._inboxes.pop(channel, None)

    def send(self, body: bytes) -> None:
        """Send a frame without waiting; nothing happens when the process has ended."""
        if self._over is None:
            self._outbox.put(body)

    def give_up(self, channel: int) -> None:
        """It did not stop this channel in time. Where nothing else runs in it, it is ended by force: it may never answer."""
        with self._lock:
            self._inboxes.pop(channel, None)
            self._given_up = not self._inboxes
        if self._given_up:
            logger.warning("The search engine does not answer and is ended.")
            self._process.kill()

    def close(self) -> None:
        """End it; at most a little over `_END_S`. Nothing of it is left, process, thread or pipe."""
        self._closing = True
        self._outbox.put(None)
        self._await_end()
        for thread in self._threads:
            thread.join()

    def _await_end(self) -> None:
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write(self) -> None:
        stdin = _given(self._process.stdin)
        with suppress(OSError):
            while (body := self._outbox.get()) is not None:
                pipe.write_frame(stdin, body)
        with suppress(OSError):  # it closes what it could not flush, too
            stdin.close()

    def _read(self) -> None:
        why = "The search engine stopped unexpectedly."
        with _given(self._process.stdout) as stdout:
            try:
                while (body := pipe.read_frame(stdout)) is not None:
                    self._deliver(self._receive(body, self._secrets))
            except EngineLost as lost:
                why = str(lost)
                self._process.kill()
            except Exception:
                logger.exception("What the search engine said could not be passed on")
                self._process.kill()
        self._await_end()
        self._end(why)

    def _deliver(self, received: tuple[int, Item] | None) -> None:
        if received is None:
            self.ready.set()
        elif (inbox := self._inboxes.get(received[0])) is not None:
            inbox.put(received[1])

    def _end(self, why: str) -> None:
        if self._closing:
            over = Over(Reason.CANCELLED, "The search was ended. What was found is kept.")
        else:
            logger.error("%s Its exit code was %s.", why, self._process.returncode)
            over = Over(Reason.ENGINE_LOST, f"{why} What was found before is kept; search again to go on.")
        with self._lock:
            self._over = over
            inboxes, self._inboxes = tuple(self._inboxes.values()), {}
        for inbox in inboxes:
            inbox.put(over)
        self._outbox.put(None)

    def _log(self) -> None:
        with _given(self._process.stderr) as stderr:
            while line := stderr.readline(_LINE_BYTES):
                level, text = logging.INFO, line.decode(errors="replace").rstrip()
                if (marked := _MARKED.match(text)) is not None:
                    level, text = int(marked[1]), text[marked.end() :]
                logger.log(level, "%s", redacted(text, self._secrets))


class Worker(Generic[Item]):
    """A process that works for us: started when it is needed, and again when it was lost; any thread. `close` ends it."""

    def __init__(
        self,
        command: Sequence[str],
        receive: Callable[[bytes, Network], tuple[int, Item] | None],
        *,
        background: bool = False,
    ) -> None:
        """As `Link` takes them."""
        self._start = partial(Link[Item], tuple(command), receive, background=background)
        self._link: Link[Item] | None = None
        self._ended = False
        self._lock = threading.RLock()

    @property
    def pid(self) -> int | None:
        """The process's number; None while there is none."""
        link = self._link
        return link.pid if link is not None and link.alive else None

    def link(self) -> Link[Item]:
        """The process, started if need be, without waiting for it. Raises `EngineLost` where that fails."""
        with self._lock:
            if self._link is not None and not self._link.alive:
                self._link.close()
                self._link = None
            if self._link is None:
                self._link = self._start()
            return self._link

    def warm_up(self) -> None:
        """Start the process ahead of time, without waiting for it; not once it was ended. Raises as `link` does."""
        with self._lock:
            if not self._ended:
                self.link()

    def close(self) -> None:
        """End the process and what runs in it; `link` starts a new one."""
        with self._lock:
            link, self._link, self._ended = self._link, None, True
        if link is not None:
            link.close()


def _given(stream: IO[bytes] | None) -> BinaryIO:
    if stream is None:  # never: all three were asked for
        raise EngineLost("The search engine has no pipe.")
    return cast("BinaryIO", stream)

"""The one place where requests are made: paced, bounded, retried, and interruptible at any moment.

A `Transport` belongs to one source in one search. Each request runs on a daemon thread of the transport's own (one
for all of them, so that curl keeps its handle and its connection), while the source's thread waits for the answer,
for the deadline or for the person's stop, whichever comes first. A thread that is still waiting for a dead server is
left behind: it ends with its request, and the engine's process ends with the search's.

No message made here repeats the text of a library's error: that text may hold a proxy's password, and says little
about the cause (a reset behind a proxy is reported as "unable to connect to proxy").
"""

from __future__ import annotations

import json
import queue
import re
import ssl
import threading
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from random import SystemRandom
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from scraper.cancel import Cancel
from scraper.errors import Blocked, LayoutChanged, RateLimited, Reason, Refused, SourceError, Unreachable
from scraper.network import on_loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scraper.network import Network, Pace

_random = SystemRandom()
_STOP: Final = object()

_ERRORS: dict[Reason, type[SourceError]] = {
    error.reason: error for error in (RateLimited, Blocked, Unreachable, LayoutChanged, Refused)
}
_REFUSALS = (401, 403, 407, 451, 999)  # 999 is LinkedIn's own


class Reply:
    """What came back, whole. Has of a library's response what JobSpy reads: status_code, url, text, json()."""

    def __init__(self, response: Any) -> None:
        self.status_code: int = response.status_code
        self.url = str(response.url)
        self.headers: dict[str, str] = {str(name).lower(): str(value) for name, value in response.headers.items()}
        self.content: bytes = response.content
        self._response = response
        self._parsed: object = _STOP

    @cached_property
    def text(self) -> str:
        """The body as text, decoded as the library does."""
        return str(self._response.text)

    def json(self) -> Any:
        """The body as JSON, parsed once; raises `ValueError`. `replace_json` puts another in its place."""
        if self._parsed is _STOP:
            try:
                self._parsed = json.loads(self.content)
            except RecursionError:
                raise ValueError("nested without end") from None
        return self._parsed

    def replace_json(self, value: object) -> None:
        """What `json` gives from now on."""
        self._parsed = value


class Trouble(Struct, frozen=True, kw_only=True):
    """What is wrong with an answer.

    Attributes:
        message: a sentence for the person.
        passing: may be gone when asked again.
        retry_after_s: what the site asks us to wait.
        most_retries: so many more tries and no more; None for the pace's own number.
        usable: if it stays, the answer can be read all the same, and the caller says what that means.
    """

    reason: Reason
    message: str
    passing: bool = False
    retry_after_s: float | None = None
    most_retries: int | None = None
    usable: bool = False

    def error(self, retry_at: datetime | None = None) -> SourceError:
        """The error a source ends with."""
        return _ERRORS.get(self.reason, Unreachable)(self.message, retry_at=retry_at)


class Outcome(Struct, frozen=True, kw_only=True):
    """An answer, or why there is none; both where the answer is usable in spite of its trouble."""

    reply: Reply | None = None
    trouble: Trouble | None = None
    retry_at: datetime | None = None


class Transport:
    """Makes one source's requests in one search.

    Attributes:
        attempts: requests made so far, retries included.
    """

    def __init__(
        self, name: str, pace: Pace, network: Network, cancel: Cancel, waiting: Callable[[datetime, Reason, str], None]
    ) -> None:
        self._name, self._pace, self._waiting = name, pace, waiting
        self._loopback = on_loopback(network)
        self._cancel = Cancel(cancel, then=self._ring)
        self._worker: _Worker | None = None
        self._answers: queue.SimpleQueue[object] | None = None
        self._last: float | None = None
        self.attempts = 0

    def fetch(
        self,
        send: Callable[[], Any],
        judge: Callable[[Reply], Trouble | None],
        own_pause_s: tuple[float, float],
        *,
        retries: int | None = None,
        paced: bool = True,
    ) -> Outcome:
        """What `send` brings, asked again as the pace allows while `judge` finds something passing wrong with it.

        `send` runs on the transport's thread and returns a response of requests or curl_cffi; `retries`, where given,
        stands for the pace's own, except after a 429. After a request that is not `paced` the next one need not wait.
        Raises `Cancelled`.
        """
        pace = self._pace
        attempt = 0
        while True:
            self._keep_pace(own_pause_s)
            reply, trouble = self._ask(send)
            if reply is not None:
                trouble = trouble_of_status(self._name, reply.status_code, reply.headers) or judge(reply)
            if trouble is None:
                self._last = self._last if paced else None
                return Outcome(reply=reply)
            wait_s = self._wait_s(trouble, attempt)
            retry_at = datetime.now(UTC) + timedelta(seconds=wait_s)
            most = pace.retries if retries is None or trouble.reason is Reason.RATE_LIMITED else retries
            most = most if trouble.most_retries is None else min(most, trouble.most_retries)
            if not trouble.passing or attempt >= most or wait_s > pace.longest_wait_s:
                told = trouble.reason is Reason.RATE_LIMITED or trouble.retry_after_s is not None
                return Outcome(
                    reply=reply if trouble.usable else None, trouble=trouble, retry_at=retry_at if told else None
                )
            attempt += 1
            self._waiting(retry_at, trouble.reason, trouble.message)
            self._cancel.wait(wait_s)

    def close(self, last: Callable[[], object] | None = None) -> None:
        """End the thread; `last` is called on it first (closing a session, which curl wants on its own thread)."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end(last)

    def _keep_pace(self, own_s: tuple[float, float]) -> None:
        """Wait out what is left of the pause since the last request; none before the first."""
        low, high = pause_s(own_s, self._pace.pause_s, loopback=self._loopback)
        if self._last is not None and high > 0:
            self._cancel.wait(self._last + _random.uniform(low, high) - monotonic())
        self._cancel.check()

    def _ask(self, send: Callable[[], Any]) -> tuple[Reply | None, Trouble | None]:
        """One request, with a total deadline; what the library raises becomes a trouble."""
        worker = self._worker = self._worker or _Worker(self._name)
        answers = self._answers = queue.SimpleQueue()
        self.attempts += 1
        worker.ask(send, answers)
        try:
            # Set after the queue is in place, so that a stop between the two is not missed.
            answer = _STOP if self._cancel.is_set else answers.get(timeout=self._pace.deadline_s)
        except queue.Empty:
            self._abandon()
            return None, _too_slow(self._name)
        finally:
            self._answers = None
            self._last = monotonic()
        if isinstance(answer, Reply):
            return answer, None
        if isinstance(answer, Exception):
            return None, trouble_of_error(self._name, answer)
        self._abandon()
        self._cancel.check()
        raise AssertionError("only a stop rings")

    def _abandon(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.abandon()

    def _ring(self) -> None:
        """Called on the thread that stops the run."""
        answers = self._answers
        if answers is not None:
            answers.put(_STOP)

    def _wait_s(self, trouble: Trouble, attempt: int) -> float:
        """Seconds before the next try: never less than the site asks for, else doubling; a little chance on top."""
        asked = trouble.retry_after_s
        if asked is not None:
            return asked + _random.uniform(0, min(1.0, asked * 0.1))
        most = self._pace.backoff_s * 2**attempt
        return _random.uniform(most / 2, most)


def aside(name: str, call: Callable[[], Any], cancel: Cancel, deadline_s: float) -> Any:
    """What `call` gives, made on a thread that is left behind at the deadline or when the run is stopped.

    Raises:
        Unreachable: the deadline passed.
        Cancelled: `cancel` was set.
    """
    answers: queue.SimpleQueue[object] = queue.SimpleQueue()
    stop = Cancel(cancel, then=lambda: answers.put(_STOP))

    def run() -> None:
        try:
            answers.put((call(), None))
        except Exception as error:  # noqa: BLE001  handed to the thread that waits for it
            answers.put((None, error))

    threading.Thread(target=run, name=f"requests to {name}", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline_s)
    except queue.Empty:
        raise _too_slow(name).error() from None
    stop.check()
    assert isinstance(answer, tuple)
    value, error = answer
    if error is not None:
        raise error
    return value


class _Worker:
    """One daemon thread that makes one request after another."""

    def __init__(self, name: str) -> None:
        self._calls: queue.SimpleQueue[tuple[Callable[[], Any], queue.SimpleQueue[object]] | None] = queue.SimpleQueue()
        self._reading: Any = None
        self._abandoned = False
        self._thread = threading.Thread(target=self._run, name=f"requests to {name}", daemon=True)
        self._thread.start()

    def ask(self, send: Callable[[], Any], answers: queue.SimpleQueue[object]) -> None:
        """Queue a request; a `Reply` or an exception is put into `answers`."""
        self._calls.put((send, answers))

    def end(self, last: Callable[[], object] | None) -> None:
        """Call `last` on the thread and end it."""
        if last is not None:
            self._calls.put((last, queue.SimpleQueue()))
        self._calls.put(None)
        self._thread.join(timeout=1.0)

    def abandon(self) -> None:
        """End when the present request ends, and have a body that is being read end now."""
        self._abandoned = True
        self._calls.put(None)
        shutdown = getattr(getattr(self._reading, "raw", None), "shutdown", None)
        if shutdown is not None:
            try:
                shutdown()
            except (OSError, ValueError, RuntimeError):  # it ended on its own meanwhile
                return

    def _run(self) -> None:
        while (call := self._calls.get()) is not None and not self._abandoned:
            send, answers = call
            try:
                self._reading = response = send()
                answers.put(Reply(response) if hasattr(response, "status_code") else _STOP)
            except Exception as error:  # noqa: BLE001  handed to the thread that waits for it
                answers.put(error)
            finally:
                self._reading = None


def pause_s(own: tuple[float, float], asked: tuple[float, float] | None, *, loopback: bool) -> tuple[float, float]:
    """The pause between two requests: the site's own at least; on loopback whatever is asked for."""
    if asked is None:
        return own
    return asked if loopback else (max(own[0], asked[0]), max(own[1], asked[1]))


def trouble_of_status(name: str, status: int, headers: dict[str, str]) -> Trouble | None:
    """What the status alone says; None where the answer has to be looked at. Header names are in lower case."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Trouble(
            reason=Reason.RATE_LIMITED,
            message=f"{name} asks for fewer requests (429).",
            passing=True,
            retry_after_s=retry_after_s(headers),
        )
    if status in _REFUSALS:
        return Trouble(reason=Reason.BLOCKED, message=f"{name} refuses the request ({status}).")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Trouble(
            reason=Reason.UNREACHABLE,
            message=f"{name} has a fault of its own ({status}).",
            passing=True,
            retry_after_s=retry_after_s(headers),
        )
    return None


def retry_after_s(headers: dict[str, str], now: datetime | None = None) -> float | None:
    """Seconds a Retry-After header asks for, given as such or as a date; None without one that can be read.

    A date is measured against the reply's own Date where there is one: the site's clock may differ from ours.
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,8}(?:\.[0-9]{1,9})?", value):
        return float(value)
    until, said = _date(value), _date(headers.get("date", ""))
    if until is None:
        return None
    wait_s = (until - (said or now or datetime.now(UTC))).total_seconds()
    return wait_s if wait_s >= 0 else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def trouble_of_error(name: str, error: Exception) -> Trouble:
    """What an error of requests or curl_cffi means, by its type; its text is not repeated."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "CertificateVerifyError" in names or any(
        isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)
    ):
        return Trouble(
            reason=Reason.UNREACHABLE,
            message=f"The certificate shown for {name} is not trusted. Look whether this computer's date is right; if a"
            " proxy or your network inspects connections, give its certificate authority with --ca-cert.",
        )
    if names & {"InvalidURL", "InvalidSchema", "MissingSchema", "LocationParseError"}:
        return Trouble(
            reason=Reason.UNREACHABLE, message=f"{name} cannot be asked this way; look at the proxy's address."
        )
    if "Timeout" in names or isinstance(error, TimeoutError):
        return _too_slow(name)
    if isinstance(error, OSError):
        return Trouble(reason=Reason.UNREACHABLE, message=f"The connection to {name} failed.", passing=True)
    return Trouble(reason=Reason.UNREACHABLE, message=f"The request to {name} failed ({type(error).__name__}).")


def _too_slow(name: str) -> Trouble:
    return Trouble(reason=Reason.UNREACHABLE, message=f"{name} did not answer in time.", passing=True)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it was made of, as the libraries nest them."""
    seen: set[int] = set()
    pending = [error]
    while pending:
        one = pending.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        pending += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]

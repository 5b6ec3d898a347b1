"""Connections below HTTP: how many, how long a request's head may take, and how they end when the server stops.

uvicorn closes a connection that is idle after a request, and nothing else: one that never sends a whole head stays open
for good, with a head as large as it likes; so does one that does not read its reply; headers after a body become headers of the request, as many as are sent; one that
is idle when the server stops is closed though a request is on its way.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.zones import UNREADABLE
from licensing.server.web.addresses import Network, read, subject, trusts

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD_S = 10.0
HEAD_BYTES = 32 * 1024
MOST_CONNECTIONS = 450 if sys.platform == "win32" else 900
"""Below the 1,024 files that a process may have open where nobody said otherwise; Windows looks at 512 at once."""
MOST_FROM_ONE = 200
"""So that nobody alone keeps all others out."""
UNREAD_S = 20.0
"""So long a client may leave unread what it was sent, when that is more than a connection holds."""
LINGER_S = 2.0
"""So long what was sent last may be under way when a connection is closed; one whose client reads nothing would stay for good."""
_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
STOP_S = 0.5
"""So long a connection that is idle when the server stops may still bring a request that was on its way."""


class Connection(HttpToolsProtocol):
    """One connection. From its begin, and from the end of each reply, it has `HEAD_S` to send a whole head."""

    head_s = HEAD_S
    unread_s = UNREAD_S
    linger_s = LINGER_S
    most_connections = MOST_CONNECTIONS
    most_from_one = MOST_FROM_ONE
    trusted: Sequence[Network] = ()
    """Proxies, from which everybody's connections come."""
    limiter = MemoryLimiter()
    """Of what is no HTTP."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._told_bytes = 0
        self._in_head = True
        self._stopping = False
        self._from: str | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        address = read(self.client[0]) if self.client else None
        if not trusts(self.trusted, address):
            self._from = subject(address)
        if len(self.connections) > self.most_connections or self._too_many_from_one():
            self.transport.abort()
            return
        self._await_head()

    @override
    def on_message_begin(self) -> None:
        self._in_head, self._head_bytes, self._told_bytes = True, 0, 0
        super().on_message_begin()

    @override
    def on_url(self, url: bytes) -> None:
        self._tell(len(url))
        super().on_url(url)

    @override
    def data_received(self, data: bytes) -> None:
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The request's head is too large, or what stands between the parts of its body.")

    @override
    def send_400_response(self, msg: str) -> None:
        """Whoever sends what is no HTTP too often is not answered. Nobody is kept from asking for that: many share an address."""
        if self._from is None or self.limiter.take(UNREADABLE, self._from).allowed:
            super().send_400_response(msg)
            self._end()
        else:
            self.transport.abort()

    @override
    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:  # what follows a body was not there when the request was let in, and nobody needs it
            self._tell(len(name) + len(value))
            super().on_header(name, value)

    @override
    def on_body(self, body: bytes) -> None:
        self._head_bytes = 0
        super().on_body(body)

    @override
    def on_headers_complete(self) -> None:
        self._in_head, self._head_bytes = False, 0
        self._forget_deadline()
        super().on_headers_complete()
        if self._stopping and self._busy:
            self.cycle.keep_alive = False

    @override
    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.transport.is_closing():
            self._end()
        elif not self._busy:
            self._await_head()

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread = self.loop.call_later(self.unread_s, self._cut_off)

    @override
    def resume_writing(self) -> None:
        self._forget_unread()
        super().resume_writing()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_deadline()
        self._forget_unread()
        super().connection_lost(exc)

    @override
    def shutdown(self) -> None:
        self._stopping = True
        if self._busy:
            self.cycle.keep_alive = False
        else:
            self._forget_deadline()
            self._deadline = self.loop.call_later(STOP_S, self._end)

    def _tell(self, size_bytes: int) -> None:
        """Count what a head says: one that comes in one piece, with its end, is over before its bytes are counted.

        What is raised here the parser takes for a request that it cannot read.
        """
        self._told_bytes += size_bytes
        if self._told_bytes > HEAD_BYTES:
            raise ValueError("the request's head is too large")

    def _too_many_from_one(self) -> bool:
        same = sum(getattr(each, "_from", None) == self._from for each in self.connections)
        return self._from is not None and same > self.most_from_one

    @property
    def _busy(self) -> bool:
        """Whether a request is being answered; before the first there is nothing that says so."""
        return not getattr(self.cycle, "response_complete", True)

    def _await_head(self) -> None:
        self._in_head, self._head_bytes = True, 0
        self._forget_deadline()
        self._deadline = self.loop.call_later(self.head_s, self._end)

    def _end(self) -> None:
        """Close, and do not wait long for what the client does not read."""
        self.transport.close()
        self._forget_deadline()
        self._deadline = self.loop.call_later(self.linger_s, self._cut_off)

    def _cut_off(self) -> None:
        """End it now; the system forgets as well what it could not send, which it would go on offering for minutes."""
        self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.transport.abort()

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _forget_unread(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None


def behind(trusted: Sequence[Network]) -> type[Connection]:
    """The connections of a server behind these proxies."""
    return type("Connection", (Connection,), {"trusted": tuple(trusted), "limiter": MemoryLimiter()})

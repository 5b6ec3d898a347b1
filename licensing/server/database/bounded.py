"""Connections to PostgreSQL that end when it does not answer: no statement waits longer than it was given.

A server that hangs, or a network that swallows what is sent, keeps a connection open and says nothing. PostgreSQL's own limit
(`statement_timeout`) is kept by PostgreSQL; a task that is cancelled asks it to stop, over another connection, and waits for
that. So the socket is shut, and whoever waits hears at once what is heard of a server that went away.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from psycopg import AsyncConnection
from typing_extensions import override

if TYPE_CHECKING:
    from psycopg.abc import PQGen

_Result = TypeVar("_Result")


class BoundedConnection(AsyncConnection[Any]):
    """A connection whose every statement is answered within `answer_s`, or fails as if the server had closed it."""

    answer_s: ClassVar[float]

    @override
    async def wait(self, gen: PQGen[_Result], *arguments: Any, **more: Any) -> _Result:
        deadline = asyncio.get_running_loop().call_later(self.answer_s, self._shut)
        try:
            return await super().wait(gen, *arguments, **more)
        finally:
            deadline.cancel()

    def _shut(self) -> None:
        if self.closed:
            return
        ours = socket.socket(fileno=self.pgconn.socket)
        try:
            with contextlib.suppress(OSError):  # it was closed from the other side in this moment
                ours.shutdown(socket.SHUT_RDWR)
        finally:
            ours.detach()  # it is libpq's


def connections(answer_s: float | None) -> type[AsyncConnection[Any]]:
    """The connections whose statements are answered within so many seconds; None for as long as it takes."""
    if answer_s is None:
        return AsyncConnection
    return type("BoundedConnection", (BoundedConnection,), {"answer_s": answer_s})

"""Signs every reply: what was asked, by whom, when, and what is answered (`protocol.replies`).

A reply that cannot be signed is not sent: the client would not believe it, and nobody else may learn what is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.protocol.codes import ProblemCode
from licensing.protocol.replies import HEADER, NONCE_HEADER, Reply, sign
from licensing.server.web.asgi import (
    BODY,
    START,
    App,
    Message,
    Receive,
    Scope,
    Send,
    encoded,
    is_request,
    path_as_sent,
    with_headers,
)
from licensing.server.web.asgi import header as header_of
from licensing.server.web.described import log_error
from licensing.server.web.problems import send_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from licensing.protocol.signing import SigningKey

_WITHOUT_BODY = frozenset({204, 304})


class Signed:
    """The layer.

    Replies are held until they are whole, so that an inner layer may begin one anew as long as it is not complete.
    """

    def __init__(self, app: App, *, key: Callable[[], SigningKey], now_s: Callable[[], int]) -> None:
        self._app, self._key, self._now_s = app, key, now_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_request(scope):
            await self._app(scope, receive, send)
            return
        held = _Held()
        try:
            await self._app(scope, receive, held.take)
            messages = held.whole(scope, self._key(), self._now_s())
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing goes out unsigned
            log_error("not_signed", error)
            await send_problem(send, ProblemCode.INTERNAL, "Something went wrong on the server.")
            return
        for message in messages:
            await send(message)


class _Held:
    """A reply as it comes."""

    def __init__(self) -> None:
        self._start: Message | None = None
        self._body = bytearray()
        self._complete = False

    async def take(self, message: Message) -> None:
        if message["type"] == START:
            self._start, self._complete = message, False
            self._body.clear()
        elif message["type"] == BODY:
            self._body += message.get("body", b"")
            self._complete = not message.get("more_body", False)

    def whole(self, scope: Scope, key: SigningKey, now_s: int) -> tuple[Message, ...]:
        """The messages to send; none if there is nobody to answer."""
        if self._start is None:
            return ()
        if not self._complete:
            raise RuntimeError("the reply was not completed")
        status = int(self._start["status"])
        # What goes over the wire: a HEAD's reply has the headers of a GET's, and no body.
        silent = scope["method"] == "HEAD" or status in _WITHOUT_BODY
        body = b"" if silent else bytes(self._body)
        reply = Reply(
            method=scope["method"],
            path=path_as_sent(scope),
            status=status,
            nonce=header_of(scope, NONCE_HEADER.lower()) or "",
            body=body,
        )
        start = with_headers(self._start, encoded((HEADER, sign(reply, key, now=now_s))))
        return start, {"type": BODY, "body": body, "more_body": False}

"""Bounds of what is sent: how large, how slow, and in which form. An endpoint sees whole, small bodies only."""

from __future__ import annotations

import asyncio

from licensing.protocol.codes import ProblemCode
from licensing.server.errors import ProblemError
from licensing.server.web.asgi import App, Message, Receive, Scope, Send, header, is_request
from licensing.server.web.problems import JSON, send_problem

BODY_BYTES = 64 * 1024
BODY_S = 10.0
# So much more is read and dropped: a client that is still sending hears what is wrong only once it has finished.
_DROPPED = 16
_MOST_DIGITS = 18
# The rest of a body was not read, so that nothing more can be said over this connection.
_CLOSING = {"Connection": "close"}


class Bounded:
    """The layer: a body is at most `body_bytes` and arrives within `body_s`; it is JSON, as it is."""

    def __init__(self, app: App, *, body_bytes: int = BODY_BYTES, body_s: float = BODY_S) -> None:
        self._app, self._body_bytes, self._body_s = app, body_bytes, body_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_request(scope):
            await self._app(scope, receive, send)
            return
        try:
            body = await self._body(scope, receive)
        except ProblemError as problem:
            await send_problem(send, problem.code, problem.detail, problem.headers)
            return
        if body is not None:
            await self._app(scope, _given(body, receive), send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """The whole body; None if the client went away."""
        if header(scope, "expect") and _declared(scope) > self._body_bytes:
            raise self._too_large()
        try:
            async with asyncio.timeout(self._body_s):
                body = await self._read(receive)
        except TimeoutError:
            raise ProblemError(ProblemCode.TOO_SLOW, "The request took too long to arrive.", _CLOSING) from None
        if body:
            _check_form(scope, body)
        return body

    async def _read(self, receive: Receive) -> bytes | None:
        body, seen = bytearray(), 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return None
            part = message.get("body", b"")
            seen += len(part)
            if seen <= self._body_bytes:
                body += part
            if not message.get("more_body", False) or seen > _DROPPED * self._body_bytes:
                break
        if seen > self._body_bytes:
            raise self._too_large()
        return bytes(body)

    def _too_large(self) -> ProblemError:
        return ProblemError(
            ProblemCode.TOO_LARGE, f"A request is at most {self._body_bytes // 1024} KiB large.", _CLOSING
        )


def _declared(scope: Scope) -> int:
    text = header(scope, "content-length") or "0"
    return int(text) if text.isdecimal() and len(text) < _MOST_DIGITS else 10**_MOST_DIGITS


def _check_form(scope: Scope, body: bytes) -> None:
    kind, _, parameters = (header(scope, "content-type") or "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if kind.strip().lower() != JSON or charset not in {"", "charset=utf-8"} or header(scope, "content-encoding"):
        raise ProblemError(ProblemCode.INVALID_REQUEST, f"Send JSON in UTF-8, not compressed, as Content-Type {JSON}.")
    if not _is_utf8(body):
        raise ProblemError(ProblemCode.INVALID_REQUEST, "The body is not JSON.")


def _is_utf8(body: bytes) -> bool:
    """Whether it is what RFC 8259 has JSON be; Python's reader would take UTF-16, UTF-32 and halves of surrogate pairs as well."""
    try:
        return "\0" not in body.decode()  # each of the other two has zeros in it, which JSON in UTF-8 never has
    except UnicodeDecodeError:
        return False


def _given(body: bytes, receive: Receive) -> Receive:
    """Gives the body in one piece, then what really comes: that the client went away."""
    given = False

    async def receive_given() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_given

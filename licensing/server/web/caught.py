"""Answers when an endpoint cannot: what nobody expected, what takes too long, and what is cut off as the server stops."""

from __future__ import annotations

import asyncio

import structlog

from licensing.protocol.codes import ProblemCode
from licensing.server.web.asgi import BODY, App, Message, Receive, Scope, Send, is_request, route_of
from licensing.server.web.described import log_error
from licensing.server.web.problems import send_problem

log = structlog.get_logger("licensing.server")
HANDLER_S = 30.0


class Caught:
    """The innermost layer: nothing raised passes it, and nothing takes longer than `at_most_s`.

    Stands inside `Signed`, which lets a reply that is not complete begin anew.
    """

    def __init__(self, app: App, *, at_most_s: float = HANDLER_S) -> None:
        self._app, self._at_most_s = app, at_most_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_request(scope):
            await self._app(scope, receive, send)
            return
        complete = False

        async def noting(message: Message) -> None:
            nonlocal complete
            await send(message)
            complete = message["type"] == BODY and not message.get("more_body", False)

        problem = await self._run(scope, receive, noting)
        if problem and not complete:
            await send_problem(send, *problem)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> tuple[ProblemCode, str] | None:
        """What to say instead of what the endpoint said; None if it said it."""
        limit = asyncio.timeout(self._at_most_s)
        try:
            async with limit:
                await self._app(scope, receive, send)
        except asyncio.CancelledError:
            # Only a server that stops cancels a request: it is the last that is done here, and whoever asked is told.
            log.warning("cut_off", route=route_of(scope))
            return ProblemCode.UNAVAILABLE, "The server is stopping. Try again in a moment."
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked is answered
            if limit.expired():
                log.warning("too_slow", route=route_of(scope), at_most_s=self._at_most_s)
                return ProblemCode.UNAVAILABLE, "This took the server too long. Try again in a moment."
            log_error("unexpected", error)
            return ProblemCode.INTERNAL, "Something went wrong on the server."
        return None

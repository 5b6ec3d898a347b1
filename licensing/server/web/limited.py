"""Limits by address before anybody is known, and what is left of a limit in the headers of every reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.protocol.codes import ProblemCode
from licensing.server.errors import ProblemError
from licensing.server.limits.zones import Limiter, Verdict, Zone
from licensing.server.web.addresses import Network, client_address, subject
from licensing.server.web.asgi import (
    START,
    App,
    Headers,
    Message,
    Receive,
    Scope,
    Send,
    encoded,
    is_request,
    state_of,
    with_headers,
)
from licensing.server.web.problems import send_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_VERDICT = "limit_verdict"
_ADDRESS = "limit_address"


class Limited:
    """The layer: counts every request by the address it comes from, and shows the verdict that was last given for it."""

    def __init__(self, app: App, *, limiter: Limiter, zone: Zone, trusted: Sequence[Network] = ()) -> None:
        self._app, self._limiter, self._zone, self._trusted = app, limiter, zone, trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_request(scope):
            await self._app(scope, receive, send)
            return
        address = subject(client_address(scope, self._trusted))
        state_of(scope)[_ADDRESS] = address

        async def shown(message: Message) -> None:
            verdict: Verdict = state_of(scope)[_VERDICT]
            await send(with_headers(message, _headers(verdict)) if message["type"] == START else message)

        try:
            await spend(scope, self._limiter, self._zone, address)
        except ProblemError as problem:
            # The body was not read, so that nothing more can be said over this connection.
            await send_problem(shown, problem.code, problem.detail, {**problem.headers, "Connection": "close"})
            return
        await self._app(scope, receive, shown)


async def spend(scope: Scope, limiter: Limiter, zone: Zone, subject_: str) -> None:
    """Count this request for a subject in a zone, and have its verdict shown in the reply; `request.scope` in an endpoint.

    Raises:
        ProblemError: it is refused (`RATE_LIMITED`), or nobody can count and the zone is closed then (`UNAVAILABLE`).
    """
    verdict = await limiter.hit(zone, subject_)
    state_of(scope)[_VERDICT] = verdict
    if verdict.allowed:
        return
    again = {"Retry-After": str(verdict.retry_after_s)}
    if verdict.down:
        raise ProblemError(ProblemCode.UNAVAILABLE, "The server cannot do this now. Try again in a moment.", again)
    raise ProblemError(
        ProblemCode.RATE_LIMITED, f"Too many requests. Try again in {_in_words(verdict.retry_after_s)}.", again
    )


def address_of(scope: Scope) -> str:
    """The subject that this request's address is counted as, for zones by address."""
    address: str = state_of(scope)[_ADDRESS]
    return address


def _headers(verdict: Verdict) -> Headers:
    return encoded(
        ("X-RateLimit-Limit", str(verdict.limit)),
        ("X-RateLimit-Remaining", str(verdict.remaining)),
        ("X-RateLimit-Reset", str(verdict.reset_at)),
    )


def _in_words(seconds: int) -> str:
    if seconds < 90:  # noqa: PLR2004 - below, minutes would say too little
        return "a second" if seconds == 1 else f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"

"""What goes wrong with real sites, to be switched on at a practice site.

A fault concerns one site or all, pages of the list or of single jobs, from the n-th such request on, so many times or
for good. Some change the answer (`spoiled`), some the way it is sent (`Sending`).
"""

from __future__ import annotations

import random
import re
import threading
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from scraper.practice.http import Kind, Response

if TYPE_CHECKING:
    from collections.abc import Callable


class FaultName(StrEnum):
    """The faults, by the names the command line and the tests use."""

    TOO_MANY = "429"
    TOO_MANY_SILENT = "429-no-retry-after"
    FORBIDDEN = "403"
    SERVER_ERROR = "500"
    HANG = "hang"
    DRIP = "drip"
    RESET = "reset"
    SHORT = "short"
    TRUNCATED = "truncated"
    GARBAGE = "garbage"
    BAD_MARKUP = "bad-markup"
    BAD_JOB = "bad-job"
    EMPTY = "empty"
    LAYOUT = "layout"
    LOGIN = "login"
    BOT = "bot"


class Fault(Struct, frozen=True, kw_only=True):
    """One fault.

    Attributes:
        site: which; None for all.
        where: on pages of the list, of single jobs, or both.
        from_request: the first request of that kind at that site it concerns, counted from 1.
        times: how many requests; None for good.
        retry_after_s: what a 429 asks for.
    """

    name: FaultName
    site: str | None = None
    where: Literal["search", "detail", "any"] = "any"
    from_request: int = 1
    times: int | None = None
    retry_after_s: float = 1.0


class Sending(StrEnum):
    """How an answer is sent."""

    WHOLE = "whole"
    HANG = "hang"
    DRIP = "drip"
    RESET = "reset"
    SHORT = "short"


_SENDINGS = {
    FaultName.HANG: Sending.HANG,
    FaultName.DRIP: Sending.DRIP,
    FaultName.RESET: Sending.RESET,
    FaultName.SHORT: Sending.SHORT,
}
_BOT_PAGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    '<div id="challenge-form" class="cf-browser-verification">Checking if the site connection is secure. '
    "Enable JavaScript and cookies to continue.</div>"
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>'
)
_LOGIN_PAGE = (
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1>"
    '<form action="/login" method="post"><input name="session_key"><input type="password" name="session_password">'
    "</form></body></html>"
)


class FaultPlan:
    """Which request meets which fault; counts requests by site and kind, from any thread."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self._faults = faults
        self._counts: dict[tuple[str, Kind], int] = {}
        self._lock = threading.Lock()

    def next(self, site: str, kind: Kind) -> Fault | None:
        """The fault that the next request of this kind meets; counts it."""
        with self._lock:
            number = self._counts[site, kind] = self._counts.get((site, kind), 0) + 1
        for fault in self._faults:
            last = None if fault.times is None else fault.from_request + fault.times
            if (
                fault.site in (None, site)
                and fault.where in ("any", kind)
                and number >= fault.from_request
                and (last is None or number < last)
            ):
                return fault
        return None


def sending(fault: Fault | None) -> Sending:
    """How the answer is sent under a fault."""
    return _SENDINGS.get(fault.name, Sending.WHOLE) if fault else Sending.WHOLE


def spoiled(fault: Fault, response: Response) -> Response:
    """The answer under a fault, where it does not depend on the site."""
    spoil = _SPOILED.get(fault.name)
    return spoil(fault, response) if spoil else response


def _too_many(fault: Fault, _: Response) -> Response:
    wait = f"{fault.retry_after_s:g}"
    return Response(status=429, body=b"Too many requests", headers=(("Retry-After", wait),))


def _truncated(_: Fault, response: Response) -> Response:
    return replace(response, body=response.body[: len(response.body) * 3 // 5])


def _garbage(_: Fault, response: Response) -> Response:
    return replace(response, body=b"\xff\xfe" + random.Random(1).randbytes(400))  # noqa: S311 - noise, no secret


def _bad_markup(_: Fault, response: Response) -> Response:
    """Markup that Python's html.parser refuses, between two jobs where there are two."""
    if "html" not in response.content_type:
        return replace(response, body=b"<![foo " + response.body)
    end = -1 if b"ld+json" in response.body else response.body.find(b"</li>")  # a script's text would hide it
    middle = end + len(b"</li>") if end >= 0 else response.body.find(b"</body>")
    return replace(response, body=response.body[:middle] + b"<![foo <![endif--]" + response.body[middle:])


def _layout(_: Fault, response: Response) -> Response:
    return replace(response, body=renamed(response.body, html="html" in response.content_type))


_SPOILED: dict[FaultName, Callable[[Fault, Response], Response]] = {
    FaultName.TOO_MANY: _too_many,
    FaultName.TOO_MANY_SILENT: lambda *_: Response(status=429, body=b"Too many requests"),
    FaultName.FORBIDDEN: lambda *_: Response(status=403, body=_BOT_PAGE.encode()),
    FaultName.SERVER_ERROR: lambda *_: Response(status=500, body=b"Internal Server Error"),
    FaultName.TRUNCATED: _truncated,
    FaultName.GARBAGE: _garbage,
    FaultName.BAD_MARKUP: _bad_markup,
    FaultName.LAYOUT: _layout,
    FaultName.LOGIN: lambda *_: Response(body=_LOGIN_PAGE.encode()),
    FaultName.BOT: lambda *_: Response(body=_BOT_PAGE.encode()),
}


def renamed(body: bytes, *, html: bool) -> bytes:
    """The same answer after the site changed its layout: every class, data attribute and field has another name."""
    if html:
        body = re.sub(rb'(class|data-[\w-]+|id)="', rb'data-x="v2-', body)
    return re.sub(rb'"(\w+)(\\?)":', rb'"v2_\1\2":', body)

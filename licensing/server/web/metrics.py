"""Figures for Prometheus, of this process: requests by route template, never by path or by who asked.

Several processes on one address are several targets; figures are not added up here.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client import generate_latest as written

from licensing.protocol.codes import ProblemCode
from licensing.server.errors import ProblemError
from licensing.server.web.addresses import Network, is_here
from licensing.server.web.asgi import START, App, Message, Receive, Scope, Send, is_request, route_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LATENCY_S = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """What is counted; each server has its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "license_server_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._latency = Histogram(
            "license_server_request_seconds",
            "Time from a request's head to its reply.",
            ("method", "route"),
            buckets=_LATENCY_S,
            registry=self.registry,
        )
        self._of_kind: dict[tuple[str, str, int | None], tuple[Counter, Histogram]] = {}
        self._in_flight = Gauge("license_server_requests_in_flight", "Requests being answered.", registry=self.registry)

    def watch(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """A figure that is looked up whenever the figures are read: connections in use, say."""
        Gauge(f"license_server_{name}", help_text, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return written(self.registry)

    def began(self) -> None:
        """A request has come."""
        self._in_flight.inc()

    def ended(self, method: str, route: str, status: int | None, took_s: float) -> None:
        """It was answered; status None: nobody was there any more."""
        self._in_flight.dec()
        kind = (method if method in _METHODS else "other", route, status)
        figures = self._of_kind.get(kind)
        if figures is None:
            figures = self._of_kind[kind] = (
                self._requests.labels(kind[0], route, str(status or "gone")),
                self._latency.labels(kind[0], route),
            )
        requests, latency = figures
        requests.inc()
        latency.observe(took_s)

    def endpoint(self, trusted: Sequence[Network]) -> Callable[[Request], Awaitable[Response]]:
        """What answers `/metrics`: to this computer only."""

        async def metrics(request: Request) -> Response:
            if not is_here(request.scope, trusted):
                raise ProblemError(ProblemCode.NOT_FOUND, "There is nothing at this address.")
            return Response(self.text(), media_type=CONTENT_TYPE_LATEST)

        return metrics


class Measured:
    """The layer that counts."""

    def __init__(self, app: App, *, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_request(scope):
            await self._app(scope, receive, send)
            return
        status: int | None = None

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == START:
                status = int(message["status"])
            await send(message)

        began = time.perf_counter()
        self._metrics.began()
        try:
            await self._app(scope, receive, noting)
        finally:
            self._metrics.ended(scope["method"], route_of(scope), status, time.perf_counter() - began)

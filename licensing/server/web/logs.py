"""The log: a JSON object a line, one for each request, without secrets."""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import TYPE_CHECKING, Any, TextIO

import msgspec
import structlog

from licensing.protocol.codes import ProblemCode
from licensing.server.web.asgi import (
    START,
    App,
    Message,
    Receive,
    Scope,
    Send,
    encoded,
    header,
    is_request,
    route_of,
    with_headers,
)
from licensing.server.web.described import described, log_error
from licensing.server.web.problems import send_problem
from licensing.server.web.redacted import redacted

if TYPE_CHECKING:
    from collections.abc import MutableMapping

log = structlog.get_logger("licensing.server")
REQUEST_ID = "X-Request-ID"
# Only what looks like nothing else is taken from outside: a key in this place would be in every line.
_TAKEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Logged:
    """The outermost layer: gives a request its id, and a line in the log when it was answered."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not is_request(scope):
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        status: int | None = None

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == START:
                status = int(message["status"])
                message = with_headers(message, encoded((REQUEST_ID, request_id)))
            await send(message)

        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, noting)
            except Exception as error:  # noqa: BLE001 - the last place where it can be answered
                log_error("not_answered", error)
                if status is None:
                    await send_problem(noting, ProblemCode.INTERNAL, "Something went wrong on the server.")
            log.info(
                "request",
                method=scope["method"],
                route=route_of(scope),
                status=status,  # None: the client went away before it was answered
                duration_ms=round((time.perf_counter() - began) * 1000, 1),
            )


def configure(stream: TextIO, level: int = logging.INFO) -> None:
    """Have everything in this process that logs write JSON lines without secrets to this stream."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_values,
    ]
    structlog.configure(
        processors=[*shared, _without_secrets, structlog.processors.JSONRenderer(_as_json)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_secrets,
                structlog.processors.JSONRenderer(_as_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(level, logging.INFO))


def _request_id(scope: Scope) -> str:
    sent = header(scope, REQUEST_ID.lower())
    return sent if sent and _TAKEN.fullmatch(sent) else str(uuid.uuid4())


def _without_values(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception by its kind and place alone."""
    info = event.pop("exc_info", None)
    event.pop("exception", None)
    event.pop("stack_info", None)
    if isinstance(info, tuple):
        info = info[1]
    if isinstance(info, BaseException):
        event.update(described(info))
    return event


def _without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    # These are ours and have no room for a secret; looking into them was a third of what a line costs.
    kept = {name: event.pop(name) for name in ("request_id", "timestamp", "level") if name in event}
    cleaned: dict[str, Any] = redacted(event)
    return cleaned | kept


def _as_json(event: Any, **_: Any) -> str:
    return msgspec.json.encode(event).decode()

"""The shapes of ASGI messages, and small readers of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

START, BODY = "http.response.start", "http.response.body"
NO_ROUTE = "(none)"


def is_request(scope: Scope) -> bool:
    """Whether it is a request, and not the lifespan."""
    return bool(scope["type"] == "http")


def header(scope: Scope, name: str) -> str | None:
    """The first header of this name, which is given in small letters; None if there is none."""
    wanted = name.encode()
    for each, value in scope["headers"]:
        if each == wanted:
            return bytes(value).decode("latin-1")
    return None


def encoded(*headers: tuple[str, str]) -> Headers:
    """Headers as ASGI has them: names in small letters."""
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]


def with_headers(message: Message, more: Headers) -> Message:
    """The start of a reply with these headers, which take the place of any of the same name."""
    names = {name for name, _ in more}
    kept = [header for header in message.get("headers", ()) if header[0] not in names]
    return {**message, "headers": kept + more}


def path_as_sent(scope: Scope) -> str:
    """The path with its query, as it came over the wire."""
    path = bytes(scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    query = bytes(scope.get("query_string", b"")).decode("latin-1")
    return f"{path}?{query}" if query else path


def route_of(scope: Scope) -> str:
    """The template of the route that answered ("/users/{user_id}"), which names nobody; `NO_ROUTE` if none did."""
    context = scope.get("fastapi", {}).get("effective_route_context")
    path = getattr(context, "path_format", None) or getattr(scope.get("route"), "path_format", None)
    if isinstance(path, str):
        return path
    # Documentation pages are plain routes without a template; without parameters the path is one.
    return str(scope["path"]) if "endpoint" in scope and not scope.get("path_params") else NO_ROUTE


def state_of(scope: Scope) -> dict[str, Any]:
    """What layers leave for each other; `request.state` of an endpoint."""
    state: dict[str, Any] = scope.setdefault("state", {})
    return state

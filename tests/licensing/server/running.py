"""The server as an application in a thread of its own, for tests that are not asynchronous themselves."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from licensing.protocol.messages import KEY_SCHEME, PREFIX
from licensing.server.app import create_app
from licensing.server.config import Settings
from licensing.server.context import Context
from licensing.server.limits.zones import Limiter, Verdict, Zone

NOON = datetime(2031, 5, 17, 12, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


class SetClock:
    """A clock that stands still until it is told to go on; from any thread."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        with self._lock:
            return self._now

    def go_on(self, **by: float) -> None:
        """Let this much time go by; as for `timedelta`."""
        with self._lock:
            self._now += timedelta(**by)


class Unlimited:
    """Lets everything through: most tests ask as fast as they can."""

    async def hit(self, zone: Zone, subject: str) -> Verdict:
        return Verdict(allowed=True, limit=zone.per_hour, remaining=zone.per_hour, reset_at=0)

    async def close(self) -> None:
        pass


class Server:
    """One server, its lifespan begun, asked without a network in between.

    Attributes:
        clock: its clock.
        context: its parts.
        client: for `portal`'s loop.
    """

    def __init__(self, portal: BlockingPortal, app: Any, client: httpx.AsyncClient, clock: SetClock) -> None:
        self._portal = portal
        self._people = count(1)
        self.app = app
        self.client = client
        self.clock = clock

    @property
    def context(self) -> Context:
        return self.app.state.context

    @property
    def database(self):
        return self.context.database

    def run(self, function: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """What this asynchronous function gives, run where the server runs."""
        return self._portal.call(function, *arguments)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """The server's reply; the path may leave out `PREFIX`. More: json, headers, content, ... as httpx takes them."""
        absolute = path.startswith((PREFIX, "/health", "/ready", "/.well-known", "/metrics"))
        return self.run(lambda: self.client.request(method, path if absolute else PREFIX + path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, json: Any = None, **more: Any) -> httpx.Response:
        return self.ask("POST", path, json=json, **more)

    def sql(self, statement: Any, parameters: Any = None) -> list[Any]:
        """The rows of a statement (none if it gives none), which is kept."""

        async def execute() -> list[Any]:
            async with self.database.changing() as connection:
                result = await connection.execute(statement, parameters)
                return list(result) if result.returns_rows else []

        return self.run(execute)

    def register(self, email: str | None = None, **more: Any) -> Person:
        """Somebody new, with a license."""
        address = email or f"person{next(self._people)}@example.com"
        reply = self.post("/auth/register", {"email": address, "password": PASSWORD, **more})
        assert reply.status_code == 201, reply.text
        return Person(self, address, reply.json())


class Person:
    """Somebody who registered.

    Attributes:
        id, key: of the user and of the license.
    """

    def __init__(self, server: Server, email: str, registered: dict[str, str]) -> None:
        self._server = server
        self.email = email
        self.id = registered["user_id"]
        self.key = registered["license_key"]

    def sign_in(self) -> dict[str, Any]:
        """What `login` answers."""
        reply = self._server.post("/auth/login", {"email": self.email, "password": PASSWORD})
        assert reply.status_code == 200, reply.text
        return reply.json()

    def bearer(self) -> dict[str, str]:
        """The headers of one who signed in anew."""
        return bearer(self.sign_in()["access_token"])

    def with_key(self) -> dict[str, str]:
        """The headers of one who has the license's key."""
        return {"Authorization": f"{KEY_SCHEME} {self.key}"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@contextmanager
def running(settings: Settings, clock: SetClock | None = None, limiter: Limiter | None = None) -> Iterator[Server]:
    """A server with these settings, while the block lasts; without limits, unless a limiter is given."""
    clock = clock or SetClock()
    app = create_app(settings, clock=clock, limiter=limiter or Unlimited())

    @asynccontextmanager
    async def alive():
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 50_000))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://license.test") as client,
        ):
            yield client

    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal())
        client = stack.enter_context(portal.wrap_async_context_manager(alive()))
        yield Server(portal, app, client, clock)

"""Puts the server together: its parts, its endpoints, and what goes on in the background while it runs."""

from __future__ import annotations

import asyncio
import contextlib
from importlib.metadata import version
from typing import TYPE_CHECKING

import structlog
from fastapi import FastAPI

from licensing.protocol.codes import ProblemCode
from licensing.protocol.key_file import write_key_file
from licensing.protocol.messages import PREFIX
from licensing.server.auth.endpoints import router as auth
from licensing.server.clock import seconds, system_clock
from licensing.server.context import Context
from licensing.server.database.database import ANSWER_S, Database
from licensing.server.database.migrate import prepare
from licensing.server.database.own_files import keep_to_owner, others_may
from licensing.server.database.partitions import make_partitions
from licensing.server.database.sightings import Sightings
from licensing.server.errors import ProblemError, SetupError, problems
from licensing.server.keys.ring import KEY_FILE, open_ring, public_keys
from licensing.server.keys.rotate import drop_spent
from licensing.server.licenses.endpoints import router as licenses
from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.shared import SharedLimiter
from licensing.server.limits.zones import ADDRESS
from licensing.server.status.endpoints import router as status
from licensing.server.users.endpoints import router as users
from licensing.server.web.described import log_error
from licensing.server.web.metrics import Metrics
from licensing.server.web.stack import surround

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from fastapi import APIRouter

    from licensing.server.clock import Clock
    from licensing.server.config import Settings
    from licensing.server.limits.zones import Limiter

log = structlog.get_logger("licensing.server")
_LOOK_S = 5
_LOOKS_A_DAY = 24 * 3600 // _LOOK_S

_EVERYWHERE = (
    ProblemCode.INVALID_REQUEST,
    ProblemCode.TOO_SLOW,
    ProblemCode.TOO_LARGE,
    ProblemCode.RATE_LIMITED,
    ProblemCode.INTERNAL,
    ProblemCode.UNAVAILABLE,
)
"""What any request may be answered with."""

ROUTERS: tuple[tuple[str, APIRouter], ...] = (
    (PREFIX, licenses),
    (PREFIX, auth),
    (PREFIX, users),
    ("", status),
)
"""Every router, with the prefix of its paths; looked through in this order, so that what is asked most comes first."""


def create_app(settings: Settings, *, clock: Clock = system_clock, limiter: Limiter | None = None) -> FastAPI:
    """The server as an ASGI application; without a `limiter`, the one that the settings say.

    Raises:
        SetupError: the address, the data folder or the keys are not as they have to be.
    """
    context = _context(settings, clock, limiter)
    _tell_clients(context)
    app = FastAPI(
        title="JobSpy license server",
        version=version("jobspy-desktop"),
        description="Who may use what, on how many computers.",
        lifespan=lambda _app: _living(context),
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # the page is ours: web/docs.py
        redoc_url=None,
        redirect_slashes=False,  # a redirect would lead to whatever host the request names
        responses=problems(*_EVERYWHERE),
    )
    app.state.context = context
    for prefix, router in ROUTERS:
        app.include_router(router, prefix=prefix)
    _surround(app, context)
    return app


def _context(settings: Settings, clock: Clock, limiter: Limiter | None) -> Context:
    """What every request works with."""
    issuer = settings.issuer()
    ring = open_ring(settings.data_dir, seconds(clock()))
    keep_to_owner(settings.database)
    if others_may(settings.data_dir):
        log.warning("the data folder can be read by others", remedy="chmod 700 it; see: doctor")
    database = Database(settings.database, pool_size=settings.pool_size, answer_s=ANSWER_S)
    return Context(
        settings=settings,
        issuer=issuer,
        clock=clock,
        ring=ring,
        database=database,
        sightings=Sightings(database),
        limiter=limiter or _limiter(settings, clock),
    )


@contextlib.asynccontextmanager
async def _living(context: Context) -> AsyncIterator[None]:
    """While the application serves: what is done beside requests."""
    await _set_up(context.settings, context.clock)
    tasks = [asyncio.create_task(_look_after(context)), asyncio.create_task(context.sightings.write_on())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(ProblemError):  # what a database that is gone would have been told is only counters
            await context.sightings.write()
        await context.database.close()
        await context.limiter.close()


def _tell_clients(context: Context) -> None:
    """Write the file for those who are to trust this server."""
    path = context.settings.data_dir / KEY_FILE
    try:
        path.write_bytes(write_key_file(public_keys(context.keys, context.issuer)))
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}.") from error


async def _set_up(settings: Settings, clock: Clock) -> None:
    """Bring the database up to date, however long that takes or another server needs for it."""
    database = Database(settings.database, pool_size=1)
    try:
        await prepare(database)
        await make_partitions(database, clock())
    finally:
        await database.close()


def _limiter(settings: Settings, clock: Clock) -> Limiter:
    if settings.redis_url:
        return SharedLimiter.at(settings.redis_url)
    return MemoryLimiter(wall_s=lambda: clock().timestamp())


def _surround(app: FastAPI, context: Context) -> None:
    metrics = Metrics()
    metrics.watch("database_connections_in_use", "Connections to the database in use.", context.database.in_use)
    surround(
        app,
        key=lambda: context.keys.signing,
        now_s=lambda: seconds(context.clock()),
        limiter=context.limiter,
        metrics=metrics,
        docs=f"{PREFIX}/docs",
        trusted=context.settings.trusted_proxies,
        secure=context.settings.secure,
        zone=ADDRESS.times(context.settings.limits_times),
    )


async def _look_after(context: Context) -> None:
    """Take up keys that were rotated, and see to what is due once a day, until cancelled."""
    looks = 0
    while True:
        await asyncio.sleep(_LOOK_S)
        looks += 1
        with _survived("keys not taken up"):
            await asyncio.to_thread(context.ring.reload)  # a tenth of a second of arithmetic where it has changed
        if looks % _LOOKS_A_DAY == 0:
            with _survived("months not made"):
                await make_partitions(context.database, context.clock())
            with _survived("spent keys not taken out"):
                await asyncio.to_thread(drop_spent, context.settings.data_dir, seconds(context.clock()))


@contextlib.contextmanager
def _survived(event: str) -> Iterator[None]:
    """Whatever goes wrong is told, and tried again the next time; it does not end the looking."""
    try:
        yield
    except (SetupError, ProblemError) as error:
        log.error(event, trouble=str(error))  # noqa: TRY400 - its sentence says all
    except Exception as error:  # noqa: BLE001 - a bug is told by its kind and place
        log_error(event, error)

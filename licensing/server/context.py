"""What every request works with, put together once by `app.create_app`."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

if TYPE_CHECKING:
    from licensing.server.clock import Clock
    from licensing.server.config import Settings
    from licensing.server.database.database import Database
    from licensing.server.database.sightings import Sightings
    from licensing.server.keys.ring import KeyRing, Keys
    from licensing.server.limits.zones import Limiter


@dataclass(kw_only=True, slots=True)
class Context:
    """The server's parts.

    Attributes:
        issuer: the address that leases and tokens name.
        sightings: what validations saw, and is written behind them.
        limiter: counts requests.
        hashing: held while a password is hashed: as many at once as there are cores.
    """

    settings: Settings
    issuer: str
    clock: Clock
    ring: KeyRing
    database: Database
    sightings: Sightings
    limiter: Limiter
    hashing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(os.cpu_count() or 1))

    @property
    def keys(self) -> Keys:
        """The keys as they are now; ask once for each request."""
        return self.ring.now


async def of_request(request: Request) -> Context:
    """The context of the application that answers; a coroutine, for FastAPI gives a plain function a thread (130 µs)."""
    context: Context = request.app.state.context
    return context


Given = Annotated[Context, Depends(of_request)]
"""As a parameter of an endpoint: the server's parts."""

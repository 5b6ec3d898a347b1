"""`limiter_memory`: what remembering an enterprise user takes who uses the whole quota, in memory and in Redis."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
import uuid
from collections.abc import Iterator

from redis.asyncio import Redis

from licensing.protocol.codes import LicenseType
from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.shared import SCRIPT
from licensing.server.limits.window import HOUR, SECOND
from licensing.server.limits.zones import DATA
from tests.benchmarks.measured import Measured
from tests.services.process import NotThere
from tests.services.redis_server import Redis as RedisServer

TARGET_BYTES = 1_000
USERS = 5_000
ZONE = DATA[LicenseType.ENTERPRISE]


def run(_size: int, *, users: int = USERS) -> Iterator[Measured]:
    in_memory, hit_us = _in_memory(users)
    in_redis = _in_redis()
    yield Measured(
        "limiter_memory",
        max(in_memory, in_redis or 0),
        "bytes",
        TARGET_BYTES,
        at_most=True,
        detail=f"a user: {in_memory:.0f} bytes in memory ({hit_us:.1f} us a request), in Redis "
        + (f"{in_redis} bytes" if in_redis else "not measured, it is not installed"),
    )


def _in_memory(users: int) -> tuple[float, float]:
    """Bytes a user, and µs a request."""
    now_us = time.time_ns() // 1_000
    limiter = MemoryLimiter(clock_us=lambda: now_us)
    names = [str(uuid.uuid4()) for _ in range(users)]
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for name in names:
        limiter.take(ZONE, "".join(name))  # as from a token: a text of its own
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    began = time.process_time()
    for name in names:
        now_us += 200_000
        limiter.take(ZONE, name)
    return (after - before) / users, (time.process_time() - began) / users * 1e6


def _in_redis() -> int | None:
    """Bytes of a user's key, with all that Redis has for it; None where it is not installed."""
    try:
        server = RedisServer()
    except NotThere:
        return None
    try:
        return asyncio.run(_key_bytes(server.url))
    finally:
        server.remove()


async def _key_bytes(url: str) -> int:
    key = f"limit:{{{ZONE.name}:{uuid.uuid4()}}}"
    arguments = [ZONE.per_hour, HOUR.bucket_us, HOUR.buckets, ZONE.per_second, SECOND.bucket_us, SECOND.buckets]
    now_us = time.time_ns() // 1_000
    async with Redis.from_url(url) as redis:
        script = redis.register_script(SCRIPT.replace("redis.call('TIME')", "{ARGV[7], ARGV[8]}"))
        for _ in range(ZONE.per_hour):
            now_us += 3_600_000_000 // ZONE.per_hour
            *_, wait_us, _now = await script(keys=[key], args=[*arguments, *divmod(now_us, 1_000_000)])
            assert wait_us <= 0
        return int(await redis.memory_usage(key, samples=0) or 0)

"""Limits that several servers share through Redis: one script, one key a subject, Redis' own clock, one round trip."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

import structlog
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError

from licensing.server.limits.memory import MemoryLimiter, verdict
from licensing.server.limits.window import HOUR, SECOND, Window
from licensing.server.limits.zones import Verdict, Zone

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger(__name__)

# As `window.Count` and `MemoryLimiter.take`, to the letter: a test compares them. Should the clock of Redis go back, what was
# counted ages from there on, and is kept longer, never shorter.
SCRIPT = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local per_hour, hour_us, hours = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local per_second, second_us, seconds = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local kept = redis.call('GET', KEYS[1])
local state = kept and cmsgpack.unpack(kept) or {0, {}, 0, {}}

local function aged(newest, counts, bucket_us, buckets)
  local at = (now - now % bucket_us) / bucket_us
  local steps, used, moved = math.max(0, at - newest), 0, {}
  for place = 1, buckets + 1 do
    moved[place] = place > steps and counts[place - steps] or 0
    used = used + moved[place]
  end
  return at, moved, used
end

local function below_at(newest, counts, used, bucket_us, buckets, limit)
  local place = buckets + 1
  while place > 1 do
    used = used - counts[place]
    if used < limit then break end
    place = place - 1
  end
  return (newest - place + buckets + 2) * bucket_us
end

local hour, in_hours, in_hour = aged(state[1], state[2], hour_us, hours)
local second, in_seconds, in_second = aged(state[3], state[4], second_us, seconds)
local free = now
if in_hour >= per_hour then free = below_at(hour, in_hours, in_hour, hour_us, hours, per_hour) end
if in_second >= per_second then
  free = math.max(free, below_at(second, in_seconds, in_second, second_us, seconds, per_second))
end
if free == now then
  in_hour, in_hours[1], in_seconds[1] = in_hour + 1, in_hours[1] + 1, in_seconds[1] + 1
  local packed = cmsgpack.pack({hour, in_hours, second, in_seconds})
  redis.call('SET', KEYS[1], packed, 'PX', math.ceil((hours + 1) * hour_us / 1000))
end
local reset = below_at(hour, in_hours, in_hour, hour_us, hours, math.min(in_hour, per_hour))
return {in_hour, reset - now, free - now, now}
"""
_DOWN_RETRY_S = 1.0
_MOST_CONNECTIONS = 32
_PATIENCE_S = 0.5


class SharedLimiter:
    """A `Limiter` over Redis, for any number of processes.

    Every process counts beside what it let through itself. That is what holds while Redis cannot be asked, in zones that fail
    open; and where Redis came back having forgotten, no process lets through more than the limit all the same.

    Attributes:
        down: whether Redis did not answer when it was last asked; it is asked again after a second, by one request.
    """

    def __init__(
        self,
        redis: Redis,
        own: MemoryLimiter,
        *,
        clock_s: Callable[[], float] = time.monotonic,
        hour: Window = HOUR,
        second: Window = SECOND,
    ) -> None:
        self._redis, self._own, self._clock_s = redis, own, clock_s
        self._hour, self._second = hour, second
        self._script = redis.register_script(SCRIPT)
        self.down = False
        self._ask_again_s = 0.0

    @classmethod
    def at(cls, url: str) -> Self:
        """Over the Redis of this URL, which need not be there yet."""
        # A connection that went stale while it was not used is tried anew once; a Redis that is slow is not.
        pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
            url,
            max_connections=_MOST_CONNECTIONS,
            timeout=_PATIENCE_S,
            socket_timeout=_PATIENCE_S,
            socket_connect_timeout=_PATIENCE_S,
            retry=Retry(NoBackoff(), 1, supported_errors=(NoConnection,)),
        )
        return cls(Redis.from_pool(pool), MemoryLimiter())

    async def hit(self, zone: Zone, subject: str) -> Verdict:
        """Count one request of `subject`, if it is within the zone's limits."""
        shared = await self._ask(zone, subject)
        if shared is None:
            if not zone.fail_open:
                return _closed(zone)
            return self._own.take(zone, subject)
        if not shared.allowed:
            return shared
        own = self._own.take(zone, subject, burst=False)
        return shared if own.allowed else own

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _ask(self, zone: Zone, subject: str) -> Verdict | None:
        if self.down:
            if self._clock_s() < self._ask_again_s:
                return None
            self._ask_again_s = self._clock_s() + _DOWN_RETRY_S
        hour, second = self._hour, self._second
        try:
            in_hour, reset_us, wait_us, now_us = await self._script(
                keys=[f"limit:{{{zone.name}:{subject}}}"],
                args=[
                    *(zone.per_hour, hour.bucket_us, hour.buckets),
                    *(zone.per_second, second.bucket_us, second.buckets),
                ],
            )
        except (RedisError, OSError) as error:
            if not self.down:
                log.warning("limiter_down", error=type(error).__name__)
            self.down, self._ask_again_s = True, self._clock_s() + _DOWN_RETRY_S
            return None
        if self.down:
            log.info("limiter_back")
            self.down = False
        return verdict(zone, in_hour, reset_at_s=(now_us + reset_us) / 1e6, wait_us=wait_us)


def _closed(zone: Zone) -> Verdict:
    again_s = 5
    return Verdict(
        allowed=False,
        limit=zone.per_hour,
        remaining=0,
        reset_at=int(time.time()) + again_s,
        retry_after_s=again_s,
        down=True,
    )

"""Limits for a server of one process: counts in memory, by the monotonic clock."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from licensing.server.limits.window import HOUR, SECOND, Count, Window
from licensing.server.limits.zones import Verdict, Zone

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SUBJECTS = 200_000
_TOGETHER = "\0together"


class _Used:
    """What one subject used."""

    __slots__ = ("hour", "second", "seen_us")

    def __init__(self, hour: Count, second: Count, now_us: int) -> None:
        self.hour, self.second, self.seen_us = hour, second, now_us


class MemoryLimiter:
    """A `Limiter` of one process, for one event loop.

    Bounded: who has not been seen for longer than a window is forgotten. Where a zone has `most_subjects` at once, one that
    fails open forgets the one unseen for longest; in the others all who are new share one count, so that nobody can make
    room for another try by inventing subjects.
    """

    def __init__(
        self,
        *,
        clock_us: Callable[[], int] = lambda: time.monotonic_ns() // 1000,
        wall_s: Callable[[], float] = time.time,
        hour: Window = HOUR,
        second: Window = SECOND,
        most_subjects: int = MOST_SUBJECTS,
    ) -> None:
        self._clock_us, self._wall_s = clock_us, wall_s
        self._hour, self._second = hour, second
        self._most_subjects = most_subjects
        self._zones: dict[str, OrderedDict[str, _Used]] = {}

    async def hit(self, zone: Zone, subject: str) -> Verdict:
        """Count one request of `subject`, if it is within the zone's limits."""
        return self.take(zone, subject)

    async def close(self) -> None:
        """Nothing is held."""

    def take(self, zone: Zone, subject: str, *, burst: bool = True) -> Verdict:
        """As `hit`; `burst` False leaves the limit a second to somebody else."""
        now_us = self._clock_us()
        used = self._of(zone, subject, now_us)
        in_hour = used.hour.used_at(self._hour, now_us)
        in_second = used.second.used_at(self._second, now_us)
        used.seen_us = now_us
        free_us = now_us
        if in_hour >= zone.per_hour:
            free_us = used.hour.below_at_us(self._hour, zone.per_hour)
        if burst and in_second >= zone.per_second:
            free_us = max(free_us, used.second.below_at_us(self._second, zone.per_second))
        allowed = free_us == now_us
        if allowed:
            used.hour.add()
            used.second.add()
            in_hour += 1
        return verdict(
            zone,
            in_hour,
            reset_at_s=self._wall_s() + (used.hour.below_at_us(self._hour, min(in_hour, zone.per_hour)) - now_us) / 1e6,
            wait_us=free_us - now_us,
        )

    def subjects(self) -> int:
        """How many are remembered."""
        return sum(map(len, self._zones.values()))

    def _of(self, zone: Zone, subject: str, now_us: int) -> _Used:
        zones = self._zones.setdefault(zone.name, OrderedDict())
        if subject not in zones:
            self._forget_idle(zones, now_us)
            if len(zones) >= self._most_subjects:
                if zone.fail_open:
                    zones.popitem(last=False)
                else:
                    subject = _TOGETHER
        used = zones.get(subject)
        if used is None:
            used = zones[subject] = self._new(zones.get(_TOGETHER), now_us)
        zones.move_to_end(subject)
        return used

    def _new(self, together: _Used | None, now_us: int) -> _Used:
        """Somebody new may be one of those who shared a count a moment ago, and begins with it."""
        if together:
            return _Used(together.hour.copy(), together.second.copy(), now_us)
        return _Used(Count(self._hour, now_us), Count(self._second, now_us), now_us)

    def _forget_idle(self, zones: OrderedDict[str, _Used], now_us: int) -> None:
        """Two at most for each that is new: memory goes back as fast as it grew, and no request waits for it."""
        for _ in range(2):
            if not zones:
                return
            oldest = next(iter(zones.values()))
            if now_us - oldest.seen_us <= self._hour.kept * self._hour.bucket_us:
                return
            zones.popitem(last=False)


def verdict(zone: Zone, in_hour: int, *, reset_at_s: float, wait_us: int) -> Verdict:
    """What is said of one request: allowed if it need not wait."""
    return Verdict(
        allowed=wait_us <= 0,
        limit=zone.per_hour,
        remaining=max(0, zone.per_hour - in_hour),
        reset_at=math.ceil(reset_at_s),
        retry_after_s=math.ceil(max(0, wait_us) / 1_000_000),
    )

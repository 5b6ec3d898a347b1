"""Strict sliding windows: a count for each bucket of time, of which the oldest counts whole as long as any of it is inside.

Never more than the limit in any window; what was used comes back at most one bucket late. Looked at and left: the weighted
"sliding window counter", which let 192 through at a limit of 100, and a log of all times, which takes 180 kB for 10,000.
"""

from __future__ import annotations

from array import array

from msgspec import Struct


class Window(Struct, frozen=True):
    """A length of time in equal buckets; one bucket more is kept than fit, for the one that is partly outside."""

    bucket_us: int
    buckets: int

    @property
    def kept(self) -> int:
        """How many buckets are counted."""
        return self.buckets + 1


HOUR = Window(bucket_us=60_000_000, buckets=60)
SECOND = Window(bucket_us=100_000, buckets=10)


class Count:
    """What one subject used in one window. Times are µs of a clock that does not go back.

    Attributes:
        newest: the number of the newest bucket: its time divided by the bucket's length.
        counts: newest bucket first.
    """

    __slots__ = ("counts", "newest")

    def __init__(self, window: Window, now_us: int) -> None:
        self.newest = now_us // window.bucket_us
        self.counts = array("I", bytes(4 * window.kept))

    def copy(self) -> Count:
        """Another with the same counts."""
        other = object.__new__(Count)
        other.newest, other.counts = self.newest, self.counts[:]
        return other

    def used_at(self, window: Window, now_us: int) -> int:
        """How many are inside the window now; forgets those that are not."""
        steps = now_us // window.bucket_us - self.newest
        if steps > 0:
            gone = min(steps, window.kept)
            self.counts = array("I", bytes(4 * gone)) + self.counts[: window.kept - gone]
            self.newest += steps
        return sum(self.counts)

    def add(self) -> None:
        """One more, in the newest bucket."""
        self.counts[0] += 1

    def below_at_us(self, window: Window, limit: int) -> int:
        """When fewer than `limit` are inside the window, if no more come."""
        left = sum(self.counts)
        age = window.buckets
        while age > 0:
            left -= self.counts[age]
            if left < limit:
                break
            age -= 1
        return (self.newest - age + window.kept) * window.bucket_us

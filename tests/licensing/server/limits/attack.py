"""An attacker who wants more through than the limit, and how what got through is counted: in every window there is."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import strategies as st

from licensing.server.limits.window import HOUR, SECOND
from licensing.server.limits.zones import Zone

ZONE = Zone("attacked", per_hour=40, per_second=7, fail_open=False)
START_US = 1_795_608_123_456_789
HOUR_US, SECOND_US = 3_600_000_000, 1_000_000


class Clock:
    """A clock that the attacker moves."""

    def __init__(self) -> None:
        self.now_us = START_US

    def __call__(self) -> int:
        return self.now_us

    def to_edge(self, bucket_us: int, buckets: int, beside_us: int) -> None:
        """To the edge of a bucket so many buckets ahead, or beside it; never back."""
        edge = (self.now_us // bucket_us + buckets) * bucket_us
        self.now_us = max(self.now_us, edge + beside_us)


_BESIDE_US = st.sampled_from([-1, 0, 1])
# Where to be for the next requests: at a bucket's edge, mostly those where something is given back, or anywhere.
MOVES = st.one_of(
    st.tuples(st.just(HOUR.bucket_us), st.sampled_from([1, 2, 30, 59, 60, 61, 62]), _BESIDE_US),
    st.tuples(st.just(SECOND.bucket_us), st.sampled_from([1, 2, 5, 9, 10, 11, 12]), _BESIDE_US),
    st.tuples(st.just(1), st.integers(0, 4_000_000_000), st.just(0)),
)
PLANS = st.lists(st.tuples(MOVES, st.integers(1, 9)), min_size=5, max_size=60)


def most_in_any(times_us, length_us):
    """The most that lie in any window of this length, both its ends counted in."""
    return max(
        (bisect_right(times_us, begin + length_us) - place for place, begin in enumerate(times_us)),
        default=0,
    )

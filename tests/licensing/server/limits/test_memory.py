from __future__ import annotations

import asyncio

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.window import HOUR, SECOND, Window
from licensing.server.limits.zones import ADDRESS, DATA, LOGIN_BY_ACCOUNT, Zone
from tests.licensing.server.limits.attack import HOUR_US, PLANS, SECOND_US, ZONE, Clock, most_in_any

WALL_S = 1_795_608_123.25


def attacked(plan, **windows):
    """What gets through of a plan, and what is refused: times in µs."""
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock, **windows)
    through, refused = [], []
    for move, requests in plan:
        clock.to_edge(*move)
        for _ in range(requests):
            verdict = limiter.take(ZONE, "somebody")
            (through if verdict.allowed else refused).append(clock.now_us)
    return through, refused


# Seven a second until the hour is full, then as early as it gives anything back: what a count of 60 buckets lets through.
FILLED = [((1, 1_200_000, 0), 7)] * 6
AT_THE_EDGE = [*FILLED, ((HOUR.bucket_us, 60, 0), 7), *FILLED]


@given(PLANS)
@example(AT_THE_EDGE)
def test_limiter_when_attacked_at_the_edges_then_no_window_has_more_than_the_limit(plan):
    through, _ = attacked(plan)
    assert most_in_any(through, HOUR_US) <= ZONE.per_hour
    assert most_in_any(through, SECOND_US) <= ZONE.per_second


def test_attack_when_the_oldest_bucket_is_not_counted_then_it_gets_more_through():
    through, _ = attacked(AT_THE_EDGE, hour=Window(HOUR.bucket_us, HOUR.buckets - 1))
    assert most_in_any(through, HOUR_US) > ZONE.per_hour
    seconds = [((1, 0, 0), 7), ((SECOND.bucket_us, 10, 0), 7)]
    through, _ = attacked(seconds, second=Window(SECOND.bucket_us, SECOND.buckets - 1))
    assert most_in_any(through, SECOND_US) > ZONE.per_second


@given(PLANS)
def test_limiter_when_it_refuses_then_the_limit_was_used_a_bucket_and_a_window_ago_at_the_most(plan):
    through, refused = attacked(plan)
    for now in refused:
        in_hour = sum(now - HOUR_US - HOUR.bucket_us <= at <= now for at in through)
        in_second = sum(now - SECOND_US - SECOND.bucket_us <= at <= now for at in through)
        assert in_hour >= ZONE.per_hour or in_second >= ZONE.per_second


@given(PLANS)
def test_limiter_when_it_says_when_to_come_back_then_that_is_true_and_not_before_needed(plan):
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock, wall_s=lambda: clock.now_us / 1e6)
    for move, requests in plan:
        clock.to_edge(*move)
        verdicts = [limiter.take(ZONE, "somebody") for _ in range(requests)]
    while verdicts[-1].allowed:
        verdicts.append(limiter.take(ZONE, "somebody"))
    last = verdicts[-1]
    assert 1 <= last.retry_after_s <= 3_660
    clock.now_us += (last.retry_after_s - 1) * 1_000_000
    if last.retry_after_s > 1:
        assert not limiter.take(ZONE, "somebody").allowed
    clock.now_us += 1_000_000
    assert limiter.take(ZONE, "somebody").allowed


def test_verdict_when_requests_come_then_it_counts_down_and_says_when_the_first_comes_back():
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock, wall_s=lambda: WALL_S)
    zone = Zone("small", per_hour=3, per_second=2)
    verdicts = [limiter.take(zone, "somebody") for _ in range(3)]
    assert [(each.allowed, each.limit, each.remaining) for each in verdicts] == [
        (True, 3, 2),
        (True, 3, 1),
        (False, 3, 1),
    ]
    to_end_of_bucket_us = HOUR.bucket_us - clock.now_us % HOUR.bucket_us
    assert verdicts[0].reset_at == int(WALL_S + 3600 + to_end_of_bucket_us / 1e6) + 1
    assert [each.retry_after_s for each in verdicts[:2]] == [0, 0]
    assert verdicts[2].retry_after_s in {1, 2}


@given(st.lists(st.sampled_from([-40_000_000.0, -1.0, 0.0, 1.0, 40_000_000.0]), min_size=60, max_size=60))
def test_limiter_when_the_computers_clock_jumps_then_nothing_is_given_back_and_nobody_locked_out(jumps):
    clock, wall = Clock(), iter(jumps)
    limiter = MemoryLimiter(clock_us=clock, wall_s=lambda: WALL_S + next(wall))
    allowed = 0
    for _ in range(50):
        clock.now_us += 2_000_000
        allowed += limiter.take(ZONE, "somebody").allowed
    assert allowed == ZONE.per_hour
    clock.now_us += HOUR_US + HOUR.bucket_us
    assert limiter.take(ZONE, "somebody").allowed


def test_limiter_when_subjects_and_zones_differ_then_each_has_its_own_count():
    limiter = MemoryLimiter(clock_us=Clock())
    one = Zone("one", per_hour=1, per_second=1)
    other = Zone("other", per_hour=1, per_second=1)
    assert [limiter.take(one, "a").allowed for _ in range(2)] == [True, False]
    assert limiter.take(one, "b").allowed
    assert limiter.take(other, "a").allowed


def test_limiter_when_a_user_changes_to_another_tier_then_what_was_used_is_kept():
    limiter = MemoryLimiter(clock_us=Clock())
    free, pro, _ = DATA.values()
    assert limiter.take(free, "user").remaining == free.per_hour - 1
    assert limiter.take(pro, "user").remaining == pro.per_hour - 2


def test_limiter_when_a_tier_is_lowered_below_what_was_used_then_nothing_until_enough_came_back():
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock)
    wide, narrow = Zone("tier", per_hour=10, per_second=9), Zone("tier", per_hour=2, per_second=9)
    for _ in range(5):
        limiter.take(wide, "user")
        clock.now_us += HOUR.bucket_us
    verdict = limiter.take(narrow, "user")
    assert (verdict.allowed, verdict.remaining) == (False, 0)
    clock.now_us += (verdict.retry_after_s - 1) * 1_000_000
    assert not limiter.take(narrow, "user").allowed
    clock.now_us += 1_000_000
    assert limiter.take(narrow, "user").allowed


def test_limiter_when_subjects_are_idle_then_they_are_forgotten():
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock)
    for number in range(1_000):
        limiter.take(ZONE, f"old {number}")
    clock.now_us += HOUR_US + HOUR.bucket_us + 1
    for number in range(1_000):
        limiter.take(ZONE, f"new {number}")
    assert limiter.subjects() == 1_000


def test_limiter_when_flooded_with_subjects_then_it_stays_bounded_and_others_are_served():
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock, most_subjects=100)
    limiter.take(ADDRESS, "regular")
    for number in range(1_000):
        clock.now_us += 100_000
        assert limiter.take(ADDRESS, f"invented {number}").allowed
        assert limiter.take(ADDRESS, "regular").remaining == ADDRESS.per_hour - number - 2
    assert limiter.subjects() == 100


def test_closed_zone_when_flooded_with_subjects_then_nobody_gets_more_tries():
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock, most_subjects=100)
    tries = []

    def try_once():
        clock.now_us += 1_500_000
        if limiter.take(LOGIN_BY_ACCOUNT, "victim").allowed:
            tries.append(clock.now_us)

    for _ in range(30):
        try_once()
    for number in range(1_000):
        limiter.take(LOGIN_BY_ACCOUNT, f"invented {number}")
    for _ in range(30):
        try_once()
    assert len(tries) == LOGIN_BY_ACCOUNT.per_hour
    assert limiter.subjects() <= 101


def test_closed_zone_when_room_comes_back_then_who_shared_a_count_keeps_it():
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock, most_subjects=10)
    for number in range(10):
        limiter.take(LOGIN_BY_ACCOUNT, f"invented {number}")
    clock.now_us += HOUR_US
    tries = []
    while clock.now_us < Clock().now_us + 2 * HOUR_US:
        clock.now_us += 10_000_000
        if limiter.take(LOGIN_BY_ACCOUNT, "victim").allowed:
            tries.append(clock.now_us)
    assert most_in_any(tries, HOUR_US) == LOGIN_BY_ACCOUNT.per_hour
    assert "victim" in limiter._zones[LOGIN_BY_ACCOUNT.name]


def test_limiter_when_used_by_its_role_then_it_answers_as_when_asked_directly():
    async def used():
        limiter = MemoryLimiter(clock_us=Clock())
        verdicts = [await limiter.hit(Zone("one", per_hour=1, per_second=1), "a") for _ in range(2)]
        await limiter.close()
        return [verdict.allowed for verdict in verdicts]

    assert asyncio.run(used()) == [True, False]


@pytest.mark.parametrize("zone", DATA.values())
def test_tier_when_used_as_fast_as_it_lets_then_exactly_its_quota_gets_through_in_an_hour(zone):
    clock = Clock()
    limiter = MemoryLimiter(clock_us=clock)
    allowed = 0
    for _ in range(36_000):
        clock.now_us += 100_000
        allowed += limiter.take(zone, "user").allowed
    assert allowed == zone.per_hour

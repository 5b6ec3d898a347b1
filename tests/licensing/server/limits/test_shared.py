from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from redis.asyncio import Redis

from licensing.server.limits.memory import MemoryLimiter
from licensing.server.limits.shared import SCRIPT, SharedLimiter
from licensing.server.limits.window import HOUR, SECOND, Window
from licensing.server.limits.zones import LICENSE, LOGIN_BY_ACCOUNT, Zone
from tests.licensing.server.limits.attack import HOUR_US, PLANS, SECOND_US, ZONE, Clock, most_in_any

ROOT = Path(__file__).parents[4]
TIME = "redis.call('TIME')"
# An hour that takes 1.2 s, and a second that takes 0.1 s.
SHORT_HOUR, SHORT_SECOND = Window(20_000, 60), Window(10_000, 10)


@contextlib.asynccontextmanager
async def limiter_at(url, **options):
    own = MemoryLimiter(**{name: options[name] for name in ("hour", "second") if name in options})
    limiter = SharedLimiter(SharedLimiter.at(url)._redis, own, **options)
    try:
        yield limiter
    finally:
        await limiter.close()


def hits(url, zone, count, subject="somebody"):
    async def asked():
        async with limiter_at(url) as limiter:
            return [await limiter.hit(zone, subject) for _ in range(count)]

    return asyncio.run(asked())


@settings(max_examples=60)
@given(PLANS)
def test_script_when_compared_with_the_count_in_memory_then_it_says_the_same_at_every_moment(redis_server, plan):
    assert SCRIPT.count(TIME) == 1

    async def compared():
        clock = Clock()
        memory = MemoryLimiter(clock_us=clock, wall_s=lambda: clock.now_us / 1e6)
        arguments = [ZONE.per_hour, HOUR.bucket_us, HOUR.buckets, ZONE.per_second, SECOND.bucket_us, SECOND.buckets]
        async with Redis.from_url(redis_server.url) as redis:
            await redis.flushall()
            script = redis.register_script(SCRIPT.replace(TIME, "{ARGV[7], ARGV[8]}"))
            for move, requests in plan:
                clock.to_edge(*move)
                for _ in range(requests):
                    seconds, us = divmod(clock.now_us, 1_000_000)
                    in_hour, reset_us, wait_us, now_us = await script(keys=["k"], args=[*arguments, seconds, us])
                    own = memory.take(ZONE, "k")
                    assert now_us == clock.now_us
                    assert (wait_us <= 0, max(0, ZONE.per_hour - in_hour)) == (own.allowed, own.remaining)
                    assert -(-wait_us // 1_000_000) == own.retry_after_s
                    assert abs((now_us + reset_us) / 1e6 - own.reset_at) <= 1

    asyncio.run(compared())


@settings(max_examples=60)
@given(PLANS)
def test_script_when_the_clock_of_redis_goes_back_then_no_window_has_more_than_the_limit(redis_server, plan):
    async def attacked():
        clock, back_us, through = Clock(), 0, []
        arguments = [ZONE.per_hour, HOUR.bucket_us, HOUR.buckets, ZONE.per_second, SECOND.bucket_us, SECOND.buckets]
        async with Redis.from_url(redis_server.url) as redis:
            await redis.flushall()
            script = redis.register_script(SCRIPT.replace(TIME, "{ARGV[7], ARGV[8]}"))
            for number, (move, requests) in enumerate(plan):
                clock.to_edge(*move)
                back_us += 1_234_567_890 * (number % 3 == 2)
                for _ in range(requests):
                    told = divmod(clock.now_us - back_us, 1_000_000)
                    wait_us = (await script(keys=["k"], args=[*arguments, *told]))[2]
                    if wait_us <= 0:
                        through.append(clock.now_us)
        return through

    through = asyncio.run(attacked())
    assert most_in_any(through, HOUR_US) <= ZONE.per_hour
    assert most_in_any(through, SECOND_US) <= ZONE.per_second


def certainly_in_any(spans_us, length_us):
    """The most that were decided for certain within one window: asked after its begin, answered before its end."""
    return max(
        (sum(begin <= asked and told <= begin + length_us for asked, told in spans_us) for begin, _ in spans_us),
        default=0,
    )


@pytest.mark.long
@pytest.mark.parametrize("processes", [1, 2])
def test_limiter_when_processes_share_one_redis_then_together_they_let_no_more_than_the_limit_through(
    redis_url, processes
):
    attackers = [
        subprocess.Popen([sys.executable, "-m", "tests.licensing.server.limits.greedy", redis_url], cwd=ROOT, stdout=-1)
        for _ in range(processes)
    ]
    spans = [span for attacker in attackers for span in json.loads(attacker.communicate()[0])]
    assert certainly_in_any(spans, SHORT_HOUR.bucket_us * SHORT_HOUR.buckets) <= ZONE.per_hour
    assert certainly_in_any(spans, SHORT_SECOND.bucket_us * SHORT_SECOND.buckets) <= ZONE.per_second
    # Four windows long: whoever asks all the time gets most of what there is.
    assert len(spans) >= 2 * ZONE.per_hour


def test_limiter_when_redis_is_restarted_empty_then_a_process_still_lets_no_more_than_the_limit_through(own_redis):
    zone = Zone("attacked", per_hour=40, per_second=1_000)

    async def attacked():
        through = 0
        clock = Clock()
        async with limiter_at(own_redis.url, clock_s=lambda: clock.now_us / 1e6) as limiter:
            for number in range(300):
                if number in {20, 60}:
                    own_redis.restart()
                clock.now_us += 100_000
                through += (await limiter.hit(zone, "somebody")).allowed
        return through, limiter.down

    assert asyncio.run(attacked()) == (zone.per_hour, False)


def test_limiter_when_redis_forgets_under_several_processes_then_each_keeps_to_the_limit_by_itself(own_redis):
    zone = Zone("attacked", per_hour=40, per_second=1_000)

    async def attacked():
        clock, through = Clock(), [0, 0]
        now = {"clock_s": lambda: clock.now_us / 1e6}
        async with limiter_at(own_redis.url, **now) as one, limiter_at(own_redis.url, **now) as other:
            for number in range(300):
                if number == 30:
                    before = sum(through)
                    own_redis.restart()
                clock.now_us += 100_000
                for place, limiter in enumerate((one, other)):
                    through[place] += (await limiter.hit(zone, "somebody")).allowed
        return before, *through

    before, one, other = asyncio.run(attacked())
    assert before == zone.per_hour
    assert max(one, other) <= zone.per_hour
    assert one + other > zone.per_hour


def test_limiter_when_redis_is_down_then_open_zones_count_alone_and_closed_ones_refuse_until_it_is_back(own_redis):
    zone = Zone("data", per_hour=5, per_second=5)

    async def asked():
        clock = Clock()
        async with limiter_at(own_redis.url, clock_s=lambda: clock.now_us / 1e6) as limiter:
            before = await limiter.hit(zone, "user"), await limiter.hit(LOGIN_BY_ACCOUNT, "user")
            own_redis.kill()
            during = [await limiter.hit(zone, "user") for _ in range(5)]
            login = await limiter.hit(LOGIN_BY_ACCOUNT, "user")
            down = limiter.down
            own_redis.start()
            at_once = await limiter.hit(LOGIN_BY_ACCOUNT, "user")
            clock.now_us += 1_000_000
            back = await limiter.hit(LOGIN_BY_ACCOUNT, "user")
            return before, during, login, down, at_once, back, limiter.down

    before, during, login, down, at_once, back, down_at_last = asyncio.run(asked())
    assert all(verdict.allowed for verdict in before)
    # What this process let through before counts on.
    assert [verdict.allowed for verdict in during] == [True, True, True, True, False]
    assert (login.allowed, login.down, down) == (False, True, True)
    assert login.retry_after_s > 0
    assert (at_once.allowed, at_once.down) == (False, True)
    assert (back.allowed, down_at_last) == (True, False)


def test_limiter_when_redis_does_not_answer_then_one_request_waits_for_it_and_the_others_do_not():
    connections = []

    async def asked(port):
        clock = Clock()
        async with limiter_at(f"redis://127.0.0.1:{port}/0", clock_s=lambda: clock.now_us / 1e6) as limiter:
            took_s = []
            for _ in range(20):
                began = time.monotonic()
                assert (await limiter.hit(LICENSE, "key")).allowed or took_s
                took_s.append(time.monotonic() - began)
            return took_s

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        took_s = asyncio.run(asked(listener.getsockname()[1]))
        listener.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                connections.append(listener.accept()[0])
    for connection in connections:
        connection.close()
    assert len(connections) == 1
    assert took_s[0] < 5
    assert max(took_s[1:]) < took_s[0]


def test_limiter_when_used_then_redis_has_one_key_a_subject_which_expires(redis_url):
    verdicts = hits(redis_url, LICENSE, 3)
    assert [verdict.remaining for verdict in verdicts] == [LICENSE.per_hour - used for used in (1, 2, 3)]

    async def keys():
        async with Redis.from_url(redis_url) as redis:
            return {key: (await redis.pttl(key), await redis.memory_usage(key)) for key in await redis.keys()}

    ((key, (left_ms, size)),) = asyncio.run(keys()).items()
    assert key == b"limit:{license:somebody}"
    assert 3_600_000 < left_ms <= 3_660_000
    assert size < 1_000


def test_limiter_when_redis_forgot_the_script_then_it_is_sent_again(redis_url):
    async def asked():
        async with limiter_at(redis_url) as limiter, Redis.from_url(redis_url) as redis:
            first = await limiter.hit(LICENSE, "key")
            await redis.script_flush()
            return first, await limiter.hit(LICENSE, "key"), limiter.down

    first, second, down = asyncio.run(asked())
    assert (first.remaining - 1, down) == (second.remaining, False)


def test_limiter_when_it_answers_then_it_went_to_redis_once(redis_url):
    zone = Zone("quick", per_hour=100, per_second=100)

    async def counted():
        async with limiter_at(redis_url) as limiter, Redis.from_url(redis_url) as redis:
            await limiter.hit(zone, "key")
            await redis.config_resetstat()
            for _ in range(10):
                await limiter.hit(zone, "key")
            return await redis.info("commandstats")

    asked = {name: each["calls"] for name, each in asyncio.run(counted()).items()}
    assert asked.pop("cmdstat_evalsha") == 10
    # What the script itself calls, and we did.
    assert set(asked) <= {f"cmdstat_{name}" for name in ("time", "get", "set", "info", "config|resetstat")}

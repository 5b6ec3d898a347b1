"""A process that asks all the time for four windows: prints when it asked, and was told yes, for each that got through, µs."""

from __future__ import annotations

import asyncio
import json
import sys
import time

from tests.licensing.server.limits.attack import ZONE
from tests.licensing.server.limits.test_shared import SHORT_HOUR, SHORT_SECOND, limiter_at


async def attack(url):
    spans = []
    async with limiter_at(url, hour=SHORT_HOUR, second=SHORT_SECOND) as limiter:
        until_us = time.monotonic_ns() // 1_000 + 4 * SHORT_HOUR.bucket_us * SHORT_HOUR.buckets
        while (asked_us := time.monotonic_ns() // 1_000) < until_us:
            if (await limiter.hit(ZONE, "somebody")).allowed:
                spans.append((asked_us, time.monotonic_ns() // 1_000))
    return spans


if __name__ == "__main__":
    json.dump(asyncio.run(attack(sys.argv[1])), sys.stdout)

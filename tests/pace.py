"""Time as the machine has it on which the promises in seconds were measured: another one may be slower, or busy."""

from __future__ import annotations

import time

_USUAL_S = 0.04
"""What `_work` takes on two cores of an AMD EPYC of 2026, with nobody beside it."""


def elapsed_s(began: float) -> float:
    """Seconds since then, on the monotonic clock; divided by how many times slower than usual this machine is now, if it is."""
    took_s = time.monotonic() - began
    return took_s / max(1.0, _work_s() / _USUAL_S)


def _work_s() -> float:
    began, total = time.monotonic(), 0
    for number in range(800_000):
        total += number * number % 7
    assert total
    return time.monotonic() - began

"""What a benchmark gives, and the ways of timing that keep a ratio honest."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """One figure: a ratio within one run, megabytes, or milliseconds of processor time; `detail` gives the absolute figures behind it."""

    name: str
    value: float
    unit: str
    target: float
    at_most: bool
    detail: str

    @property
    def holds(self) -> bool:
        return self.value <= self.target if self.at_most else self.value >= self.target


def seconds(work: Callable[[], object]) -> float:
    """The wall time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def paired(ours: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float, float]:
    """Medians of both and of the ratio pair by pair, run in turn so that a drift of the machine's speed cancels."""
    pairs = [(seconds(ours), seconds(other)) for _ in range(runs)]
    return (
        statistics.median(mine for mine, _ in pairs),
        statistics.median(theirs for _, theirs in pairs),
        statistics.median(mine / theirs for mine, theirs in pairs),
    )


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def peak_mb() -> float:
    """This process's highest resident size so far, MB.

    Linux counts the size of the process that started this one into `ru_maxrss`, so that /proc is asked where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest / (1 << 20) if sys.platform == "darwin" else highest / 1024

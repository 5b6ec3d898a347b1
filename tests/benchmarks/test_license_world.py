from __future__ import annotations

import subprocess
from itertools import pairwise

from tests.benchmarks.license_world import cpu_s


def test_cpu_s_when_children_come_and_go_meanwhile_then_none_is_missed_and_nothing_is_lost_of_those_gone():
    with subprocess.Popen(["sh", "-c", "while :; do (:); done"]) as process:
        try:
            used = [cpu_s(process.pid, with_children=True) for _ in range(2_000)]
        finally:
            process.kill()
    assert used[-1] > 0
    assert all(before <= after for before, after in pairwise(used))

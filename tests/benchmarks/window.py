"""The window against bare Qt: each figure from processes of their own (`tests.benchmarks.window_probe`), in turn."""

from __future__ import annotations

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import stores
from tests.benchmarks.measured import Measured, paired

SMALL = 200_000
RUNS = 15
JOBS = 8000
_ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false", "LANG": "C.UTF-8"}


def run(size: int, runs: int = RUNS, rounds: int = 40) -> Iterator[Measured]:
    """Every figure; the store of SIZE is only read, in a copy."""
    with tempfile.TemporaryDirectory(dir=_near()) as folder:
        yield _start(runs, Path(folder))
        for count in dict.fromkeys((min(SMALL, size), size)):
            data = Path(folder, str(count))
            _copy(count, data)
            suffix = "" if count <= SMALL else f"_{count}"
            if count == size:
                yield _memory(data, count)
                yield _compared("paint_jump", 1.3, data, rounds * 5, suffix)
                yield _compared("sort_click", 1.3, data, max(rounds // 4, 3), suffix)
            if count == min(SMALL, size):
                yield _compared("filter_key", 1.4, data, rounds * 5, "")  # of 40 one slow key press decides
                yield _compared("palette_switch", 1.5, data, rounds * 4, "")
        yield _stall(Path(folder), rounds)
        yield _slot(Path(folder), rounds)


def probe(*arguments: str) -> Any:
    """What a probe says."""
    command = (sys.executable, "-P", "-m", "tests.benchmarks.window_probe", *arguments)
    done = subprocess.run(
        command, env=os.environ | _ENVIRONMENT | {"PYTHONPATH": "."}, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout or b"null")


def _near() -> Path:
    stores.FOLDER.mkdir(parents=True, exist_ok=True)
    return stores.FOLDER


def _copy(count: int, folder: Path) -> None:
    """The store as the window wants it; the copy shares its blocks where the file system can."""
    folder.mkdir()
    built = stores.built(count)
    subprocess.run(("cp", "--reflink=auto", str(built), str(folder / "jobs.sqlite3")), check=True)


def _start(runs: int, folder: Path) -> Measured:
    """Both with their bytecode at hand, as an installed program has it."""
    compileall.compile_dir("app", quiet=1)
    compileall.compile_dir("scraper", quiet=1)
    ours, theirs, ratio = paired(lambda: probe("start", str(folder / "start")), lambda: probe("bare_start"), runs)
    detail = f"{ours * 1000:.0f} ms, bare window {theirs * 1000:.0f} ms"
    return Measured("window_start", ratio, "x", 1.6, True, detail)


def _memory(data: Path, count: int) -> Measured:
    ours = statistics.median(probe("memory", str(data))["mb"] for _ in range(3))
    bare = statistics.median(probe("bare_memory")["mb"] for _ in range(3))
    detail = f"{ours:.0f} MB with {count:,} jobs, bare window {bare:.0f} MB"
    return Measured("window_memory", ours - bare, "MB", 60, True, detail)


def _compared(name: str, target: float, data: Path, rounds: int, suffix: str) -> Measured:
    """A probe that times both sides in turn in one process; it gives the ratio itself where turns are compared one by one."""
    told = probe(name, str(data), str(rounds))
    detail = f"{told['which']} {told['ours_ms']:.1f} ms, bare {told['bare_ms']:.1f} ms{told.get('more', '')}"
    ratio = told.get("ratio", told["ours_ms"] / told["bare_ms"])
    return Measured(f"{name}{suffix}", ratio, "x", target, True, detail)


def _stall(folder: Path, rounds: int) -> Measured:
    """Three of each in turn; the median of each."""
    ours, bare, latest = [], [], []
    for turn in range(3 if rounds > 3 else 1):
        told = probe("stall", str(folder / f"stall-{turn}"), str(JOBS if rounds > 3 else 200))
        ours.append(told["p99_ms"])
        latest.append(told["latest_ms"])
        bare.append(probe("bare_stall", str(folder / f"bare-{turn}"), str(JOBS if rounds > 3 else 200))["p99_ms"])
    mine, other = statistics.median(ours) + 1, statistics.median(bare) + 1
    detail = f"p99 {mine - 1:.1f} ms late, beside another process {other - 1:.1f} ms; latest tick {max(latest):.0f} ms"
    return Measured("stall", mine / other, "x", 1.5, True, f"{detail}, {told['jobs']:,} jobs")


def _slot(folder: Path, rounds: int) -> Measured:
    """The longest of three searches: no slot takes more than its turn."""
    jobs = str(JOBS if rounds > 3 else 200)
    told = [probe("turns", str(folder / f"turns-{turn}"), jobs) for turn in range(3 if rounds > 3 else 1)]
    longest_ms = max(each["longest_ms"] for each in told)
    p99_ms = statistics.median(each["p99_ms"] for each in told)
    detail = f"processor time of the window's thread in one turn; p99 {p99_ms:.1f} ms of {told[0]['turns']:,} turns"
    return Measured("slot", longest_ms, "ms", 16, True, f"{detail}, {told[0]['jobs']:,} jobs")

"""`make bench`: runs the benchmarks, prints a table and writes .out/bench.json.

`make bench ARGS="ingest find"` runs those whose name contains one of the words; SIZE=1000000 sets the large store.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import sqlite3
import sys
from pathlib import Path

from tests.benchmarks.measured import Measured

# Module by module, in the order they run; each has `run(size) -> Iterable[Measured]`.
MODULES = ("cli_start", "searching", "ingest", "find", "exports", "window", "limits", "offline_check", "licenses")
OUT = Path(".out/bench.json")


def main(words: list[str]) -> int:
    size = int(os.environ.get("SIZE", "200000"))
    results: list[Measured] = []
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, SIZE {size:,}")
    print(f"{'name':<24}{'value':>10} {'unit':<8}{'target':>12}  holds  detail")
    for module in MODULES:
        if words and not any(word in module for word in words):
            continue
        for measured in importlib.import_module(f"tests.benchmarks.{module}").run(size):
            results.append(measured)
            bound = f"{'<=' if measured.at_most else '>='} {measured.target:g}"
            print(
                f"{measured.name:<24}{measured.value:>10.3f} {measured.unit:<8}{bound:>12}  "
                f"{'yes' if measured.holds else 'NO':<5}  {measured.detail}",
                flush=True,
            )
    OUT.parent.mkdir(exist_ok=True)
    kept = _kept({measured.name for measured in results}) if words else []
    rows = [
        {
            "name": measured.name,
            "value": round(measured.value, 4),
            "unit": measured.unit,
            "target": measured.target,
            "holds": measured.holds,
            "detail": measured.detail,
        }
        for measured in results
    ]
    OUT.write_text(json.dumps(kept + rows, indent=1) + "\n")
    missed = [measured.name for measured in results if not measured.holds]
    print(f"Written to {OUT}." + (f" Missed: {', '.join(missed)}." if missed else " Every target holds."))
    return 1 if missed else 0


def _kept(anew: set[str]) -> list[dict[str, object]]:
    """What an earlier run wrote and this one did not measure."""
    try:
        return [row for row in json.loads(OUT.read_text()) if row["name"] not in anew]
    except (OSError, ValueError):
        return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

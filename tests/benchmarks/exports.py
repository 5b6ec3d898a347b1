"""Exports against pandas writing the same columns of the same jobs, and the memory they take."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from app.operations.export import export
from scraper.export.write import Format
from scraper.store.columns import COLUMNS
from scraper.store.store import open_store
from tests.benchmarks import stores
from tests.benchmarks.measured import Measured, paired

JOBS = 100_000
CSV_RUNS = 3
MOST_MB = 50.0
_FROM = "FROM jobs j JOIN listing l ON l.job = j.id LEFT JOIN job_texts t ON t.docid = l.docid ORDER BY j.id LIMIT ?"
_PROBE = """
import sys
from pathlib import Path
from scraper.store.store import open_store
from app.operations.export import export
from scraper.export.write import Format
from tests.benchmarks.measured import peak_mb
store_file, target, name, jobs = sys.argv[1:]
with open_store(Path(store_file)) as store:
    ids = store.ids(status="all", sort="id", descending=False, limit=int(jobs))
    store.rows(ids[:100], ["id", "title", "description"])
    before = peak_mb()
    export(store, ids, Path(target), Format(name), made_up=False)
    print(peak_mb() - before)
"""


def run(size: int, jobs: int = JOBS, csv_runs: int = CSV_RUNS) -> Iterator[Measured]:
    """`export_csv`, `export_xlsx`, `export_memory`: every column there is, descriptions and all."""
    path = stores.built(size)
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        folder = Path(name)
        yield _against_pandas("export_csv", path, folder, jobs=jobs, runs=csv_runs, target=1.0)
        yield _against_pandas("export_xlsx", path, folder, jobs=jobs, runs=1, target=0.4)
        peaks = {each.value: _peak_mb(path, folder / f"memory.{each}", each.value, jobs) for each in Format}
    said = ", ".join(f"{name} {peak:.0f}" for name, peak in peaks.items())
    yield Measured("export_memory", max(peaks.values()), "MB", MOST_MB, True, f"{jobs:,} jobs: {said}")


def _against_pandas(name: str, path: Path, folder: Path, *, jobs: int, runs: int, target: float) -> Measured:
    """Both read the same rows from the same file, each in a way of its own, and write every column; in turn.

    Pandas is imported beforehand and gets the columns as they are stored; it makes no plain dates, lists or safe cells.
    """
    import pandas

    ending = name.removeprefix("export_")
    statement = "SELECT " + ", ".join(f'{column.sql} AS "{column.header}"' for column in COLUMNS) + f" {_FROM}"
    with open_store(path) as store:
        ids = store.ids(status="all", sort="id", descending=False, limit=jobs)

        def ours() -> None:
            export(store, ids, folder / f"ours.{ending}", Format(ending), made_up=False, replace=True)

        def theirs() -> None:
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
                frame = pandas.read_sql(statement, connection, params=(jobs,))
            connection.close()
            if ending == "csv":
                frame.to_csv(folder / "theirs.csv", index=False)
            else:
                frame.to_excel(folder / "theirs.xlsx", index=False, engine="openpyxl")

        mine, other, ratio = paired(ours, theirs, runs)
    return Measured(name, ratio, "x", target, True, f"{len(ids):,} jobs: {mine:.1f} s, pandas {other:.1f} s")


def _peak_mb(path: Path, target: Path, name: str, jobs: int) -> float:
    """How much higher the process got than it was with the store open and the ids in hand."""
    arguments = (str(path.absolute()), str(target.absolute()), name, str(jobs))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, chain((str(Path.cwd()),), sys.path)))}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments], capture_output=True, check=True, env=environment, text=True
    )
    target.unlink()
    return float(done.stdout)

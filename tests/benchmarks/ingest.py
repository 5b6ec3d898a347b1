"""What storing costs beyond writing the rows, and what it costs when much is stored already."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scraper.normalise.posting import normalise
from scraper.store.store import open_store
from tests.benchmarks import corpus, stores
from tests.benchmarks.measured import Measured

ROWS = 6000
RUNS = 3
SMALL = 10_000
GROWTH_ROWS = 2000
GROWTH_RUNS = 5
# In the order their foreign keys and triggers want.
TABLES = (
    "jobs", "listing", "job_texts", "postings", "posting_texts", "posting_features", "posting_blocks", "run_postings",
    "sightings",
)  # fmt: skip


def run(size: int, rows: int = ROWS, runs: int = RUNS) -> Iterator[Measured]:
    """`ingest`, then `ingest_growth`."""
    with tempfile.TemporaryDirectory() as folder:
        yield _ingest(Path(folder), rows, runs)
    with tempfile.TemporaryDirectory(dir=_near(size)) as folder:
        yield _growth(Path(folder), size)


def _near(size: int) -> Path:
    return stores.built(size).parent


def _ingest(folder: Path, rows: int, runs: int) -> Measured:
    """Normalize, merge and store raw jobs in batches, against the very rows that came of it by one executemany a table.

    Both into an empty file with the same tables and triggers and the same settings; the plain side in one transaction.
    """
    raws = list(corpus.raw_jobs(rows))
    pairs = []
    for turn in range(runs):
        path = folder / f"ours-{turn}.sqlite3"
        ours = _stored(path, raws)
        pairs.append((ours, _plain(path, folder / f"plain-{turn}.sqlite3")))
    ratio = statistics.median(ours / plain for ours, plain in pairs)
    ours, plain = (statistics.median(each) for each in zip(*pairs, strict=True))
    return Measured("ingest", ratio, "x", 2.5, True, f"{rows / ours:,.0f} rows/s, plain {rows / plain:,.0f} rows/s")


def _stored(path: Path, raws: list[corpus.RawJob]) -> float:
    with open_store(path) as store:
        began = time.perf_counter()
        stores.fill(store, (normalise(raw, country="usa", now=corpus.NOW) for raw in raws))
        return time.perf_counter() - began


def _plain(source: Path, target: Path) -> float:
    with open_store(target) as store:
        store.begin_run(stores.QUERY, corpus.NOW)
        connection = store._connection
        connection.execute("PRAGMA defer_foreign_keys = ON")
        read = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
        tables = {name: read.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
        read.close()
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for name, found in tables.items():
            connection.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(found[0]))})", found)
        connection.execute("COMMIT")
        return time.perf_counter() - began


def _growth(folder: Path, size: int) -> Measured:
    """Rows a second into a file with `SIZE` jobs against one with 10,000, new rows of the same kind, in turn."""
    rates: dict[int, list[float]] = {SMALL: [], size: []}
    with stores.copied(SMALL, folder) as small, stores.copied(size, folder) as big:
        for turn in range(GROWTH_RUNS):
            for stored, store in ((SMALL, small), (size, big)):
                first = 10_000_000 + turn * GROWTH_ROWS
                rows = list(stores.postings(GROWTH_ROWS, first=first, size=size))
                began = time.perf_counter()
                stores.fill(store, iter(rows))
                rates[stored].append(GROWTH_ROWS / (time.perf_counter() - began))
    small_rate, big_rate = statistics.median(rates[SMALL]), statistics.median(rates[size])
    detail = f"{big_rate:,.0f} rows/s at {size:,}, {small_rate:,.0f} at {SMALL:,}"
    return Measured("ingest_growth", big_rate / small_rate, "x", 0.7, False, detail)

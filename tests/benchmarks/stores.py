"""Stores filled as a person's would be, built once and kept under .out/ until the corpus or the schema changes."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import ModuleType

from scraper.job import Posting
from scraper.normalise.posting import normalise
from scraper.query import Query
from scraper.store import schema
from scraper.store.store import Store, open_store
from tests.benchmarks import corpus, multiplied

BATCH = 200
FOLDER = Path(".out/bench")
QUERY = Query(words="engineer", sites=("indeed",))
# So many postings go through all that a search's go through; a bigger store has them several times, mixed.
FILLED = 25_000
_BIG = 500_000
# What decides which postings are one job, and what is kept to compare them by.
_COMPARED = ("features", "sketch", "titles", "companies")


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"scraper.merge.{name}")


def description_bytes(size: int) -> int:
    """3 kB as real descriptions have; 300 bytes for the store of a million jobs."""
    return 300 if size > _BIG else 3000


def postings(count: int, *, first: int, size: int) -> Iterator[Posting]:
    """Normalized made-up postings; `size` is that of the store they are for."""
    for raw in corpus.raw_jobs(count, description_bytes=description_bytes(size), first=first):
        yield normalise(raw, country="usa", now=corpus.NOW)


def fill(store: Store, found: Iterator[Posting]) -> int:
    """Store postings in batches as a search does; how many."""
    run, stored = store.begin_run(QUERY, corpus.NOW), 0
    while batch := list(islice(found, BATCH)):
        store.ingest(run, batch, corpus.NOW)
        stored += len(batch)
    return stored


def built(size: int) -> Path:
    """The file with so many stored postings; building a million takes some minutes, once."""
    modules = (corpus, multiplied, *map(_module, _COMPARED))
    sources = "".join(Path(inspect.getfile(module)).read_text() for module in modules)
    text = sources + "".join(schema.ALL) + str((description_bytes(size), min(size, FILLED)))
    path = FOLDER / f"{size}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.sqlite3"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    partial, began = path.with_suffix(".partial"), time.monotonic()
    for old in (*FOLDER.glob(f"{size}-*.sqlite3"), *FOLDER.glob(f"{partial.name}*")):
        old.unlink()
    print(f"  building a store of {size:,} jobs in {path} ...", flush=True)
    with open_store(partial) as store:
        fill(store, postings(min(size, FILLED), first=0, size=size))
    if size > FILLED:
        multiplied.multiply(partial, size)
    _settled(partial)
    partial.replace(path)
    print(f"  built in {time.monotonic() - began:,.0f} s, {path.stat().st_size / 1e6:,.0f} MB", flush=True)
    return path


@contextmanager
def copied(size: int, folder: Path) -> Iterator[Store]:
    """A copy of the store of that size, to be written to; on the disk, or the first commit would wait for all of it."""
    target = folder / f"copy-{size}.sqlite3"
    shutil.copyfile(built(size), target)
    with target.open("rb") as copy:
        os.fsync(copy.fileno())
    with open_store(target) as store:
        yield store


def _settled(path: Path) -> None:
    """Everything in the one file, no log beside it."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()

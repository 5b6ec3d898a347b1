"""Finding while typing: from the words in the box to the first page of rows, against the bare look-up in the index."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from scraper.query import Criteria
from scraper.store.store import open_store
from tests.benchmarks import corpus, stores
from tests.benchmarks.measured import Measured, p95, seconds

SMALL = 200_000
QUERIES = 40
ROUNDS = 3
PAGE = 50
SHOWN = ("id", "title", "company", "place", "pay", "posted", "sites", "status")
CRITERIA = Criteria(remote=True, min_salary=50_000)


def run(size: int) -> Iterator[Measured]:
    """`find_as_you_type` at 200,000 jobs, and at SIZE where that is another number."""
    for stored in dict.fromkeys((min(SMALL, size), size)):
        yield _find(stores.built(stored), stored, "find_as_you_type" + ("" if stored <= SMALL else f"_{stored}"))


def typed(count: int = QUERIES) -> list[str]:
    """What people type: a rare word, a common one, two of them; the last word not yet finished."""
    rng = random.Random(7)
    words = corpus.vocabulary()
    titles = ["engineer", "data", "nurse", "senior", "software", "sales", "manager", "driver"]
    found = []
    for number in range(count):
        common, rare = rng.choice(titles), words[rng.randrange(2_000, 25_000)]
        text = (common, rare, f"{common} {rng.choice(words[:50])}", f"{rng.choice(titles)} {rare}")[number % 4]
        found.append(text[: max(2, len(text) - rng.randrange(3))])
    return found


def _find(path: Path, stored: int, name: str) -> Measured:
    """Ids with two filters in date order and the rows of the first page; the other side only gets the row numbers."""
    queries = typed()
    bare = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    bare.execute("PRAGMA cache_size = -65536")
    ours: list[float] = []
    theirs: list[float] = []
    with open_store(path) as store:

        def page(words: str) -> None:
            ids = store.ids(words, CRITERIA, sort="posted", limit=PAGE, now=corpus.NOW)
            store.rows(ids, SHOWN)

        def look_up(expression: str) -> None:
            bare.execute("SELECT rowid FROM job_search WHERE job_search MATCH ?", (expression,)).fetchall()

        for turn in range(ROUNDS + 1):
            for words in queries:
                expression = " ".join(f'"{word}"' for word in words.split()) + "*"
                took = seconds(partial(page, words)), seconds(partial(look_up, expression))
                if turn:  # the first round fills the caches of both
                    ours.append(took[0])
                    theirs.append(took[1])
    bare.close()
    mine, other = p95(ours), p95(theirs)
    detail = f"p95 {mine * 1000:.1f} ms of {len(queries)} queries at {stored:,} jobs, bare match {other * 1000:.1f} ms"
    return Measured(name, mine / other, "x", 1.5, True, detail)

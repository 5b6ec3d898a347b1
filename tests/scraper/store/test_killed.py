"""`kill -9` in the middle of storing: the file is sound, at most the last batch is missing, a second run completes it."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys

import pytest

from scraper.store.store import open_store

BATCHES, ROWS = 16, 25
# Every batch also sees postings of the one before again, from another site and with other words.
WRITER = f"""
import sys
from pathlib import Path
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made
with open_store(Path(sys.argv[1])) as store:
    run = store.begin_run(QUERY, NOW)
    for batch in range({BATCHES}):
        numbers = range(batch * {ROWS}, batch * {ROWS} + {ROWS})
        again = [made(number - {ROWS}, title="Fitter", days=1) for number in numbers if number % 5 == 0 and batch]
        store.ingest(run, [*map(made, numbers), *again], NOW, reached={{"indeed": (batch + 1) * {ROWS}}})
        print(batch, flush=True)
"""


def assert_sound(store):
    connection = store._connection
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.execute("INSERT INTO job_search (job_search, rank) VALUES ('integrity-check', 1)")
    [(jobs, listed, texts)] = connection.execute(
        "SELECT (SELECT count(*) FROM jobs), (SELECT count(*) FROM listing), (SELECT count(*) FROM job_texts)"
    )
    assert jobs == listed == texts


@pytest.mark.long
@pytest.mark.parametrize("worker", range(2))
def test_ingest_when_killed_at_random_moments_then_at_most_the_last_batch_is_missing(tmp_path, worker):
    for seed in range(25):
        rng = random.Random(worker * 25 + seed)
        path = tmp_path / str(seed) / "jobs.db"
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            stored = 0
            for _ in range(rng.randrange(BATCHES)):
                stored = int(process.stdout.readline()) + 1
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(rng.random() * 0.03)
            process.kill()
            stored += len(process.stdout.read().splitlines())
        with open_store(path) as store:
            assert_sound(store)
            assert stored * ROWS <= len(store.ids()) <= (stored + 1) * ROWS
            positions = [source.position for run in store.runs() for source in run.sources]
            assert positions in ([], [len(store.ids())])
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with open_store(path) as store:
            assert_sound(store)
            assert len(store.ids()) == BATCHES * ROWS
            assert store._connection.execute("SELECT count(*) FROM postings").fetchone() == (BATCHES * ROWS,)

"""`kill -9` in the middle of storing: the file is sound, at most the last batch is missing, a second run completes it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading

import pytest

from scraper.store.store import open_store

BATCHES, ROWS = 16, 25
# Every batch also sees postings of the one before again, from another site and with other words.
WRITERS = f"""
import os, sys
from pathlib import Path
from scraper.query import Query
from scraper.store.store import open_store
from tests.scraper.store.postings_made import NOW, made

def write(path):
    with open_store(Path(path)) as store:
        run = store.begin_run(Query(words="welder", sites=("indeed", "linkedin")), NOW)
        for batch in range({BATCHES}):
            numbers = range(batch * {ROWS}, batch * {ROWS} + {ROWS})
            again = [made(number - {ROWS}, title="Fitter", days=1) for number in numbers if number % 5 == 0 and batch]
            store.ingest(run, [*map(made, numbers), *again], NOW, reached={{"indeed": (batch + 1) * {ROWS}}})
            os.write(1, b"%d\\n" % batch)

while path := sys.stdin.readline().strip():
    writer = os.fork()  # nothing is open, and importing all this again takes longer than writing
    if not writer:
        write(path)
        os._exit(0)
    os.write(1, b"%d\\n" % writer)
    sys.stdin.readline()  # till then the number is that of nobody else
    os.write(1, b"ended %d\\n" % os.waitpid(writer, 0)[1])
"""


class Writers:
    """Processes that store all batches into a file, one after the other."""

    def __init__(self, process):
        self._say, self._hear = process.stdin, process.stdout

    def _line(self, words=""):
        self._say.write(f"{words}\n")
        self._say.flush()

    def begin(self, path):
        """Start one; its number."""
        self._line(path)
        return int(self._hear.readline())

    def stored(self):
        """The number of its next batch, once that is stored."""
        return int(self._hear.readline())

    def end(self):
        """How many more batches it stored, and how it ended, as `waitpid` tells that; once it has."""
        self._line()
        more = 0
        while not (said := self._hear.readline()).startswith("ended"):
            more += 1
        return more, int(said.split()[1])


@pytest.fixture
def writers():
    command = [sys.executable, "-c", WRITERS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Writers(process)
        process.stdin.close()
        assert process.wait(60) == 0


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
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that start in no time")
@pytest.mark.parametrize("worker", range(2))
def test_ingest_when_killed_at_random_moments_then_at_most_the_last_batch_is_missing(tmp_path, writers, worker):
    for seed in range(25):
        rng = random.Random(worker * 25 + seed)
        path = tmp_path / str(seed) / "jobs.db"
        writer, stored = writers.begin(path), 0
        for _ in range(rng.randrange(BATCHES)):
            stored = writers.stored() + 1
        threading.Event().wait(rng.random() * 0.03)  # for a part of a batch
        os.kill(writer, signal.SIGKILL)
        more, how = writers.end()
        stored += more
        assert how == signal.SIGKILL or stored == BATCHES
        with open_store(path) as store:
            assert_sound(store)
            assert stored * ROWS <= len(store.ids()) <= (stored + 1) * ROWS
            positions = [source.position for run in store.runs() for source in run.sources]
            assert positions in ([], [len(store.ids())])
        writers.begin(path)
        assert writers.end() == (BATCHES, 0)
        with open_store(path) as store:
            assert_sound(store)
            assert len(store.ids()) == BATCHES * ROWS
            assert store._connection.execute("SELECT count(*) FROM postings").fetchone() == (BATCHES * ROWS,)

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from scraper.errors import StoreError
from scraper.store.database import Interrupted, connect, immutable, known_errors
from scraper.store.migrations import STEPS, Step, migrate, pending
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made

WRITER = """
import sys
from pathlib import Path
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made
site, count = sys.argv[2], int(sys.argv[3])
with open_store(Path(sys.argv[1])) as store:
    run = store.begin_run(QUERY, NOW)
    for first in range(0, count, 20):
        store.ingest(run, [made(number, site=site) for number in range(first, first + 20)], NOW)
"""


def test_store_when_two_processes_write_at_once_then_everything_is_there_once(path):
    commands = [[sys.executable, "-c", WRITER, str(path), site, "400"] for site in ("indeed", "linkedin")]
    processes = [subprocess.Popen(command) for command in commands]
    assert [process.wait(60) for process in processes] == [0, 0]
    with open_store(path) as store:
        assert len(store.ids()) == 400
        assert {postings for (postings,) in store.rows(store.ids(), ["postings"])} == {2}
        assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        store._connection.execute("INSERT INTO job_search (job_search, rank) VALUES ('integrity-check', 1)")


def test_store_when_the_disk_is_full_then_it_says_so_and_goes_on_once_there_is_room(store, run):
    store.ingest(run, [made(number) for number in range(20)], NOW)
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(StoreError, match="Free some space"):
        store.ingest(run, [made(number) for number in range(20, 1000)], NOW)
    assert len(store.ids()) == 20
    store._connection.execute("PRAGMA max_page_count = 1000000")
    assert len(store.ingest(run, [made(number) for number in range(20, 1000)], NOW).added) == 980
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    "content", [b"This is a letter, and a rather long one." * 100, b"SQLite format 3\0" + b"x" * 9000]
)
def test_open_store_when_the_file_is_something_else_then_it_says_so_and_leaves_it(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="Restore a backup"), open_store(path):
        pass
    assert path.read_bytes() == content


def test_open_store_when_the_database_is_another_programs_then_it_is_refused(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (id)")
    with pytest.raises(StoreError, match="another program's"), open_store(path):
        pass


def test_store_when_pages_are_damaged_then_it_says_what_to_do(path):
    with open_store(path) as store:
        run = store.begin_run(QUERY, NOW)
        store.ingest(run, [made(number) for number in range(300)], NOW)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 50)
        file.write(os.urandom(size - 4096 * 50))
    with open_store(path) as store, pytest.raises(StoreError, match="is damaged"):
        store.rows(range(1, 300), ["title", "description"])


def test_open_store_when_the_path_is_a_folder_then_it_says_what_to_check(path):
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be opened"), open_store(path):
        pass


def test_open_store_when_its_folder_cannot_be_made_then_it_says_so(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="choose another data folder"), open_store(tmp_path / "data" / "jobs.db"):
        pass


def test_store_when_opened_to_read_then_it_reads_and_refuses_to_write(path):
    with open_store(path) as store:
        run = store.begin_run(QUERY, NOW)
        store.ingest(run, [made(1)], NOW)
    with open_store(path, read_only=True) as store:
        assert len(store.ids()) == 1
        with pytest.raises(StoreError, match="cannot be written"):
            store.ingest(run, [made(2)], NOW)


def test_open_store_when_there_is_no_file_to_read_then_it_says_so_and_makes_none(path):
    with pytest.raises(StoreError, match="Search first"), open_store(path, read_only=True):
        pass
    assert not path.exists()


def test_immutable_when_the_folder_cannot_hold_lock_files_then_the_jobs_can_still_be_read(path):
    with open_store(path) as store:
        store.ingest(store.begin_run(QUERY, NOW), [made(1)], NOW)
    before = sorted(path.parent.iterdir())
    with closing(immutable(path)) as connection:
        assert connection.execute("SELECT count(*) FROM jobs").fetchone() == (1,)
    assert sorted(path.parent.iterdir()) == before


def test_interrupt_when_called_from_another_thread_then_the_query_ends(store):
    def give_up_once_running(_):
        worker = threading.Thread(target=store.interrupt)
        worker.start()
        worker.join()
        return 1

    store._connection.create_function("give_up", 1, give_up_once_running)
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT give_up(i) FROM n"
    with pytest.raises(Interrupted), known_errors(store.path):
        store._connection.execute(numbers).fetchall()
    assert len(store.ids()) == 0


def test_transaction_when_an_interrupt_meets_its_undoing_then_it_has_ended_and_the_next_one_begins(store, run):
    store._connection.execute("CREATE TEMP TRIGGER refuse AFTER INSERT ON jobs BEGIN SELECT raise(FAIL, 'no'); END")
    interrupts = iter(range(3))

    def give_up(statement):
        if statement == "ROLLBACK" and next(interrupts, None) is not None:
            store.interrupt()

    store._connection.set_trace_callback(give_up)
    with pytest.raises(sqlite3.IntegrityError):
        store.ingest(run, [made(1)], NOW)
    store._connection.set_trace_callback(None)
    assert next(interrupts, None) is None
    assert not store._connection.in_transaction
    store._connection.execute("DROP TRIGGER refuse")
    assert store.ingest(run, [made(1)], NOW).added


def test_known_errors_when_it_is_a_bug_then_it_is_not_hidden(store):
    with pytest.raises(sqlite3.OperationalError), known_errors(store.path):
        store._connection.execute("SELECT no_such_column FROM jobs")


def test_open_store_when_the_file_is_of_a_newer_version_then_it_is_refused_unchanged(path):
    with open_store(path) as store:
        store._connection.execute("INSERT INTO migrations VALUES ('9999_the_future', 0)")
    with pytest.raises(StoreError, match="newer version"), open_store(path):
        pass


def test_migrate_when_a_step_fails_then_the_file_is_as_before_and_the_step_is_still_to_do(path):
    def fails(connection):
        connection.execute("CREATE TABLE half_made (id)")
        raise ZeroDivisionError

    with open_store(path) as store:
        connection = store._connection
        steps = (*STEPS, Step("9000_fails", fails))
        with pytest.raises(ZeroDivisionError):
            migrate(connection, pending(connection, path, steps), NOW)
        assert connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half_made'").fetchone() is None
        assert [step.name for step in pending(connection, path, steps)] == ["9000_fails"]


def test_connect_when_the_name_has_odd_signs_then_it_is_that_file(tmp_path):
    path = tmp_path / "50% of ü?#&.db"
    connect(path).close()
    assert path.exists()


def test_open_store_when_the_folder_cannot_be_written_then_the_jobs_can_still_be_read(path, monkeypatch):
    with open_store(path) as store:
        store.ingest(store.begin_run(QUERY, NOW), [made(1)], NOW)
    before = sorted(path.parent.rglob("*"))
    # The tests may run as root, whom no permission keeps from writing.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_store(path, read_only=True) as store:
        assert store.rows(store.ids("welder"), ["id"]) == [(1,)]
        assert sorted(path.parent.rglob("*")) == before


def test_immutable_when_a_log_was_left_behind_then_its_rows_are_not_passed_over(path):
    with open_store(path) as store:
        store.ingest(store.begin_run(QUERY, NOW), [made(1)], NOW)
        with closing(immutable(path)) as connection:
            assert connection.execute("SELECT count(*) FROM jobs").fetchone() == (1,)

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing

import pytest

from scraper.cancel import Cancel, Cancelled
from scraper.errors import StoreError
from scraper.store import migrations, schema
from scraper.store import store as store_module
from scraper.store.database import connect, giving_up
from scraper.store.locks import gate
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.older_file import ENDLESS, answers
from tests.scraper.store.postings_made import NOW, made
from tests.scraper.store.test_killed import assert_sound


def add_column(connection):
    connection.execute("ALTER TABLE jobs ADD COLUMN shoe_size")


@pytest.fixture
def next_version(monkeypatch):
    """The program with one more step."""
    steps = (*migrations.STEPS, migrations.Step("9000_shoe_size", add_column))

    def pending(connection, path, *, made_up):
        return migrations.pending(connection, path, steps, made_up=made_up)

    monkeypatch.setattr(store_module, "pending", pending)


@pytest.fixture
def old_file(path):
    with open_store(path) as store:
        store.ingest(store.begin_run(QUERY, NOW), [made(1)], NOW)
    return path


def test_open_store_when_the_file_is_older_then_it_is_copied_and_brought_up_to_date(old_file, request):
    request.getfixturevalue("next_version")
    with open_store(old_file) as store:
        assert store._connection.execute("SELECT shoe_size FROM jobs").fetchall() == [(None,)]
    [copy] = (old_file.parent / "backups").iterdir()
    assert copy.name == f"jobs-{migrations.STEPS[-1].name}.db"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM jobs").fetchone() == (1,)
        assert "shoe_size" not in [row[1] for row in connection.execute("PRAGMA table_info(jobs)")]


def test_open_store_when_the_older_file_is_open_elsewhere_then_it_is_not_touched(old_file, request):
    with open_store(old_file) as store:
        request.getfixturevalue("next_version")
        with pytest.raises(StoreError, match="Close it to update"), open_store(old_file):
            pass
        assert [row[1] for row in store._connection.execute("PRAGMA table_info(jobs)")].count("shoe_size") == 0
    assert not (old_file.parent / "backups").exists()


def test_open_store_when_the_older_file_is_only_to_be_read_then_it_says_what_to_do(old_file, request):
    request.getfixturevalue("next_version")
    with pytest.raises(StoreError, match="older version"), open_store(old_file, read_only=True):
        pass


def test_open_store_when_the_older_file_cannot_be_written_then_the_advice_can_be_followed(
    old_file, request, monkeypatch
):
    request.getfixturevalue("next_version")
    # The tests may run as root, whom no permission keeps from writing.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreError, match="Copy it to a folder of your own"), open_store(old_file, read_only=True):
        pass


def test_open_store_when_given_up_in_the_midst_of_a_step_then_the_file_is_as_before_and_the_next_time_does_it(
    older, monkeypatch
):
    path, answered = older
    cancel, told, statements = Cancel(), [], schema.SORTS[:3]

    def sorts():
        yield from statements
        threading.Timer(0.1, cancel.set).start()
        yield ENDLESS

    with monkeypatch.context() as patch:
        patch.setattr(schema, "SORTS", sorts())
        with pytest.raises(Cancelled), open_store(path, updating=lambda: told.append("now"), cancel=cancel):
            pass
    assert told == ["now"]
    with closing(connect(path)) as connection:
        assert migrations.applied(connection) == ("0001_first_tables",)
        assert not connection.in_transaction
    with open_store(path, updating=lambda: told.append("again"), cancel=Cancel()) as store:
        assert answers(store) == answered
        assert_sound(store)
    with open_store(path, updating=lambda: told.append("never")):
        pass
    assert told == ["now", "again"]


def test_open_store_when_given_up_while_it_copies_the_file_then_nothing_half_written_stays(older):
    path, _ = older
    cancel = Cancel()
    with pytest.raises(Cancelled), open_store(path, updating=cancel.set, cancel=cancel):
        pass
    assert list((path.parent / "backups").iterdir()) == []


def test_open_store_when_a_program_was_killed_while_it_copied_then_what_it_left_is_taken_away(older):
    path, _ = older
    left = path.parent / "backups" / ".jobs-0001_first_tables.db.4711.partial"
    left.parent.mkdir()
    for ending in ("", "-journal"):
        left.with_name(left.name + ending).write_bytes(b"half")
    with open_store(path):
        pass
    assert [each.name for each in left.parent.iterdir()] == ["jobs-0001_first_tables.db"]


def test_giving_up_when_it_is_asked_for_before_a_statement_begins_then_that_ends_as_well(store):
    cancel = Cancel()

    def ask():
        with giving_up(store._connection, cancel):
            cancel.set()
            store._connection.execute(ENDLESS)

    with pytest.raises(Cancelled):
        ask()


def test_open_store_when_given_up_while_another_program_holds_the_gate_then_it_does_not_wait(path):
    cancel = Cancel()
    path.parent.mkdir()
    with gate(path.parent):
        threading.Timer(0.1, cancel.set).start()
        with pytest.raises(Cancelled), open_store(path, cancel=cancel):
            pass

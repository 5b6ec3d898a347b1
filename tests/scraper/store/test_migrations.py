from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from scraper.errors import StoreError
from scraper.store import migrations
from scraper.store import store as store_module
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made


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

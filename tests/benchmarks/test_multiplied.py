"""A store that was multiplied is one that the program could have filled, and as mixed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

import msgspec
import pytest

from app.operations import doctor
from app.paths import Folder
from scraper import merge
from scraper.merge import Features
from scraper.store.postings import posting_from
from scraper.store.show import show_jobs
from scraper.store.store import open_store
from tests.benchmarks import corpus, multiplied, stores

FILLED, SIZE = 60, 401


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data folder whose file has 60 postings that were stored, and their copies."""
    folder = tmp_path_factory.mktemp("multiplied")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "FOLDER", folder)
        patch.setattr(stores, "FILLED", FILLED)
        patch.setattr(multiplied, "BATCH", 50)
        stores.built(SIZE).rename(folder / "jobs.sqlite3")
    return Folder(root=folder)


@pytest.fixture
def read(folder):
    with closing(sqlite3.connect(folder.database)) as connection:
        yield connection.execute


def test_store_when_it_was_multiplied_then_the_doctor_finds_it_sound(folder, read):
    assert next(each for each in doctor.examine(folder) if each.name == "Data file").fine
    assert read("PRAGMA foreign_key_check").fetchall() == []
    read("INSERT INTO job_search (job_search, rank) VALUES ('integrity-check', 1)")


def test_store_when_it_was_multiplied_then_its_tables_are_those_of_any_other(read, tmp_path):
    with open_store(tmp_path / "new.sqlite3") as store:
        schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
        assert read(schema).fetchall() == store._connection.execute(schema).fetchall()


def test_store_when_it_was_multiplied_then_every_advert_is_there_once(read):
    names = [name for (name,) in read("SELECT native_id FROM postings ORDER BY id")]
    assert names == [corpus.native_id(number) for number in range(SIZE)]


def test_store_when_its_adverts_are_found_again_then_none_is_new_or_different(folder):
    with open_store(folder.database) as store:
        stored = store._connection.execute(
            "SELECT p.content, t.description, t.raw FROM postings p JOIN posting_texts t ON t.posting = p.id"
        )
        postings = [posting_from(*values) for values in stored]
        changes = store.ingest(store.begin_run(stores.QUERY, corpus.NOW), postings, corpus.NOW)
    assert (changes.known, changes.new, changes.updated) == (SIZE, 0, ())


def test_store_when_its_jobs_are_shown_anew_then_they_are_as_they_were(folder, read):
    tables = [f"SELECT * FROM {name} ORDER BY 1" for name in ("jobs", "listing", "job_texts")]
    before = [read(table).fetchall() for table in tables]
    with open_store(folder.database) as store:
        show_jobs(store._connection, [job for job, *_ in before[0]], {})
    assert [read(table).fetchall() for table in tables] == before


def test_store_when_it_was_multiplied_then_adverts_are_compared_by_what_they_say(read):
    rows = read(
        "SELECT p.id, f.features, p.content, t.description FROM postings p "
        "JOIN posting_texts t ON t.posting = p.id JOIN posting_features f ON f.posting = p.id"
    ).fetchall()
    blocks = set()
    for number, packed, *values in rows:
        features = merge.features(posting_from(*values))
        assert msgspec.msgpack.decode(packed, type=Features) == features
        blocks |= {(key, number) for key in merge.block_keys(features)}
    assert set(read("SELECT block, posting FROM posting_blocks")) == blocks


def test_store_when_it_was_multiplied_then_it_is_as_mixed_as_what_was_filled(read):
    [[filled]] = read("SELECT count(DISTINCT job) FROM postings WHERE id <= ?", (FILLED,))
    for column in ("title", "company", "place", "pay_text", "remote", "job_types"):
        values = [value for (value,) in read(f"SELECT {column} FROM jobs ORDER BY id")]
        everywhere, at_first = Counter(values), Counter(values[:filled])
        assert everywhere.keys() == at_first.keys()
        shares = [(everywhere[value] / len(values), at_first[value] / filled) for value in at_first]
        assert all(mine == pytest.approx(theirs, rel=0.3) for mine, theirs in shares)


def test_store_when_it_was_multiplied_then_no_two_jobs_are_alike(read):
    jobs = read(
        "SELECT t.title, t.company, t.place, t.description, l.pay_year FROM job_texts t JOIN listing l USING (docid)"
    ).fetchall()
    assert len(set(jobs)) == len(jobs)

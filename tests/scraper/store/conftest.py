"""A store in a folder of its own."""

from __future__ import annotations

import pytest

from scraper.query import Query
from scraper.store.store import open_store
from tests.scraper.store.older_file import answers, make_older_file
from tests.scraper.store.postings_made import NOW

QUERY = Query(words="welder", sites=("indeed", "linkedin"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "jobs.db"


@pytest.fixture
def store(path):
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def run(store):
    return store.begin_run(QUERY, NOW)


@pytest.fixture
def older(path):
    """A file as the version before made it, and what it answers while it is only read."""
    make_older_file(path)
    with open_store(path, read_only=True) as store:
        return path, answers(store)

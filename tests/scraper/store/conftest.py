"""A store in a folder of its own."""

from __future__ import annotations

import pytest

from scraper.query import Query
from scraper.store.store import open_store
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

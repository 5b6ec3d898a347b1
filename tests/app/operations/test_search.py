"""A search that cannot begin."""

from __future__ import annotations

import pytest

from app.operations.licensing import FREE
from app.operations.search import CUT_OFF, search
from app.operations.watch import Watch
from scraper.cancel import Cancel
from scraper.errors import EngineLost
from scraper.process import EngineProcess
from scraper.query import Query
from scraper.store.store import open_store


def test_search_when_the_engine_cannot_be_started_then_the_run_is_listed_as_cut_off(tmp_path):
    query = Query(words="welder", sites=("indeed",))
    with open_store(tmp_path / "jobs.db") as store, EngineProcess((str(tmp_path / "none"),)) as engine:
        with pytest.raises(EngineLost):
            search(store, query, engine=engine, listener=Watch(query.sites), cancel=Cancel(), allowed=FREE)
        assert [run.outcome for run in store.runs()] == [CUT_OFF]

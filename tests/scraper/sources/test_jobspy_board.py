"""JobSpy's own scraper classes, driven by us, against the practice sites."""

from __future__ import annotations

import pytest

from scraper.cancel import Cancel
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.query import Query
from scraper.sources import registry
from scraper.sources.base import Network, Pace
from tests.scraper.sources.recorder import Recorder

FAST = Pace(pause_s=(0, 0), backoff_s=0.01, deadline_s=5, read_timeout_s=5)


@pytest.fixture(scope="module")
def sites():
    with PracticeSites(PracticeSettings()) as practice:
        yield practice


def network(practice):
    return Network(proxies=(practice.proxy_url,), ca_cert=practice.ca_path)


def search(practice, key, recorder=None, pace=FAST, **wanted):
    recorder = recorder or Recorder()
    query = Query(words="engineer", sites=(key,), **wanted)
    registry.create(key, pace, network(practice)).search(query, recorder, Cancel())
    return recorder


def test_indeed_when_searched_then_comes_page_by_page(sites):
    told = search(sites, "indeed", results=150)
    assert [len(batch) for batch in told.batches] == [100, 50]
    assert told.positions == [100, 150]
    assert len(set(told.ids)) == 150
    assert all(row.fields["description"].startswith("<") and row.raw.startswith("{") for row in told.rows)

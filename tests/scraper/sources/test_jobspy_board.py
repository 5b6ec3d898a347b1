"""JobSpy's own scraper classes, driven by us, against the practice sites."""

from __future__ import annotations

import pytest

from scraper.cancel import Cancel
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.query import Query
from scraper.sources import registry, seam
from scraper.sources.base import Network, Pace
from scraper.sources.board_input import scraper_input
from scraper.sources.job_fields import fields_of
from tests.scraper.sources.recorder import Recorder

FAST = Pace(pause_s=(0, 0), backoff_s=0.01, deadline_s=10, read_timeout_s=10)
COUNTRIES = {"naukri": "india", "bdjobs": "bangladesh", "hellowork": "france", "bayt": "united arab emirates"}
BOARDS = [info for info in registry.SOURCES if not info.available]


@pytest.fixture(scope="module")
def sites():
    with PracticeSites(PracticeSettings()) as practice:
        yield practice


def network(practice):
    return Network(proxies=(practice.proxy_url,), ca_cert=practice.ca_path)


def query_for(key, **wanted):
    return Query(**{"words": "engineer", "sites": (key,), "country": COUNTRIES.get(key, "usa"), **wanted})


def search(practice, key, recorder=None, pace=FAST, cancel=None, **wanted):
    recorder = recorder or Recorder()
    source = registry.create(key, pace, network(practice))
    source.search(query_for(key, **wanted), recorder, cancel or Cancel())
    return recorder


@pytest.mark.parametrize("offset", [0, 7])
@pytest.mark.parametrize("describe", [False, True], ids=["list", "details"])
@pytest.mark.parametrize("board", BOARDS, ids=lambda info: info.key)
def test_search_when_streamed_then_equals_what_jobspy_returns(sites, monkeypatch, board, describe, offset):
    wanted = {"results": board.page_size * 2 + 5, "describe": describe, "offset": offset}
    told = search(sites, board.key, **wanted)
    scraper = seam.board_class(board.key)()
    monkeypatch.setattr(type(scraper), "delay", (0, 0), raising=False)
    jobs = scraper.scrape(scraper_input(board, query_for(board.key, **wanted), network(sites)))
    assert scraper.error is None
    assert len(jobs) > board.page_size
    assert told.fields == [fields_of(job) for job in jobs]
    assert all(row.raw for row in told.rows)

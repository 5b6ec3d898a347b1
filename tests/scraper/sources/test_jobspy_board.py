"""JobSpy's own scraper classes, driven by us, against the practice sites."""

from __future__ import annotations

import pytest

from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.sources import seam
from scraper.sources.board_input import scraper_input
from scraper.sources.job_fields import fields_of
from tests.scraper.sources.driving import BOARDS, network, query_for, search


@pytest.fixture(scope="module")
def sites():
    with PracticeSites(PracticeSettings()) as practice:
        yield practice


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

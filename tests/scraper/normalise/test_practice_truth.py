"""What is kept of the practice sites' jobs, read by the real sources, against what is true of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from scraper.job import DatePrecision, Remote, SalaryOrigin
from scraper.normalise.posting import normalise
from scraper.practice.server import PracticeSettings, PracticeSites
from tests.scraper.sources.driving import BOARDS, COUNTRIES, search

SETTINGS = PracticeSettings()
WORK_PLACES = {"remote": Remote.YES, "hybrid": Remote.HYBRID, "office": Remote.NO}
OFFICE_UNLESS_SAID = {"naukri", "bdjobs"}
ARRONDISSEMENT = re.compile(r" \d+e$")
WITHIN = {DatePrecision.SECOND: timedelta(seconds=1), DatePrecision.HOUR: timedelta(hours=1)}


@pytest.fixture(scope="module")
def sites():
    with PracticeSites(SETTINGS) as practice:
        yield practice


@pytest.fixture(scope="module")
def world(sites):
    return sites.world


@pytest.mark.parametrize("board", BOARDS, ids=lambda info: info.key)
def test_normalise_when_a_board_was_searched_then_what_is_kept_is_true_or_not_stated(sites, world, board):
    country, now = COUNTRIES.get(board.key, "usa"), datetime.now(UTC)
    pairs = []
    for raw in search(sites, board.key, results=60).rows:
        posting = normalise(raw, country=country, now=now)
        pairs.append((posting, world.find(board.key, posting.native_id.partition("-")[2])))
    assert len(pairs) > 30
    for posting, truth in pairs:
        assert (posting.title, posting.company) == (truth.title, truth.company)
        cities = {place.city for place in posting.places} - {None}
        assert {ARRONDISSEMENT.sub("", city) for city in cities} <= {truth.city}
        assert {place.country for place in posting.places} <= {truth.country, None}
        assert abs(posting.posted.at - truth.posted) <= WITHIN.get(posting.posted.precision, timedelta(days=31))
        told = WORK_PLACES.get(truth.work_place, Remote.NOT_STATED)
        unsaid = Remote.NO if board.key in OFFICE_UNLESS_SAID else Remote.NOT_STATED
        assert posting.remote in {told, unsaid}
        if posting.salary is not None:
            pay = posting.salary
            assert (pay.low, pay.currency) == (truth.pay.low, truth.pay.currency)
            # Naukri shows a month's pay by its lower end, Indeed round sums without an upper one.
            assert pay.high in {truth.pay.high, truth.pay.low, None}
            assert pay.period.upper() == truth.pay.period
    assert any(posting.salary for posting, _ in pairs) or board.key == "linkedin"
    assert any(posting.remote is not Remote.NOT_STATED for posting, _ in pairs) or board.key == "linkedin"


def test_normalise_when_pay_is_stated_in_different_ways_then_each_job_tells_whose_word_it_is(sites, world):
    found = {}
    for raw in search(sites, "indeed", results=100).rows:
        posting = normalise(raw, country="usa", now=datetime.now(UTC))
        truth = world.find("indeed", posting.native_id.partition("-")[2])
        found.setdefault(truth.pay and truth.pay.origin, set()).add(posting.salary and posting.salary.origin)
    assert {"employer", "estimate", None} <= set(found)
    assert all(origins == {SalaryOrigin(told) if told else None} for told, origins in found.items())

"""Numbers for the charts, from a real store."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.operations.figures import BINS, Figures, figures
from scraper.cancel import Cancel, Cancelled
from scraper.job import Period, Salary, SalaryOrigin
from scraper.query import Query
from scraper.store.store import open_store
from tests.scraper.store.postings_made import made


def paid(low, high=None, currency="USD", period=Period.YEAR):
    return Salary(
        low=low, high=high or low, currency=currency, period=period, text=f"{low}", origin=SalaryOrigin.EMPLOYER
    )


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "jobs.sqlite3") as opened:
        yield opened


def keep(store, postings, day):
    run = store.begin_run(Query(words="x", sites=("indeed",)), datetime(2026, 6, day, tzinfo=UTC))
    store.ingest(run, postings, datetime(2026, 6, day, tzinfo=UTC))


def test_figures_when_nothing_is_stored_then_there_is_nothing_to_draw(store):
    assert figures(store, [], Cancel()) == Figures()


def test_figures_when_jobs_are_stored_then_every_one_is_in_one_place_of_each_chart(store):
    keep(store, [made(n, salary=paid(40_000 + n * 1000)) for n in range(20)], 1)
    keep(store, [made(30, site="linkedin"), made(31, salary=paid(50, period=Period.HOUR))], 3)
    keep(store, [made(40, salary=paid(30_000, currency="EUR"))], 3)
    found = figures(store, store.ids(), Cancel())
    assert found.days == ("2026-06-01", "2026-06-03")
    assert found.by_site == {"indeed": (20, 2), "linkedin": (0, 1)}
    assert found.currency == "USD"
    assert len(found.counts) == BINS == len(found.edges) - 1
    assert sum(found.counts) == found.stated
    assert (found.stated + found.beyond, found.other_currency, found.not_stated) == (21, 1, 1)
    assert found.edges[0] == 40_000


def test_figures_when_one_amount_is_absurd_then_it_does_not_squeeze_the_others(store):
    keep(store, [made(n, salary=paid(50_000 + n)) for n in range(150)], 1)
    keep(store, [made(900, salary=paid(9_000_000))], 1)
    found = figures(store, store.ids(), Cancel())
    assert found.edges[-1] < 60_000
    assert (found.stated, found.beyond, found.other_currency) == (150, 1, 0)


def test_figures_when_cancelled_then_it_stops(store):
    keep(store, [made(1)], 1)
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        figures(store, store.ids(), cancel)

"""One job's description, fetched from the practice sites through the real engine and kept in a real file."""

from __future__ import annotations

import pytest

from app.operations.describing import describe
from app.operations.search import search
from scraper.cancel import Cancel
from scraper.network import Network
from scraper.practice.server import PracticeSites
from scraper.process import EngineProcess
from scraper.query import Query
from scraper.store.store import open_store
from tests.scraper.sources.driving import COUNTRIES, FAST

SITES = ("linkedin", "glassdoor", "zip_recruiter", "bayt", "naukri", "bdjobs", "hellowork")


class _Nobody:
    """Listens to a search and does nothing."""

    def __getattr__(self, name):
        return lambda *_, **__: None


@pytest.fixture(scope="module")
def sites():
    with PracticeSites() as practice:
        yield Network(proxies=(practice.proxy_url,), ca_cert=practice.ca_path)


@pytest.fixture(scope="module")
def engine():
    with EngineProcess() as process:
        yield process


@pytest.mark.parametrize("site", SITES)
def test_describe_when_a_site_lists_without_descriptions_then_the_jobs_own_page_brings_it(
    tmp_path, sites, engine, site
):
    with open_store(tmp_path / "jobs.sqlite") as store:
        query = Query(words="engineer", sites=(site,), country=COUNTRIES.get(site, "usa"), results=3)
        search(store, query, engine=engine, listener=_Nobody(), cancel=Cancel(), pace=FAST, network=sites)
        before = store.job(1)
        assert before.shown.description_html is None
        why = describe(store, 1, engine=engine, cancel=Cancel(), pace=FAST, network=sites)
        after = store.job(1)
    assert why == ""
    assert after.shown.description_html
    assert (after.shown.title, after.shown.company, after.shown.places) == (
        before.shown.title,
        before.shown.company,
        before.shown.places,
    )

import threading
from pathlib import Path

import pytest
import requests

from scraper.practice.server import PracticeSettings, PracticeSites


@pytest.fixture
def sites():
    with PracticeSites(PracticeSettings(jobs=4000)) as practice:
        yield practice


def _scrape(sites, **options):
    from jobspy import scrape_jobs

    return scrape_jobs(
        site_name="indeed", search_term="data engineer", proxies=[sites.proxy_url], ca_cert=sites.ca_path, **options
    )


def test_indeed_when_read_by_jobspy_then_gives_every_page_without_repeats(sites):
    jobs = _scrape(sites, results_wanted=150)
    assert jobs.attrs["errors"] == {}
    assert len(jobs) == 150
    assert jobs["id"].is_unique
    assert [asked.kind for asked in sites.log] == ["search", "search"]
    assert {"yearly", "hourly", "monthly"} <= set(jobs["interval"].dropna())
    assert jobs["is_remote"].any()


def test_indeed_when_asked_for_remote_and_place_then_filters(sites):
    jobs = _scrape(sites, results_wanted=100, is_remote=True, location="Austin, TX")
    assert len(jobs) > 3
    assert jobs["is_remote"].all()
    assert set(jobs["location"]) == {"Austin, TX, USA"}


def test_proxy_when_another_host_is_asked_then_refuses_and_connects_nowhere(sites):
    with pytest.raises(requests.exceptions.ProxyError):
        requests.get("https://example.com/", proxies={"https": sites.proxy_url}, timeout=20)


def test_sites_when_closed_then_leave_no_thread_and_no_authority():
    before = set(threading.enumerate())
    with PracticeSites(PracticeSettings(jobs=300, latency_s=0.0)) as sites:
        _scrape(sites, results_wanted=5)
        folder = Path(sites.ca_path).parent
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()
    assert set(threading.enumerate()) <= before

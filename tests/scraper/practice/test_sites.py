"""Every practice site, read by JobSpy as it is."""

import pytest

from scraper.practice.server import PracticeSettings, PracticeSites

# Site, country, jobs of one page, whether its pages are paced by the class.
SITES = [
    ("linkedin", "usa", 10),
    ("indeed", "usa", 100),
    ("glassdoor", "usa", 100),
    ("naukri", "india", 20),
    ("bdjobs", "usa", 50),
    ("zip_recruiter", "usa", 20),
    ("bayt", "usa", 30),
    ("hellowork", "usa", 30),
]


@pytest.fixture(scope="module")
def practice():
    with PracticeSites(PracticeSettings()) as sites:
        yield sites


@pytest.fixture
def scrape(practice, monkeypatch):
    import jobspy

    for scraper in jobspy.SCRAPER_MAPPING.values():
        if hasattr(scraper, "delay"):
            monkeypatch.setattr(scraper, "delay", (0, 0))

    def run(site, country, **options):
        return jobspy.scrape_jobs(
            site_name=site,
            search_term="data engineer",
            country_indeed=country,
            proxies=[practice.proxy_url],
            ca_cert=practice.ca_path,
            verbose=0,
            **options,
        )

    return run


@pytest.mark.parametrize(("site", "country", "page_size"), SITES)
def test_site_when_two_and_a_half_pages_are_wanted_then_gives_them_once_each(site, country, page_size, scrape):
    wanted = page_size * 5 // 2
    jobs = scrape(site, country, results_wanted=wanted)
    assert jobs.attrs["errors"] == {}
    assert len(jobs) == wanted
    assert jobs["id"].is_unique
    for field in ("title", "company", "location", "date_posted", "job_url"):
        assert jobs[field].notna().all(), field


@pytest.mark.parametrize(("site", "country", "page_size"), SITES)
def test_site_when_offset_is_given_then_goes_on_where_the_list_would(site, country, page_size, scrape):
    whole = set(scrape(site, country, results_wanted=page_size)["id"])
    rest = set(scrape(site, country, results_wanted=page_size - 7, offset=7)["id"])
    assert rest < whole


@pytest.mark.parametrize(("site", "country", "page_size"), SITES)
def test_site_when_descriptions_are_asked_for_then_gives_them(site, country, page_size, scrape):
    jobs = scrape(site, country, results_wanted=5, fetch_description=True)
    assert jobs["description"].str.len().gt(200).all()
    assert jobs.attrs["errors"] == {}


@pytest.mark.parametrize(("site", "country"), [(s, c) for s, c, _ in SITES if s != "linkedin"])
def test_site_when_remote_is_asked_for_then_gives_remote_jobs_only(site, country, scrape):
    jobs = scrape(site, country, results_wanted=10, is_remote=True)
    assert len(jobs) == 10
    assert jobs["is_remote"].all()

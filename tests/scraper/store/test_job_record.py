from __future__ import annotations

from datetime import timedelta

from scraper.job import Salary, SalaryOrigin
from scraper.query import Query
from tests.scraper.store.postings_made import NOW, made


def test_job_when_it_has_two_postings_then_links_to_apply_come_first(store, run):
    own = "https://careers.example/1"
    store.ingest(run, [made(1), made(1, site="linkedin", apply_url=own)], NOW)
    job = store.job(1)
    assert [(link.url, link.applies) for link in job.links] == [
        (own, True),
        ("https://indeed.example/job/1", False),
        ("https://linkedin.example/job/1", False),
    ]


def test_job_when_read_then_it_has_all_that_was_received(store, run):
    salary = Salary(low=1.0, high=None, currency="EUR", period=None, text="from 1 €", origin=SalaryOrigin.TEXT)
    posting = made(1, salary=salary, skills=("argon",), facts={"company_url": "https://x.example"}, raw=b"\x78raw")
    store.ingest(run, [posting], NOW)
    job = store.job(1)
    assert [each.posting for each in job.postings] == [posting]
    assert job.shown == posting
    assert job.origins["salary"] == posting.key
    assert "level" not in job.origins


def test_job_when_seen_again_then_the_log_has_each_state_once(store, run):
    store.ingest(run, [made(1)], NOW)
    store.ingest(run, [made(1)], NOW + timedelta(hours=1))
    store.ingest(run, [made(1, title="Fitter")], NOW + timedelta(hours=2))
    first, second = store.job(1).sightings
    assert (first.times, first.first_seen, first.last_seen) == (2, NOW, NOW + timedelta(hours=1))
    assert (second.times, second.first_seen) == (1, NOW + timedelta(hours=2))
    assert first.text_hash != second.text_hash


def test_job_when_there_is_none_then_none(store):
    assert store.job(1) is None


def test_job_when_several_searches_found_it_then_it_has_what_was_typed_in_each_once(store, run):
    store.ingest(run, [made(1), made(2)], NOW)
    for words in ("pipe fitter", "welder"):
        again = store.begin_run(Query(words=words, sites=("linkedin",)), NOW + timedelta(hours=1))
        store.ingest(again, [made(1)], NOW + timedelta(hours=1))
    assert store.job(1).searched == ("welder", "pipe fitter")
    assert store.job(2).searched == ("welder",)

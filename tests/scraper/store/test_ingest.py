from __future__ import annotations

from datetime import timedelta

import pytest

from scraper.job import DatePrecision, Period, Posted, Remote, Salary, SalaryOrigin
from tests.scraper.store.postings_made import NOW, made


def shown(store, *keys, **selection):
    return store.rows(store.ids(now=NOW, **selection), keys)


def test_ingest_when_postings_are_new_then_each_is_a_job_with_its_values(store, run):
    changes = store.ingest(run, [made(1), made(2)], NOW)
    assert (len(changes.added), changes.updated, changes.merged, changes.known) == (2, (), 0, 0)
    assert shown(store, "title", "posted", "sites", "postings", "first_seen", sort="id", descending=False) == [
        ("Welder of kind babababaco", "2026-05-29", '["indeed"]', 1, "2026-06-01T12:00:00Z"),
        ("Welder of kind babababadi", "2026-05-29", '["indeed"]', 1, "2026-06-01T12:00:00Z"),
    ]


def test_ingest_when_the_same_comes_again_then_nothing_changes_but_when_it_was_seen(store, run):
    store.ingest(run, [made(1)], NOW)
    changes = store.ingest(run, [made(1)], NOW + timedelta(hours=1))
    assert (changes.added, changes.updated, changes.known, changes.new) == ((), (), 1, 0)
    assert shown(store, "first_seen", "last_seen") == [("2026-06-01T12:00:00Z", "2026-06-01T13:00:00Z")]


def test_ingest_when_one_comes_twice_in_a_batch_then_it_is_stored_once_with_what_both_say(store, run):
    changes = store.ingest(run, [made(1, description_html=None), made(1, company=None)], NOW)
    assert changes.new == 1
    [(company, description)] = shown(store, "company", "description")
    assert company == "Babababaco Works"
    assert description.startswith("We weld")


def test_ingest_when_a_later_reply_says_less_then_nothing_known_is_lost(store, run):
    store.ingest(run, [made(1, level="senior", facts={"company_industry": "Metal"}, remote=Remote.YES)], NOW)
    store.ingest(run, [made(1, title="Welder", description_html=None, company=None)], NOW)
    keys = ("title", "company", "level", "company_industry", "remote", "description")
    [(title, company, level, industry, remote, description)] = shown(store, *keys)
    assert (title, company, level, industry, remote) == ("Welder", "Babababaco Works", "senior", "Metal", "yes")
    assert description.startswith("We weld")


def test_ingest_when_a_description_comes_later_then_it_can_be_found_by_its_words(store, run):
    store.ingest(run, [made(1, description_html=None)], NOW)
    assert not store.ids("argon", now=NOW)
    changes = store.ingest(run, [made(1, description_html="<p>Argon welding</p>")], NOW)
    assert list(changes.updated) == list(store.ids("argon", now=NOW))


def test_ingest_when_the_words_change_then_the_old_ones_find_nothing(store, run):
    store.ingest(run, [made(1, title="Plumber")], NOW)
    store.ingest(run, [made(1, title="Fitter")], NOW)
    assert not store.ids("plumber", now=NOW)
    assert len(store.ids("fitter", now=NOW)) == 1


def test_ingest_when_the_date_moves_then_the_job_moves_in_the_list_and_is_still_found(store, run):
    store.ingest(run, [made(1, days=9), made(2, days=5)], NOW)
    store.ingest(run, [made(1, days=1)], NOW)
    assert [days for (days,) in shown(store, "posted", words="welder")] == ["2026-05-31", "2026-05-27"]
    assert shown(store, "posted") == [("2026-05-31",), ("2026-05-27",)]


def test_ingest_when_a_site_has_a_job_that_another_has_then_they_are_one_job(store, run):
    store.ingest(run, [made(1)], NOW)
    changes = store.ingest(run, [made(1, site="linkedin")], NOW)
    assert (changes.added, changes.merged, len(changes.updated)) == ((), 1, 1)
    assert shown(store, "sites", "postings") == [('["indeed","linkedin"]', 2)]


def test_ingest_when_the_clock_went_back_then_first_and_last_seen_still_enclose_every_sighting(store, run):
    store.ingest(run, [made(1)], NOW)
    store.ingest(run, [made(1)], NOW - timedelta(days=400))
    assert shown(store, "first_seen", "last_seen") == [("2025-04-27T12:00:00Z", "2026-06-01T12:00:00Z")]


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        ((21, "week"), (20, "week"), 0),
        ((21, "week"), (7, "week"), 1),
        ((3, "day"), (2, "day"), 1),
        ((3, "day"), (2.9, "second"), 1),
        ((3, "day"), (1, "week"), 0),
        ((3, "second"), (3, "day"), 0),
    ],
)
def test_ingest_when_the_date_says_no_more_than_before_then_the_job_stays_in_its_place(store, run, first, then, kept):
    dates = [
        Posted(at=NOW - timedelta(days=days), precision=DatePrecision(precision)) for days, precision in (first, then)
    ]
    for date in dates:
        store.ingest(run, [made(1, posted=date)], NOW)
    assert store.job(1).shown.posted == dates[kept]
    assert len(store.job(1).sightings) == 1 + kept


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [("employer", "text", 0), ("estimate", "text", 0), ("text", "text", 1), ("text", "employer", 1)],
)
def test_ingest_when_pay_is_read_from_a_description_then_what_the_site_showed_stays(store, run, first, then, kept):
    salaries = [
        Salary(low=low, high=low, currency="USD", period=Period.YEAR, text="", origin=SalaryOrigin(origin))
        for low, origin in ((50_000, first), (60_000, then))
    ]
    for salary in salaries:
        store.ingest(run, [made(1, salary=salary)], NOW)
    assert store.job(1).shown.salary == salaries[kept]

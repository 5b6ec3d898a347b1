from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import BadInput
from scraper.store.store import open_store
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made


def all_of(store):
    """Everything a list and the text index show, by job."""
    keys = ["id", "title", "posted", "sites", "postings", "status", "hidden", "note", "description"]
    return store.rows(store.ids(status="all", sort="id"), keys)


def test_merge_when_two_jobs_are_one_then_the_first_has_all_postings_and_is_found_by_its_words(store, run):
    store.ingest(run, [made(1, title="Welder"), made(2, site="bayt", title="Soldador")], NOW)
    first, second = store.ids(sort="id", descending=False)
    store.merge(first, second, NOW)
    assert list(store.ids()) == [first]
    assert {each.posting.title for each in store.job(first).postings} == {"Welder", "Soldador"}
    assert store.job(second) is None


def test_undo_when_a_merge_is_undone_then_all_is_as_it_was(store, run):
    store.ingest(run, [made(1), made(2, site="bayt"), made(3)], NOW)
    before = all_of(store)
    decision = store.merge(3, 1, NOW)
    assert all_of(store) != before
    store.undo(decision, NOW)
    assert all_of(store) == before
    assert store.decisions()[0].undone_at == NOW


def test_undo_when_done_twice_then_it_says_that_there_is_nothing_to_undo(store, run):
    store.ingest(run, [made(1), made(2)], NOW)
    decision = store.merge(1, 2, NOW)
    store.undo(decision, NOW)
    with pytest.raises(BadInput, match="no decision"):
        store.undo(decision, NOW)


def test_split_when_an_automatic_merge_is_undone_then_it_stays_undone(store, run):
    store.ingest(run, [made(1), made(1, site="linkedin")], NOW)
    [job] = store.ids()
    posting = store.job(job).postings[1]
    store.split(posting.id, NOW)
    assert len(store.ids()) == 2
    store.ingest(run, [made(1), made(1, site="linkedin", description_html="<p>New words</p>")], NOW)
    assert len(store.ids()) == 2


def test_split_when_undone_then_the_posting_is_back(store, run):
    store.ingest(run, [made(1), made(1, site="linkedin")], NOW)
    before = all_of(store)
    decision = store.split(store.job(1).postings[1].id, NOW)
    store.undo(decision, NOW)
    assert all_of(store) == before


@pytest.mark.parametrize(
    ("call", "arguments"), [("merge", (1, 1)), ("merge", (1, 99)), ("split", (1,)), ("split", (9,))]
)
def test_decisions_when_they_make_no_sense_then_they_are_refused_and_nothing_changes(store, run, call, arguments):
    store.ingest(run, [made(1), made(2)], NOW)
    before = all_of(store)
    with pytest.raises(BadInput):
        getattr(store, call)(*arguments, NOW)
    assert all_of(store) == before
    assert store.decisions() == []


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["merge", "split", "undo", "mark"]), st.integers(1, 9), st.integers(1, 9)), max_size=12
)


@settings(max_examples=40)
@given(ACTIONS)
def test_decisions_when_made_in_any_order_then_each_posting_is_in_one_job_and_marks_stay_with_it(
    tmp_path_factory, actions
):
    with open_store(tmp_path_factory.mktemp("data") / "jobs.db") as store:
        run = store.begin_run(QUERY, NOW)
        store.ingest(run, [made(number) for number in range(1, 7)], NOW)
        marked = set()
        for kind, one, other in actions:
            try:
                if kind == "merge":
                    store.merge(one, other, NOW)
                elif kind == "split":
                    store.split(one, NOW)
                elif kind == "undo":
                    store.undo(one, NOW)
                else:
                    store.set_status([one], "saved", NOW)
                    marked |= {each.posting.key for each in store.job(one).postings}
            except BadInput:
                continue
        jobs = [store.job(job) for job in store.ids(status="all")]
        keys = [each.posting.key for job in jobs for each in job.postings]
        assert len(keys) == len(set(keys)) == 6
        for job in jobs:
            assert (job.status == "saved") == any(each.posting.key in marked for each in job.postings)
        connection = store._connection
        connection.execute("INSERT INTO job_search (job_search, rank) VALUES ('integrity-check', 1)")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert len(store.ids("welder", status="all")) == len(jobs)

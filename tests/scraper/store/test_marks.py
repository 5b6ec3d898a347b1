from __future__ import annotations

import pytest

from scraper.errors import BadInput
from tests.scraper.store.postings_made import NOW, made


def two_jobs(store, run):
    store.ingest(run, [made(1, title="a"), made(2, title="b")], NOW)
    return list(store.ids(sort="title", descending=False))


def test_set_status_when_a_job_is_saved_then_it_is_among_the_saved(store, run):
    first, _ = two_jobs(store, run)
    store.set_status([first], "saved", NOW)
    assert list(store.ids(status="saved")) == [first]
    assert store.rows([first], ["status"]) == [("saved",)]
    store.set_status([first], "none", NOW)
    assert not store.ids(status="saved")


def test_hide_when_a_job_is_hidden_then_only_the_hidden_and_all_have_it(store, run):
    first, second = two_jobs(store, run)
    store.hide([first], NOW)
    assert (list(store.ids()), list(store.ids(status="hidden"))) == ([second], [first])
    assert set(store.ids(status="all")) == {first, second}
    store.hide([first], NOW, hidden=False)
    assert set(store.ids()) == {first, second}


def test_set_status_when_the_job_is_not_there_then_it_says_so_and_marks_none(store, run):
    first, _ = two_jobs(store, run)
    with pytest.raises(BadInput, match="no job 99"):
        store.set_status([first, 99], "saved", NOW)
    assert not store.ids(status="saved")


def test_marks_when_the_posting_changes_then_they_stay(store, run):
    first, _ = two_jobs(store, run)
    store.set_status([first], "applied", NOW)
    store.note(first, " Call Ms Lee ", NOW)
    store.ingest(run, [made(1, title="Other", days=1)], NOW)
    assert store.rows([first], ["title", "status", "note"]) == [("Other", "applied", "Call Ms Lee")]


@pytest.mark.parametrize(
    ("marked", "status", "hidden"),
    [
        ({1: "saved", 2: "applied"}, "applied", 0),
        ({1: "hidden", 2: "saved"}, "saved", 0),
        ({1: "hidden"}, None, 1),
        ({}, None, 0),
    ],
)
def test_marks_when_jobs_are_merged_then_applied_wins_over_saved_and_saved_over_hidden(
    store, run, marked, status, hidden
):
    first, second = two_jobs(store, run)
    for number, mark in marked.items():
        job = {1: first, 2: second}[number]
        if mark == "hidden":
            store.hide([job], NOW)
        else:
            store.set_status([job], mark, NOW)
    decision = store.merge(first, second, NOW)
    assert store.rows([first], ["status", "hidden"]) == [(status, hidden)]
    store.undo(decision, NOW)
    own = {"hidden": (None, 1), "saved": ("saved", 0), "applied": ("applied", 0), None: (None, 0)}
    assert store.rows([first, second], ["status", "hidden"]) == [own[marked.get(1)], own[marked.get(2)]]


def test_note_when_jobs_with_notes_are_merged_then_both_are_there(store, run):
    first, second = two_jobs(store, run)
    store.note(first, "one", NOW)
    store.note(second, "two", NOW)
    store.merge(first, second, NOW)
    assert store.job(first).note == "one\n\ntwo"
    assert store.rows([first], ["note"]) == [("one\n\ntwo",)]

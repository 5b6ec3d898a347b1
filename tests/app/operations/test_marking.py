"""What a person does about jobs, and what takes it back."""

from __future__ import annotations

import pytest

from app.operations.marking import Undo, hide, merge, set_status, split, take_back, write_note
from scraper.errors import BadInput
from scraper.query import Query
from scraper.store.records import Status
from scraper.store.store import open_store
from tests.scraper.store.postings_made import NOW, made


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "jobs.db") as opened:
        run = opened.begin_run(Query(words="welder", sites=("indeed",)), NOW)
        opened.ingest(run, [made(1, title="a"), made(2, title="b")], NOW)
        yield opened


@pytest.fixture
def jobs(store):
    return list(store.ids(sort="title", descending=False))


def shown(store, jobs, *keys):
    return store.rows(jobs, keys)


def test_take_back_when_jobs_were_marked_then_each_is_as_it_was(store, jobs):
    store.set_status(jobs[:1], Status.APPLIED)
    deeds = [set_status(store, [*jobs, 99], Status.SAVED), hide(store, jobs), write_note(store, jobs[0], "call Anna")]
    assert shown(store, jobs, "status", "hidden", "note") == [("saved", 1, "call Anna"), ("saved", 1, None)]
    for deed in reversed(deeds):
        take_back(store, deed)
    assert shown(store, jobs, "status", "hidden", "note") == [("applied", 0, None), (None, 0, None)]


def test_take_back_when_jobs_with_marks_of_their_own_were_merged_then_each_has_its_own_again(store, jobs):
    write_note(store, jobs[0], "call Anna")
    write_note(store, jobs[1], "call Bert")
    set_status(store, jobs[:1], Status.APPLIED)
    set_status(store, jobs[1:], Status.SAVED)
    deeds = [merge(store, jobs)]
    deeds += [write_note(store, jobs[0], "call both"), set_status(store, jobs[:1], Status.NONE)]
    for deed in reversed(deeds):
        take_back(store, deed)
    apart = list(store.ids(sort="title", descending=False))
    assert shown(store, apart, "title", "status", "note") == [
        ("a", "applied", "call Anna"),
        ("b", "saved", "call Bert"),
    ]


def test_take_back_when_the_job_was_merged_away_meanwhile_then_its_advert_has_its_note_again(store, jobs):
    write_note(store, jobs[1], "call Bert")
    deed = write_note(store, jobs[1], "call Carl")
    merge(store, jobs)
    take_back(store, deed)
    assert shown(store, jobs[:1], "note") == [("call Bert",)]


def test_write_note_when_the_job_is_gone_then_nothing_happens_and_nothing_is_to_be_taken_back(store):
    take_back(store, write_note(store, 99, "call Anna"))
    assert store.rows([99], ["note"]) == []


@pytest.fixture
def four(tmp_path):
    """A store with four jobs, 1 to 4."""
    with open_store(tmp_path / "four.db") as opened:
        run = opened.begin_run(Query(words="welder", sites=("indeed",)), NOW)
        opened.ingest(run, [made(number, title=f"job {number}") for number in range(4)], NOW)
        yield opened


def test_merge_when_one_of_the_jobs_was_merged_away_meanwhile_then_the_others_are_and_that_can_be_taken_back(four):
    four.merge(4, 3)
    undo = merge(four, [3, 2, 1])
    assert (undo.jobs, sorted(four.ids())) == ((2, 1), [2, 4])
    take_back(four, undo)
    assert sorted(four.ids()) == [1, 2, 4]


@pytest.mark.parametrize("jobs", [[1, 3], [3, 99], [3], []])
def test_merge_when_fewer_than_two_of_the_jobs_are_there_then_nothing_is_done_and_nothing_is_to_be_taken_back(
    four, jobs
):
    four.merge(4, 3)
    assert merge(four, jobs) == Undo(jobs=())
    assert len(four.decisions()) == 1


def test_merge_when_one_of_the_jobs_cannot_be_merged_then_none_is(four):
    with pytest.raises(BadInput):
        four.merge_all(1, [2, 99])
    assert (sorted(four.ids()), four.decisions()) == ([1, 2, 3, 4], [])


def test_split_when_one_of_the_adverts_cannot_be_split_off_then_none_is(four):
    merge(four, [1, 2, 3])
    with pytest.raises(BadInput):
        four.split_all([*(advert.id for advert in four.job(1).postings[1:]), 99])
    assert (sorted(four.ids()), len(four.decisions())) == ([1, 4], 2)


def test_split_when_the_job_is_gone_or_has_one_advert_then_nothing_is_to_be_taken_back(four):
    assert split(four, 99) == Undo(jobs=())
    assert split(four, 1) == Undo(jobs=())

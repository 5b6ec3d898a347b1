"""Eight boards x sixteen faults x once and for good x pages of the list and of single jobs.

A passing fault that is not a refusal costs no row; one that stays ends the board with the right reason, inside its
deadline, with everything found before it; a refusal is not asked again; nothing ends in silence; the others go on.
The boards of a test run at once, so that their waits overlap.
"""

from __future__ import annotations

import pytest

from scraper.errors import Reason
from scraper.practice.bdjobs import PREMIUM
from scraper.practice.faults import Fault, FaultName
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.sources.base import Pace
from tests.scraper.sources.driving import BOARDS, FAST, faults, search_all

pytestmark = pytest.mark.long

SIZES = {info.key: info.page_size + (PREMIUM if info.key == "bdjobs" else 0) for info in BOARDS}
EXTRA = 3
DETAILED = tuple(info.key for info in BOARDS if not info.describes)
REFUSALS = {
    FaultName.FORBIDDEN: Reason.BLOCKED,
    FaultName.LOGIN: Reason.BLOCKED,
    FaultName.BOT: Reason.BLOCKED,
    FaultName.LAYOUT: Reason.LAYOUT_CHANGED,
}
STAYING = REFUSALS | {
    FaultName.TOO_MANY: Reason.RATE_LIMITED,
    FaultName.TOO_MANY_SILENT: Reason.RATE_LIMITED,
    FaultName.SERVER_ERROR: Reason.UNREACHABLE,
    FaultName.HANG: Reason.UNREACHABLE,
    FaultName.DRIP: Reason.UNREACHABLE,
    FaultName.RESET: Reason.UNREACHABLE,
    FaultName.SHORT: Reason.UNREACHABLE,
    FaultName.TRUNCATED: Reason.UNREACHABLE,
    FaultName.GARBAGE: Reason.LAYOUT_CHANGED,
    FaultName.BAD_MARKUP: Reason.LAYOUT_CHANGED,
}
SLOW = Pace(pause_s=(0, 0), backoff_s=0.01, deadline_s=2, read_timeout_s=5, retries=1)


@pytest.fixture(scope="module")
def practice():
    with PracticeSites(PracticeSettings()) as sites:
        yield sites


@pytest.fixture(scope="module")
def usual(practice):
    """What each board lists when nothing is wrong, by id and in order."""
    outcomes = search_all(practice, {key: {"results": SIZES[key] + EXTRA} for key in SIZES})
    return {key: outcome.told.ids for key, outcome in outcomes.items()}


def pace_for(name):
    return SLOW if name in (FaultName.HANG, FaultName.DRIP) else FAST


def fault_of(name, where, times, **more):
    return Fault(name=name, where=where, times=times, from_request=2, retry_after_s=0.05, **more)


@pytest.mark.parametrize("name", FaultName)
def test_a_page_of_the_list_when_a_fault_passes_then_no_row_is_lost_unless_it_refuses(practice, usual, name):
    with faults(practice, fault_of(name, "search", 1)) as log:
        outcomes = search_all(practice, {key: {"results": SIZES[key] + EXTRA} for key in SIZES}, pace_for(name))
    for key, outcome in outcomes.items():
        rows, told = len(outcome.told.rows), outcome.told
        assert len(set(told.ids)) == rows, key
        assert outcome.reason is REFUSALS.get(name), (key, outcome)
        assert rows == SIZES[key] + (0 if name in REFUSALS else EXTRA), (key, outcome)
        if name is not FaultName.BAD_JOB:
            assert told.ids == usual[key][:rows], key
        if name is not FaultName.LAYOUT:
            assert told.unreadable_count == (1 if name is FaultName.BAD_JOB else 0), key
        asked = sum(1 for line in log if line.site == key and line.kind == "search")
        assert asked == (2 if name in REFUSALS or name is FaultName.BAD_JOB else 3) or name is FaultName.RESET, (
            key,
            asked,
        )


@pytest.mark.parametrize("name", FaultName)
def test_a_page_of_the_list_when_a_fault_stays_then_the_board_ends_typed_and_in_time(practice, usual, name):
    pace = pace_for(name)
    with faults(practice, fault_of(name, "search", None)):
        outcomes = search_all(practice, {key: {"results": SIZES[key] + EXTRA} for key in SIZES}, pace)
    for key, outcome in outcomes.items():
        rows, told = len(outcome.told.rows), outcome.told
        assert len(set(told.ids)) == rows >= SIZES[key], (key, rows)
        assert told.ids[: SIZES[key]] == usual[key][: SIZES[key]], key
        if name is FaultName.TRUNCATED and rows == SIZES[key] + EXTRA:
            continue  # what arrived of the page was all that was asked for
        assert outcome.reason is STAYING.get(name), (key, outcome)
        if name is FaultName.BAD_JOB:
            assert (rows, told.unreadable_count) == (SIZES[key] + EXTRA, 1), key
        elif name is FaultName.EMPTY:
            assert "empty page" in told.notes[0], key
        elif name is FaultName.TRUNCATED:
            assert rows <= SIZES[key] + EXTRA, key
        else:
            assert rows == SIZES[key], key
        if outcome.reason is Reason.RATE_LIMITED:
            assert outcome.error.retry_at is not None, key
        assert outcome.took_s < (pace.retries + 1) * (pace.deadline_s + 1) + 3, (key, outcome.took_s)


@pytest.mark.parametrize("name", FaultName)
def test_the_first_page_when_a_fault_stays_then_no_board_is_silent(practice, name):
    with faults(practice, Fault(name=name, where="search", retry_after_s=0.05)):
        outcomes = search_all(practice, {key: {"results": SIZES[key] - 1} for key in SIZES}, pace_for(name))
    for key, outcome in outcomes.items():
        rows, told = len(outcome.told.rows), outcome.told
        if name is FaultName.TRUNCATED and rows == SIZES[key] - 1:
            continue  # what arrived of the page was all that was asked for
        assert outcome.reason is STAYING.get(name), (key, outcome)
        assert outcome.reason or told.notes or told.unreadable_count, key


@pytest.mark.parametrize("name", FaultName)
def test_a_jobs_page_when_a_fault_passes_then_no_row_and_no_description_is_lost_unless_it_refuses(practice, name):
    with faults(practice, fault_of(name, "detail", 1)) as log:
        outcomes = search_all(practice, {key: described(key) for key in DETAILED}, pace_for(name))
    for key, outcome in outcomes.items():
        told = outcome.told
        assert outcome.reason is None, (key, outcome)
        assert len(set(told.ids)) == len(told.rows) == described(key)["results"], key
        missing = sum(1 for row in told.fields if not row["description"])
        assert told.undescribed == missing, key
        if name in (FaultName.FORBIDDEN, FaultName.LOGIN, FaultName.BOT):
            assert missing == described(key)["results"] - described_by(key), (key, missing)
            assert told.notes, key
            assert sum(1 for line in log if line.site == key and line.kind == "detail") == 2, key
        elif name is FaultName.LAYOUT:
            assert missing <= described_by(key), (key, missing)
        else:
            assert missing == 0, (key, told.notes)


@pytest.mark.parametrize("name", FaultName)
def test_a_jobs_page_when_a_fault_stays_then_every_row_comes_and_asking_stops(practice, name):
    with faults(practice, fault_of(name, "detail", None)) as log:
        outcomes = search_all(practice, {key: described(key) for key in DETAILED}, pace_for(name))
    for key, outcome in outcomes.items():
        told = outcome.told
        assert outcome.reason is None, (key, outcome)
        assert len(set(told.ids)) == len(told.rows) == described(key)["results"], key
        missing = sum(1 for row in told.fields if not row["description"])
        assert told.undescribed == missing, key
        if name is FaultName.BAD_JOB:
            continue  # a job's page has no list that could hold one
        if name is FaultName.LAYOUT and not missing:
            continue  # JobSpy finds the description in another place of the page
        assert missing == described(key)["results"] - described_by(key), (key, missing, told.notes)
        assert told.notes, key
        assert sum(1 for line in log if line.site == key and line.kind == "detail") <= 8, key


@pytest.mark.parametrize("name", [FaultName.FORBIDDEN, FaultName.LOGIN, FaultName.BOT])
def test_a_jobs_page_when_it_refuses_then_no_other_page_is_asked_for(practice, name):
    with faults(practice, fault_of(name, "detail", None)) as log:
        wanted = {key: {"results": SIZES[key] + EXTRA, "describe": True} for key in DETAILED}
        outcomes = search_all(practice, wanted, FAST)
    for key, outcome in outcomes.items():
        assert outcome.reason is Reason.BLOCKED, (key, outcome)
        assert len(outcome.told.rows) == SIZES[key], key
        assert [line.kind for line in log if line.site == key and line.kind != "other"].count("search") == 1, key


@pytest.mark.parametrize(
    "name", [FaultName.FORBIDDEN, FaultName.HANG, FaultName.DRIP, FaultName.BAD_MARKUP, FaultName.BOT]
)
@pytest.mark.parametrize("key", SIZES)
def test_the_other_boards_when_one_fails_for_good_then_all_their_rows_arrive(practice, key, name):
    with faults(practice, Fault(name=name, site=key)):
        outcomes = search_all(practice, {one: {"results": EXTRA} for one in SIZES}, pace_for(name))
    assert outcomes.pop(key).reason is STAYING[name]
    assert {one: (outcome.reason, len(outcome.told.rows)) for one, outcome in outcomes.items()} == dict.fromkeys(
        outcomes, (None, EXTRA)
    )


def described(key):
    """A search that asks for at least three job pages; Glassdoor's each hold 25 jobs."""
    return {"results": 60 if key == "glassdoor" else 6, "describe": True}


def described_by(key):
    """Jobs the first request for a job page describes."""
    return 25 if key == "glassdoor" else 1

"""JobSpy's own scraper classes, driven by us, against the practice sites."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest

from scraper.cancel import Cancel, Cancelled
from scraper.errors import BadInput, Blocked, Reason, Refused
from scraper.job import JobType
from scraper.normalise.posting import normalise
from scraper.practice.faults import Fault, FaultName
from scraper.practice.server import PracticeSettings, PracticeSites
from scraper.query import Criteria
from scraper.sources import registry, seam, seam_check
from scraper.sources.base import Network, Pace, Ref
from scraper.sources.board_input import scraper_input
from scraper.sources.job_fields import fields_of
from tests.pace import elapsed_s
from tests.scraper.sources.driving import BOARDS, FAST, faults, network, outcome_of, query_for, search
from tests.scraper.sources.recorder import Recorder
from tests.services.process import until

KEYS = [info.key for info in BOARDS]
DETAILED = [info.key for info in BOARDS if not info.describes]


@pytest.fixture(scope="module")
def sites():
    with PracticeSites(PracticeSettings()) as practice:
        yield practice


def returned_by_jobspy(monkeypatch, sites, board, **wanted):
    scraper = seam.board_class(board.key)()
    monkeypatch.setattr(type(scraper), "delay", (0, 0), raising=False)
    jobs = scraper.scrape(scraper_input(board, query_for(board.key, **wanted), network(sites)))
    assert scraper.error is None
    return [fields_of(job) for job in jobs]


@pytest.mark.parametrize("offset", [0, 7])
@pytest.mark.parametrize("describe", [False, True], ids=["list", "details"])
@pytest.mark.parametrize("board", BOARDS, ids=lambda info: info.key)
def test_search_when_streamed_then_equals_what_jobspy_returns(sites, monkeypatch, board, describe, offset):
    wanted = {"results": board.page_size * 2 + 5, "describe": describe, "offset": offset}
    told = search(sites, board.key, **wanted)
    assert len(told.rows) > board.page_size
    assert len(told.batches) > 1
    assert told.fields == returned_by_jobspy(monkeypatch, sites, board, **wanted)
    assert all(row.raw for row in told.rows)


@pytest.mark.parametrize("board", BOARDS, ids=lambda info: info.key)
def test_search_when_filtered_then_equals_what_jobspy_returns(sites, monkeypatch, board):
    criteria = Criteria(
        remote=True, easy_apply=True, job_types=(JobType.FULL_TIME,), max_age_hours=24 * 365 * 30, min_salary=1
    )
    wanted = {"results": 40, "criteria": criteria, "distance_miles": 20}
    told = search(sites, board.key, **wanted)
    assert told.fields == returned_by_jobspy(monkeypatch, sites, board, **wanted)


@pytest.mark.parametrize("key", KEYS)
def test_search_when_ended_early_then_goes_on_where_it_stopped_without_losing_or_repeating_a_row(sites, key):
    size = registry.info(key).page_size
    whole = search(sites, key, results=size * 3)
    with faults(sites, Fault(name=FaultName.TOO_MANY, where="search", from_request=2, retry_after_s=3600)):
        first = outcome_of(sites, key, results=size * 3)
    assert first.reason is Reason.RATE_LIMITED
    assert first.error.retry_at is not None
    position = first.told.positions[-1]
    rest = search(sites, key, results=size * 3 - len(first.told.rows), offset=position)
    assert first.told.ids + rest.ids == whole.ids


@pytest.mark.parametrize("key", KEYS)
def test_search_when_stopped_in_a_pause_then_ends_at_once_with_its_rows(sites, key):
    cancel, stopped_at = Cancel(), []

    def stop(_):
        stopped_at.append(time.monotonic())
        cancel.set()

    told = Recorder(on_jobs=stop)
    with pytest.raises(Cancelled):
        search(sites, key, told, Pace(pause_s=(3, 3)), cancel, results=300)
    assert elapsed_s(stopped_at[0]) < 1
    assert len(told.rows) >= registry.info(key).page_size


@pytest.mark.parametrize("key", DETAILED)
def test_search_when_stopped_while_a_jobs_page_hangs_then_ends_at_once_with_every_row_so_far(sites, key):
    cancel = Cancel()
    told = Recorder()
    pace = Pace(pause_s=(0, 0), deadline_s=60, read_timeout_s=60)
    with faults(sites, Fault(name=FaultName.HANG, where="detail", from_request=2)) as log:

        def stop():
            until(lambda: sum(line.kind == "detail" for line in log) == 2, "a page that hangs")
            cancel.set()

        stopping = threading.Thread(target=stop)
        stopping.start()
        with pytest.raises(Cancelled):
            search(sites, key, told, pace, cancel, results=60, describe=True)
        stopping.join()
    assert len(told.rows) >= 1


def test_boards_when_the_network_is_not_this_machine_then_keep_at_least_jobspys_pauses():
    for info in BOARDS:
        low, high = getattr(seam.board_class(info.key), seam.DELAY, (0, 0))
        assert info.pause_s[0] >= low, info.key
        assert info.pause_s[1] >= high, info.key


# Job pages, one by one.


@pytest.mark.parametrize("key", DETAILED)
def test_describe_when_asked_for_some_jobs_then_brings_what_a_search_with_details_brings(sites, key):
    detailed = {fields["id"]: fields for fields in search(sites, key, results=4, describe=True).fields}
    told = describe(sites, key, [ref_of(fields) for fields in detailed.values()])
    assert list(told.updates) == list(detailed)
    for native_id, job in told.updates.items():
        assert job.fields["description"] == detailed[native_id]["description"]
        assert job.fields["job_url"] == detailed[native_id]["job_url"]
        posting = normalise(job, country="usa", now=datetime.now(UTC))
        assert posting.key == (key, native_id)
        assert posting.title == detailed[native_id]["title"]
    assert told.undescribed == 0


@pytest.mark.parametrize("key", DETAILED)
def test_describe_when_there_is_a_budget_then_keeps_to_it_and_says_so(sites, key):
    told = describe(sites, key, refs(sites, key, 5), Pace(pause_s=(0, 0), descriptions=2))
    assert len(told.updates) == 2
    assert told.undescribed == 3


@pytest.mark.parametrize("key", DETAILED)
def test_search_when_the_descriptions_are_more_than_the_budget_then_the_rest_comes_without(sites, key):
    wanted = {"results": 60 if key == "glassdoor" else 5, "describe": True}
    budget = 30 if key == "glassdoor" else 2
    with faults(sites) as log:
        told = search(sites, key, pace=Pace(pause_s=(0, 0), descriptions=budget), **wanted)
    described = [fields for fields in told.fields if fields["description"]]
    assert len(told.rows) == wanted["results"]
    assert len(described) == (25 if key == "glassdoor" else 2)
    assert told.undescribed == wanted["results"] - len(described)
    assert sum(line.kind == "detail" for line in log) == (1 if key == "glassdoor" else 2)
    assert len(told.notes) == 1
    assert f"{budget} descriptions at most" in told.notes[0]


@pytest.mark.parametrize("key", DETAILED)
def test_describe_when_refused_then_asks_no_more(sites, key):
    wanted, told = refs(sites, key, 5), Recorder()
    with faults(sites, Fault(name=FaultName.FORBIDDEN, where="detail")) as log, pytest.raises(Blocked):
        describe(sites, key, wanted, told=told)
    assert [line.kind for line in log] == ["detail"]
    assert told.undescribed == 5


def test_describe_when_the_board_describes_in_its_list_then_says_so(sites):
    told = describe(sites, "indeed", [Ref("in-1", "https://www.indeed.com/viewjob?jk=1", "Cook")])
    assert told.undescribed == 1
    assert told.notes == ["Indeed gives descriptions with its list only."]


def refs(sites, key, count):
    return [ref_of(fields) for fields in search(sites, key, results=count).fields]


def ref_of(fields):
    return Ref(fields["id"], fields["job_url"], fields["title"])


def describe(sites, key, wanted, pace=FAST, told=None):
    told = told or Recorder()
    registry.create(key, pace, network(sites)).describe(wanted, told, Cancel())
    return told


# What cannot be searched.


def test_search_when_the_country_is_not_served_then_is_refused_before_anything_is_asked(sites):
    with faults(sites) as log, pytest.raises(Refused, match="does not serve Poland"):
        search(sites, "glassdoor", country="poland")
    assert log == []


def test_search_when_glassdoor_does_not_know_the_place_then_is_refused(sites):
    with pytest.raises(Refused, match="place"):
        search(sites, "glassdoor", location="Nowhere")


def test_search_when_the_site_has_no_such_job_then_ends_well_and_tells(sites):
    for key in KEYS:
        told = search(sites, key, words="zzzzzz")
        assert told.rows == []
        assert "it is taken to have no such jobs" in told.notes[0], key


# A JobSpy that has moved on.


@pytest.mark.parametrize("board", BOARDS, ids=lambda info: info.key)
def test_jobspy_when_installed_then_has_every_name_we_hold_it_by(board):
    moved = seam_check.moved(board.key)
    assert moved is None, f"{moved} Look at scraper/sources/seam.py; until then {board.name} is searched in one go."


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (seam.PROCESS_JOB, None, "_process_job takes other parameters"),
        (seam.PROCESS_JOB, lambda self, card, job_id, more: None, "_process_job takes other parameters"),
        (seam.FETCH_DETAILS, lambda self: None, "_fetch_details takes other parameters"),
        (seam.DELAY, 3, "delay is no longer a range of seconds"),
        ("scrape", lambda self, scraper_input: None, "scrape no longer keeps its session in self.session"),
        ("scrape", None, "scrape(scraper_input) is gone"),
    ],
)
def test_jobspy_when_a_name_has_moved_then_it_is_said_which(monkeypatch, name, value, said):
    monkeypatch.setattr(seam.board_class("linkedin"), name, value)
    assert said in seam_check.moved.__wrapped__("linkedin")


@pytest.mark.parametrize("key", ["indeed", "naukri", "glassdoor"])
def test_search_when_a_name_has_moved_then_the_list_comes_in_one_go(sites, monkeypatch, key):
    usual = search(sites, key, results=10)
    monkeypatch.setattr(seam_check, "moved", lambda _: "The installed JobSpy has changed inside: a test.")
    told = search(sites, key, results=10)
    assert sorted(told.ids) == sorted(usual.ids)
    assert told.positions == [10]
    assert "in one go" in told.notes[0]
    by_id = {fields["id"]: fields for fields in usual.fields}
    for fields in told.fields:
        assert {name: fields[name] for name in ("title", "job_url", "date_posted", "min_amount", "skills")} == {
            name: by_id[fields["id"]][name] for name in ("title", "job_url", "date_posted", "min_amount", "skills")
        }


def test_search_in_one_go_when_the_site_refuses_then_says_so(sites, monkeypatch):
    monkeypatch.setattr(seam_check, "moved", lambda _: "The installed JobSpy has changed inside: a test.")
    with faults(sites, Fault(name=FaultName.FORBIDDEN)):
        outcome = outcome_of(sites, "indeed", results=5)
    assert outcome.reason is Reason.BLOCKED
    assert "403" in str(outcome.error)


@pytest.mark.parametrize(
    ("name", "reason"), [(FaultName.TOO_MANY, Reason.RATE_LIMITED), (FaultName.RESET, Reason.UNREACHABLE)]
)
def test_search_in_one_go_when_the_site_fails_then_the_reason_is_typed(sites, monkeypatch, name, reason):
    monkeypatch.setattr(seam_check, "moved", lambda _: "The installed JobSpy has changed inside: a test.")
    with faults(sites, Fault(name=name)):
        assert outcome_of(sites, "naukri", results=5).reason is reason


def test_registry_when_imported_then_neither_jobspy_nor_a_library_of_requests_is():
    code = "import sys, scraper.sources.registry as r; r.defaults_for('usa'); print([m for m in ('jobspy', 'pandas', 'requests', 'curl_cffi', 'bs4') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_google_when_asked_for_then_says_why_not():
    with pytest.raises(BadInput, match="currently unavailable"):
        registry.create("google", FAST, Network())

import logging
import queue
import threading
import time
from collections import Counter, defaultdict

import pytest

from scraper import engine, receiver
from scraper.cancel import Cancel
from scraper.errors import BadInput, LayoutChanged, Reason
from scraper.events import (
    JobsFound,
    RunFinished,
    SourceFailed,
    SourceFinished,
    SourceProgress,
    SourceStarted,
    SourceWaiting,
)
from scraper.job import JobType
from scraper.query import Criteria, Query
from scraper.sources.base import Ref
from tests.pace import elapsed_s
from tests.scraper.fake_sources import CATALOG, PAGE, RETRY_AT, FakeSource, pages, raw_job


def query(*sites, **kw):
    return Query(words="engineer", sites=sites, **kw)


def run(sources, asked=None, cancel=None, on_event=None, stops=None):
    """All events of a run, checked for what always holds."""
    events = []

    def emit(event):
        events.append((time.monotonic(), event))
        if on_event:
            on_event(event)

    asked = asked or query(*(source.info.key for source in sources))
    engine.run(7, asked, sources, emit, cancel or Cancel(), stops=stops)
    check([event for _, event in events], [source.info.key for source in sources])
    return events


def check(events, sites):
    """Order and counts: what holds for every run."""
    assert isinstance(events[-1], RunFinished)
    assert sum(isinstance(event, RunFinished) for event in events) == 1
    assert {event.run for event in events} == {events[0].run}
    by_site = defaultdict(list)
    for event in events[:-1]:
        by_site[event.site].append(event)
    assert set(by_site) == set(sites)
    for own in by_site.values():
        assert isinstance(own[0], SourceStarted)
        assert isinstance(own[-1], SourceFinished | SourceFailed)
        assert not any(isinstance(e, SourceStarted) for e in own[1:])
        assert not any(isinstance(e, SourceFinished | SourceFailed) for e in own[:-1])
        for event in own:
            if isinstance(event, SourceProgress | SourceFinished | SourceFailed):
                counts = event.counts
                assert counts.received == counts.unreadable + sum(counts.left_out.values()) + counts.found
        ids = [p.native_id for e in own if isinstance(e, JobsFound) and not e.updates for p in e.postings]
        assert len(ids) == len(set(ids)) == own[-1].counts.found


def of(events, kind, site=None):
    return [e for _, e in events if isinstance(e, kind) and (site is None or e.site == site)]


def found(events, site=None):
    return [posting.native_id for event in of(events, JobsFound, site) for posting in event.postings]


def test_run_when_a_source_is_read_to_the_end_then_all_its_jobs_arrive_in_order():
    events = run([CATALOG["steady"]()], query("steady", results=95))
    assert found(events) == [f"steady-{number}" for number in range(95)]
    (finished,) = of(events, SourceFinished)
    assert (finished.counts.asked, finished.counts.received, finished.position) == (95, 95, 95)
    assert of(events, SourceStarted)[0].asked == 95


def test_run_when_one_source_breaks_then_the_others_lose_nothing(caplog):
    events = run([CATALOG[key]() for key in ("steady", "broken", "limited", "blocked")])
    assert len(found(events, "steady")) == 100
    assert len(found(events, "broken")) == len(found(events, "limited")) == PAGE
    failed = {event.site: event for event in of(events, SourceFailed)}
    assert failed["broken"].reason is Reason.BUG
    assert "KeyError" not in failed["broken"].message
    assert "KeyError" in caplog.text
    assert (failed["limited"].reason, failed["limited"].retry_at) == (Reason.RATE_LIMITED, RETRY_AT)
    assert (failed["limited"].message, failed["limited"].position) == ("Later.", PAGE)
    assert failed["blocked"].reason is Reason.BLOCKED


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (LayoutChanged("Nothing could be read."), Reason.LAYOUT_CHANGED),
        (BadInput("No such place."), Reason.REFUSED),
        (SystemExit(), Reason.BUG),
        (KeyboardInterrupt(), Reason.BUG),
    ],
)
def test_run_when_a_source_raises_then_its_end_says_why(error, reason, caplog):
    caplog.set_level(logging.CRITICAL)

    def act(query, report, cancel):
        raise error

    (failed,) = of(run([FakeSource("x", act)]), SourceFailed)
    assert failed.reason is reason


def test_run_when_resumed_then_positions_go_on_from_there():
    events = run([CATALOG["steady"]()], query("steady", results=20, offset=40))
    assert found(events)[0] == "steady-40"
    assert of(events, SourceFinished)[0].position == 60
    events = run([CATALOG["blocked"]()], query("blocked", offset=40))
    assert of(events, SourceFailed)[0].position == 40


def test_run_when_the_first_rows_come_then_they_go_out_at_once(monkeypatch):
    for name in ("BATCH_S", "FIRST_BATCH_S"):
        monkeypatch.setattr(receiver, name, 60.0)  # nothing goes out because of the time
    out = queue.Queue()

    def act(query, report, cancel):
        report.jobs([raw_job("x", 0)], position=1)
        assert len(out.get(timeout=30).postings) == 1

    run([FakeSource("x", act)], on_event=lambda event: isinstance(event, JobsFound) and out.put(event))


def test_run_when_rows_come_after_the_first_then_they_go_out_together_after_the_batch_time(monkeypatch):
    assert receiver.BATCH_S < 0.5
    monkeypatch.setattr(receiver, "BATCH_S", 1.0)  # long enough for seven rows also where others want the processor
    out, came = queue.Queue(), []

    def act(query, report, cancel):
        report.jobs([raw_job("x", 0)], position=1)
        out.get(timeout=30)
        for number in range(1, 8):
            came.append(time.monotonic())
            report.jobs([raw_job("x", number)], position=number + 1)
        out.get(timeout=30)  # pauses with rows waiting

    events = run([FakeSource("x", act)], on_event=lambda event: isinstance(event, JobsFound) and out.put(event))
    first, second = [(at, len(event.postings), event.position) for at, event in events if isinstance(event, JobsFound)]
    assert (first[1:], second[1:]) == ((1, 1), (7, 8))
    assert receiver.BATCH_S <= second[0] - came[0] < 10


def test_run_when_many_rows_come_at_once_then_batches_are_bounded():
    def act(query, report, cancel):
        report.jobs([raw_job("x", number) for number in range(1000)], position=1000)

    events = run([FakeSource("x", act)], query("x", results=1000))
    sizes = [len(event.postings) for event in of(events, JobsFound)]
    assert sum(sizes) == 1000
    assert max(sizes) <= 200
    # A batch's position never passes over a job that was not yet sent.
    assert [event.position for event in of(events, JobsFound)][:-1] == [0] * (len(sizes) - 1)


def test_run_when_rows_are_unreadable_left_out_or_repeated_then_every_one_is_counted():
    def act(query, report, cancel):
        jobs = [raw_job("x", number) for number in range(5)]
        jobs += [raw_job("x", 2), raw_job("x", 5, title=None), raw_job("x", 6, title="Nurse in Paris")]
        report.jobs(jobs, position=8)
        report.unreadable(3, "no id")
        report.left_out(2, "older than asked for")
        report.note("Said once.")
        report.note("Said once.")

    events = run([FakeSource("x", act)], query("x", criteria=Criteria(exclude_words=("nurse",))))
    counts = of(events, SourceFinished)[0].counts
    assert (counts.received, counts.unreadable, counts.found) == (12, 4, 5)
    assert sum(counts.left_out.values()) == 3
    assert counts.left_out["older than asked for"] == 2
    notes = of(events, SourceFinished)[0].notes
    assert notes[0] == "Said once."
    assert "3 jobs could not be read: no id." in notes


def test_run_when_reading_a_row_fails_unexpectedly_then_only_that_row_is_lost(caplog):
    def act(query, report, cancel):
        report.jobs([raw_job("x", 1, title=object()), raw_job("x", 2)], position=2)
        report.jobs([raw_job("x", 3), raw_job("x", 4)], position=4)

    events = run([FakeSource("x", act)])
    assert set(found(events)) >= {"x-2", "x-3", "x-4"}
    counts = of(events, SourceFinished)[0].counts
    assert counts.received == 4


def test_run_when_a_description_comes_later_then_it_is_an_update_and_counted_once():
    def act(query, report, cancel):
        report.jobs([raw_job("x", 1), raw_job("x", 2)], position=2)
        report.jobs([raw_job("x", 2, description="<p>More</p>")], position=2, updates=True)

    events = run([FakeSource("x", act)])
    first, update = of(events, JobsFound)
    assert (first.updates, update.updates) == (False, True)
    assert update.postings[0].description_html == "<p>More</p>"
    assert of(events, SourceFinished)[0].counts.received == 2


def test_run_when_an_update_lets_in_what_was_left_out_then_it_is_found():
    def act(query, report, cancel):
        report.jobs([raw_job("x", 1, title="Nurse"), raw_job("x", 2, title="Nurse")], position=2)
        report.jobs([raw_job("x", 1, title="Doctor")], position=2, updates=True)
        report.jobs([raw_job("x", 2, title="Nurse")], position=2, updates=True)

    events = run([FakeSource("x", act)], query("x", criteria=Criteria(exclude_words=("nurse",))))
    (event,) = of(events, JobsFound)
    assert (event.updates, found(events)) == (False, ["x-1"])
    assert sum(of(events, SourceFinished)[0].counts.left_out.values()) == 1


def test_run_when_a_posting_is_enormous_then_it_is_kept_without_its_description():
    def act(query, report, cancel):
        report.jobs([raw_job("x", 1, description="é" * 5_000_000), raw_job("x", 2)], position=2)

    events = run([FakeSource("x", act)])
    assert found(events) == ["x-1", "x-2"]
    assert of(events, JobsFound)[0].postings[0].description_html is None
    finished = of(events, SourceFinished)[0]
    assert "without its description" in finished.notes[0]
    assert finished.counts.without_description == 1


@pytest.mark.parametrize("key", ["pausing", "hanging", "waiting"])
def test_run_when_cancelled_then_ends_within_a_second_and_keeps_what_was_found(key):
    cancel = Cancel()
    cancelled_at = []

    def on_event(event):
        if isinstance(event, JobsFound) and event.position:  # the whole page; on a busy machine it comes in parts
            cancelled_at.append(time.monotonic())
            cancel.set()

    events = run([CATALOG[key]()], cancel=cancel, on_event=on_event)
    assert elapsed_s(cancelled_at[0]) < 1.0
    assert len(found(events)) == PAGE
    (failed,) = of(events, SourceFailed)
    assert (failed.reason, failed.position, failed.counts.found) == (Reason.CANCELLED, PAGE, PAGE)


def test_run_when_rows_wait_in_a_batch_at_the_cancel_then_they_are_delivered():
    cancel = Cancel()

    def act(query, report, token):
        report.jobs([raw_job("x", 1)], position=1)
        report.jobs([raw_job("x", 2)], position=2)
        cancel.set()
        token.wait(60)

    assert found(run([FakeSource("x", act)], cancel=cancel)) == ["x-1", "x-2"]


def test_run_when_cancelled_before_it_starts_then_no_source_is_asked():
    cancel, asked = Cancel(), []
    cancel.set()
    events = run([FakeSource("x", lambda q, r, c: asked.append(1))], cancel=cancel)
    assert not asked
    assert of(events, SourceFailed)[0].reason is Reason.CANCELLED


def test_run_when_one_source_is_stopped_then_the_others_go_on():
    stops = {"pausing": Cancel(), "slow": Cancel()}

    def on_event(event):
        if isinstance(event, JobsFound) and event.site == "pausing":
            stops["pausing"].set()

    events = run([CATALOG["pausing"](), CATALOG["slow"]()], on_event=on_event, stops=stops)
    assert of(events, SourceFailed)[0].site == "pausing"
    assert of(events, SourceFinished)[0].counts.found == 100


def test_run_when_a_source_reports_after_it_was_given_up_then_nothing_of_it_is_told():
    cancel, let_go, tried = Cancel(), threading.Event(), threading.Event()

    def act(query, report, token):
        report.jobs([raw_job("x", 1)], position=1)
        cancel.set()
        let_go.wait(10)
        try:
            report.jobs([raw_job("x", 2)], position=2)
        finally:
            tried.set()

    events = run([FakeSource("x", act)], cancel=cancel)
    seen = len(events)
    let_go.set()
    assert tried.wait(5)
    assert len(events) == seen
    assert found(events) == ["x-1"]


def test_run_when_the_receiver_of_events_fails_then_the_run_stops_and_says_so():
    def emit(event):
        if isinstance(event, JobsFound):
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        engine.run(1, query("pausing"), [CATALOG["pausing"]()], emit, Cancel())


def test_run_when_many_threads_report_at_once_then_no_row_is_lost_and_events_come_one_at_a_time():
    inside, overlaps = threading.Lock(), []

    def on_event(event):
        if not inside.acquire(blocking=False):
            overlaps.append(event)
            return
        threading.Event().wait(0.0005)  # long enough for another to come in, if it could
        inside.release()

    def act(query, report, cancel):
        site = query.sites[0]

        def part(first):
            for number in range(first, 400, 4):
                report.jobs([raw_job(site, number), raw_job(site, number)], position=number)
                report.page(number)
                report.unreadable(1, "x")

        threads = [threading.Thread(target=part, args=(first,)) for first in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    events = run([FakeSource(f"s{n}", act) for n in range(4)], on_event=on_event)
    assert not overlaps
    for n in range(4):
        assert Counter(found(events, f"s{n}")) == {f"s{n}-{number}": 1 for number in range(400)}
        assert of(events, SourceFinished, f"s{n}")[0].counts.unreadable == 400


def test_run_when_cancelled_at_any_moment_then_every_source_ends_once():
    for delay_s in (0.0, 0.001, 0.003, 0.01, 0.02, 0.05):
        cancel = Cancel()
        timer = threading.Timer(delay_s, cancel.set)
        timer.start()
        run([FakeSource(f"s{n}", pages(f"s{n}", pause_s=0.004)) for n in range(6)], cancel=cancel)
        timer.join()


def test_run_when_nothing_is_asked_then_only_the_end_is_told():
    events = []
    engine.run(1, query(), [], events.append, Cancel())
    assert events == [RunFinished(run=1)]


def test_progress_when_pages_fly_by_then_is_told_a_few_times_a_second():
    def act(query, report, cancel):
        for number in range(300):
            report.page(number)
            cancel.wait(0.002)

    began = time.monotonic()
    events = run([FakeSource("x", act)])
    took_s = time.monotonic() - began
    assert 2 <= len(of(events, SourceProgress)) <= took_s / receiver.PROGRESS_S + 2


def test_waiting_when_told_then_the_rows_before_it_are_out():
    cancel = Cancel()
    kinds = []

    def on_event(event):
        kinds.append(type(event))
        if isinstance(event, SourceWaiting):
            cancel.set()

    run([CATALOG["waiting"]()], cancel=cancel, on_event=on_event)
    assert kinds.index(JobsFound) < kinds.index(SourceWaiting)


def test_describe_when_jobs_are_named_then_updates_come():
    events = []
    refs = {"described": [Ref(name, f"https://x.example/{name}", "Told") for name in "ab"]}
    engine.describe(3, refs, [CATALOG["described"]()], events.append, Cancel(), country="usa")
    assert all(event.updates for event in events if isinstance(event, JobsFound))
    assert [p.native_id for e in events if isinstance(e, JobsFound) for p in e.postings] == ["a", "b"]
    finished = events[-2]
    assert (finished.counts.asked, finished.counts.found, finished.counts.without_description) == (2, 2, 1)


ABLE = frozenset({"location", "distance_miles", "remote", "job_types", "max_age_hours", "easy_apply"})


@pytest.mark.parametrize(
    ("info", "asked", "said", "not_applied"),
    [
        ({"filters": ABLE}, {"criteria": Criteria(remote=True)}, (), ()),
        ({}, {"criteria": Criteria(remote=True)}, ("X cannot filter by remote work; it is done here.",), ()),
        (
            {},
            {"criteria": Criteria(remote=True, easy_apply=True, max_age_hours=24)},
            ("X cannot filter by remote work, age and easy apply; it is done here.",),
            (),
        ),
        (
            {"filters": ABLE, "job_types": (JobType.FULL_TIME, JobType.CONTRACT)},
            {"criteria": Criteria(job_types=(JobType.CONTRACT,))},
            (),
            (),
        ),
        (
            {"filters": ABLE, "job_types": (JobType.FULL_TIME, JobType.CONTRACT)},
            {"criteria": Criteria(job_types=(JobType.FULL_TIME, JobType.CONTRACT))},
            ("X cannot filter by job type; it is done here.",),
            (),
        ),
        ({"filters": ABLE}, {"location": "Oslo", "distance_miles": 5}, (), ()),
        (
            {"filters": frozenset({"location"})},
            {"location": "Oslo", "distance_miles": 5},
            ("X takes no distance; it is not applied.",),
            ("distance",),
        ),
        (
            {"filters": ABLE},
            {"distance_miles": 5},
            ("X takes a distance only around a place; it is not applied.",),
            ("distance",),
        ),
        ({}, {"location": "Oslo"}, ("X takes no place; it is not applied.",), ("location",)),
        (
            {"filters": ABLE},
            {"criteria": Criteria(exclude_words=("sales",))},
            ("X lists no descriptions; words to leave out are looked for in the titles.",),
            (),
        ),
        ({"filters": ABLE, "describes": True}, {"criteria": Criteria(exclude_words=("sales",))}, (), ()),
    ],
)
def test_shortcomings_when_a_site_lacks_a_filter_then_says_who_applies_it(info, asked, said, not_applied):
    source = FakeSource("x", lambda q, r, c: None, **info)
    assert engine.shortcomings(source.info, query("x", **asked)) == (said, not_applied)
    events = run([source], query("x", **asked))
    assert of(events, SourceStarted)[0].notes == said
    assert of(events, SourceFinished)[0].counts.not_applied == not_applied

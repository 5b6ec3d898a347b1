from __future__ import annotations

from datetime import timedelta

from scraper.errors import Reason
from scraper.events import Counts, SourceFailed, SourceFinished, SourceProgress, SourceStarted
from tests.scraper.store.conftest import QUERY
from tests.scraper.store.postings_made import NOW, made


def test_runs_when_recorded_then_each_source_tells_how_it_fared(store, run):
    done, broken = Counts(asked=5, received=3, found=3), Counts(asked=5, received=1, found=1)
    store.record_source(SourceStarted(run=run, site="indeed", asked=5, notes=("slow",)))
    store.record_source(SourceStarted(run=run, site="linkedin", asked=5))
    store.record_source(SourceProgress(run=run, site="indeed", counts=Counts(asked=5, received=1), page=1))
    store.ingest(run, [made(1)], NOW, reached={"indeed": 1})
    store.record_source(SourceFinished(run=run, site="indeed", counts=done, position=3))
    retry_at = NOW + timedelta(minutes=5)
    store.record_source(
        SourceFailed(
            run=run,
            site="linkedin",
            counts=broken,
            position=1,
            reason=Reason.RATE_LIMITED,
            message="Too many requests.",
            retry_at=retry_at,
        )
    )
    store.finish_run(run, NOW + timedelta(seconds=9), "finished")
    [record] = store.runs()
    assert (record.query, record.started_at, record.outcome, record.jobs) == (QUERY, NOW, "finished", 1)
    assert record.finished_at == NOW + timedelta(seconds=9)
    indeed, linkedin = record.sources
    assert (indeed.state, indeed.position, indeed.counts, indeed.notes) == ("finished", 3, done, ("slow",))
    assert (linkedin.state, linkedin.reason, linkedin.message) == ("failed", "rate_limited", "Too many requests.")
    assert linkedin.retry_at == retry_at


def test_runs_when_one_was_cut_off_then_its_positions_are_those_of_what_is_stored(store, run):
    store.ingest(run, [made(1)], NOW, reached={"indeed": 40})
    store.ingest(run, [made(2)], NOW, reached={"indeed": 30})
    [record] = store.runs()
    assert (record.finished_at, record.outcome) == (None, None)
    assert [(source.site, source.state, source.position) for source in record.sources] == [("indeed", "running", 40)]


def test_runs_when_limited_then_the_newest_come(store, run):
    later = store.begin_run(QUERY, NOW - timedelta(days=1))
    assert [record.id for record in store.runs(1)] == [later]


def test_finish_run_when_the_clock_went_back_then_a_run_does_not_end_before_it_began(store, run):
    store.finish_run(run, NOW - timedelta(hours=2), "finished")
    assert store.runs()[0].finished_at == NOW

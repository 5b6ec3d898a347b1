"""Fetching the descriptions of a job whose sites send none with their lists."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.operations.countries import name_of
from scraper.events import JobsFound, SourceFailed
from scraper.network import Network, Pace, check
from scraper.sources.base import Ref

if TYPE_CHECKING:
    from scraper.cancel import Cancel
    from scraper.process import EngineProcess
    from scraper.store.records import JobRecord
    from scraper.store.store import Store


def describe(
    store: Store,
    job: int,
    *,
    engine: EngineProcess,
    cancel: Cancel,
    pace: Pace | None = None,
    network: Network | None = None,
) -> str:
    """Fetch what is missing and store it; why nothing came, in a sentence, "" if something did.

    Raises as `app.operations.search.search` does.
    """
    record = store.job(job)
    run = store.last_run_of(job)
    if record is None or run is None:
        return ""
    pace, network = pace or Pace(), network or Network()
    check(network)
    came, why = False, ""
    events = engine.describe(run, _missing(record), pace, network, cancel, country=_country(record))
    try:
        for event in events:
            if isinstance(event, JobsFound) and event.postings:
                store.ingest(run, event.postings, datetime.now(UTC))
                came = came or any(posting.description_html for posting in event.postings)
            elif isinstance(event, SourceFailed):
                why = event.message
    finally:
        events.close()
    return "" if came else why or "The site did not show a description."


def _missing(record: JobRecord) -> dict[str, list[Ref]]:
    """The adverts without a description, by site."""
    missing: dict[str, list[Ref]] = {}
    for stored in record.postings:
        posting = stored.posting
        if posting.description_html is None:
            missing.setdefault(posting.site, []).append(Ref(posting.native_id, posting.url, posting.title))
    return missing


def _country(record: JobRecord) -> str:
    """JobSpy's name of the country the job is in."""
    codes = (place.country for place in record.shown.places if place.country)
    return name_of(next(codes, "US"))

"""Searching: the engine finds, the store keeps, and the listener is told.

`search` runs on the caller's thread until the search has ended. Setting `cancel`, from any thread or a signal handler,
ends it within a second; what was found by then is stored.
"""

from __future__ import annotations

import logging
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from app.operations.licensing import FREE, unlocked_by_trial, within
from app.operations.truth import SiteResult, Stored, Summary, truth_of
from scraper.cancel import Cancel
from scraper.errors import BadInput, StoreError
from scraper.events import JobsFound, SourceFailed, SourceFinished, SourceProgress, SourceStarted
from scraper.network import Network, Pace, check
from scraper.sources import registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.operations.licensing import Allowance
    from scraper.events import Event
    from scraper.process import EngineProcess
    from scraper.query import Query
    from scraper.store.store import Store

logger = logging.getLogger(__name__)

EVERY_SITE = "all"

CUT_OFF = "cut off"
"""Outcome of a run that a fault ended, such as a full disk; a run that was killed has none."""


class Listener(Protocol):
    """Who is told how a search goes; called on the thread that searches, in order."""

    def event(self, event: Event) -> None:
        """Something happened; jobs that were found are stored right afterwards."""

    def stored(self, stored: Stored) -> None:
        """What has been stored of a site so far."""


def sites_for(named: Sequence[str], country: str) -> tuple[str, ...]:
    """The sites to search: those named, every available one for "all", else those that serve the country.

    Raises `BadInput` for a site that is not available, or where no site serves the country.
    """
    if EVERY_SITE in named:
        return tuple(info.key for info in registry.SOURCES if not info.available)
    for key in named:
        info = registry.info(key)
        if info.available:
            raise BadInput(f"{info.name} is not available at present: {info.available}")
    sites = tuple(dict.fromkeys(named)) or registry.defaults_for(country)
    if not sites:
        raise BadInput(f"No site serves {country}: name one with --site.")
    return sites


def search(
    store: Store,
    query: Query,
    *,
    engine: EngineProcess,
    listener: Listener,
    cancel: Cancel,
    stops: Mapping[str, Cancel] | None = None,
    pace: Pace | None = None,
    network: Network | None = None,
    allowed: Allowance = FREE,
) -> Summary:
    """Search, store what is found, and give the summary of it.

    `stops` are tokens that stop one site, by key: the others go on, and what it had found is stored.
    `allowed` is what the license allows; the run is stored as it was wanted, so that it can be repeated with another one.

    Raises:
        BadInput: something asked for cannot be used (a proxy, a file).
        EngineLost: the engine cannot be started.
        StoreError: the data file cannot be written any more; the search was stopped.
    """
    pace, network = pace or Pace(), network or Network()
    check(network)
    run = store.begin_run(query, datetime.now(UTC))
    keeper = _Keeper(store, run, query, listener)
    asked, cap = within(query, allowed)
    try:
        with closing(engine.search(run, asked, pace, network, cancel)) as events:
            for site, token in (stops or {}).items():
                token.adopt(Cancel(None, partial(events.stop, site)))
            for event in events:
                listener.event(event)
                keeper.take(event)
    except BaseException:
        # A full disk mostly has room for this: SQLite writes it where the rows would have been that did not fit.
        with suppress(StoreError):
            store.finish_run(run, datetime.now(UTC), CUT_OFF)
        raise
    trial = unlocked_by_trial(query, allowed)
    summary = Summary(run=run, sites=keeper.results(), stopped=cancel.is_set, cap=cap, trial=trial)
    store.finish_run(run, datetime.now(UTC), _outcome(summary))
    return summary


def _outcome(summary: Summary) -> str:
    """The word for how a search ended; one of which every site was stopped was stopped."""
    if summary.stopped or (summary.sites and len(summary.stopped_sites) == len(summary.sites)):
        return "stopped"
    return "finished" if summary.answered else "failed"


class _Keeper:
    """Stores what the events of one run bring, and adds up."""

    def __init__(self, store: Store, run: int, query: Query, listener: Listener) -> None:
        self._store, self._run, self._query, self._listener = store, run, query, listener
        self._stored = {site: Stored(site=site) for site in query.sites}
        self._results: dict[str, SiteResult] = {}

    def take(self, event: Event) -> None:
        """Store what one event brings."""
        if isinstance(event, JobsFound):
            self._keep(event)
        elif isinstance(event, SourceStarted | SourceProgress):
            self._store.record_source(event)
        elif isinstance(event, SourceFinished | SourceFailed):
            self._store.record_source(event)
            self._end(event)

    def results(self) -> tuple[SiteResult, ...]:
        """How each site fared, in the order they were asked for."""
        return tuple(self._results[site] for site in self._query.sites if site in self._results)

    def _keep(self, event: JobsFound) -> None:
        # The engine sends at most 200 rows and at least every 250 ms, so what it sends is a batch for the store.
        changes = self._store.ingest(self._run, event.postings, datetime.now(UTC), reached={event.site: event.position})
        so_far = self._stored[event.site]
        so_far = replace(so_far, changed=changes.added + changes.updated)
        if not event.updates:
            so_far = replace(
                so_far,
                known=so_far.known + changes.known,
                merged=so_far.merged + changes.merged,
                new=so_far.new + len(changes.added),
            )
        self._stored[event.site] = so_far
        self._listener.stored(so_far)

    def _end(self, event: SourceFinished | SourceFailed) -> None:
        self._results[event.site] = SiteResult(
            site=event.site,
            truth=truth_of(event.counts, self._stored[event.site]),
            position=event.position,
            reason=event.reason if isinstance(event, SourceFailed) else None,
            message=event.message if isinstance(event, SourceFailed) else "",
            retry_at=event.retry_at if isinstance(event, SourceFailed) else None,
            not_applied=event.counts.not_applied,
            notes=event.notes,
        )
        ending = f"{event.reason}: {event.message}" if isinstance(event, SourceFailed) else "finished"
        logger.info("run %s, %s: %s", self._run, event.site, ending)

"""Searching practice boards with the real sources, one or all at once."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from scraper.cancel import Cancel, Cancelled
from scraper.errors import Reason, SourceError
from scraper.practice.faults import FaultPlan
from scraper.query import Query
from scraper.sources import registry
from scraper.sources.base import Network, Pace
from tests.scraper.sources.recorder import Recorder

BOARDS = tuple(info for info in registry.SOURCES if not info.available)
FAST = Pace(pause_s=(0, 0), backoff_s=0.01, deadline_s=20, read_timeout_s=20, retries=2, descriptions=1000)
COUNTRIES = {"naukri": "india", "bdjobs": "bangladesh", "hellowork": "france", "bayt": "united arab emirates"}


@dataclass
class Outcome:
    """What one board's search came to; `reason` is None where it ended well."""

    told: Recorder = field(default_factory=Recorder)
    reason: Reason | None = None
    error: BaseException | None = None
    took_s: float = 0.0


def network(practice):
    return Network(proxies=(practice.proxy_url,), ca_cert=practice.ca_path)


def query_for(key, **wanted):
    return Query(**{"words": "engineer", "sites": (key,), "country": COUNTRIES.get(key, "usa"), **wanted})


def search(practice, key, recorder=None, pace=FAST, cancel=None, **wanted):
    """One search to its end, raising what it raises."""
    recorder = recorder or Recorder()
    source = registry.create(key, pace, network(practice))
    source.search(query_for(key, **wanted), recorder, cancel or Cancel())
    return recorder


def outcome_of(practice, key, pace=FAST, cancel=None, **wanted):
    """One search, and what it came to."""
    outcome, began = Outcome(), time.monotonic()
    try:
        search(practice, key, outcome.told, pace, cancel, **wanted)
    except SourceError as error:
        outcome.reason, outcome.error = error.reason, error
    except Cancelled as error:
        outcome.reason, outcome.error = Reason.CANCELLED, error
    except BaseException as error:  # noqa: BLE001  a test reads it
        outcome.reason, outcome.error = Reason.BUG, error
    outcome.took_s = time.monotonic() - began
    return outcome


def search_all(practice, wanted, pace=FAST):
    """Searches of several boards at once, a thread each; `wanted` is by board."""
    outcomes = {}

    def one(key, options):
        outcomes[key] = outcome_of(practice, key, pace, **options)

    threads = [threading.Thread(target=one, args=item) for item in wanted.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@contextmanager
def faults(practice, *planned):
    """The practice sites with these faults, and their log from now on."""
    practice._plan = FaultPlan(planned)
    practice.log.clear()
    try:
        yield practice.log
    finally:
        practice._plan = FaultPlan(())

"""How a search goes, gathered for whoever looks now and then."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from msgspec import Struct

from app.operations.site_lines import SiteLine, after, with_stored
from scraper.events import RunFinished, SourceStarted

if TYPE_CHECKING:
    from app.operations.truth import Stored
    from scraper.events import Event


class News(Struct, frozen=True, kw_only=True):
    """What has happened since somebody looked last.

    Attributes:
        run: the run's number; None before it has begun.
        lines: how far each site is, in the order they were asked for.
        stored: jobs were stored.
    """

    run: int | None
    lines: tuple[SiteLine, ...]
    stored: bool


class Watch:
    """A `Listener` that keeps what it is told for another thread."""

    def __init__(self, sites: tuple[str, ...]) -> None:
        self._lock = threading.Lock()
        self._lines = {site: SiteLine(site=site) for site in sites}
        self._run: int | None = None
        self._changed = self._stored = False

    def event(self, event: Event) -> None:
        """As a `Listener`."""
        if isinstance(event, RunFinished):
            return
        with self._lock:
            if isinstance(event, SourceStarted):
                self._run = event.run
            self._lines[event.site] = after(self._lines[event.site], event)
            self._changed = True

    def stored(self, stored: Stored) -> None:
        """As a `Listener`."""
        with self._lock:
            self._lines[stored.site] = with_stored(self._lines[stored.site], stored)
            self._changed = self._stored = True

    def news(self) -> News | None:
        """What has happened since this was asked last; None for nothing."""
        with self._lock:
            if not self._changed:
                return None
            news = News(run=self._run, lines=tuple(self._lines.values()), stored=self._stored)
            self._changed = self._stored = False
            return news

"""One search as the window sees it: started, watched some times a second, stopped."""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.operations import practice
from app.operations.search import search
from app.operations.site_lines import SiteLine, after, with_stored
from scraper.cancel import Cancel
from scraper.errors import Expected
from scraper.events import RunFinished, SourceStarted
from scraper.network import Network, Pace
from scraper.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.operations.licensing import Allowance
    from app.operations.truth import Stored, Summary
    from app.paths import Folder
    from app.ui.tasks import TaskRunner
    from scraper.events import Event
    from scraper.process import EngineProcess
    from scraper.query import Query

logger = logging.getLogger(__name__)
_LOOK_MS = 120  # how often what happened is shown: often enough to look alive


class SearchRun(QObject):
    """A search in the data folder; `ended` or `failed` comes once, last."""

    began = Signal(int)
    """It has this number."""
    lines_changed = Signal()
    jobs_changed = Signal()
    """Jobs were stored."""
    ended = Signal(object)
    """The `Summary`."""
    failed = Signal(object)
    """The exception for which it could not begin, or had to end."""

    def __init__(
        self,
        query: Query,
        folder: Folder,
        engine: EngineProcess,
        tasks: TaskRunner,
        *,
        network: Callable[[], Network] = Network,
        pace: Pace | None = None,
        allowed: Callable[[Query], Allowance],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.query = query
        self._folder, self._engine, self._tasks = folder, engine, tasks
        self._network, self._pace, self._allowed = network, pace or Pace(), allowed
        self._cancel = Cancel()
        self._watch = _Watch(query.sites)
        self._began = self.over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def lines(self) -> tuple[SiteLine, ...]:
        """How far each site is, in the order they were asked for."""
        return self._watch.lines()

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._cancel.is_set

    def start(self) -> None:
        """Begin."""
        self._timer.start()
        self._tasks.work(self._search, self._end, self._fail)

    def stop(self) -> None:
        """End it within a second; what was found is kept."""
        self._cancel.set()

    def _search(self) -> Summary:
        """On a worker thread, with a connection of its own."""
        with ExitStack() as stack:
            if self._folder.made_up:
                network, pace = stack.enter_context(practice.practice_sites()), practice.PACE
            else:
                network, pace = self._network(), self._pace
            store = stack.enter_context(open_store(self._folder.database, made_up=self._folder.made_up))
            return search(
                store,
                self.query,
                engine=self._engine,
                listener=self._watch,
                cancel=self._cancel,
                pace=pace,
                network=network,
                allowed=self._allowed(self.query),
            )

    @Slot()
    def _look(self) -> None:
        run, lines_changed, jobs_changed = self._watch.news()
        if run is not None and not self._began:
            self._began = True
            self.began.emit(run)
        if lines_changed:
            self.lines_changed.emit()
        if jobs_changed:
            self.jobs_changed.emit()

    def _end(self, summary: Summary) -> None:
        self._timer.stop()
        self._look()
        self.over = True
        self.ended.emit(summary)

    def _fail(self, error: BaseException) -> None:
        self._timer.stop()
        self._look()
        self.over = True
        if not isinstance(error, Expected):
            logger.error("a search failed", exc_info=error)
        self.failed.emit(error)


class _Watch:
    """What the search tells, from its thread to ours."""

    def __init__(self, sites: tuple[str, ...]) -> None:
        self._lock = threading.Lock()
        self._lines = {site: SiteLine(site=site) for site in sites}
        self._run: int | None = None
        self._lines_changed = self._jobs_changed = False

    def event(self, event: Event) -> None:
        """As a `Listener`."""
        if isinstance(event, RunFinished):
            return
        with self._lock:
            if isinstance(event, SourceStarted):
                self._run = event.run
            self._lines[event.site] = after(self._lines[event.site], event)
            self._lines_changed = True

    def stored(self, stored: Stored) -> None:
        """As a `Listener`."""
        with self._lock:
            self._lines[stored.site] = with_stored(self._lines[stored.site], stored)
            self._lines_changed = self._jobs_changed = True

    def lines(self) -> tuple[SiteLine, ...]:
        """As they are now."""
        with self._lock:
            return tuple(self._lines.values())

    def news(self) -> tuple[int | None, bool, bool]:
        """The run, and whether lines and jobs have changed since this was asked last."""
        with self._lock:
            news = self._run, self._lines_changed, self._jobs_changed
            self._lines_changed = self._jobs_changed = False
            return news

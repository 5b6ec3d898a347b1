"""One search as the window sees it: started, watched some times a second, stopped. The keeper does it."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.operations import practice
from app.operations.site_lines import SiteLine, together
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected
from scraper.network import Network, Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.keeper.process import Keeper
    from app.operations.licensing import Allowance
    from app.operations.truth import Summary
    from app.operations.watch import News
    from app.paths import Folder
    from app.ui.tasks import TaskRunner
    from scraper.query import Query

logger = logging.getLogger(__name__)


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
    """The exception for which it could not begin, or had to end; `Cancelled` if it was stopped before it began."""

    def __init__(
        self,
        query: Query,
        folder: Folder,
        keeper: Keeper,
        tasks: TaskRunner,
        *,
        network: Callable[[Cancel], Network] = lambda _: Network(),
        pace: Pace | None = None,
        allowed: Callable[[Query], Allowance],
        before: SiteLine | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`before` is how far the site was that is asked again from where it had stopped."""
        super().__init__(parent)
        self.query, self.before = query, before
        self._folder, self._keeper, self._tasks = folder, keeper, tasks
        self._network, self._pace, self._allowed = network, pace or Pace(), allowed
        self._cancel = Cancel()
        self._stops = {site: Cancel() for site in query.sites}
        self.begun = self._over = False
        self.lines = self._in_all(tuple(SiteLine(site=site) for site in query.sites))
        """How far each site is, in the order they were asked for."""

    def start(self) -> None:
        """Begin."""
        self._tasks.work(self._search, failed=self._fail)

    def stop(self) -> None:
        """End it within a second; what was found is kept."""
        self._cancel.set()

    def stop_site(self, site: str) -> None:
        """End one site of it; what it found is kept, and the others go on."""
        self._stops[site].set()

    def _search(self) -> None:
        """On a worker thread, which waits for the keeper."""
        with ExitStack() as stack:
            if self._folder.made_up:
                network, pace = stack.enter_context(practice.practice_sites()), practice.PACE
            else:
                network, pace = self._network(self._cancel), self._pace
            self._cancel.check()  # with the window closed meanwhile, a keeper would be started anew
            summary = self._keeper.search(
                self._folder,
                self.query,
                pace=pace,
                network=network,
                allowed=self._allowed(self.query),
                cancel=self._cancel,
                stops=self._stops,
                told=lambda news: self._tasks.post(lambda: self._take(news)),
            )
            # At once: the practice sites take up to two seconds to go, which nobody has to wait for.
            self._tasks.post(lambda: self._end(summary))

    def _take(self, news: News) -> None:
        if news.run is not None and not self.begun:
            self.begun = True
            self.began.emit(news.run)
        self.lines = self._in_all(news.lines)
        self.lines_changed.emit()
        if news.stored:
            self.jobs_changed.emit()

    def _in_all(self, lines: tuple[SiteLine, ...]) -> tuple[SiteLine, ...]:
        before = self.before
        return tuple(together(before, line) if before and line.site == before.site else line for line in lines)

    def _end(self, summary: Summary) -> None:
        self._over = True
        self.ended.emit(summary)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, Expected | Cancelled):
            logger.error("a search failed", exc_info=error)
        if not self._over:  # else it was the practice sites' leaving that failed, after the end
            self._over = True
            self.failed.emit(error)

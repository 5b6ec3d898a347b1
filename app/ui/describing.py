"""Descriptions fetched while one looks: one job at a time, the newest wish first."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.operations import practice
from app.ui.sentences import spoken
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected
from scraper.network import Network, Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.keeper.process import Keeper
    from app.paths import Folder
    from app.ui.tasks import TaskRunner


class Describing(QObject):
    """Fetches the description of the job one wants to read."""

    ended = Signal(int, str)
    """Of this job; why nothing came, "" if something did."""

    def __init__(self, keeper: Keeper, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper, self._tasks = keeper, tasks
        self._cancel: Cancel | None = None
        self.network: Callable[[Cancel], Network] = lambda _: Network()
        self.pace = Pace()
        self.job: int | None = None
        self._folder: Folder | None = None  # the one that job is in

    def start(self, folder: Folder, job: int) -> None:
        """Fetch it; what was being fetched before is given up."""
        if (self._folder, self.job) == (folder, job):
            return
        self.stop()
        cancel = self._cancel = Cancel()
        self._folder, self.job = folder, job

        def done(why: str) -> None:
            if self._cancel is cancel:
                self.job = self._cancel = None
                self.ended.emit(job, why)

        def failed(error: BaseException) -> None:
            if not isinstance(error, Expected | Cancelled):
                self._tasks.failed.emit(error)
            done(spoken(error))

        self._tasks.work(lambda: self._fetch(folder, job, cancel, done), failed=failed)

    def stop(self) -> None:
        """Give up what is being fetched."""
        if self._cancel is not None:
            self._cancel.set()
        self.job = self._cancel = None

    def _fetch(self, folder: Folder, job: int, cancel: Cancel, done: Callable[[str], object]) -> None:
        """On a worker thread; `done` is called on the GUI thread, before the practice sites have gone."""
        with ExitStack() as stack:
            if folder.made_up:
                network, pace = stack.enter_context(practice.practice_sites()), practice.PACE
            else:
                network, pace = self.network(cancel), self.pace
            cancel.check()  # with the window closed meanwhile, a keeper would be started anew
            why = self._keeper.describe(folder, job, pace=pace, network=network, cancel=cancel)
            self._tasks.post(lambda: done(spoken(why)))

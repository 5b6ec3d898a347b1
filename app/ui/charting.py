"""Charts while they are looked at: counted anew, on a worker, whenever other jobs are shown."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.operations.figures import Figures, figures
from app.ui.once import Once
from scraper.cancel import Cancel, Cancelled
from scraper.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.library import Library
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow

_SOON_MS = 400


class Charting(QObject):
    """Fills the charts of a window while they are shown."""

    def __init__(self, window: MainWindow, library: Callable[[], Library], tasks: TaskRunner) -> None:
        """`library` gives the one that is open at the time."""
        super().__init__(window)
        self._window, self._library, self._tasks = window, library, tasks
        self._cancel = Cancel()
        self._soon = Once(_SOON_MS, self._count, self)
        window.table.rearranged.connect(self._soon.soon)
        window.results.tab_chosen.connect(self._count)

    def toggle(self) -> None:
        """Turn to the charts, or back to the jobs."""
        results = self._window.results
        results.turn_to(charts=not results.charting)

    def stop(self) -> None:
        """Count no more."""
        self._cancel.set()

    def _count(self) -> None:
        self._cancel.set()
        if not self._window.results.charting:
            return
        charts = self._window.results.charts
        if not self._library().is_open:  # it is brought up to date, or another file takes its place
            charts.clear()
            return
        cancel, folder, ids = Cancel(), self._library().folder, self._window.table.ids[:]
        self._cancel = cancel
        charts.show_counting()

        def count() -> Figures:
            importlib.import_module("numpy")  # the slow half of pyqtgraph; the half that is Qt stays on the GUI thread
            with open_store(folder.database, read_only=True, made_up=folder.made_up, cancel=cancel) as store:
                return figures(store, ids, cancel)

        def show(counted: Figures) -> None:
            if not cancel.is_set:
                charts.show_figures(counted)

        def failed(error: BaseException) -> None:
            if not cancel.is_set:
                charts.clear()
            if not isinstance(error, Cancelled):
                self._tasks.failed.emit(error)

        self._tasks.work(count, show, failed)

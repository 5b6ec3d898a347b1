"""The sidebar's affairs: the latest searches, and how many jobs are in each of its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.library import LATEST_RUNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.operations.listing import Asked
    from app.ui.library import Library
    from app.ui.views.sidebar import Sidebar
    from scraper.store.records import Marked, RunRecord


class Siding(QObject):
    """Keeps the sidebar as things are stored."""

    def __init__(self, sidebar: Sidebar, library: Callable[[], Library]) -> None:
        """`library` gives the one that is open at the time."""
        super().__init__(sidebar)
        self._sidebar, self._library = sidebar, library
        self._new_since: datetime | None = None
        self._counted: list[Asked] = []  # searches still to be counted

    def set_new_since(self, moment: datetime | None) -> None:
        """From when on jobs are new; None where there was no last time."""
        self._new_since = moment
        self._sidebar.set_new_since(moment)

    def show(self, current: Sequence[int] = (), *, choose: bool = False) -> None:
        """List the latest searches, and count; see `Sidebar.show_runs`."""

        def shown(runs: Sequence[RunRecord]) -> None:
            self._sidebar.show_runs(runs, current, choose=choose)
            self.count()

        self._library().read(lambda store: store.runs(LATEST_RUNS), shown)

    def count(self, only: Sequence[int] = ()) -> None:
        """Say how many jobs there are now; `only` are the runs of the one search to be counted, where not all are."""
        since, library = self._new_since, self._library()

        def counted(counts: Marked) -> None:
            if library is self._library():
                self._sidebar.show_counts(counts)

        library.read(lambda store: store.counts(since), counted)
        self._counted = [asked for asked in self._sidebar.listed() if not only or set(only) & set(asked.runs)]
        self._count_next(library, self._counted)

    def _count_next(self, library: Library, left: list[Asked]) -> None:
        """Count the next search; one by one, and again where it had to give way to a question."""
        if not left or left is not self._counted or not library.is_open:
            return
        asked = left[0]

        def counted(count: int | None) -> None:
            if count is not None:
                left.pop(0)
                self._sidebar.show_found(asked.runs, count)
            self._count_next(library, left)

        library.read_aside(lambda store: store.found(asked.runs, asked.found_by), counted)

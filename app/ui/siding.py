"""The sidebar's affairs: the latest searches, and how many jobs are new, saved, applied for and hidden."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.library import LATEST_RUNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.ui.library import Library
    from app.ui.views.sidebar import Sidebar


class Siding(QObject):
    """Keeps the sidebar as things are stored."""

    def __init__(self, sidebar: Sidebar, library: Callable[[], Library]) -> None:
        """`library` gives the one that is open at the time."""
        super().__init__(sidebar)
        self._sidebar, self._library = sidebar, library
        self._new_since: datetime | None = None

    def set_new_since(self, moment: datetime | None) -> None:
        """From when on jobs are new; None where there was no last time."""
        self._new_since = moment
        self._sidebar.set_new_since(moment)

    def show(self, current: Sequence[int] = (), *, choose: bool = False) -> None:
        """List the latest searches, and count; see `Sidebar.show_runs`."""
        shown = partial(self._sidebar.show_runs, current=current, choose=choose)
        self._library().read(lambda store: store.runs(LATEST_RUNS), shown)
        self.count()

    def count(self) -> None:
        """Say how many jobs there are now."""
        since = self._new_since
        self._library().read(lambda store: store.counts(since), self._sidebar.show_counts)

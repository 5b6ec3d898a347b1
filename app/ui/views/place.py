"""Where one was in the table, so that it does not jump when rows come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.views.job_view import JobView


class Place:
    """The place of `view`: `remember` before its rows change, `come_back` afterwards."""

    def __init__(self, view: JobView) -> None:
        self._view = view
        self._anchor: tuple[int, int] | None = None  # a job, and how many rows are seen above it
        self._left = ""  # what is not to stay: the current row, or but the top one

    def leave(self, *, current: bool) -> None:
        """With the next rows the table is at its top; unless `current`, the current row stays in sight where it is."""
        self._left = "current" if current else "top"

    def remember(self) -> None:
        """Which row is to stay where it is: the current one if it can be seen, else the top one unless it is the first."""
        self._anchor = None
        view, current = self._view, self._view.currentIndex()
        height = view.viewport().height()
        if self._left == "current":
            return
        if current.isValid() and 0 <= (y := view.rowViewportPosition(current.row())) < height:
            rows_above = y // max(view.verticalHeader().defaultSectionSize(), 1)
            self._anchor = view.table.job_at(current.row()), rows_above
        elif not self._left and view.verticalScrollBar().value() > 0 and (top := view.rowAt(0)) >= 0:
            self._anchor = view.table.job_at(top), 0

    def come_back(self) -> None:
        """Show it there again."""
        left, self._left = self._left, ""
        if self._anchor is None:
            if left:
                self._view.verticalScrollBar().setValue(0)
            return
        job, rows_above = self._anchor
        row = self._view.table.row_of(job)
        if row is not None:
            self._view.executeDelayedItemsLayout()  # the scroll bar has to know how many rows there are now
            self._view.verticalScrollBar().setValue(max(row - rows_above, 0))

"""Choosing which columns the table has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.views.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget


class ColumnsMenu(Menu):
    """A check mark for each column shown."""

    chosen = Signal(list)
    """The keys of those to show, in order; they keep their widths."""
    reset_asked = Signal()
    """The columns that are shown at first are to be shown, as wide as then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("columns_menu")
        self._shown: list[str] = []
        self._boxes: dict[str, QAction] = {}

    def fill(self) -> None:
        """Make what is in it; the window is shown with the menu empty."""
        from PySide6.QtGui import QAction

        from app.ui.models.job_columns import COLUMNS

        for column in COLUMNS:
            action = QAction(column.title, self)
            action.setCheckable(True)
            action.setEnabled(column.key != "title")  # a table without titles says nothing
            action.triggered.connect(lambda _=False, key=column.key: self._toggle(key))
            self.addAction(action)
            self._boxes[column.key] = action
        self.addSeparator()
        reset = QAction(self.tr("&Reset the columns"), self)
        reset.triggered.connect(self.reset_asked)
        self.addAction(reset)

    def show_columns(self, keys: Sequence[str]) -> None:
        """These are shown."""
        self._shown = list(keys)
        for key, action in self._boxes.items():
            action.setChecked(key in keys)

    def _toggle(self, key: str) -> None:
        shown = [each for each in self._shown if each != key]
        if key not in self._shown:
            shown.append(key)
        self.chosen.emit(shown)

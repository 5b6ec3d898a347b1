"""Ctrl+K: every command by its name. And the sheet of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.naming import named
from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

_DATA = Qt.ItemDataRole.UserRole
_FOUND_BY = _DATA + 1
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


def plain(action: QAction) -> str:
    """An action's words without the sign of its mnemonic."""
    return action.text().replace("&", "")


def keys_of(action: QAction) -> str:
    """An action's keys as people read them."""
    return ", ".join(keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts())


class CommandPalette(QDialog):
    """Type some letters of a command, or of the words its action has as data; Enter runs it."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("command_palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Commands"))
        self._field = named("command", QLineEdit())
        self._field.setAccessibleName(self.tr("Command"))
        self._field.setPlaceholderText(self.tr("Type a command"))
        self._list = named("commands", QTreeWidget())
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionBehavior(QTreeWidget.SelectionBehavior.SelectRows)
        for action in actions:
            if action.isEnabled() and action.isVisible():
                item = QTreeWidgetItem(self._list, [plain(action), keys_of(action)])
                item.setSizeHint(0, QSize(0, self.fontMetrics().height() + GRID))
                item.setData(0, _DATA, action)
                item.setData(0, _FOUND_BY, f"{plain(action)} {action.data() or ''}".casefold())
        self._field.textChanged.connect(self._narrow)
        self._field.returnPressed.connect(self._run)
        self._field.installEventFilter(self)
        self._list.itemActivated.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._none = named("no_command", QLabel(self.tr("No command has these words.")))
        self._none.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column.addWidget(self._none)
        self.resize(56 * GRID, 48 * GRID)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._narrow("")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self._list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        parts, first = text.casefold().split(), None
        for row in range(self._list.topLevelItemCount()):
            item = self._list.topLevelItem(row)
            if item is None:
                continue
            fits = all(part in item.data(0, _FOUND_BY) for part in parts)
            item.setHidden(not fits)
            if fits and first is None:
                first = item
        self._none.setVisible(first is None)
        self._list.setCurrentIndex(self._list.indexFromItem(first) if first is not None else QModelIndex())

    def _run(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.accept()
            item.data(0, _DATA).trigger()


class KeySheet(QDialog):
    """Which keys there are."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keys"))
        rows = [(keys_of(action), plain(action)) for action in actions if action.shortcuts()]
        rows += [
            ("J / K", self.tr("Next or previous job")),
            (self.tr("Home / End"), self.tr("First or last job")),
            (self.tr("Enter"), self.tr("Read the job, with its description")),
            (self.tr("Enter"), self.tr("In the search: start it")),
            ("Esc", self.tr("Stop the search that runs")),
            ("Tab", self.tr("To the next control")),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        half = (len(rows) + 1) // 2
        for number, (keys, words) in enumerate(rows):
            row, column = number % half, 2 * (number // half)
            label = QLabel(keys)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            grid.addWidget(label, row, column)
            grid.addWidget(QLabel(words), row, column + 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addLayout(grid)
        whole.addWidget(close)

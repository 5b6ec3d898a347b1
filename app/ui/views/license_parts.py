"""What the parts of the license page are made of: a field for a key, forms, rows, words that explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui import license_words
from app.ui.naming import named
from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLayout

_KEY_LETTERS = 40


class KeyField(QWidget):
    """A license key, with what is wrong with it told below while it is typed."""

    changed = Signal()
    entered = Signal()
    """Enter was pressed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.field = named(name, QLineEdit())
        self.field.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * _KEY_LETTERS)
        self._trouble = named(f"{name}_trouble", QLabel())
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self.field.textChanged.connect(self._look)
        self.field.returnPressed.connect(self.entered.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.field)
        column.addWidget(self._trouble)
        self.setFocusProxy(self.field)

    @property
    def text(self) -> str:
        """As it was typed."""
        return self.field.text()

    def complete(self) -> bool:
        """Whether it is a key; where it is none, that is said."""
        trouble = license_words.incomplete_key(self.text)
        self.refuse(trouble)
        return not trouble

    def clear(self) -> None:
        """Forget it."""
        self.field.clear()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; "" for nothing."""
        told = self._trouble.text()
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        if sentence and sentence != told:
            QAccessible.updateAccessibility(QAccessibleEvent(self._trouble, QAccessible.Event.Alert))

    def _look(self, text: str) -> None:
        self.refuse(license_words.wrong_key(text))
        self.changed.emit()


class Roomy(QStyledItemDelegate):
    """Draws the cells of a list with room between columns and lines."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(2 * GRID, GRID)


class FactList(QWidget):
    """Names and words below a title; nothing where there are none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = QLabel(title)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._rows = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID, 0, GRID)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self._title)
        self._column.addStretch()  # below the rows, which have the height their words need

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these."""
        self._column.removeWidget(self._rows)
        self._rows.deleteLater()
        self._rows.hide()
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for number, (name, text) in enumerate(rows):
            value = QLabel(text)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            grid.addWidget(muted(name, wrap=False), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
        self._column.insertWidget(1, self._rows)
        self.setVisible(bool(rows))


def form_in(parent: QWidget) -> QFormLayout:
    """An empty form that fills the parent."""
    form = QFormLayout(parent)
    form.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    form.setHorizontalSpacing(2 * GRID)
    form.setVerticalSpacing(GRID)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def add_row(form: QFormLayout, text: str, field: QWidget, buddy: QWidget | None = None) -> None:
    """A field with its label, whose mnemonic leads to it or to its `buddy`."""
    label = QLabel(text)
    label.setBuddy(buddy or field)
    form.addRow(label, field)


def at_left(*widgets: QWidget) -> QLayout:
    """The widgets in a row that ends with room."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row


def muted(text: str, *, wrap: bool = True) -> QLabel:
    """Words that explain."""
    label = QLabel(text)
    label.setWordWrap(wrap)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label

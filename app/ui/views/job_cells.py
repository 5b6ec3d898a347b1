"""How the cells of the table are drawn: as Qt draws them, in a fifth to half of the time.

Qt asks a model for seven things a cell, lays each text out twice, and shortens it again at every paint. Here what fits
into a width is remembered, and a text is drawn once. The cell the cursor is on, and marks, are left to Qt.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_KEPT = 4096
_LETTERS = 3
"""So many times the letters that would fit are looked at where a text is shortened: the rest of it cannot be seen."""

_Colors = tuple[QColor, QColor, QColor, QColor]


class Cells(Protocol):
    """What a model says about a cell, whatever Qt makes of it."""

    def cell(self, row: int, column: int) -> tuple[str | None, bool]:
        """The words (None for none), and whether they are muted."""

    def on_the_right(self, column: int) -> bool:
        """Whether the words of the column stand on the right."""


class JobCells(QStyledItemDelegate):
    """Draws cells; `begin` comes before each paint."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._fitted: dict[tuple[str, int], tuple[str, float]] = {}
        self._metrics = QFontMetricsF(view.font())
        self._font_key = view.font().key()
        self._margin = self._baseline = 0
        self._by_qt: tuple[int, int] | None = None
        self._selected: frozenset[int] = frozenset()
        self._mirrored = False
        self._colors: _Colors = (QColor(), QColor(), QColor(), QColor())
        self._pen: QColor | None = None

    def begin(self, selected: frozenset[int]) -> None:
        """A paint begins, with these rows selected."""
        view = self._view
        font = view.font()
        if font.key() != self._font_key:
            self._font_key, self._metrics = font.key(), QFontMetricsF(font)
            self._fitted.clear()
        self._margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, view) + 1
        height = view.verticalHeader().defaultSectionSize()
        metrics = view.fontMetrics()
        self._baseline = height // 2 - metrics.height() // 2 + metrics.ascent()
        current = view.currentIndex()
        self._by_qt = (current.row(), current.column()) if view.hasFocus() else None
        self._selected = selected
        self._mirrored = view.isRightToLeft()
        self._colors = _colors(view)
        self._pen = None

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, column = index.row(), index.column()
        if column == 0 or (row, column) == self._by_qt:
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        width = rect.width() - 2 * self._margin
        model = cast("Cells", self._view.model())
        words, muted = model.cell(row, column)
        shown, taken = self._fitted.get((words, width)) or self._fit(words, width) if words else ("", 0.0)
        if self._mirrored and shown.endswith(_ELLIPSIS):  # on which side it stands is a matter of both directions
            super().paint(painter, option, index)
            return
        text_color, muted_color, ground, on_ground = self._colors
        color = muted_color if muted else text_color
        if row in self._selected:
            painter.fillRect(rect, ground)
            color = on_ground
        if not shown:
            return
        if color is not self._pen:
            self._pen = color
            painter.setPen(color)
        left, baseline = rect.left() + self._margin, rect.top() + self._baseline
        if model.on_the_right(column) is self._mirrored:
            painter.drawText(left, baseline, shown)
        else:
            painter.drawText(QPointF(left + width - taken, baseline), shown)

    def _fit(self, words: str, width: int) -> tuple[str, float]:
        """The words as they fit into so many pixels, and how many of them they take."""
        if len(self._fitted) > _KEPT:
            self._fitted.clear()
        one_line = words.replace("\n", " ")[: _LETTERS * max(int(width / self._metrics.averageCharWidth()), 1)]
        taken = self._metrics.horizontalAdvance(one_line)
        if taken > width:
            one_line = self._metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, width)
            taken = self._metrics.horizontalAdvance(one_line)
        self._fitted[words, width] = one_line, taken
        return one_line, taken


def _colors(view: QTableView) -> _Colors:
    """Of words, of muted words, of the ground of a selection, of words on it."""
    palette = view.palette()
    group = QPalette.ColorGroup.Active if view.isActiveWindow() else QPalette.ColorGroup.Inactive
    if not view.isEnabled():
        group = QPalette.ColorGroup.Disabled
    roles = QPalette.ColorRole
    return (
        palette.color(group, roles.Text),
        palette.color(group, roles.PlaceholderText),
        palette.color(group, roles.Highlight),
        palette.color(group, roles.HighlightedText),
    )

"""Widgets in a line, and in further ones where that is too narrow for them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem
from typing_extensions import override

from app.ui.theme import GRID


class Flow(QLayout):
    """Each widget as large as it would be, those of a line in its middle; hidden ones take no place."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(GRID // 2)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return sum(height for _, height in self._lines(width)) + self.spacing() * max(len(self._lines(width)) - 1, 0)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        """As wide as its widest, and a line high; the rest is `heightForWidth`."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top, right_to_left = rect.top(), self._is_right_to_left()
        for line, height in self._lines(rect.width()):
            left = rect.left()
            for item in line:
                size = item.sizeHint().boundedTo(QSize(rect.width(), height))
                at = QPoint(left, top + (height - size.height()) // 2)
                if right_to_left:
                    at.setX(rect.left() + rect.right() - left - size.width() + 1)
                item.setGeometry(QRect(at, size))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _lines(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """What is on each line, and how high that is."""
        lines: list[tuple[list[QLayoutItem], int]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if lines and left + size.width() <= width:
                line, height = lines[-1]
                line.append(item)
                lines[-1] = line, max(height, size.height())
            else:
                lines.append(([item], size.height()))
                left = 0
            left += size.width() + self.spacing()
        return lines

    def _is_right_to_left(self) -> bool:
        parent = self.parentWidget()
        return parent is not None and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft

"""What stands above something longer and may not take all the room: it scrolls by itself where it is higher than its share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LEAST_LINES = 3


class Upper(QScrollArea):
    """Put what is shown into `column`, in layouts, and call `fit` whenever it has changed or its room has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        ground = QWidget()
        self.column = QVBoxLayout(ground)
        self.setWidget(ground)
        for part in (self.viewport(), ground):
            part.setAutoFillBackground(False)  # on the ground of whoever has it
        self._height_px = self._needed_px = 0
        self.verticalScrollBar().rangeChanged.connect(self._take_keyboard)

    def _take_keyboard(self, _least: int, most: int) -> None:
        """The keyboard comes here where there is something to scroll, and only there."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus)

    def fit(self, width_px: int, most_px: int) -> None:
        """Be as high as what is shown needs at this width, but for more than `most_px`."""
        self.column.activate()  # it may have changed since it was asked last
        self._needed_px = max(self.column.totalHeightForWidth(width_px), 0)
        self._allow_bar()
        height = min(self._needed_px, most_px)
        if height != self._height_px:
            self._height_px = height
            self.setMaximumHeight(height)
            self.updateGeometry()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._allow_bar()
        super().resizeEvent(event)

    def _allow_bar(self) -> None:
        """Where all has room there is no bar: Qt would keep one that was there, as beside it the words take another line."""
        short = self.height() < self._needed_px
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if short else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self._height_px)

    @override
    def minimumSizeHint(self) -> QSize:
        """A few lines: whatever is shown, the window has its size."""
        return QSize(0, min(_LEAST_LINES * self.fontMetrics().lineSpacing(), self._height_px))

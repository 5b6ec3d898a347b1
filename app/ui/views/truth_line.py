"""The line that accounts for all that was received: as many lines as it takes in a narrow window or in large text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_MOST_LINES = 3


class TruthLine(QLabel):
    """Text in a status bar, which gives no widget the height it needs for its width unless that is its least one."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # it makes no window wider

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    @override
    def clear(self) -> None:
        super().clear()
        self._fit()

    @override
    def hasHeightForWidth(self) -> bool:
        """No: the status bar would take the height of the narrowest text there could be."""
        return False

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, max(self.minimumHeight(), self.fontMetrics().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)
        most = _MOST_LINES * self.fontMetrics().lineSpacing()  # before it is laid out it may be very narrow
        self.setMinimumHeight(min(self.heightForWidth(self.width()), most) if self.text() else 0)

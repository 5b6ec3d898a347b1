"""Words of several lines, in the middle and as wide as is good to read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from app.ui.theme import GRID

_WIDEST_PX = 48 * GRID
_WIDEST_CHARACTERS = 60


class Paragraph(QLabel):
    """A label as wide as is good to read, and as high as its text is then."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._room_px = _WIDEST_PX
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.fit()

    def say(self, text: str) -> None:
        """Another text."""
        self.setText(text)
        self.fit()

    def keep_within(self, room_px: int) -> None:
        """Be no wider than this."""
        self._room_px = room_px
        self.fit()

    def fit(self) -> None:
        """Take the room that the text needs."""
        self.setFixedWidth(min(_WIDEST_PX, _WIDEST_CHARACTERS * self.fontMetrics().averageCharWidth(), self._room_px))
        self.setWordWrap(True)  # forgets the least size it remembers, which is that of the width before
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))  # -1 for no text

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

"""Words larger than the rest."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel


class Heading(QLabel):
    """A label whose text is so many `times` the usual size; whoever has it calls `fit` when that is changed."""

    def __init__(self, text: str, times: float, *, bold: bool = False) -> None:
        super().__init__(text)
        self._times, self._bold = times, bold
        self.fit()

    def fit(self) -> None:
        """Take the size anew: Qt keeps one that was set, whatever becomes of the application's."""
        font = QGuiApplication.font()
        font.setPointSizeF(font.pointSizeF() * self._times)
        font.setBold(self._bold)
        self.setFont(font)

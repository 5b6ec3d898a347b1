"""What waits until a window can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

LATEST_MS = 1000
"""A window that cannot be seen, on another desktop for instance, is not painted; what waits for it begins all the same."""


class FirstPaint(QObject):
    """Calls a function once, when the window has been painted for the first time.

    A timer of 0 ms is too early: on every platform it comes before the window is exposed, and what it does is waited for.
    """

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(then)
        self._timer.start(LATEST_MS)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            if self._timer.isActive():
                self._timer.start(0)  # once all of the window is painted: what is within it comes after it
        return False

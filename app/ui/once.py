"""Doing something once for all that asked for it meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable


class Once(QObject):
    """Calls a function once for all that was asked for meanwhile, at most so often."""

    def __init__(self, delay_ms: int, function: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._function = function
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(function)

    def soon(self) -> None:
        """Call it within the delay."""
        if not self._timer.isActive():
            self._timer.start()

    def now(self) -> None:
        """Call it now."""
        self._timer.stop()
        self._function()

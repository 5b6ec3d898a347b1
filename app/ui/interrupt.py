"""Ctrl-C in the terminal the window was started from: it closes as if by hand."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE = 64


class Interrupt(QObject):
    """Calls a function on the first Ctrl-C, until `close`; another one ends the process at once.

    Python tells of a signal when it runs next, and while nothing happens in a window it does not: so Qt is woken.
    """

    def __init__(self, then: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._then = then
        self._ours, self._woken = socket.socketpair()
        for end in (self._ours, self._woken):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._take)
        self._before = signal.signal(signal.SIGINT, lambda *_: None)
        self._woken_before = signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)

    def close(self) -> None:
        """Leave things as they were."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._woken_before)
        signal.signal(signal.SIGINT, self._before)
        self._ours.close()
        self._woken.close()

    def _take(self) -> None:
        if signal.SIGINT in self._ours.recv(_AT_ONCE):
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            self._then()

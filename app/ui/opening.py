"""What the window says while its data are not open yet: mostly they are before anybody could read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from app.ui.library import Library
    from app.ui.views.results import Results

_LONG_MS = 1000


class Opening(QObject):
    """The latest library that is being opened, and how that goes."""

    def __init__(self, results: Results, parent: QObject) -> None:
        super().__init__(parent)
        self._results = results
        self._library: Library | None = None
        self._catches_up = self._waits = self._said = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LONG_MS)
        self._late.timeout.connect(self._say)

    def begin(self, library: Library) -> None:
        """Open it; where that takes long, it is said in the place of the table."""
        self._library = library
        self._catches_up = self._waits = self._said = False
        library.waits.connect(lambda: self._wait(library))
        library.catches_up.connect(lambda: self._catch_up(library))
        library.opened.connect(lambda: self._ended(library))
        library.failed.connect(lambda _: self._ended(library))
        self._late.start()
        library.open()

    def why_no_search(self) -> str:
        """Why none can begin, where the data are being brought up to date, here or by another program; "" where they are not."""
        if self._catches_up:
            return self.tr("The data are still being brought up to date: search once that is done.")
        if self._waits:
            return self.tr("Another program has the data to itself: search once it is done.")
        return ""

    def _wait(self, library: Library) -> None:
        if library is self._library:
            self._waits = True
            self._say()

    def _catch_up(self, library: Library) -> None:
        if library is self._library:
            self._catches_up, self._waits = True, False
            if not self._late.isActive():
                self._say()

    def _ended(self, library: Library) -> None:
        if library is not self._library:
            return
        self._late.stop()
        self._catches_up = self._waits = False
        if self._said and not library.is_open:
            self._results.end_waiting()

    def _say(self) -> None:
        self._said = True
        if self._catches_up:
            self._results.show_waiting(self.tr("Bringing the data up to date…"))
        elif self._waits:
            words = self.tr(
                "Waiting for another program, which restores a backup, moves the data or brings them up to date…"
            )
            self._results.show_waiting(words)
        else:
            self._results.show_waiting(self.tr("Opening the data…"))

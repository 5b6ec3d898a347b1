"""A backup from the window: written on a worker, so that the data can be looked at and changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.sentences import spoken
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected
from scraper.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.paths import Folder
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow


class BackingUp(QObject):
    """Writes one backup at a time, and says so for as long as it lasts."""

    def __init__(self, window: MainWindow, folder: Callable[[], Folder], tasks: TaskRunner) -> None:
        """`folder` gives the one that is open at the time."""
        super().__init__(window)
        self._window, self._folder, self._tasks = window, folder, tasks
        self._cancel: Cancel | None = None  # of the one that is being written

    def start(self, target: Path) -> None:
        """Copy all that is kept there into this file; whether one that is there may be lost was asked."""
        if self.refuses():
            return
        cancel, folder = Cancel(), self._folder()
        self._cancel = cancel
        messages = self._window.messages
        told = messages.say(self.tr("Backing up to {}…").format(target), self.tr("Stop"), cancel.set, stays=True)

        def copy() -> None:
            with open_store(folder.database, read_only=True, made_up=folder.made_up, cancel=cancel) as store:
                store.back_up(target, cancel, replace=True)

        def end(sentence: str, *, stays: bool = False) -> None:
            if self._cancel is cancel:
                self._cancel = None
                messages.withdraw(told)
                messages.say(sentence, stays=stays)

        def failed(error: BaseException) -> None:
            if isinstance(error, Cancelled):
                end(self.tr("Stopped; no backup was written."))
                return
            end(spoken(error) if isinstance(error, Expected) else self.tr("No backup was written."), stays=True)
            if not isinstance(error, Expected):
                self._tasks.failed.emit(error)

        self._tasks.work(copy, lambda _: end(self.tr("Everything is in {}.").format(target)), failed)

    def refuses(self) -> bool:
        """Whether a backup is being written, which is told, so that nothing can begin that needs the file alone."""
        if self._cancel is not None:
            self._window.messages.say(self.tr("A backup is being written: wait until it is done, or stop it."))
        return self._cancel is not None

    def stop(self) -> None:
        """Give up what is being written; no file is left, and nothing is told."""
        if self._cancel is not None:
            self._cancel.set()
            self._cancel = None

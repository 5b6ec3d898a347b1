"""Another data file in the place of the one there is: a backup, or none, where that one cannot be used."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.sentences import spoken
from app.ui.views.messages import About
from scraper.errors import Expected, UnusableFile
from scraper.store.backup import begin_anew, restore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.ui.desk import Desk
    from app.ui.tasks import TaskRunner


class Mending(QObject):
    """Says what is wrong with the data file of a desk, and puts another one in its place."""

    def __init__(self, desk: Desk, tasks: TaskRunner) -> None:
        super().__init__(desk)
        self._desk, self._tasks = desk, tasks
        self._trouble: Expected | None = None  # for which the file is not open

    def forget(self) -> None:
        """Another data folder is looked at."""
        self._trouble = None

    def take(self, error: object) -> None:
        """What went wrong with the data: told, with what to do where another file is needed."""
        if isinstance(error, Expected) and not self._desk.library.is_open:
            self._trouble = error
        if isinstance(error, UnusableFile):
            self._desk.window.results.show_unusable(str(self._desk.folder.database))
        else:
            self._desk.tell(error, About.DATA)

    def why_no_search(self) -> str:
        """Why none can begin while the data file is not open."""
        if isinstance(self._trouble, UnusableFile):
            return self.tr("The data file cannot be used, so no search can begin: restore a backup, or begin anew.")
        if self._trouble is not None:
            return spoken(self._trouble)
        return self.tr("The data file is being opened: search again in a moment.")

    def restore(self, backup: Path) -> None:
        """Close the data, put the backup in its place, and open it again."""
        file, made_up = self._desk.folder.database, self._desk.folder.made_up
        done = self.tr("The backup is restored.")
        self._replace(lambda: restore(backup, file, datetime.now(UTC), made_up=made_up), done)

    def begin_anew(self) -> None:
        """Put the data file aside and go on with an empty one."""
        file = self._desk.folder.database
        self._replace(lambda: begin_anew(file, datetime.now(UTC)), self.tr("Begun anew, with no jobs."))

    def _replace(self, work: Callable[[], Path | None], done: str) -> None:
        if not self._desk.put_away():
            return
        self._tasks.database(work, lambda kept: self._replaced(kept, done), self._not_replaced)

    def _replaced(self, kept: Path | None, done: str) -> None:
        self._open()
        before = self.tr("What was there before is {}.").format(kept) if kept else ""
        self._desk.window.messages.say(f"{done} {before}".strip(), stays=kept is not None)

    def _not_replaced(self, error: object) -> None:
        self._open()
        self._desk.tell(error)

    def _open(self) -> None:
        self._desk.change_folder(self._desk.folder)

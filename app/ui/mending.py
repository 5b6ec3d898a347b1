"""Another data file in the place of the one there is: a backup, or none, where that one cannot be used."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.sentences import spoken
from app.ui.views.messages import About
from scraper.cancel import Cancel
from scraper.errors import Expected, UnusableFile
from scraper.store.backup import begin_anew, restore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.paths import Folder
    from app.ui.desk import Desk
    from app.ui.tasks import TaskRunner


class Mending(QObject):
    """Says what is wrong with the data file of a desk, and puts another one in its place."""

    def __init__(self, desk: Desk, tasks: TaskRunner) -> None:
        super().__init__(desk)
        self._desk, self._tasks = desk, tasks
        self._trouble: Expected | None = None  # for which the file is not open
        self._replacing = ""  # why no search can begin while another file is put in its place
        self._cancel = Cancel()

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

    def stop(self) -> None:
        """Give up what is being put in the place of the file, which stays then as it was; nothing is opened any more."""
        self._cancel.set()

    def why_no_search(self) -> str:
        """Why none can begin while the data file is not open."""
        if self._replacing:
            return self._replacing
        if isinstance(self._trouble, UnusableFile):
            return self.tr("The data file cannot be used, so no search can begin: restore a backup, or begin anew.")
        if self._trouble is not None:
            return spoken(self._trouble)
        return self.tr("The data file is being opened: search again in a moment.")

    def restore(self, backup: Path) -> None:
        """Close the data, put the backup in its place, and open it again."""
        file, made_up = self._desk.folder.database, self._desk.folder.made_up
        self._replace(
            lambda: restore(backup, file, datetime.now(UTC), made_up=made_up, cancel=self._cancel),
            self.tr("Restoring the backup…"),
            self.tr("A backup is being restored: search once that is done."),
            self.tr("The backup is restored."),
        )

    def begin_anew(self) -> None:
        """Put the data file aside and go on with an empty one."""
        file = self._desk.folder.database
        self._replace(
            lambda: begin_anew(file, datetime.now(UTC), cancel=self._cancel),
            self.tr("Putting the data file aside…"),
            self.tr("The data file is being put aside: search once that is done."),
            self.tr("Begun anew, with no jobs."),
        )

    def _replace(self, work: Callable[[], Path | None], doing: str, why_no_search: str, done: str) -> None:
        if self._replacing:
            self._desk.window.messages.say(self._replacing)
            return
        if self._desk.backing_up.refuses() or not self._desk.put_away():
            return
        self._replacing, folder = why_no_search, self._desk.folder
        self._desk.window.truth.setText(doing)
        self._desk.window.results.show_waiting(doing)

        def replaced(kept: Path | None) -> None:
            self._reopen(folder)
            self._tell(kept, done)

        def not_replaced(error: BaseException) -> None:
            self._reopen(folder)
            self._desk.tell(error)

        self._tasks.database(work, replaced, not_replaced)

    def _tell(self, kept: Path | None, done: str) -> None:
        before = self.tr("What was there before is {}.").format(kept) if kept else ""
        self._desk.window.messages.say(f"{done} {before}".strip(), stays=kept is not None)

    def _reopen(self, folder: Folder) -> None:
        """Open the file that is there now, unless other data are looked at since, or the window closes."""
        self._replacing = ""
        if self._desk.folder == folder:
            self._desk.window.results.end_waiting()
            self._desk.change_folder(folder)

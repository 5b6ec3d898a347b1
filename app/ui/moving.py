"""Another data folder from the settings: chosen, looked at, asked about; then the window closes to be opened there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from app.ui.sentences import spoken
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.operations.moving import Place, Use
    from app.paths import Folder
    from app.ui.copying import Moved, Wish
    from app.ui.tasks import TaskRunner
    from app.ui.views.settings_dialog import SettingsDialog
    from app.ui.window import MainWindow


class Moving(QObject):
    """Asks, over the settings. Nothing is copied while the window has the data open: `wish` is for when it is closed."""

    def __init__(
        self, window: MainWindow, folder: Callable[[], Folder], running: Callable[[], bool], tasks: TaskRunner
    ) -> None:
        """`folder` gives the one that is open at the time, `running` whether a search runs."""
        super().__init__(window)
        self._window, self._folder, self._running, self._tasks = window, folder, running, tasks
        self.wish: Wish | None = None
        """What is to be done once the window is closed; None where nothing is."""

    def choose(self, dialog: SettingsDialog) -> None:
        """Ask for a folder, and what is to become of it."""
        dialog.refuse("")
        if self._running():
            dialog.refuse(self.tr("A search is running: stop it first."))
            return
        present = self._folder().own()
        around = str(present.root.parent)
        chosen = QFileDialog.getExistingDirectory(dialog, self.tr("Where the data are to be"), around)
        if not chosen:
            return
        dialog.set_busy(True)

        def look() -> tuple[Place, int]:
            from app.operations.moving import look_at, size_bytes  # no window waits for it until then

            return look_at(Path(chosen), present), size_bytes(present)

        self._tasks.work(
            look,
            lambda found: self._over(dialog, lambda: self._ask(dialog, present, *found)),
            lambda error: self._over(dialog, lambda: self._refuse(dialog, error)),
        )

    def tell(self, moved: Moved) -> None:
        """In the new window, say what became of the wish."""
        if moved.before is None:
            self._window.messages.say(moved.told, stays=moved.stays)
        else:
            address = QUrl.fromLocalFile(str(moved.before))
            show = self.tr("Show o&ld folder")
            self._window.messages.say(moved.told, show, lambda: QDesktopServices.openUrl(address), stays=moved.stays)

    def _over(self, dialog: SettingsDialog, do: Callable[[], object]) -> None:
        """Go on, unless the settings were closed meanwhile."""
        if isValid(dialog) and dialog.isVisible():
            dialog.set_busy(False)
            do()

    def _refuse(self, dialog: SettingsDialog, error: BaseException) -> None:
        if isinstance(error, Expected):
            dialog.refuse(spoken(error))
        else:
            self._tasks.failed.emit(error)

    def _ask(self, dialog: SettingsDialog, present: Folder, place: Place, size_bytes: int) -> None:
        from app.ui.views.folder_questions import FolderQuestion

        question = FolderQuestion(place, present.root, size_bytes, dialog)
        question.agreed.connect(lambda how: self._agreed(dialog, present, place, how, size_bytes))
        question.open()

    def _agreed(self, dialog: SettingsDialog, present: Folder, place: Place, how: Use, size_bytes: int) -> None:
        from app.operations.moving import Use, must_have_room
        from app.ui.copying import Wish

        try:
            if how is Use.TAKE_ALONG:
                must_have_room(place.root, size_bytes)
        except Expected as error:
            dialog.refuse(spoken(error))
            return
        self.wish = Wish(place=place, how=how, present=present, practice=self._folder().made_up)
        dialog.reject()
        self._window.close()

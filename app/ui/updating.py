"""Updates from the window: asked for in the menu, never by itself; told in the message bar or in a dialog."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QStandardPaths

from app.ui.sentences import spoken
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.operations.updates import Found
    from app.paths import Folder
    from app.ui.setting_up import SettingUp
    from app.ui.tasks import TaskRunner
    from app.ui.views.messages import Message
    from app.ui.views.update_dialog import UpdateDialog
    from app.ui.window import MainWindow


class Updating(QObject):
    """Asks for the release file, shows what it says, and fetches the installer."""

    def __init__(
        self, window: MainWindow, folder: Callable[[], Folder], setting_up: SettingUp, tasks: TaskRunner
    ) -> None:
        """`folder` gives the data folder that is open at the time."""
        super().__init__(window)
        self._window, self._folder, self._setting_up, self._tasks = window, folder, setting_up, tasks
        self._cancel = Cancel()
        self._asking: Message | None = None
        self.target = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        """The folder an installer is fetched into."""
        window.actions_.connect({"update": self.ask})

    def ask(self) -> None:
        """Ask whether there is a newer version."""
        memory, set_address = self._folder().updates, self._setting_up.settings.update_address
        cancel = self._begin()
        self._asking = self._window.messages.say(self.tr("Asking whether there is a newer version…"), stays=True)

        def work() -> Found:
            from app.operations.updates import address_for, look  # what checks signatures is wanted by nobody else

            network = self._setting_up.network(cancel)
            current = version("jobspy-desktop")
            return look(address_for(set_address), memory, current=current, network=network, cancel=cancel)

        self._tasks.work(work, self._found, self._not_found)

    def stop(self) -> None:
        """Give up what is being asked or fetched; no file is left."""
        self._cancel.set()

    def _begin(self) -> Cancel:
        self._window.actions_["update"].setEnabled(False)
        self._cancel = Cancel()
        return self._cancel

    def _found(self, found: Found) -> None:
        from app.operations.updates import Standing
        from app.ui.views.update_dialog import UpdateDialog

        self._window.messages.withdraw(self._asking)
        if found.standing is Standing.NEWEST:
            self._window.actions_["update"].setEnabled(True)
            self._window.messages.say(self.tr("This is the newest version, {}.").format(found.current))
            return
        release = found.release
        sentence = self.tr("JobSpy Desktop {} is out; this is {}.").format(release.version, found.current)
        notes = found.notes(QLocale().name().partition("_")[0])
        size = found.installer.size if found.installer else 0
        dialog = UpdateDialog(sentence, notes, release.page, size, self._window)
        dialog.fetch_asked.connect(lambda: self._fetch(found, dialog))
        dialog.stop_asked.connect(self.stop)
        dialog.finished.connect(lambda: self._closed(dialog))
        dialog.open()

    def _not_found(self, error: BaseException) -> None:
        self._window.actions_["update"].setEnabled(True)
        self._window.messages.withdraw(self._asking)
        if isinstance(error, Expected):
            self._window.messages.say(spoken(error), stays=True)
        elif not isinstance(error, Cancelled):
            self._tasks.failed.emit(error)

    def _fetch(self, found: Found, dialog: UpdateDialog) -> None:
        cancel, folder = self._begin(), self.target

        def progress(size: int) -> None:
            self._tasks.post(lambda: dialog.show_progress(size))

        def work() -> Path:
            from app.operations.updates import download

            network = self._setting_up.network(cancel)
            return download(found, folder, network=network, cancel=cancel, progress=progress)

        def done(target: Path) -> None:
            said = self.tr("Fetched and verified: {}. Close this program, then open that file to install it.")
            dialog.end(said.format(target), target)

        def failed(error: BaseException) -> None:
            if isinstance(error, Cancelled):
                dialog.end(self.tr("Stopped; no file was kept."), None)
                return
            dialog.end(spoken(error) if isinstance(error, Expected) else "", None)
            if not isinstance(error, Expected):
                self._tasks.failed.emit(error)

        self._tasks.work(work, done, failed)

    def _closed(self, dialog: UpdateDialog) -> None:
        self._window.actions_["update"].setEnabled(True)
        dialog.deleteLater()

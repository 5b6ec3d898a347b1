"""Settings put to use: the look and size of everything, the way to the sites, backup and restore."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from app import settings as stored
from app.operations import secrets
from app.ui import theme
from app.ui.sentences import spoken
from app.ui.views.messages import About
from app.ui.views.settings_dialog import SettingsDialog
from scraper.cancel import Cancel, Cancelled
from scraper.errors import BadInput, Expected
from scraper.network import Network, check

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.operations.truth import Summary
    from app.paths import Folder
    from app.settings import Settings
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow


_TEXT_STEP = 10  # percent


class SettingUp(QObject):
    """The settings of the program; those of a data folder hold for the practice sites' as well."""

    restore_wished = Signal(object)
    """This backup is to take the place of what is kept."""
    backup_wished = Signal(object)
    secret_known = Signal(object)
    """These proxies have passwords, which no log may show; from a worker."""
    folder_wished = Signal(object)
    """Another data folder is to be chosen, over this dialog."""

    def __init__(self, window: MainWindow, path: Path, tasks: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._path, self._tasks = window, path, tasks
        self._cancel = Cancel()
        self.settings, self.troubles = stored.load(path)
        self._no_way = _no_way(path) if self.troubles else None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    def network(self, cancel: Cancel) -> Network:
        """The way to the sites, with passwords; on a worker, as the keyring may ask.

        Raises:
            Cancelled: `cancel` was set meanwhile.
            BadInput: the one that is set cannot be used; another would not be wanted.
        """
        if self._no_way is not None:
            raise self._no_way
        network = self.settings.network
        network = replace(network, proxies=secrets.complete(network.proxies, cancel))
        self.secret_known.emit(network.proxies)
        return network

    def stop(self) -> None:
        """Wait for no keyring any more."""
        self._cancel.set()

    def tell_of(self, summary: Summary, folder: Folder) -> None:
        """Where a search reached no site, say what to do about it."""
        if not (summary.reached or summary.stopped or folder.made_up):
            told = self.tr("No site could be reached. Check the network, or set a proxy.")
            show = partial(self.open, folder, network=True)
            self._window.messages.say(told, self.tr("Network settin&gs…"), show, stays=True, about=About.SEARCH)

    def open(self, folder: Folder, *, network: bool = False) -> None:
        """Show the settings; those of the network at once where it is about that."""
        dialog = SettingsDialog(self.settings, folder, self._window)
        if network:
            dialog.turn_to_network()
        dialog.wished.connect(lambda wished: self._take(wished, dialog))
        dialog.backup_asked.connect(self._back_up)
        dialog.folder_asked.connect(lambda: self.folder_wished.emit(dialog))
        dialog.restore_asked.connect(lambda: self.choose_backup(dialog.reject))
        dialog.open()

    def _take(self, wished: Settings, dialog: SettingsDialog) -> None:
        """Use and keep the settings, if they can be, unless the dialog is cancelled before."""
        try:
            wished = _checked(wished)
        except Expected as error:
            dialog.refuse(spoken(error))
            return
        cancel = Cancel(self._cancel)
        dialog.rejected.connect(cancel.set)
        dialog.set_busy(True)

        def keep() -> Settings:
            kept = replace(wished, proxies=tuple(secrets.keep(proxy, cancel) for proxy in wished.proxies))
            cancel.check()
            stored.save(self._path, kept)
            return kept

        def done(kept: Settings) -> None:
            self.settings, self._no_way = kept, None
            self._apply()
            if not cancel.is_set:
                dialog.accept()

        def failed(error: BaseException) -> None:
            if not isinstance(error, Expected | Cancelled):
                self._tasks.failed.emit(error)
            if not cancel.is_set:
                dialog.set_busy(False)
                dialog.refuse(spoken(error) if isinstance(error, Expected) else "")

        self._tasks.work(keep, done, failed)

    def adopt(self, **wished: str | int) -> None:
        """Use another look or text size at once; kept unless that would write over settings that could not be read."""
        self.settings = kept = replace(self.settings, **wished)
        self._apply()
        if not self.troubles:
            self._tasks.database(lambda: stored.save(self._path, kept))  # there one after the other

    def resize_text(self, steps: int) -> None:
        """Make all text larger by so many steps, or smaller, as far as that is possible."""
        least, most = stored.TEXT_PERCENT
        wanted = self.settings.text_percent + steps * _TEXT_STEP
        self.size_text(max(least, min(wanted, most)))

    def size_text(self, percent: int) -> None:
        """Have all text in this size, and say which it is now: what was said of another one is no longer so."""
        self.adopt(text_percent=percent)
        self._window.messages.say(self.tr("Text size: {} %.").format(percent))

    def _apply(self) -> None:
        theme.set_text_size(self._app, self.settings.text_percent)
        theme.apply(self._app, self.settings.look)
        self._window.search_bar.sites.set_usual(self.settings.sites)

    def _follow_system(self) -> None:
        if self.settings.look == "system":
            self._apply()

    def _back_up(self) -> None:
        name = f"jobspy-desktop-{datetime.now(UTC):%Y-%m-%d}.sqlite3"
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Back up"), str(Path.home() / name))
        if chosen:
            self.backup_wished.emit(Path(chosen))

    def choose_backup(self, chosen: Callable[[], object] = lambda: None) -> None:
        """Ask which backup is to take the place of what is kept; `chosen` is called first where one is."""
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Restore a backup"), str(Path.home()))
        if name:
            chosen()
            self.restore_wished.emit(Path(name))


def _no_way(path: Path) -> BadInput | None:
    """Why the sites cannot be reached as it is set."""
    try:
        stored.load(path, stored.WAY)
    except BadInput as error:
        return error
    return None


def _checked(wished: Settings) -> Settings:
    """The settings as they are kept; raises `Expected` where they cannot be used."""
    check(wished.network)
    if wished.update_address:
        from app.operations.release_file import secure_address

        secure_address(wished.update_address)
    return replace(wished, license_server=stored.server_address(wished.license_server))

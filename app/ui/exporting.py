"""An export from the window: asked for in a dialog, written on a worker, told how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.operations.export import export
from app.ui import words
from app.ui.sentences import spoken
from app.ui.views.export_dialog import ExportDialog, Wish
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected
from scraper.store.store import open_store

if TYPE_CHECKING:
    from app.paths import Folder
    from app.ui.tasks import TaskRunner
    from app.ui.window import MainWindow


class Exporting(QObject):
    """Opens the dialog and does what it says."""

    def __init__(self, window: MainWindow, tasks: TaskRunner) -> None:
        super().__init__(window)
        self._window, self._tasks = window, tasks
        self._cancel = Cancel()
        self.dialog: ExportDialog | None = None

    def open(self, folder: Folder) -> None:
        """Ask what to export of that folder."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        table, view = self._window.table, self._window.results.view
        dialog = self.dialog = ExportDialog(table.ids[:], view.selected_jobs(), self._window.exported, self._window)
        dialog.wished.connect(lambda wish: self._start(folder, wish, dialog))
        dialog.stop_asked.connect(self.stop)
        dialog.finished.connect(self._forget)
        dialog.open()

    def stop(self) -> None:
        """Give up what is being written; no file is left."""
        self._cancel.set()

    def _start(self, folder: Folder, wish: Wish, dialog: ExportDialog) -> None:
        cancel = self._cancel = Cancel()

        def progress(rows: int) -> None:
            self._tasks.post(lambda: dialog.show_progress(rows))

        def write() -> int:
            with open_store(folder.database, read_only=True, made_up=folder.made_up, cancel=cancel) as store:
                return export(
                    store,
                    wish.ids,
                    wish.target,
                    wish.file_format,
                    made_up=folder.made_up,
                    replace=True,  # the dialog asked
                    keys=wish.keys,
                    progress=progress,
                    cancel=cancel,
                )

        def done(count: int) -> None:
            self._window.exported = wish.choice()
            dialog.end(self.tr("Written: {}.").format(words.counted(count)), done=True)

        def failed(error: BaseException) -> None:
            if isinstance(error, Cancelled):
                dialog.end(self.tr("Stopped; no file was written."), done=False)
            elif isinstance(error, Expected):
                dialog.end(spoken(error), done=False)
            else:
                dialog.end("", done=False)
                self._tasks.failed.emit(error)

        self._tasks.work(write, done, failed)

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

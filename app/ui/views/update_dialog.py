"""A newer version is out: what is new in it, its page, its installer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.description import open_address

if TYPE_CHECKING:
    from pathlib import Path

_KILO = 1000  # bytes do not fit a bar's 32 bits where the file is large


class UpdateDialog(QDialog):
    """Tells, opens the page, and shows how far the fetching is."""

    fetch_asked = Signal()
    """Fetch the installer; it is being fetched from now on, until `end`."""
    stop_asked = Signal()

    def __init__(self, sentence: str, notes: str, page: str, size: int, parent: QWidget) -> None:
        """`size` of the installer in bytes; 0 where there is none for this system."""
        super().__init__(parent)
        self.setObjectName("update_dialog")
        self.setWindowTitle(self.tr("A newer version"))
        self._page, self._size, self._fetching = page, size, False
        self._target: Path | None = None
        self._text = named("update_text", QLabel(sentence))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._notes = named("update_notes", QPlainTextEdit(notes))
        self._notes.setReadOnly(True)
        self._notes.setTabChangesFocus(True)
        heading = QLabel(self.tr("&What is new"))
        heading.setBuddy(self._notes)
        self._bar = named("update_bar", QProgressBar())
        self._bar.setAccessibleName(self.tr("How much is fetched"))
        self._bar.setRange(0, max(1, size // _KILO))
        self._bar.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._open_page = named("update_page", QPushButton(self.tr("Open its &page")))
        self._fetch = named("update_fetch", QPushButton(self.tr("&Fetch the installer")))
        self._show = named("update_show", QPushButton(self.tr("Show fol&der")))
        for button in (self._open_page, self._fetch, self._show):
            self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self._fetch.setVisible(size > 0)
        self._show.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for widget in (self._text, heading, self._notes, self._bar, self._buttons):
            whole.addWidget(widget)
        self.resize(60 * GRID, 44 * GRID)
        self._open_page.clicked.connect(lambda: open_address(self._page))
        self._fetch.clicked.connect(self._start)
        self._show.clicked.connect(self._show_folder)
        self._buttons.rejected.connect(self.reject)

    def show_progress(self, size: int) -> None:
        """So many bytes are there."""
        self._bar.setValue(size // _KILO)

    def end(self, sentence: str, target: Path | None) -> None:
        """It has ended; `sentence` says how, `target` is None where no file came of it."""
        self._fetching, self._target = False, target
        self._text.setText(sentence)
        self._bar.hide()
        self._fetch.setVisible(target is None)
        self._show.setVisible(target is not None)

    @override
    def reject(self) -> None:
        """Stop what is being fetched; close where nothing is."""
        if self._fetching:
            self.stop_asked.emit()
        else:
            super().reject()

    def _start(self) -> None:
        self._fetching = True
        self._fetch.hide()
        self._bar.setValue(0)
        self._bar.show()
        self.fetch_asked.emit()

    def _show_folder(self) -> None:
        if self._target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent)))

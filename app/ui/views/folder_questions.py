"""What is asked before another data folder is used, and how far its copy is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.operations.moving import Use
from app.ui.naming import named
from app.ui.theme import GRID

if TYPE_CHECKING:
    from pathlib import Path

    from app.operations.moving import Place

_STEPS = 1000


class FolderQuestion(QMessageBox):
    """What is to become of a folder that can be used. Gone when it is answered."""

    agreed = Signal(object)
    """The `Use`."""

    def __init__(self, place: Place, present: Path | None, size_bytes: int, parent: QWidget | None = None) -> None:
        """`present` is where the data are now, `size_bytes` how much would be taken along."""
        super().__init__(parent)
        self.setObjectName("folder_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.NoIcon)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(self.tr("Another data folder"))
        if Use.OPEN in place.uses:
            self.setText(self.tr("Open the data folder {}?").format(place.root))
            more = self.tr("It is one already: you will see the jobs, settings and license that are in it.")
        elif Use.TAKE_ALONG in place.uses:
            self.setText(self.tr("Take everything along to {}?").format(place.root))
            size = QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
            more = self.tr(
                "All that is kept is copied into it, {} in all: jobs, settings, license, the practice sites' made-up jobs,"
                " and whatever else is in the folder. Or you start empty, without it."
            ).format(size)
        else:
            self.setText(self.tr("Start empty in {}?").format(place.root))
            more = self.tr("There are no jobs, settings or license in it yet.")
        stays = self.tr("What is in {} stays there, as it is.").format(present) if present else ""
        self.setInformativeText(f"{more} {stays}".strip())
        for use, name, text in (
            (Use.TAKE_ALONG, "folder_take_along", self.tr("&Take everything along")),
            (Use.START_EMPTY, "folder_start_empty", self.tr("&Start empty")),
            (Use.OPEN, "folder_open", self.tr("&Open it")),
        ):
            if use in place.uses:
                button = named(name, self.addButton(text, QMessageBox.ButtonRole.AcceptRole))
                button.clicked.connect(lambda _=False, use=use: self.agreed.emit(use))
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        cancel.setIcon(QIcon())  # words alone, as everywhere
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)


class CopyDialog(QDialog):
    """How much is copied, while there is no window; stays until `done` is called."""

    stop_asked = Signal()

    def __init__(self, old: Path, new: Path) -> None:
        super().__init__()
        self.setObjectName("copy_dialog")
        self.setWindowTitle("JobSpy Desktop")
        text = named("copy_text", QLabel(self.tr("Everything in {} is being copied into {}.").format(old, new)))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        self._bar = named("copy_bar", QProgressBar())
        self._bar.setAccessibleName(self.tr("How much is copied"))
        self._bar.setRange(0, _STEPS)
        buttons = QDialogButtonBox()
        stop = named("copy_stop", QPushButton(self.tr("&Stop")))
        buttons.addButton(stop, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        for part in (text, self._bar, buttons):
            whole.addWidget(part)
        self.resize(60 * GRID, self.sizeHint().height())

    def show_progress(self, part: float) -> None:
        """That part of it is copied, from 0 to 1."""
        self._bar.setValue(int(part * _STEPS))

    @override
    def reject(self) -> None:
        """Ask for it to be stopped; it is gone once that has happened."""
        self.stop_asked.emit()

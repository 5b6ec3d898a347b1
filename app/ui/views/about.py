"""What this program is: its version, its license, where its data are, and what it is made of."""

from __future__ import annotations

import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.heading import Heading

_LARGER = 1.5


class AboutDialog(QDialog):
    """Each line can be selected, to be told to somebody."""

    def __init__(self, data_folder: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About JobSpy Desktop"))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID // 2)
        for name, words, value in (
            ("about_version", self.tr("Version"), _version("jobspy-desktop")),
            ("about_license", self.tr("License of the program"), self.tr("MIT: free to use, change and pass on")),
            ("about_folder", self.tr("Your data"), data_folder),
            ("about_jobspy", "JobSpy", _version("python-jobspy")),
            ("about_qt", "Qt", f"{qVersion()} (PySide6, LGPL 3)"),
            ("about_python", "Python", platform.python_version()),
        ):
            told = named(name, QLabel(value))
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(words, told)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addWidget(Heading("JobSpy Desktop", _LARGER, bold=True))
        whole.addLayout(form)
        whole.addWidget(close)


def _version(package: str) -> str:
    with suppress(PackageNotFoundError):
        return version(package)
    return "?"

"""Why the window could not be opened, in a box of its own: who started the program from a menu sees no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from app.ui.naming import named
from app.ui.sentences import spoken

if TYPE_CHECKING:
    from scraper.errors import Expected

_SEEN_BY_NOBODY = frozenset({"offscreen", "minimal", "minimalegl"})


def tell(error: Expected) -> None:
    """Show it until it is closed; not where nobody could close it."""
    if QGuiApplication.platformName() in _SEEN_BY_NOBODY:
        return
    box = named("no_window", QMessageBox(QMessageBox.Icon.Critical, "JobSpy Desktop", spoken(error)))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.exec()
    box.deleteLater()

"""Boxes that ask or tell something in words alone, as the rest of the program does: no pictures of the style's own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.naming import named


def question_box(name: str, title: str, text: str, parent: QWidget | None = None) -> QMessageBox:
    """A box without an icon, deleted when it is closed; its text is plain."""
    made = named(name, QMessageBox(parent))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setIcon(QMessageBox.Icon.NoIcon)
    made.setWindowTitle(title)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    return made


def open_plain(made: QMessageBox) -> None:
    """Show it, with words alone on its buttons."""
    for button in made.buttons():
        button.setIcon(QIcon())
    made.open()

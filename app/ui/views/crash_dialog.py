"""A report of a fault, to read and copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.ui.naming import named
from app.ui.theme import GRID


class CrashDialog(QDialog):
    """Says that the program has a fault, that nothing stored is lost, and shows the report."""

    def __init__(self, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A fault of this program"))
        told = QLabel(
            self.tr(
                "Something went wrong that should not have. What is stored is safe. This &report says where; names, "
                "folders and keys are taken out of it. Nothing is sent unless you send it."
            )
        )
        told.setWordWrap(True)
        text = named("crash_report", QPlainTextEdit(report))
        text.setReadOnly(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setTabChangesFocus(True)
        told.setBuddy(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = named("copy_report", QPushButton(self.tr("&Copy the report")))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for widget in (told, text, buttons):
            whole.addWidget(widget)
        self.resize(80 * GRID, 50 * GRID)

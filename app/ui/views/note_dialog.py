"""Writing a note about a job."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.naming import named
from app.ui.theme import GRID


class NoteDialog(QDialog):
    """Shows the note there is; `written` with the new one."""

    written = Signal(str)

    def __init__(self, title: str, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("note_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Note"))
        label = QLabel(self.tr("&Note about {}").format(title.replace("&", "&&")))
        label.setWordWrap(True)
        text = named("note_text", QPlainTextEdit(note))
        text.setTabChangesFocus(True)
        label.setBuddy(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(lambda: self.written.emit(text.toPlainText()))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(GRID)
        for widget in (label, text, buttons):
            whole.addWidget(widget)
        self.resize(56 * GRID, 32 * GRID)
        text.setFocus(Qt.FocusReason.OtherFocusReason)

"""What stands in the place of the table where the data file cannot be used."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.naming import named
from app.ui.theme import GRID


class Unusable(QWidget):
    """Which file it is, and two ways to go on."""

    restore_asked = Signal()
    anew_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("unusable")
        self._text = named("unusable_text", QLabel())
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for name, text, asked in (
            ("restore_backup", self.tr("Restore a bac&kup…"), self.restore_asked),
            ("begin_anew", self.tr("Be&gin anew"), self.anew_asked),
        ):
            button = named(name, QPushButton(text))
            button.clicked.connect(asked)
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, GRID, 4 * GRID, GRID)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(self._text)
        column.addLayout(buttons)
        column.addStretch(3)

    def show_file(self, path: str) -> None:
        """Say that this one is it."""
        self._text.setText(
            self.tr(
                "{} is damaged, or was not made by this program, so nothing can be shown or searched.\n\n"
                "Restore a backup in its place, or begin anew with no jobs. In either case the file is put aside under "
                "another name; nothing is deleted."
            ).format(path)
        )

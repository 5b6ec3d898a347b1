"""Keys of commands that text fields would take for themselves: Ctrl+E is the end of the line there, Ctrl+K deletes up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
"""How many jobs further down a letter leads, wherever letters are commands."""

_THE_FIELDS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Copy)


def is_of_disabled(event: QKeyEvent, actions: Iterable[QAction]) -> bool:
    """Whether the key is that of a command that cannot be used now: Qt leaves it to what has the keyboard."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed in action.shortcuts() for action in actions if not action.isEnabled())


class KeysOfCommands(QObject):
    """Leaves the keys of these commands to them in the fields it looks after.

    Letters stay letters, and what one undoes or copies in a field is its text, as long as there is something to undo.
    """

    def __init__(self, actions: Iterable[QAction], parent: QObject) -> None:
        super().__init__(parent)
        keys = {sequence.toString() for action in actions for sequence in action.shortcuts()}
        self._keys = frozenset(key for key in keys if key.startswith("Ctrl+"))

    def look_after(self, fields: Iterable[QWidget]) -> None:
        """Do so in these."""
        for field in fields:
            field.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoing = event.matches(_THE_FIELDS[0])
            if undoing and isinstance(watched, QLineEdit) and not watched.isUndoAvailable():
                event.ignore()
                return True
            if QKeySequence(event.keyCombination()).toString() in self._keys and not any(
                map(event.matches, _THE_FIELDS)
            ):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

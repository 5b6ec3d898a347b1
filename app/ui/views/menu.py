"""The menus of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent


class Menu(QMenu):
    """A kind of its own, for which `theme` has colors: those of every `QMenu` would be those of the lists of combo boxes.

    The keys of commands work while it is open, too: Qt asks no window for its shortcuts then, and Ctrl+Q did nothing.
    """

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._command(event)
        if command is None:
            super().keyPressEvent(event)
            return
        self.close()
        command.trigger()

    def _command(self, event: QKeyEvent) -> QAction | None:
        """The command of this key, if it can be used; None for letters, which choose in the menu."""
        from PySide6.QtGui import QKeySequence  # not before the window is painted

        is_letter = not event.modifiers() & Qt.KeyboardModifier.ControlModifier and bool(event.text())
        below = self.parentWidget()
        if is_letter or below is None:
            return None
        pressed, commands = QKeySequence(event.keyCombination()), (*self.actions(), *below.window().actions())
        return next((each for each in commands if each.isEnabled() and pressed in each.shortcuts()), None)

"""A panel that drops down from its button, for what need not be in view all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent


class Panel(QFrame):
    """Opens below its button; Esc, Enter or a click beside it closes it."""

    closed = Signal()

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button.window(), Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._button = button
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.body.setSpacing(GRID)

    def open(self) -> None:
        """Show it below the button, within the screen."""
        self.body.activate()  # else what was needed the last time is the least size
        self.adjustSize()
        at = self._button.mapToGlobal(QPoint(0, self._button.height() + GRID // 2))
        screen = self._button.screen().availableGeometry()
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        self.move(at)
        self.show()
        self._first().setFocus(Qt.FocusReason.PopupFocusReason)

    def _first(self) -> QWidget:
        """The first control that takes the keyboard."""
        for child in self.findChildren(QWidget):
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(self) and child.isEnabled():
                return child
        return self

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and isinstance(self.focusWidget(), QComboBox):
            return  # it chose from the list, which Qt closes before the key comes here
        if enter or event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

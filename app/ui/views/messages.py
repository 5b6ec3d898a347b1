"""What the person should know, in the window: a sentence, perhaps with something to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.ui.naming import named
from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QIcon


class MessageBar(QFrame):
    """The latest message; gone when it is closed or its action is taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Highlight)
        self._text = named("message", QLabel())
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setForegroundRole(QPalette.ColorRole.HighlightedText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = named("message_action", QPushButton(self.tr("&Undo")))
        self._action.clicked.connect(self._act)
        self._close = named("message_close", QToolButton())
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        self._do: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown; "" for nothing."""
        return self._text.text() if not self.isHidden() else ""

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self._close.setIcon(icons["close"])

    def say(self, sentence: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a sentence, with a button that does something if `do` is given."""
        self._text.setText(sentence)
        self._do = do
        self._action.setText(action)
        self._action.setVisible(do is not None)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def withdraw(self, do: Callable[[], object]) -> None:
        """Say no more what is said with a button that does this."""
        if self._do == do:
            self.hide()

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()

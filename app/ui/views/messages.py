"""What the person should know, in the window: a sentence, perhaps with something to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QStatusBar, QToolButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

from app.ui.naming import named
from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QIcon


_LEAST_MS = 6000
_CHARACTER_MS = 60  # as people read who are not in a hurry
_ACTION_MS = 4000
_AGAIN_MS = 1500


class MessageBar(QFrame):
    """The latest message, over the status bar: what comes and goes there moves nothing, and covers no row.

    It is gone when it is closed (Esc does so from within), when its action is taken, and by itself once it can have been
    read, unless it `stays` or pointer or keyboard are in it.
    """

    def __init__(self, over: QStatusBar) -> None:
        super().__init__(over.window())
        self._over = over
        self._before: QWidget | None = None  # who had the keyboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._pass)
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
        self._close.clicked.connect(self.end)
        self._do: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 4, GRID, GRID // 4)
        row.setSpacing(GRID)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()
        over.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._remember)

    @property
    def sentence(self) -> str:
        """What is shown; "" for nothing."""
        return self._text.text() if not self.isHidden() else ""

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self._close.setIcon(icons["close"])

    def say(
        self, sentence: str, action: str = "", do: Callable[[], object] | None = None, *, stays: bool = False
    ) -> None:
        """Show a sentence, with a button that does something if `do` is given; `stays` until it is closed."""
        self._text.setText(sentence)
        self._do = do
        self._action.setText(action)
        self._action.setVisible(do is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if not stays:
            self._timer.start(_LEAST_MS + len(sentence) * _CHARACTER_MS + (_ACTION_MS if do is not None else 0))
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def withdraw(self, do: Callable[[], object]) -> None:
        """Say no more what is said with a button that does this."""
        if self._do == do:
            self.end()

    def end(self) -> None:
        """Say it no more; the keyboard goes back to where it was."""
        self._timer.stop()
        if self._has_keyboard() and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _act(self) -> None:
        self.end()
        if self._do is not None:
            self._do()

    def _pass(self) -> None:
        if self.underMouse() or self._has_keyboard():
            self._timer.start(_AGAIN_MS)
        else:
            self.end()

    def _has_keyboard(self) -> bool:
        return self.isAncestorOf(QApplication.focusWidget() or self)

    def _remember(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and new is not None and self.isAncestorOf(new) and not self.isAncestorOf(old):
            self._before = old

    def _place(self) -> None:
        """Over the status bar; higher where the words need several lines."""
        over, layout = self._over, self.layout()
        if layout is None:
            return
        corner = over.mapTo(over.window(), QPoint(0, 0))
        height = max(over.height(), layout.totalHeightForWidth(over.width()))
        self.setGeometry(corner.x(), corner.y() + over.height() - height, over.width(), height)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move} and self.isVisible():
            self._place()
        return False

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._place()

    @override
    def event(self, event: QEvent) -> bool:
        """Esc is for the message while the keyboard is in it, and not for a search that runs."""
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
            return
        super().keyPressEvent(event)

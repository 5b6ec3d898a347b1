"""What the person should know, in the window: a sentence, perhaps with something to do about it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from app.ui.naming import named
from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QIcon


_LEAST_MS = 6000
_CHARACTER_MS = 60  # as people read who are not in a hurry
_ACTION_MS = 4000
_MOST_MS = 20_000
_AGAIN_MS = 1500
_LOOKED_AT = frozenset({QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate, QEvent.Type.WindowStateChange})
_MOST_OF_WINDOW = 3  # at most the third part of its height; the rest is scrolled to


class About(Enum):
    """What a message ends with, whether it was closed or not."""

    SEARCH = auto()
    """The next search, or a site of it that is tried again, as much as the end of the data that were searched for."""
    DATA = auto()
    """Other data being looked at."""


class Message(msgspec.Struct, frozen=True, eq=False):
    """One message; each is another, also where the words are the same."""

    sentence: str
    action: str = ""
    do: Callable[[], object] | None = None
    stays: bool = False
    about: About | None = None


class MessageBar(QFrame):
    """The latest message, in the place of a label of the status bar: what comes and goes there moves nothing, covers no row,
    and leaves free what else is in the status bar.

    It is gone when it is closed (Esc does so from within), when its action is taken, and by itself once it can have been
    read in a window that is looked at, unless it `stays` or pointer or keyboard are in it. One that stays comes back when
    what was said meanwhile is gone.
    """

    def __init__(self, over: QLabel, go_on: Callable[[], object]) -> None:
        """`over` is the label; `go_on` gives the keyboard to what the person works with, where who had it is not shown."""
        super().__init__(over.window())
        self._over, self._go_on = over, go_on
        self._before: QWidget | None = None  # who had the keyboard
        self._shown: Message | None = None
        self._kept: list[Message] = []  # those that stay and are to be shown again, the latest last
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._pass)
        self.setObjectName("message_bar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Highlight)
        self._words = _Words()
        self._action = named("message_action", QPushButton(self.tr("&Undo")))
        self._action.clicked.connect(self._act)
        self._close = named("message_close", QToolButton())
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.clicked.connect(self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 4, GRID, GRID // 4)
        row.setSpacing(GRID)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()
        for watched in filter(None, (over, over.parentWidget(), over.window())):
            watched.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._remember)

    @property
    def sentence(self) -> str:
        """What is shown; "" for nothing."""
        return self._shown.sentence if self._shown is not None and not self.isHidden() else ""

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self._close.setIcon(icons["close"])

    def say(
        self,
        sentence: str,
        action: str = "",
        do: Callable[[], object] | None = None,
        *,
        stays: bool = False,
        about: About | None = None,
    ) -> Message:
        """Show a sentence, with a button that does something if `do` is given; `stays` until it is closed.

        What it is `about` ends it as well: see `forget`.
        """
        self._set_aside()
        self._kept = [kept for kept in self._kept if kept.sentence != sentence]
        said = Message(sentence, action, do, stays, about)
        self._show(said)
        return said

    def withdraw(self, said: Message | None) -> None:
        """Say this no more, if it is still said; another message is left alone."""
        if said is not None and said is self._shown:
            self.end()
        else:
            self._kept = [kept for kept in self._kept if kept is not said]

    def forget(self, *about: About) -> None:
        """Say no more what is about these: it is no longer so."""
        self._kept = [kept for kept in self._kept if kept.about not in about]
        if self._shown is not None and self._shown.about in about:
            self.end()

    def make_way(self) -> None:
        """Let what is below be read: a message that passes is gone, one that stays comes back a little later."""
        self._set_aside()
        self._leave()
        if self._kept:
            self._timer.start(_LEAST_MS)

    def end(self) -> None:
        """Say it no more; the keyboard goes back to where it was."""
        self._leave()
        if self._kept:
            self._show(self._kept.pop())

    def _set_aside(self) -> None:
        if self._shown is not None and self._shown.stays:
            self._kept.append(self._shown)
        self._shown = None

    def _show(self, message: Message) -> None:
        self._shown = message
        self._words.show_sentence(message.sentence)
        self._action.setText(message.action)
        self._action.setVisible(message.do is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.stop()
        if not message.stays:
            least_ms = _LEAST_MS + (_ACTION_MS if message.do is not None else 0)
            self._timer.setInterval(min(least_ms + len(message.sentence) * _CHARACTER_MS, _MOST_MS))
            self._wait()
        QAccessible.updateAccessibility(QAccessibleEvent(self._words.label, QAccessible.Event.Alert))

    def _leave(self) -> None:
        self._timer.stop()
        self._shown = None
        if self._has_keyboard() and self._before is not None:
            if isValid(self._before) and self._before.isVisible() and self._before.isEnabled():
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._go_on()
        self.hide()

    def _act(self) -> None:
        do = self._shown.do if self._shown is not None else None
        self.end()
        if do is not None:
            do()

    def _wait(self) -> None:
        """Let the time run from its beginning, once the window is looked at: nobody read it before."""
        if self.isActiveWindow() and not self.window().isMinimized():
            self._timer.start()

    def _pass(self) -> None:
        if self._shown is not None and (self.underMouse() or self._has_keyboard()):
            self._timer.start(_AGAIN_MS)
        else:
            self.end()

    def _has_keyboard(self) -> bool:
        return self.isAncestorOf(QApplication.focusWidget() or self)

    def _remember(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and new is not None and self.isAncestorOf(new) and not self.isAncestorOf(old):
            self._before = old

    def _place(self) -> None:
        """In the label's place, which is all of the status bar where nothing else is in it; higher for several lines."""
        over, layout = self._over.parentWidget(), self.layout()
        if over is None or layout is None:
            return
        free = self._over.geometry().right() + 1 if self._has_company(over) else over.width()
        corner = over.mapTo(over.window(), QPoint(0, 0))
        most = over.window().height() // _MOST_OF_WINDOW
        wanted = layout.totalHeightForWidth(free)
        height = max(over.height(), min(wanted, most))
        self._words.setFocusPolicy(Qt.FocusPolicy.TabFocus if wanted > height else Qt.FocusPolicy.NoFocus)
        self.setGeometry(corner.x(), corner.y() + over.height() - height, free, height)

    def _has_company(self, over: QWidget) -> bool:
        beside = over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return any(each is not self._over and each.isVisibleTo(over) for each in beside)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in {QEvent.Type.Resize, QEvent.Type.Move} and self.isVisible():
            self._place()
        elif kind in _LOOKED_AT and watched is self.window() and self._shown is not None and not self._shown.stays:
            self._timer.stop()
            self._wait()
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


class _Words(QScrollArea):
    """A sentence as high as it is where there is room, and scrolled where there is not."""

    def __init__(self) -> None:
        super().__init__()
        self.label = named("message", QLabel())
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setForegroundRole(QPalette.ColorRole.HighlightedText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.label)
        self.viewport().setAutoFillBackground(False)
        self.label.setAutoFillBackground(False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_sentence(self, sentence: str) -> None:
        """Show it from its beginning."""
        self.label.setText(sentence)
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        wider = self.label.minimumSizeHint().width() > width  # a word that cannot be broken, such as a path
        return self.label.heightForWidth(width) + (self.horizontalScrollBar().sizeHint().height() if wider else 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.label.fontMetrics().lineSpacing())

    @override
    def sizeHint(self) -> QSize:
        return self.label.sizeHint()

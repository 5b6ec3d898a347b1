"""A window that fits its screen, frame and all: what lies beyond the edge nobody sees, and messages come in the last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_USUAL_FRAME = QMargins(8, 40, 8, 8)
"""What a desktop puts around a window; what it really is, is known once the window has been painted."""


def fit_before_shown(window: QWidget) -> None:
    """Be no larger than the screen leaves room for; where it stands is its desktop's business."""
    room = window.screen().availableGeometry().marginsRemoved(_USUAL_FRAME)
    if not _fills_screen(window):
        window.resize(window.size().boundedTo(room.size()))


def fit_shown(window: QWidget) -> None:
    """The same of a window that has its frame, which comes back where it stands out of the screen."""
    if _fills_screen(window):
        return
    inner, outer, room = window.geometry(), window.frameGeometry(), window.screen().availableGeometry()
    fitted = within(outer, room)
    if fitted.size() != outer.size():
        window.resize(inner.size() - (outer.size() - fitted.size()))
    if fitted.topLeft() != outer.topLeft():
        window.move(fitted.topLeft())


def within(window: QRect, room: QRect) -> QRect:
    """The window, no larger than the room, and as little moved as brings it in."""
    size = window.size().boundedTo(room.size())
    spare = room.size() - size
    left = min(max(window.left(), room.left()), room.left() + spare.width())
    top = min(max(window.top(), room.top()), room.top() + spare.height())
    return QRect(QPoint(left, top), size)


def _fills_screen(window: QWidget) -> bool:
    return bool(window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen))

"""Colors: two sets of tokens, made into a palette. Everything shown takes its colors from the palette by role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_OUTLINE = 130  # what Fusion makes darker by
_USUAL_SIZE, _TIMES = "usual_text_size", "times_as_large"
GRID = 8
"""Pixels between things; half of it inside of them."""


class Tokens(Struct, frozen=True, kw_only=True):
    """The colors of one look; `muted` and `link` are text and have the contrast of text on all three grounds.

    Attributes:
        window, base, alternate: grounds: of the window, of lists and fields, of every other row.
        selected: ground of what is chosen; `selected_text` is on it.
        accent: the one color: default button, focus, progress.
        line: between things.
    """

    window: str
    base: str
    alternate: str
    text: str
    muted: str
    button: str
    line: str
    accent: str
    selected: str
    selected_text: str
    link: str
    tip: str


LIGHT = Tokens(
    window="#f4f5f7",
    base="#ffffff",
    alternate="#f9fafb",
    text="#1a1d21",
    muted="#59616b",
    button="#f4f5f7",
    line="#cfd4da",
    accent="#1d5fc4",
    selected="#d6e4fa",
    selected_text="#10294f",
    link="#1a56b0",
    tip="#ffffff",
)
DARK = Tokens(
    window="#2b2e34",
    base="#191b1f",
    alternate="#1e2024",
    text="#e7e9ec",
    muted="#a9b1bc",
    button="#3b4048",
    line="#4a505a",
    accent="#7db0ff",
    selected="#2b4a78",
    selected_text="#f2f6fd",
    link="#8cb9ff",
    tip="#3b4048",
)


def tokens(look: str) -> Tokens:
    """The colors for "light", "dark" or "system": then as the system has it."""
    if look == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if look == "dark" else LIGHT


def palette(colors: Tokens) -> QPalette:
    """The palette: the same for active and inactive windows, muted where disabled."""
    role = QPalette.ColorRole
    made = QPalette(QColor(colors.button), QColor(colors.window))
    line = QColor(colors.line)
    for which, color in (
        (role.Window, colors.window),
        (role.WindowText, colors.text),
        (role.Base, colors.base),
        (role.AlternateBase, colors.alternate),
        (role.Text, colors.text),
        (role.PlaceholderText, colors.muted),
        (role.Button, colors.button),
        (role.ButtonText, colors.text),
        (role.BrightText, colors.text),
        (role.Highlight, colors.selected),
        (role.HighlightedText, colors.selected_text),
        (role.Link, colors.link),
        (role.LinkVisited, colors.link),
        (role.ToolTipBase, colors.tip),
        (role.ToolTipText, colors.text),
        (role.Accent, colors.accent),
    ):
        made.setColor(which, QColor(color))
    for which, shade in ((role.Light, 112), (role.Midlight, 106), (role.Mid, 94), (role.Dark, 80), (role.Shadow, 60)):
        made.setColor(which, line.lighter(shade) if shade > 100 else line.darker(10_000 // shade))  # noqa: PLR2004
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colors.muted))
    return made


def apply(app: QApplication, look: str) -> Tokens:
    """Give the program this look, and the tokens it has now."""
    colors = tokens(look)
    made = palette(colors)
    app.setPalette(made)
    # Fusion outlines a box in a darker shade of the window, which is none on a dark one. None of these paints a window:
    # a menu is painted in the base, but the list of a combo box in the window of the menus, so that ours are of another kind.
    made.setColor(QPalette.ColorRole.Window, QColor(colors.muted).lighter(_OUTLINE))
    for kind in ("QCheckBox", "QRadioButton", "QListWidget", "Menu"):
        app.setPalette(made, kind)  # type: ignore[arg-type]  # the stubs want bytes, which it does not take
    _tell_windows_once()
    return colors


def _tell_windows_once() -> None:
    """Each palette that was set is about to tell every window to look at all of them anew: once is enough."""
    told = QEvent.Type.ApplicationPaletteChange
    for window in QGuiApplication.topLevelWindows():
        QCoreApplication.removePostedEvents(window, told.value)
        QCoreApplication.postEvent(window, QEvent(told))


def set_text_size(app: QApplication, percent: int) -> None:
    """Give the program text of this size, in percent of the system's; what is checked and icons grow with larger text."""
    usual = app.property(_USUAL_SIZE) or app.font().pointSizeF()
    app.setProperty(_USUAL_SIZE, usual)
    font, size = app.font(), float(usual) * percent / 100
    if abs(font.pointSizeF() - size) <= 0.01:  # noqa: PLR2004 - nobody sees less
        return
    times, before = max(percent / 100, 1.0), times_as_large()
    app.setProperty(_TIMES, times)
    font.setPointSizeF(size)
    app.setFont(font)
    for window in QGuiApplication.topLevelWindows():  # which learn of it later otherwise, after the style
        QCoreApplication.sendPostedEvents(window, QEvent.Type.ApplicationFontChange.value)
    _grow(app, times, changed=times != before)


def times_as_large() -> float:
    """How much larger than usual boxes and icons are."""
    app = QCoreApplication.instance()
    return float(app.property(_TIMES) or 1.0) if app is not None else 1.0


def _grow(app: QApplication, times: float, *, changed: bool) -> None:
    """Take the style for text of this size. A box to choose from has forgotten how low it may be only with a new style."""
    if times > 1:
        from app.ui.grown import Grown  # not for text of the usual size: its classes take their time

        app.setStyle(Grown(times))
    elif changed or app.topLevelWidgets():
        app.setStyle("Fusion")

"""One site in the strip: how it fares, with "stop" while it works and "try again" where it ended early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget
from typing_extensions import override

from app.operations.site_lines import SiteLine, SiteState
from app.ui import words
from app.ui.naming import named
from app.ui.sentences import spoken
from app.ui.theme import GRID
from scraper.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QIcon

_ICONS = {
    SiteState.STARTS: "asks",
    SiteState.ASKS: "asks",
    SiteState.WAITS: "waits",
    SiteState.DONE: "done",
    SiteState.FAILED: "failed",
}
_ICON_PX = 16


class SitePlace(QWidget):
    """An icon, what there is to say, and a button where there is something to do.

    It wants room from the start for what is said of most sites, so that neither it nor what is beside it moves when its words
    change; longer ones get another line.
    """

    def __init__(self, site: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"strip_{site}")
        self._icon, self._text = QLabel(), QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        name = words.site(site)
        self.stop = _button(f"stop_{site}", self.tr("Stop"), self.tr("Stop {}").format(name))
        self.again = _button(f"again_{site}", self.tr("Try again"), self.tr("Try {} again").format(name))
        self.stop.setToolTip(self.tr("Stop {}; the other sites go on").format(name))
        self._icons: Mapping[str, QIcon] = {}
        self.line = SiteLine(site=site)
        self._running = self._stopping = False
        self._most = self._width_px = 0
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        row.setSpacing(GRID // 2)
        for widget, stretch in ((self._icon, 0), (self._text, 1), (self.stop, 0), (self.again, 0)):
            row.addWidget(widget, stretch)
        self._fit()

    def set_running(self, running: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether a search runs."""
        self._running = running
        self._stopping = self._stopping and running
        why_not = self.tr("A search is running: try again when it has ended.")
        self.again.setToolTip(why_not if running else self.again.accessibleName())
        self._say()

    def set_stopping(self) -> None:
        """Say that it is being stopped, until it has ended."""
        self._stopping = True
        self._say()

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self._icons = icons
        if icons:
            self.stop.setIcon(icons["stop"])
            self.again.setIcon(icons["again"])
        self._show_icon()
        self._fit()
        self._measure()

    def show_line(self, line: SiteLine, most: int) -> None:
        """Show how far it is; about so many jobs it may say that it found."""
        if line == self.line and most <= self._most and self._text.text():
            return
        told, self.line = self.line.state, line
        self._stopping = self._stopping and not line.ended
        self._say()
        if line.state is not told:
            self._show_icon()
        if most > self._most:
            self._most = most
            self._measure()

    def _say(self) -> None:
        line = self.line
        self._text.setText(f"{words.site(line.site)} {self._words()}")
        self._text.setToolTip("\n".join(map(spoken, filter(None, (line.message, *line.notes)))))
        self.setAccessibleName(self._text.text())
        self._show_buttons()
        self._row.activate()

    def _show_icon(self) -> None:
        if self._icons:
            self._icon.setPixmap(self._icons[_ICONS[self.line.state]].pixmap(QSize(_ICON_PX, _ICON_PX)))

    def _show_buttons(self) -> None:
        stops, fails = self._running and not self.line.ended, self.line.state is SiteState.FAILED
        may_stop, may_again = stops and not self._stopping, fails and not self._running
        if (self.stop.hasFocus() and not may_stop) or (self.again.hasFocus() and not may_again):
            self.setFocus()  # Qt would go to the next button: pressed once more, the key would stop another site
        for button, seen, usable in ((self.stop, stops, may_stop), (self.again, fails, may_again)):
            button.setVisible(seen)
            button.setEnabled(usable)

    def _fit(self) -> None:
        """Be as high with a button as without."""
        self.setMinimumHeight(self.again.sizeHint().height())

    def _measure(self) -> None:
        """Want room for all that is found, and the button that stops."""
        count = words.number(self._most)
        usual = f"{words.site(self.line.site)} {self._merged(self._found_of(count, count), count)} "
        beside = self._icon.sizeHint().width() + self.stop.sizeHint().width() + 2 * self._row.spacing() + GRID
        self._width_px = self._text.fontMetrics().horizontalAdvance(usual) + beside
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width_px, self.minimumHeight())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """With text of another size it takes another room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self._measure()

    def _words(self) -> str:
        line = self.line
        found = words.number(line.found)
        if self._stopping:
            return self.tr("{}, stopping…").format(found)
        if line.state is SiteState.STARTS:
            return self.tr("starts")
        if line.state is SiteState.WAITS and line.until:
            why = words.reason(line.reason) if line.reason else ""
            return self.tr("{}, waits until {}: {}").format(found, words.clock(line.until), why)
        if line.state is SiteState.FAILED:
            return self._failed(found)
        text = found if line.state is SiteState.DONE else self._found_of(found, words.number(line.counts.asked))
        return self._merged(text, words.number(line.merged)) if line.merged else text

    def _found_of(self, found: str, asked: str) -> str:
        return self.tr("{} of {}").format(found, asked)

    def _merged(self, found: str, merged: str) -> str:
        return self.tr("{}, {} merged").format(found, merged)

    def _failed(self, found: str) -> str:
        line = self.line
        why = words.reason(line.reason or Reason.BUG)
        if line.until:
            return self.tr("{}, {} (again from {})").format(found, why, words.clock(line.until))
        return self.tr("{}, {}").format(found, why)


def _button(name: str, text: str, accessible_name: str) -> QToolButton:
    """A button with an icon and words, not seen yet."""
    button = named(name, QToolButton())
    button.setText(text)
    button.setAutoRaise(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAccessibleName(accessible_name)
    button.hide()
    return button

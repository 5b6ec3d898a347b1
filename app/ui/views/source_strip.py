"""How each site of the search fares: found, merged, waiting until, failed and why, with "try again"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from app.operations.site_lines import SiteLine, SiteState
from app.ui import words
from app.ui.naming import named
from app.ui.sentences import spoken
from app.ui.theme import GRID
from scraper.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QIcon

    from scraper.query import Query

_ICONS = {
    SiteState.STARTS: "asks",
    SiteState.ASKS: "asks",
    SiteState.WAITS: "waits",
    SiteState.DONE: "done",
    SiteState.FAILED: "failed",
}
_ICON_PX = 16


class SourceStrip(QWidget):
    """A place for each site, in as many lines as it takes; hidden until a search has begun."""

    again_asked = Signal(str)
    """Try this site again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source_strip")
        self.setAccessibleName(self.tr("How each site fares"))
        self._flow = Flow(self)
        self._places: dict[str, _Place] = {}
        self._icons: Mapping[str, QIcon] = {}
        self._running = False
        self.query: Query | None = None
        self.hide()

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self._icons = icons
        for place in self._places.values():
            place.dress(icons)

    def lines(self) -> list[SiteLine]:
        """What is shown."""
        return [place.line for place in self._places.values()]

    def show_lines(self, lines: Sequence[SiteLine]) -> None:
        """Show these; sites that are not among them stay as they are."""
        for line in lines:
            place = self._places.get(line.site)
            if place is None:
                place = self._places[line.site] = _Place(line.site, self)
                place.dress(self._icons)
                place.set_running(self._running)
                place.again.clicked.connect(lambda _=False, site=line.site: self.again_asked.emit(site))
                self._flow.addWidget(place)
            place.show_line(line)
        self.setVisible(bool(self._places))
        self._flow.activate()  # at once: while jobs pour in, words would be cut off until the layout's turn comes

    def set_running(self, running: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether a search runs: then no site can be tried again."""
        self._running = running
        for place in self._places.values():
            place.set_running(running)

    def give_up(self, why: str) -> None:
        """The search has ended for this reason: no site is busy any more."""
        ended = {"state": SiteState.FAILED, "reason": Reason.CANCELLED, "message": why, "until": None}
        self.show_lines([replace(line, **ended) for line in self.lines() if not line.ended])

    def clear(self) -> None:
        """Forget the search before."""
        for place in self._places.values():
            self._flow.removeWidget(place)
            place.deleteLater()
        self._places.clear()
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self._flow.heightForWidth(self.width()))


class _Place(QWidget):
    """One site: an icon, what there is to say, and "try again" where that makes sense."""

    def __init__(self, site: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"strip_{site}")
        self._icon, self._text = QLabel(), QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.again = named(f"again_{site}", QToolButton())
        self.again.setText(self.tr("Try again"))
        self.again.setAutoRaise(True)
        self.again.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.again.setAccessibleName(self.tr("Try {} again").format(words.site(site)))
        self.again.hide()
        self._icons: Mapping[str, QIcon] = {}
        self.line = SiteLine(site=site)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, GRID, 0)
        row.setSpacing(GRID // 2)
        for widget in (self._icon, self._text, self.again):
            row.addWidget(widget)
        self.setMinimumHeight(self.again.sizeHint().height())  # the same with and without "try again"

    def set_running(self, running: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether a search runs."""
        self.again.setEnabled(not running)
        why_not = self.tr("A search is running: try again when it has ended.")
        self.again.setToolTip(why_not if running else self.again.accessibleName())

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self._icons = icons
        if icons:
            self.again.setIcon(icons["again"])
            self._icon.setPixmap(icons[_ICONS[self.line.state]].pixmap(QSize(_ICON_PX, _ICON_PX)))

    def show_line(self, line: SiteLine) -> None:
        """Show how far it is."""
        if line == self.line and self._text.text():
            return
        self.line = line
        self._text.setText(f"{words.site(line.site)} {self._words()}")
        lines = map(spoken, filter(None, (line.message, *line.notes)))
        self._text.setToolTip("\n".join(lines))
        self.setAccessibleName(self._text.text())
        self.again.setVisible(line.state is SiteState.FAILED)
        self.dress(self._icons)
        self._row.activate()
        self.updateGeometry()

    def _words(self) -> str:
        line = self.line
        found = words.number(line.found)
        if line.state is SiteState.STARTS:
            return self.tr("starts")
        if line.state is SiteState.WAITS and line.until:
            why = words.reason(line.reason) if line.reason else ""
            return self.tr("{}, waits until {}: {}").format(found, words.clock(line.until), why)
        if line.state is SiteState.FAILED:
            return self._failed(found)
        text = (
            found
            if line.state is SiteState.DONE
            else self.tr("{} of {}").format(found, words.number(line.counts.asked))
        )
        return self.tr("{}, {} merged").format(text, words.number(line.merged)) if line.merged else text

    def _failed(self, found: str) -> str:
        line = self.line
        why = words.reason(line.reason or Reason.BUG)
        if line.until:
            return self.tr("{}, {} (again from {})").format(found, why, words.clock(line.until))
        return self.tr("{}, {}").format(found, why)


class Flow(QLayout):
    """Widgets one after the other, in as many lines as the width makes of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        parent.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        margins = self.contentsMargins()
        return QSize(widest + margins.left() + margins.right(), 0)

    def _place(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        left, right = rect.left() + margins.left(), rect.right() - margins.right()
        x, y, height = left, rect.top() + margins.top(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > left and x + size.width() > right:
                x, y, height = left, y + height + GRID // 2, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + GRID
            height = max(height, size.height())
        return y + height - rect.top() + margins.bottom()

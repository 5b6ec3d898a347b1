"""How each site of the search fares: found, merged, waiting until, failed and why, with "stop" and "try again"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget
from typing_extensions import override

from app.operations.site_lines import SiteLine, SiteState
from app.ui.theme import GRID
from app.ui.views.site_place import SitePlace
from scraper.errors import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QIcon

    from scraper.query import Query
_BETWEEN_ROWS = GRID // 2


class SourceStrip(QWidget):
    """A place for each site, in as many lines as it takes; hidden until a search has begun."""

    again_asked = Signal(str)
    """Try this site again."""
    stop_asked = Signal(str)
    """Stop this site; the others go on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source_strip")
        self.setAccessibleName(self.tr("How each site fares"))
        self._rows = Rows(self)
        self._places: dict[str, SitePlace] = {}
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
                place = self._add(line.site)
            place.show_line(line, max(line.counts.asked, self.query.results if self.query is not None else 0))
        self.setVisible(bool(self._places))
        self._rows.activate()  # at once: while jobs pour in, words would be cut off until the layout's turn comes

    def _add(self, site: str) -> SitePlace:
        place = self._places[site] = SitePlace(site, self)
        place.dress(self._icons)
        place.set_running(self._running)
        place.again.clicked.connect(lambda: self.again_asked.emit(site))
        place.stop.clicked.connect(lambda: self._stop(place))
        self._rows.addWidget(place)
        return place

    def _stop(self, place: SitePlace) -> None:
        place.set_stopping()
        self.stop_asked.emit(place.line.site)

    def set_running(self, running: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether a search runs: then no site can be tried again."""
        self._running = running
        for place in self._places.values():
            place.set_running(running)

    def give_up(self, why: str) -> None:
        """The search has ended for this reason: no site is busy any more."""
        ended = {"state": SiteState.FAILED, "reason": Reason.ENGINE_LOST, "message": why, "until": None}
        self.show_lines([replace(line, **ended) for line in self.lines() if not line.ended])

    def clear(self) -> None:
        """Forget the search before."""
        for place in self._places.values():
            self._rows.removeWidget(place)
            place.deleteLater()
        self._places.clear()
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self._rows.heightForWidth(self.width()))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._rows.shrink()


class Rows(QLayout):
    """Widgets in rows and columns, as many beside one another as the width has room for.

    A row that grew keeps its height while widgets and width are the same.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._width_px = 0
        self._heights: list[int] = []
        self.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        parent.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def shrink(self) -> None:
        """Let rows have the height again that they need."""
        self._heights = []
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.shrink()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.shrink()
        return self._items.pop(index)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        heights = self._row_heights(width, self._columns(width))
        return sum(heights) + _BETWEEN_ROWS * max(len(heights) - 1, 0) + margins.top() + margins.bottom()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        columns = self._columns(rect.width())
        heights = self._row_heights(rect.width(), columns)
        self._width_px, self._heights = rect.width(), heights
        margins = self.contentsMargins()
        y = rect.top() + margins.top()
        for row, height in enumerate(heights):
            x = rect.left() + margins.left()
            for item, width in zip(self._items[row * len(columns) :], columns, strict=False):
                taken = self._taken(item, width)
                item.setGeometry(QRect(x, y, taken, self._height(item, taken)))
                x += width + GRID
            y += height + _BETWEEN_ROWS

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        margins = self.contentsMargins()
        return QSize(widest + margins.left() + margins.right(), 0)

    def _columns(self, width: int) -> list[int]:
        """The widths of the columns: each what its widest takes, and something of what is left."""
        margins = self.contentsMargins()
        room, wanted = width - margins.left() - margins.right(), [item.sizeHint().width() for item in self._items]
        for count in range(len(wanted), 0, -1):
            columns = [max(wanted[column::count]) for column in range(count)]
            left = room - sum(columns) - GRID * (count - 1)
            if left >= 0 or count == 1:
                return [column + min(left // count, column // 4) for column in columns]
        return []

    def _row_heights(self, width: int, columns: Sequence[int]) -> list[int]:
        count = max(len(columns), 1)
        rows = [self._items[first : first + count] for first in range(0, len(self._items), count)]
        needed = [max(map(self._height, row, columns)) for row in rows]
        kept = self._heights if width == self._width_px and len(self._heights) == len(needed) else needed
        return list(map(max, needed, kept))

    def _taken(self, item: QLayoutItem, width: int) -> int:
        """Of its column's width, what it has a use for: what is in it stays together where that is all of one line."""
        usual = min(item.sizeHint().width(), width)
        return usual if self._height(item, usual) <= item.minimumSize().height() else width

    @staticmethod
    def _height(item: QLayoutItem, width: int) -> int:
        return max(item.heightForWidth(width), item.minimumSize().height())

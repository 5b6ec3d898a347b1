"""How wide the columns of the table are: they share its room, those that somebody sized keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHeaderView, QStyle, QTableView

from app.ui.models.job_columns import COLUMNS
from app.ui.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.ui.models.job_columns import JobColumn
    from app.ui.models.job_table import JobTable

MARK_PX = 28
_BESIDE_MARK_PX = 12
_HEAD_PX = 6  # beside the words of a column's head and the sign of sorting
_ELASTIC = "title"
_AT_FIRST = frozenset(column.key for column in COLUMNS if column.shown)


class Room(Struct, frozen=True):
    """What a column takes, in pixels: at least, usually, and where there is more room.

    `spare` columns are left out where there is none, those with the greatest number first; 0 for never.
    """

    least: int
    usual: int
    most: int
    spare: int = 0


def shared(rooms: Sequence[Room], room: int, elastic: int | None) -> list[int]:
    """The width of each: more of what all need for as long as there is room; the elastic one has the rest of it."""
    sizes = [each.least for each in rooms]
    for limits in ([each.usual for each in rooms], [each.most for each in rooms]):
        gains = [max(limit - size, 0) for limit, size in zip(limits, sizes, strict=True)]
        left = min(max(room - sum(sizes), 0), sum(gains))
        sizes = [size + left * gain // max(sum(gains), 1) for size, gain in zip(sizes, gains, strict=True)]
    if elastic is not None:
        sizes[elastic] += max(room - sum(sizes), 0)
    return sizes


def left_out(rooms: Sequence[Room], room: int) -> set[int]:
    """Which of them there is no room for."""
    out: set[int] = set()
    for number in sorted(range(len(rooms)), key=lambda number: -rooms[number].spare):
        if not rooms[number].spare or sum(each.least for n, each in enumerate(rooms) if n not in out) <= room:
            break
        out.add(number)
    return out


class ColumnWidths(QObject):
    """Looks after the columns of a view, but for the first, which holds the marks."""

    def __init__(self, view: QTableView, table: JobTable) -> None:
        super().__init__(view)
        self._view, self._table, self._header = view, table, view.horizontalHeader()
        self._character_px = view.fontMetrics().averageCharWidth()
        self._sizing = False
        self.own: dict[str, int] = {}
        """By key, the width in pixels of those that somebody sized."""
        self._header.sectionResized.connect(self._resized)

    def begin(self, own: Mapping[str, int]) -> None:
        """The table has other columns: these have a width of their own, 0 for none."""
        self._character_px = self._view.fontMetrics().averageCharWidth()
        self.own = {key: max(width, 2 * MARK_PX) for key, width in own.items() if width}
        self._header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        for section in range(1, self._header.count()):
            self._header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
        self.fill()

    def scale(self) -> None:
        """The text has another size."""
        one = self._view.fontMetrics().averageCharWidth()
        self.own = {key: round(width * one / self._character_px) for key, width in self.own.items()}
        self._character_px = one
        self.fill()

    def fill(self) -> None:
        """Share the room of the view; where it has too little for the columns shown at first, some are left out."""
        columns = self._table.columns
        rooms = [self._room(column) for column in columns]
        mark = self._view.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize) + _BESIDE_MARK_PX
        beside = mark + self._view.verticalScrollBar().sizeHint().width()  # with or without the bar
        room = self._view.width() - beside
        out = left_out(rooms, room) if {column.key for column in columns} == _AT_FIRST else set()
        seen = [number for number in range(len(columns)) if number not in out]
        keys = [columns[number].key for number in seen]
        taken = [self._own_room(key, rooms[number]) for key, number in zip(keys, seen, strict=True)]
        elastic = keys.index(_ELASTIC) if _ELASTIC in keys and _ELASTIC not in self.own else None
        sizes = dict(zip(seen, shared(taken, room, elastic), strict=True))
        self._set({0: mark} | {number + 1: sizes.get(number) for number in range(len(columns))})

    def _own_room(self, key: str, usual: Room) -> Room:
        own = self.own.get(key, 0)
        return Room(own, own, own) if own else usual

    def _room(self, column: JobColumn) -> Room:
        one, style = self._character_px, self._header.style()
        beside = style.pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize) + _HEAD_PX
        head = self._header.fontMetrics().horizontalAdvance(column.title) + beside
        least, usual, most = (
            max(count * one + 2 * GRID, head) for count in (column.least or column.width, column.width, column.most)
        )
        return Room(min(least, usual), usual, max(most, usual), column.spare)

    def _set(self, widths: Mapping[int, int | None]) -> None:
        """Give sections widths that nobody has chosen; those of None are not seen."""
        self._sizing = True  # one that is seen again tells of its width as one that is sized does
        for section, width in widths.items():
            self._header.setSectionHidden(section, width is None)
            if width is not None:
                self._header.resizeSection(section, width)
        self._sizing = False

    def _resized(self, section: int, _before: int, width: int) -> None:
        if not self._sizing and 0 < section <= len(self._table.columns):
            self.own[self._table.columns[section - 1].key] = width

"""The table of jobs: their numbers in memory, their rows read a screenful at a time when they are painted."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QIcon
from typing_extensions import override

from app.ui import words
from app.ui.models.job_columns import BY_KEY, COLUMNS, JobColumn
from app.ui.positions import positions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Rows = Callable[[Sequence[int], Sequence[str]], list[tuple[Any, ...]]]

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_AHEAD = 28
_BACK = 12  # where a line appears above, those above it are read too
_KEPT = 2048
# Compared before anything else is done: a view asks for seven roles a cell at each paint.
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_TEXT_COLOR = Qt.ItemDataRole.ForegroundRole.value
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_ICON = Qt.ItemDataRole.DecorationRole.value
_TIP = Qt.ItemDataRole.ToolTipRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_LESS_OFTEN = frozenset({_ICON, _TIP, _SPOKEN})
_MARK_KEYS = ("id", "status", "hidden", "first_seen")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _Row(Struct):
    """A row that was read: the words of each cell, the first for the mark; which are not stated; values for tooltips."""

    cells: list[str | None]
    muted: list[bool]
    mark: str
    values: tuple[Any, ...]


def _no_rows(_ids: Sequence[int], _keys: Sequence[str]) -> list[tuple[Any, ...]]:
    return []


class JobTable(QAbstractTableModel):
    """Jobs in the order the store gave. The first column is the mark; then those chosen."""

    rearranging = Signal()
    """Other rows are about to be shown, or in another order; before Qt's own signal, and so before any selection moves."""
    rearranged = Signal()
    """They are; a small selection has moved with its jobs already."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Rows = _no_rows
        self._ids: array[int] = array("q")
        self._found: Mapping[int, int] = {}
        self.ahead = _AHEAD
        """How many rows are read at once: the view says how many it paints, and a jump reads little more."""
        self._read: OrderedDict[int, _Row | None] = OrderedDict()
        self.columns: tuple[JobColumn, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._made_of: list[tuple[Callable[..., str], tuple[int, ...]]] = []
        self._muted = QBrush()
        self._not_stated = words.not_stated()
        self._alignments: list[int] = []
        self._icons: Mapping[str, QIcon] = {}
        self._new_since = ""
        self._looked_at: set[int] = set()
        self.choose([column.key for column in COLUMNS if column.shown])

    # What it shows.

    @property
    def ids(self) -> array[int]:
        """The jobs' numbers in order; not to be changed."""
        return self._ids

    def read_from(self, rows: Rows) -> None:
        """Read rows with this function from now on; nothing is shown until `show` is called."""
        self.show(array("q"), {})  # not a reset, after which a view has forgotten its columns
        self._rows = rows
        self._looked_at.clear()

    def choose(self, keys: Iterable[str]) -> None:
        """Show these columns, in this order; names that are none are passed over."""
        self.beginResetModel()
        self.columns = tuple(BY_KEY[key] for key in dict.fromkeys(keys) if key in BY_KEY) or (BY_KEY["title"],)
        stored = [key for column in self.columns for key in column.keys]
        self._keys = tuple(dict.fromkeys((*_MARK_KEYS, *stored)))
        self._made_of = [(column.text, tuple(self._keys.index(key) for key in column.keys)) for column in self.columns]
        self._alignments = [_LEFT, *(_RIGHT if column.right else _LEFT for column in self.columns)]
        self._read.clear()
        self.endResetModel()

    def dress(self, icons: Mapping[str, QIcon], muted: QBrush) -> None:
        """Take the icons of marks and the color of what is not stated."""
        self._icons, self._muted = icons, muted
        self._say_all_changed()

    def mark_new_since(self, stored_time: str) -> None:
        """Jobs first seen then or later are new until they are looked at; "" for none."""
        self._new_since = stored_time
        self.refresh()

    def look_at(self, job: int) -> None:
        """The job is not new any more."""
        if job not in self._looked_at:
            self._looked_at.add(job)
            row = self.row_of(job)
            if row is not None and (shown := self._row(row)) is not None and shown.mark == "new":
                shown.mark = ""
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def show(self, ids: array[int], found: Mapping[int, int]) -> None:
        """Show other jobs, or in another order; `found` has rows of jobs known already (others are looked for).

        Whoever selected something keeps it, as long as the job is still there.
        """
        self.rearranging.emit()
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        jobs = [self._ids[index.row()] if index.row() < len(self._ids) else 0 for index in before]
        self._ids, self._found = ids, found
        self._read.clear()
        rows = self.rows_of(jobs)
        after = [
            self.index(rows[job], index.column()) if job in rows else QModelIndex()
            for job, index in zip(jobs, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.rearranged.emit()

    def refresh(self) -> None:
        """Read again what is shown: stored values have changed."""
        self._read.clear()
        self._say_all_changed()

    def job_at(self, row: int) -> int:
        """The job's number."""
        return self._ids[row]

    def row_of(self, job: int) -> int | None:
        """Where the job stands; None if it is not shown."""
        return self.rows_of((job,)).get(job)

    def rows_of(self, jobs: Iterable[int]) -> dict[int, int]:
        """Where these jobs stand, as far as they are shown; in one pass, however many they are."""
        wanted = dict.fromkeys(jobs)
        known = {job: self._found[job] for job in wanted if job in self._found}
        return known | positions(self._ids, [job for job in wanted if job not in known])

    # What a view asks.

    def cell(self, row: int, column: int) -> tuple[str | None, bool]:
        """The words of a cell, None for none, and whether they say that something is not stated."""
        shown = self._read.get(row) or self._row(row)
        return (None, False) if shown is None else (shown.cells[column], shown.muted[column])

    def on_the_right(self, column: int) -> bool:
        """Whether the words of a column stand on the right."""
        return self._alignments[column] == _RIGHT

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns) + 1

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY:
            row = self._row(index.row())
            return None if row is None else row.cells[index.column()]
        if role == _TEXT_COLOR:
            row = self._row(index.row())
            return self._muted if row is not None and row.muted[index.column()] else None
        if role == _ALIGNMENT:
            return self._alignments[index.column()]
        if role == _ICON and index.column():
            return None
        if role in _LESS_OFTEN:
            return self._more(index, role)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _DISPLAY:
            return "" if section == 0 else self.columns[section - 1].title
        if section == 0 and role in {_TIP, _SPOKEN}:
            return self.tr("New, saved, applied or hidden")
        if role == _ALIGNMENT:
            return _RIGHT if section and self.columns[section - 1].right else _LEFT
        return None

    def _more(self, index: _Index, role: int) -> Any:
        """Icon of the mark, tooltip, and what is read out."""
        row, column = self._row(index.row()), index.column()
        if row is None:
            return None
        if column == 0:
            return self._icons.get(row.mark) if role == _ICON else self._mark_words(row.mark) or None
        shown, text = self.columns[column - 1], row.cells[column]
        if role == _SPOKEN:
            return f"{shown.title}: {text}"
        if shown.tip is None or row.muted[column]:
            return text
        return shown.tip(*(row.values[self._keys.index(key)] for key in shown.keys))

    def _mark_words(self, mark: str) -> str:
        return {
            "new": self.tr("New since last time"),
            "saved": self.tr("Saved"),
            "applied": self.tr("Applied"),
            "hidden": self.tr("Hidden"),
        }.get(mark, "")

    # Reading.

    def _row(self, number: int) -> _Row | None:
        """The row at that place; None where the job has gone meanwhile."""
        if number not in self._read and number < len(self._ids):
            self._read_around(number)
        return self._read.get(number)

    def _read_around(self, number: int) -> None:
        """Read this row and those that will be asked for next: a view paints from the top."""
        upwards = number + 1 in self._read
        first, end = (number - _BACK, number + 1) if upwards else (number, number + self.ahead)
        places = [place for place in range(max(first, 0), min(end, len(self._ids))) if place not in self._read]
        wanted = array("q", [self._ids[place] for place in places])
        stored = {values[0]: values for values in self._rows(wanted, self._keys)}
        for place, job in zip(places, wanted, strict=True):
            self._read[place] = self._made(stored[job]) if job in stored else None
        while len(self._read) > _KEPT:
            self._read.popitem(last=False)

    def _made(self, values: tuple[Any, ...]) -> _Row:
        texts = [text(*[values[place] for place in places]) for text, places in self._made_of]
        cells = [None, *[text or self._not_stated for text in texts]]
        return _Row(cells, [False, *[not text for text in texts]], self._mark(*values[: len(_MARK_KEYS)]), values)

    def _mark(self, job: int, status: str | None, hidden: int, first_seen: str) -> str:
        if hidden:
            return "hidden"
        if status:
            return status
        is_new = self._new_since and first_seen >= self._new_since and job not in self._looked_at
        return "new" if is_new else ""

    def _say_all_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns)))

"""The table as one sees and drives it: keys, selection, columns; it never jumps when rows arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QTableView, QWidget
from typing_extensions import override

from app.ui.keys import is_of_disabled
from app.ui.positions import stretches
from app.ui.theme import GRID
from app.ui.views.column_widths import MARK_PX, ColumnWidths
from app.ui.views.place import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.models.job_table import JobTable
    from app.ui.views.job_cells import JobCells

_FEW = 1000  # selected jobs that are looked for one by one
_FEW_CELLS = 1000
"""Selected cells that Qt moves with their rows. Where a table is selected whole and has more, it moves the corners only,
and afterwards everything between them is selected."""
_GREATEST_FIRST = frozenset({"posted", "pay", "postings", "first_seen", "last_seen"})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_TO_THE_ENDS = frozenset({Qt.Key.Key_Home, Qt.Key.Key_End})
_Reason = Qt.FocusReason
_BY_KEYBOARD = frozenset(
    {_Reason.TabFocusReason, _Reason.BacktabFocusReason, _Reason.ShortcutFocusReason, _Reason.OtherFocusReason}
)
_Move = QAbstractItemView.CursorAction
_MOVES = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}


class JobView(QTableView):
    """Jobs; `table` is its model."""

    opened = Signal(int)
    """This job is to be read (Enter or a double click)."""
    chosen = Signal(object)
    """The current job's number, or None."""
    nothing_chosen = Signal()
    """A key was pressed that is for jobs, and none is chosen."""
    anything_chosen = Signal(bool)
    """Whether there is a job that is current or selected."""
    selected = Signal(int)
    """So many jobs are selected."""
    menu_asked = Signal(QPoint)
    """The menu of what can be done to those selected, at this place of the screen."""
    sort_asked = Signal(str, bool)
    """By this column's key, descending or not."""

    def __init__(self, table: JobTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.setObjectName("jobs")
        self.setAccessibleName(self.tr("Jobs"))
        self._told: int | None = None
        self._place = Place(self)
        self._set_aside: list[int] = []
        self._awaited: tuple[Sequence[int], int | None] | None = None
        self.sorting = ("posted", True)
        ground = QWidget()
        self.setViewport(ground)  # of our own making, as in the sidebar
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self._look()
        self._cells: JobCells | None = None
        self.setModel(table)
        table.rearranging.connect(self._remember)
        table.rearranged.connect(self._return)
        table.rearranged.connect(self._miss)
        self.selectionModel().selectionChanged.connect(self._say_whether_chosen)
        self.doubleClicked.connect(self._open)  # not `activated`, which on some systems is a single click
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self._widths = ColumnWidths(self, table)
        self._widths.begin({})
        self.show_sorting(*self.sorting)

    # What is chosen.

    @property
    def current_job(self) -> int | None:
        """The job the cursor is on."""
        index = self.currentIndex()
        return self.table.job_at(index.row()) if index.isValid() else None

    def selected_jobs(self) -> list[int]:
        """The numbers of the jobs selected, in their order."""
        ranges, ids = self._ranges(), self.table.ids
        if len(ranges) == 1:  # as after "select all"
            return ids[ranges[0].top() : ranges[0].bottom() + 1].tolist()
        rows: set[int] = set()
        for part in ranges:
            rows.update(range(part.top(), part.bottom() + 1))
        return [ids[row] for row in sorted(rows)]

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _say_whether_chosen(self) -> None:
        self.anything_chosen.emit(self.currentIndex().isValid() or self.selectionModel().hasSelection())
        self.selected.emit(self._count_selected())

    def _miss(self) -> None:
        """Say so where the job that was current is not shown any more: Qt does not."""
        if self.current_job is None and self._told is not None:
            self._tell(None)
        self._say_whether_chosen()

    def _tell(self, job: int | None) -> None:
        self._told = job
        self.chosen.emit(job)

    def _count_selected(self) -> int:
        return sum(part.height() for part in self._ranges())

    def jobs_to_keep(self) -> list[int]:
        """The jobs whose place matters when others come: the current one, the top one, those selected (if few)."""
        top = self.rowAt(0)
        kept = [self.table.job_at(top)] if top >= 0 else []
        if (current := self.current_job) is not None:
            kept.append(current)
        if self._count_selected() < _FEW:
            kept.extend(self.selected_jobs())
        return kept

    def choose_row(self, row: int) -> None:
        """Put the cursor there."""
        index = self.table.index(row, 1)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def choose_jobs(self, jobs: Sequence[int]) -> None:
        """Select these, as far as they are shown, and put the cursor on the uppermost; nothing where none is."""
        rows = sorted(self.table.rows_of(jobs).values())
        if rows:
            self.choose_row(rows[0])
            self._select(rows[1:])

    def choose_once_shown(self, jobs: Sequence[int]) -> None:
        """Choose these as soon as other rows are shown, unless somebody goes to another job before."""
        self._awaited = jobs, self.current_job

    def settle(self) -> bool:
        """Whether the job that is read is a selected one, where any are; the only one selected is read from now on."""
        selection, row = self.selectionModel(), self.currentIndex().row()
        if not selection.hasSelection() or (row >= 0 and selection.isRowSelected(row, QModelIndex())):
            return True
        if self._count_selected() == 1:
            self.choose_jobs(self.selected_jobs())
            return True
        self.nothing_chosen.emit()
        return False

    def step(self, rows: int) -> None:
        """Put the cursor so many rows further down; where there are no more, it stays."""
        self.choose_row(self.currentIndex().row() + rows)

    # Looks.

    def _look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._size_rows()
        columns.setSectionsMovable(True)
        columns.setFirstSectionMovable(False)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setMinimumSectionSize(MARK_PX)

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GRID + GRID // 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """With text of another size rows and columns grow or shrink."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # with text of another size: so are the marks
            self._widths.fill()
        if event.type() == QEvent.Type.FontChange:
            self._size_rows()
            self._widths.scale()

    def show_sorting(self, key: str, descending: bool) -> None:  # noqa: FBT001 - as `sort_asked` tells it
        """Show by which column the jobs are sorted."""
        self.sorting = (key, descending)
        keys = [column.key for column in self.table.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(keys.index(key) + 1 if key in keys else -1, order)

    def layout_of_columns(self) -> list[tuple[str, int]]:
        """The columns as they stand, left to right, with the widths somebody gave them; 0 for the usual one."""
        header = self.horizontalHeader()
        sections = sorted(range(1, header.count()), key=header.visualIndex)
        keys = [self.table.columns[section - 1].key for section in sections]
        return [(key, self._widths.own.get(key, 0)) for key in keys]

    def columns_seen(self) -> list[str]:
        """The keys of those there is room for, left to right."""
        hidden = {column.key for n, column in enumerate(self.table.columns, 1) if self.isColumnHidden(n)}
        return [key for key, _ in self.layout_of_columns() if key not in hidden]

    def lay_out_columns(self, columns: Sequence[tuple[str, int]]) -> None:
        """Show these columns in this order with these widths; 0 for the usual one. The cursor stays where it is."""
        current, place = self.currentIndex().row(), self.verticalScrollBar().value()
        self.table.choose([key for key, _ in columns])
        self._widths.begin(dict(columns))
        self.show_sorting(*self.sorting)
        if current >= 0:
            self.choose_row(current)
            self.verticalScrollBar().setValue(place)

    # Rows come and go.

    def leave_place(self, *, current: bool) -> None:
        """As `Place.leave`."""
        self._place.leave(current=current)

    def _remember(self) -> None:
        self._place.remember()
        if self._awaited is not None and self._awaited[1] != self.current_job:
            self._awaited = None
        if self._count_selected() * self.table.columnCount() >= _FEW_CELLS:
            self._set_aside = self.selected_jobs()
            self.clearSelection()

    def _return(self) -> None:
        if self._set_aside:
            kept = set(self._set_aside)
            self._select([row for row, job in enumerate(self.table.ids) if job in kept])
            self._set_aside = []
        self._place.come_back()
        if self._awaited is not None:
            jobs, self._awaited = self._awaited[0], None
            self.executeDelayedItemsLayout()  # before it is scrolled to
            self.choose_jobs(jobs)
        self._keep_a_current_one()

    def _keep_a_current_one(self) -> None:
        """Where the current job has gone and others are selected still, one of those is current."""
        if not self.currentIndex().isValid() and (ranges := self._ranges()):
            first = self.table.index(min(part.top() for part in ranges), 1)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _select(self, rows: Sequence[int]) -> None:
        selection, last = QItemSelection(), self.table.columnCount() - 1
        for first, end in stretches(rows):
            selection.append(QItemSelectionRange(self.table.index(first, 0), self.table.index(end, last)))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.table.ids:
            super().paintEvent(event)
            return
        cells = self._cells or self._draw_cells()
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        seen = range(max(first, 0), (last if last >= 0 else self.model().rowCount() - 1) + 1)
        parts = [range(part.top(), part.bottom() + 1) for part in self._ranges()]
        cells.begin(frozenset(row for row in seen if any(row in part for part in parts)))
        super().paintEvent(event)

    def _draw_cells(self) -> JobCells:
        """Draw cells ourselves from now on; the window is shown empty without what that takes."""
        from app.ui.views.job_cells import JobCells

        self._cells = JobCells(self)
        self.setItemDelegate(self._cells)
        return self._cells

    # Keys and mouse.

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.fill()
        self.table.ahead = self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """By keyboard, where no job is current, the first one is chosen: Qt puts the cursor there without selecting it."""
        self._keep_a_current_one()
        if not self.currentIndex().isValid():
            if event.reason() not in _BY_KEYBOARD:  # a click on a column's head is none on a job
                QAbstractScrollArea.focusInEvent(self, event)
                return
            self.choose_row(0)
        super().focusInEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done to the job under the pointer, or to those selected where it is one of them."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex().row() if by_key else self.rowAt(event.pos().y())
        if row < 0:
            return
        if not self.selectionModel().isRowSelected(row, QModelIndex()):
            self.choose_row(row)
        at = event.pos()
        if by_key:
            self.scrollTo(self.table.index(row, 1))
            at = self.visualRect(self.table.index(row, 1)).bottomLeft()
        self.menu_asked.emit(self.viewport().mapToGlobal(at))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if key in _MOVES and plain:
            super().keyPressEvent(_as(event, _MOVES[key]))
            return
        if key in _TO_THE_ENDS and not event.modifiers() & _SHIFT:
            self.choose_row(0 if key == Qt.Key.Key_Home else self.table.rowCount() - 1)
            return
        if key in _TO_THE_ENDS:
            super().keyPressEvent(QKeyEvent(event.type(), key, _SHIFT))
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        if is_of_disabled(event, self.actions()):
            self.nothing_chosen.emit()
            return
        super().keyPressEvent(event)

    @override
    def moveCursor(self, cursorAction: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End lead to the first and the last job: rows are chosen, not cells."""
        column = max(self.currentIndex().column(), 0)
        if cursorAction == _Move.MoveHome:
            return self.table.index(0, column)
        if cursorAction == _Move.MoveEnd:
            return self.table.index(self.table.rowCount() - 1, column)
        return super().moveCursor(cursorAction, modifiers)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are commands, and looking for one would read every row."""

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self._tell(self.table.job_at(current.row()) if current.isValid() else None)
            self._say_whether_chosen()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.table.job_at(index.row()))

    def _sort(self, section: int) -> None:
        if section == 0 or (column := self.table.columns[section - 1]).sort is None:
            self.show_sorting(*self.sorting)
            return
        key, descending = self.sorting
        self.sort_asked.emit(column.key, not descending if column.key == key else column.key in _GREATEST_FIRST)


def _as(event: QKeyEvent, key: Qt.Key) -> QKeyEvent:
    """The same key press, of another key."""
    return QKeyEvent(event.type(), key, event.modifiers())

"""Which jobs to look at: all, new, saved, applied, hidden, or those of one search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from app.operations.listing import Asked
from app.ui import words
from app.ui.keys import STEPS, is_of_disabled
from app.ui.searches import described, lasting, searches
from app.ui.theme import GRID
from scraper.store.records import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from app.ui.searches import Search
    from scraper.store.records import Marked, RunRecord

_MOST_SEARCHES = 12
_DATA = Qt.ItemDataRole.UserRole
_SEARCH = _DATA + 1


class Sidebar(QTreeWidget):
    """A list in two parts: the library and the latest searches."""

    chosen = Signal(object)
    """An `Asked` with status, runs and `new_since` set; the rest is others' business."""
    search_chosen = Signal(object)
    """Somebody clicked a past search: this `Query`."""
    search_passed = Signal(object)
    """Somebody came to a past search, perhaps on the way to another: this `Query`."""
    repeat_asked = Signal(object)
    """Start this `Query` again."""
    step_asked = Signal(int)
    """The next job is to be read (1), or the one before (-1): `J` and `K`, as in the table."""
    nothing_chosen = Signal()
    """A key was pressed that is for jobs, and none is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(self.tr("Library and searches"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setIndentation(GRID)
        # Of our own making: a plain widget that Qt made takes 10 ms to hand over, as every kind of widget may be one.
        ground = QWidget()
        self.setViewport(ground)
        ground.setAutoFillBackground(False)  # on the ground of the window
        self.setColumnCount(2)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._library = self._heading(self.tr("Library"))
        self.all = self._entry(self._library, self.tr("All"), Asked())
        self.new = self._entry(self._library, self.tr("New"), Asked())
        self.saved = self._entry(self._library, self.tr("Saved"), Asked(status=Shown.SAVED))
        self.applied = self._entry(self._library, self.tr("Applied"), Asked(status=Shown.APPLIED))
        self.hidden = self._entry(self._library, self.tr("Hidden"), Asked(status=Shown.HIDDEN))
        self._searches = self._heading(self.tr("Searches"))
        self._searches.setHidden(True)
        self._found: dict[tuple[int, ...], int] = {}  # how many jobs the search of these runs found, when last counted
        self.setCurrentItem(self.all)
        self.currentItemChanged.connect(self._choose)
        self.itemClicked.connect(self._choose_again)
        # Not `itemActivated`, which on some systems is a single click, and on others not the Enter key.
        self.itemDoubleClicked.connect(self._repeat)

    def set_new_since(self, moment: datetime | None) -> None:
        """From when on jobs are new; None where there was no last time, and so nothing is."""
        self.new.setData(0, _DATA, Asked(new_since=moment))
        self.new.setHidden(moment is None)

    def show_counts(self, counts: Marked) -> None:
        """Say how many there are of each; nothing where there are none."""
        for item, count in (
            (self.all, counts.kept),
            (self.new, counts.new),
            (self.saved, counts.saved),
            (self.applied, counts.applied),
            (self.hidden, counts.hidden),
        ):
            self._tell(item, count)

    def listed(self) -> list[Asked]:
        """What each search that is listed shows, in their order."""
        return [item.data(0, _DATA) for item in _within(self._searches)]

    def show_found(self, runs: Sequence[int], count: int) -> None:
        """Say how many jobs the search of these runs found, as long as it is listed."""
        self._found[tuple(runs)] = count
        for item in _within(self._searches):
            if item.data(0, _SEARCH).runs == tuple(runs):
                self._tell(item, count)

    @staticmethod
    def _tell(item: QTreeWidgetItem, count: int) -> None:
        told = words.number(count) if count else ""
        item.setText(1, told)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name = item.text(0).replace("\n", ", ")
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name} {told}".strip())

    def show_runs(self, runs: Sequence[RunRecord], current: Sequence[int] = (), *, choose: bool = False) -> None:
        """List the latest searches; what was chosen stays so, or the one of which `current` are the runs is chosen."""
        before = self.current()
        wanted = set(current if choose else before.runs)
        if not runs:  # as where other data are opened
            self._found.clear()
            for item in _within(self._library):
                self._tell(item, 0)
        self.blockSignals(True)
        self._searches.takeChildren()
        for search in searches(runs, current)[:_MOST_SEARCHES]:
            item = self._list(search)
            if wanted.intersection(search.runs):
                self.setCurrentItem(item)
        if before.runs and not self.current().runs:
            self.setCurrentItem(self.all)  # it is too long ago to be listed
        self._searches.setHidden(not runs)
        self.blockSignals(False)
        if self.current() != before:
            self.chosen.emit(self.current())

    def _list(self, search: Search) -> QTreeWidgetItem:
        text = "\n".join(filter(None, (search.name, search.differs)))
        item = self._entry(
            self._searches, text, replace(Asked(), runs=search.runs, found_by=lasting(search.query.criteria))
        )
        item.setData(0, _SEARCH, search)
        self._tell(item, self._found.get(search.runs, 0))  # until it is counted again
        last = self.tr("Last searched {}. Enter starts it again.").format(words.moment(search.last_at))
        item.setToolTip(0, "\n".join((search.name, described(search.query), last)))
        return item

    def current(self) -> Asked:
        """What is chosen."""
        item = self.currentItem()
        asked = item.data(0, _DATA) if item is not None else None
        return asked if isinstance(asked, Asked) else Asked()

    @property
    def search(self) -> Search | None:
        """The past search that is chosen; None where none is."""
        item = self.currentItem()
        return None if item is None else item.data(0, _SEARCH)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for heading in (self._library, self._searches):
                self._give_room(heading)
                for item in _within(heading):
                    self._give_room(item)

    def _give_room(self, item: QTreeWidgetItem) -> None:
        """As many lines as it has, and space around them."""
        lines = 1 + item.text(0).count("\n")
        item.setSizeHint(0, QSize(0, lines * self.fontMetrics().lineSpacing() + GRID + GRID // 2))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A heading is none of the lists: what was chosen stays so."""
        if not self._is_heading(self.indexAt(event.position().toPoint())):
            super().mousePressEvent(event)

    @override
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Past the headings; where there is nothing beyond, to the other side of it."""
        index = there = super().moveCursor(action, modifiers)
        back = action in {QAbstractItemView.CursorAction.MoveUp, QAbstractItemView.CursorAction.MovePageUp}
        while self._is_heading(index):
            index = self.indexAbove(index) if back else self.indexBelow(index)
        return index if index.isValid() else self.indexBelow(there)

    def _is_heading(self, index: QModelIndex) -> bool:
        return index.isValid() and not index.parent().isValid()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._repeat(item)
            return
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.step_asked.emit(step)
        elif is_of_disabled(event, self.actions()):
            self.nothing_chosen.emit()
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are commands for jobs, and looking for a list by one would find the headings as well."""

    def _heading(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [text])
        self._give_room(item)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setExpanded(True)
        return item

    def _entry(self, heading: QTreeWidgetItem, text: str, asked: Asked) -> QTreeWidgetItem:
        item = QTreeWidgetItem(heading, [text])
        self._give_room(item)
        item.setData(0, _DATA, asked)
        heading.setExpanded(True)
        return item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and isinstance(item.data(0, _DATA), Asked):
            self.chosen.emit(self.current())
            if (search := item.data(0, _SEARCH)) is not None:
                self.search_passed.emit(search.query)

    def _choose_again(self, item: QTreeWidgetItem) -> None:
        """What is chosen was clicked: it is to be shown, whatever is shown or typed now."""
        if item is self.currentItem():
            self._choose(item)
            if (search := item.data(0, _SEARCH)) is not None:
                self.search_chosen.emit(search.query)

    def _repeat(self, item: QTreeWidgetItem) -> None:
        search = item.data(0, _SEARCH)
        if search is not None:
            self.repeat_asked.emit(search.query)


def _within(heading: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    items = (heading.child(row) for row in range(heading.childCount()))
    return [item for item in items if item is not None]

"""The middle of the window: the filter, the table, and what stands there when there is nothing in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui import words
from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.columns_menu import ColumnsMenu
from app.ui.views.filter_field import FilterField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QIcon, QResizeEvent

    from app.ui.emptiness import Told
    from app.ui.views.charts import Charts
    from app.ui.views.job_view import JobView
    from app.ui.views.nothing import Nothing
    from app.ui.views.unusable import Unusable
    from app.ui.views.welcome import Welcome

_JOBS, _CHARTS = range(2)


class Results(QWidget):
    """Filter, count and a tab each for the table, which is added later, and the charts; a welcome where nothing is stored."""

    filter_changed = Signal(str)
    tab_chosen = Signal()
    """The jobs are looked at, or the charts: `charting` says which."""
    practice_asked = Signal()
    typing_asked = Signal()
    clear_asked = Signal()
    hidden_asked = Signal()
    filters_asked = Signal(object)
    again_asked = Signal(object)
    restore_asked = Signal()
    anew_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.filter = FilterField()
        self.filter.setPlaceholderText(self.tr("Filter by words in title, company, place or description"))
        self.filter.setAccessibleName(self.tr("Filter the jobs"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.filter_changed)
        self.filter.returnPressed.connect(self._go_to_jobs)
        self.filter.left.connect(self._go_to_jobs)
        self._count = named("count", QLabel())
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._columns_text = self.tr("C&olumns")
        self.columns = named("columns", QPushButton(self._columns_text))
        self.columns.setFlat(True)
        self.columns.setToolTip(self.tr("Choose columns"))
        self.columns.setAccessibleName(self.tr("Choose columns"))
        self.columns_menu = ColumnsMenu(self)
        self.columns.setMenu(self.columns_menu)
        self.columns_menu.aboutToShow.connect(self._show_columns)
        self.columns_menu.chosen.connect(self._choose_columns)
        self.columns_menu.reset_asked.connect(self._reset_columns)
        self._wait = QWidget()
        self._welcome: Welcome | None = None
        self._is_practice = False
        self._shown: int | None = None  # how many jobs; None where that is not known
        self._of: int | None = None
        self._selected = 0
        self._shows_hidden = False
        self._stack = QStackedWidget()
        self._jobs_page: QWidget = self._wait
        self._stack.addWidget(self._wait)
        self.tabs = named("tabs", QTabBar())
        self.tabs.setAccessibleName(self.tr("What is looked at"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("Jobs"))
        self.tabs.addTab(self.tr("Charts"))
        self.tabs.currentChanged.connect(self._show_tab)
        self._lay_out()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("Fil&ter"))
        label.setBuddy(self.filter)
        top = QHBoxLayout()
        top.setContentsMargins(GRID, GRID, GRID, 0)
        top.setSpacing(GRID)
        top.addWidget(label)
        top.addWidget(self.filter)
        below = QHBoxLayout()
        below.setContentsMargins(GRID, GRID // 2, GRID, 0)
        below.setSpacing(GRID)
        below.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        below.addStretch()
        below.addWidget(self._count)
        self.tabs.setUsesScrollButtons(False)
        below.addWidget(self.columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addLayout(below)
        whole.addWidget(self._stack, 1)

    def add_view(self, view: JobView) -> None:
        """Take the table, which is shown once there are jobs."""
        self.view = view
        view.selected.connect(self._count_selected)
        self.columns_menu.fill()
        header = view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.columns_menu.popup(header.mapToGlobal(at)))
        self._stack.addWidget(view)
        self.setTabOrder(self.columns, view)

    @cached_property
    def charts(self) -> Charts:
        """The charts, made when they are first asked for."""
        from app.ui.views.charts import Charts

        charts = Charts()
        self._stack.addWidget(charts)
        return charts

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:  # the icons grow after the words
            self._fit()

    def _fit(self) -> None:
        """Where tabs, count and columns do not fit beside one another, the last has its icon only, or the count is left out."""
        room = self.width() - 4 * GRID - self.tabs.sizeHint().width()
        count = self._count.sizeHint().width()
        self.columns.setText(self._columns_text)
        if count + self.columns.sizeHint().width() > room:
            self.columns.setText("")
        self._count.setVisible(count + self.columns.sizeHint().width() <= room)

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self.columns.setIcon(icons["columns"])

    def show_jobs(self, count: int, *, of: int | None = None, hidden: bool = False) -> None:
        """Show the table with so many; `hidden` is said of jobs that are shown though they are hidden.

        `of` is how many there would be without filters, where there are such and that is known.
        """
        self._shown, self._of, self._shows_hidden = count, of, hidden
        self._say_count()
        self._show_page(self.view)

    def show_none(self, told: Told | None) -> None:
        """Say why the table is empty; None for the welcome."""
        self._shown, self._of, self._shows_hidden = 0, None, False
        self._say_count()
        if told is None:
            self._show_page(self._make_welcome() if self._welcome is None else self._welcome)
        else:
            self._nothing.show_told(told)
            self._show_page(self._nothing)

    def _count_selected(self, selected: int) -> None:
        self._selected = selected
        self._say_count()

    def _say_count(self) -> None:
        """How many jobs are shown, if that is known; and how many of them are selected, where there are several."""
        if self._shown is None:
            self._count.setText("")
            return
        text = words.counted(self._shown if self._of is None else self._of)
        if self._of is not None:
            text = self.tr("{} of {}").format(words.number(self._shown), text)
        if self._shows_hidden:
            text = self.tr("{} hidden").format(text)
        if self._selected > 1:
            text = self.tr("{} of {} selected").format(words.number(self._selected), text)
        self._count.setText(text)
        self._fit()

    def forget_count(self) -> None:
        """How many jobs there are is not known until they are counted again."""
        self._shown = None
        self._say_count()

    def show_unusable(self, path: str) -> None:
        """Say, in the place of the table, that the data file cannot be used, and what can be done."""
        self.forget_count()
        self._unusable.show_file(path)
        self._show_page(self._unusable)

    @cached_property
    def _unusable(self) -> Unusable:
        from app.ui.views.unusable import Unusable

        page = Unusable()
        page.restore_asked.connect(self.restore_asked)
        page.anew_asked.connect(self.anew_asked)
        self._stack.addWidget(page)
        return page

    def show_waiting(self, sentence: str) -> None:
        """Say, in the place of the table, why one has to wait for it."""
        from app.ui.emptiness import Told

        self.forget_count()
        self._nothing.show_told(Told(sentence))
        self._show_page(self._nothing)

    def end_waiting(self) -> None:
        """Say that no more, where nothing else is shown since."""
        if "_nothing" in self.__dict__ and self._jobs_page is self._nothing:
            self._show_page(self._wait)

    def _show_columns(self) -> None:
        self.columns_menu.show_columns(self.view.columns_seen())

    def _choose_columns(self, keys: list[str]) -> None:
        widths = dict(self.view.layout_of_columns())
        self.view.lay_out_columns([(key, widths.get(key, 0)) for key in keys])

    def _reset_columns(self) -> None:
        from app.ui.models.job_columns import COLUMNS

        self.view.lay_out_columns([(column.key, 0) for column in COLUMNS if column.shown])

    @property
    def charting(self) -> bool:
        """Whether the charts are looked at."""
        return self.tabs.currentIndex() == _CHARTS

    def turn_to(self, *, charts: bool) -> None:
        """Show the charts, or the jobs."""
        self.tabs.setCurrentIndex(_CHARTS if charts else _JOBS)

    def _show_tab(self) -> None:
        self._stack.setCurrentWidget(self.charts if self.charting else self._jobs_page)
        self.columns.setVisible(not self.charting)
        self.tab_chosen.emit()

    def _show_page(self, page: QWidget) -> None:
        self._jobs_page = page
        if not self.charting:
            self._stack.setCurrentWidget(page)

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _go_to_jobs(self) -> None:
        """From the filter into the table."""
        if self.view.table.ids:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Give the keyboard to what is looked at, or to the tabs where that takes none."""
        page = self._stack.currentWidget() or self
        parts = (page, *page.findChildren(QWidget))
        takes = (part for part in parts if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        next(takes, self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def welcoming(self) -> bool:
        """Whether the welcome is shown."""
        return self._jobs_page is self._welcome and not self.charting

    def set_practice(self, practice: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether the jobs are made up: then the welcome does not offer what is there already."""
        self._is_practice = practice
        if self._welcome is not None:
            self._welcome.practice.setVisible(not practice)

    def _make_welcome(self) -> Welcome:
        from app.ui.views.welcome import Welcome

        page = self._welcome = Welcome()
        page.typing_asked.connect(self.typing_asked)
        page.practice_asked.connect(self.practice_asked)
        page.practice.setVisible(not self._is_practice)
        self._stack.addWidget(page)
        return page

    @cached_property
    def _nothing(self) -> Nothing:
        from app.ui.views.nothing import Nothing

        page = Nothing()
        page.everything_asked.connect(self.clear_asked)
        page.hidden_asked.connect(self.hidden_asked)
        page.typing_asked.connect(self.typing_asked)
        page.filters_asked.connect(self.filters_asked)
        page.again_asked.connect(self.again_asked)
        self._stack.addWidget(page)
        return page

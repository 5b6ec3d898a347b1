"""The main window: puts the parts beside one another and passes on what they ask for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui import icons
from app.ui.menus import MENUS, translated
from app.ui.naming import named
from app.ui.once import Once
from app.ui.state import ExportChoice, WindowState
from app.ui.theme import GRID
from app.ui.views.detail import Detail
from app.ui.views.facets import Facets
from app.ui.views.menu import Menu
from app.ui.views.results import Results
from app.ui.views.search_bar import SearchBar
from app.ui.views.sidebar import Sidebar
from app.ui.views.truth_line import TruthLine

if TYPE_CHECKING:
    from PySide6.QtCore import QChildEvent

    from app.ui.views.messages import MessageBar
    from app.ui.views.source_strip import SourceStrip

_LEFT_PX = 176
_SEEN_FIRST = ("search", "stop", "filters", "columns")


class MainWindow(QMainWindow):
    """The window; `Desk` furnishes it and gives it life. Emits `closing` instead of closing until it is let go."""

    closing = Signal()

    exported: ExportChoice
    """How jobs were last exported; remembered with the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("main")
        self.setWindowTitle("JobSpy Desktop")
        self._may_close = False
        self._icons: dict[str, QIcon] = {}  # once it is dressed
        self._left = WindowState()
        self._left_px = _LEFT_PX  # as somebody wishes it
        self._right_share, self._right_given_px = 0.37, 0
        self.exported = self._left.export
        self.search_bar = SearchBar()
        self.sidebar = Sidebar()
        self.facets = Facets()
        self.left = QWidget()
        self.results = Results()
        self.detail = Detail()
        self.truth = named("truth", TruthLine())
        self._lay_out()
        self._menus = {key: Menu(translated(text), self.menuBar()) for key, text in MENUS}
        for menu in self._menus.values():
            self.menuBar().addMenu(menu)
        ground = self.palette().color(QPalette.ColorRole.ButtonText).name()
        for part in (self.search_bar, self.results):
            part.dress({name: icons.icon(name, ground) for name in _SEEN_FIRST})
        self.resize(1280, 800)

    def furnish(self) -> None:
        """Make what cannot be seen at first, the table and the commands; called once the window is painted."""
        from PySide6.QtGui import QKeySequence, QShortcut

        from app.ui.actions import Actions
        from app.ui.keys import KeysOfCommands
        from app.ui.models.job_columns import BY_KEY
        from app.ui.models.job_table import JobTable
        from app.ui.views.job_view import JobView

        self.table = JobTable(self)
        view = JobView(self.table)
        self.results.add_view(view)
        if self._left.columns:
            view.lay_out_columns(self._left.columns)
        if (column := BY_KEY.get(self._left.sort)) is not None and column.sort is not None:
            view.show_sorting(self._left.sort, self._left.descending)
        for beside in (self.sidebar, self.detail):
            beside.step_asked.connect(view.step)
        self.actions_ = Actions(self, view)
        for key, menu in self._menus.items():
            menu.setObjectName(f"menu_{key}")
            menu.addActions(self.actions_.of_menu(key))
        buttons = [self.actions_[name] for name in ("save", "applied", "hide", "hide_company", "note", "copy")]
        self.detail.add_actions(buttons, self.actions_.of_text())
        self.sidebar.addActions(self.actions_.of_text())
        self._job_menu = named("job_menu", Menu("", self))
        self._job_menu.addActions(self.actions_.of_job())
        view.menu_asked.connect(self._job_menu.popup)
        QShortcut(QKeySequence("Shift+F10"), self, self._open_menu)
        self.search_bar.furnish()
        KeysOfCommands(self.actions_.every(), self).look_after(
            (*self.findChildren(QLineEdit), *self.findChildren(QSpinBox))
        )

    @cached_property
    def strip(self) -> SourceStrip:
        """How each site fares; made, as what is below, once the window is painted."""
        from app.ui.views.source_strip import SourceStrip

        strip = SourceStrip()
        self._column.insertWidget(1, strip)
        strip.dress(self._icons)
        return strip

    @cached_property
    def messages(self) -> MessageBar:
        """The latest message."""
        from app.ui.views.messages import MessageBar

        messages = MessageBar(self.truth, self.results.take_keyboard)
        messages.dress(self._icons)
        return messages

    def restore(self, state: WindowState) -> None:
        """Be as the window was left; what is made later, once it is."""
        self._left = state
        self.exported = state.export
        if state.geometry:
            self.restoreGeometry(QByteArray.fromHex(state.geometry.encode()))
        if len(state.panes) == self.splitter.count():
            self.splitter.setSizes(list(state.panes))
            self._left_px = state.panes[0]
        self.left.setVisible(state.sidebar)
        self.detail.setVisible(state.detail)

    def state(self) -> WindowState:
        """How the window is now; when it was left is not its business."""
        sort, descending = self.results.view.sorting
        return WindowState(
            geometry=bytes(self.saveGeometry().toHex().data()).decode(),
            panes=(self._left_px, *self.splitter.sizes()[1:]),
            columns=tuple(self.results.view.layout_of_columns()),
            sort=sort,
            descending=descending,
            sidebar=not self.left.isHidden(),
            detail=not self.detail.isHidden(),
            export=self.exported,
        )

    def come_forward(self) -> None:
        """Be seen: somebody started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @staticmethod
    def _open_menu() -> None:
        """The menu of what has the keyboard: Qt knows the menu key, and this one on some systems only."""
        from PySide6.QtGui import QContextMenuEvent  # not before the window is painted
        from PySide6.QtWidgets import QApplication

        if (widget := QApplication.focusWidget()) is not None:
            at = widget.rect().center()
            event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
            QCoreApplication.sendEvent(widget, event)

    @staticmethod
    def toggle(pane: QWidget) -> None:
        """Fold a pane away, or show it again."""
        pane.setVisible(pane.isHidden())

    def let_go(self) -> None:
        """Close, now."""
        self._may_close = True
        self.close()

    def set_practice(self, practice: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether the jobs shown are made up."""
        self._banner.setVisible(practice)
        self.results.set_practice(practice)
        self.actions_["practice"].setVisible(not practice)
        self.actions_["real"].setVisible(practice)

    def dress(self) -> None:
        """Draw the icons in the colors of the palette and hand them out; not before the window is painted."""
        ground, accent = (
            self.palette().color(QPalette.ColorRole.ButtonText),
            self.palette().color(QPalette.ColorRole.Accent),
        )
        self._icons = {name: icons.icon(name, ground.name()) for name in icons.NAMES}
        accented = {name: icons.icon(name, accent.name()) for name in ("new", "saved")}
        for part in (self.search_bar, self.results, self.detail, self.actions_):
            part.dress(self._icons)
        for name in ("strip", "messages"):
            if name in self.__dict__:  # made already
                getattr(self, name).dress(self._icons)
        self.table.dress({**self._icons, **accented}, self.palette().brush(QPalette.ColorRole.PlaceholderText))

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("panes")
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for widget, least, stretch in (
            (self._lay_out_left(), 0, 0),
            (self.results, 320, 3),
            (self.detail, self.detail.minimumWidth(), 2),
        ):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setSizes([_LEFT_PX, 696, 408])
        self.splitter.splitterMoved.connect(self._moved)
        self._fit_left = Once(0, self._come_back, self)
        self.banner_button = named("back", QPushButton(self.tr("&Back to your own jobs")))
        self._banner = _banner(
            self.tr("Made-up jobs from the practice sites; none of them is real."), self.banner_button
        )
        whole = QWidget()
        column = self._column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.search_bar, self._banner, _line()):
            column.addWidget(part)
        column.addWidget(self.splitter, 1)
        self.setCentralWidget(whole)
        self.truth.setIndent(GRID + GRID // 2)
        self.statusBar().addWidget(self.truth, 1)
        self.statusBar().setSizeGripEnabled(False)

    def _moved(self, _at: int, handle: int) -> None:
        if handle == 1:
            self._left_px = self.splitter.sizes()[0]

    def _keep_right(self) -> None:
        """Remember the right pane's share of what the left one leaves, unless large text made it so."""
        _, middle, right = self.splitter.sizes()
        if right and right != self._right_given_px:
            self._right_share = right / (middle + right)

    def _come_back(self) -> None:
        """The panes are as before: what large text needs beyond that goes with it, and is not remembered."""
        self.facets.take_measure()
        sizes = self.splitter.sizes()
        if sizes[0]:
            left = max(self._left_px, self.left.minimumSizeHint().width())
            right = round((sum(sizes) - left) * self._right_share)
            self.splitter.setSizes([left, sum(sizes) - left - right, right])
            self._right_given_px = self.splitter.sizes()[2]
        QCoreApplication.sendEvent(
            self.statusBar(), QEvent(QEvent.Type.LayoutRequest)
        )  # it stays as high as it was otherwise

    def _lay_out_left(self) -> QWidget:
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        side = QHBoxLayout()
        side.setContentsMargins(GRID // 2, 0, GRID // 2, 0)  # its words begin where those of the facets do
        side.addWidget(self.sidebar)
        column.addLayout(side, 2)
        column.addWidget(self.facets, 3)
        return self.left

    @override
    def childEvent(self, event: QChildEvent) -> None:
        """Dialogs have words on their buttons and no pictures: Fusion's are of many colors, and hard to see on a dark one."""
        super().childEvent(event)
        if not self._icons or not event.polished():
            return
        from PySide6.QtWidgets import QDialog, QDialogButtonBox  # not before the window is painted

        if isinstance(dialog := event.child(), QDialog):
            for box in dialog.findChildren(QDialogButtonBox):
                for button in box.buttons():
                    button.setIcon(QIcon())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._icons:
            self._keep_right()
        if event.type() == QEvent.Type.PaletteChange and self._icons:
            self.dress()
        if event.type() == QEvent.Type.StyleChange and self._icons:  # with text of another size, after its font
            self.dress()
            self._fit_left.soon()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.closing.emit()


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line


def _banner(text: str, button: QPushButton) -> QFrame:
    banner = named("practice_banner", QFrame())
    banner.setAutoFillBackground(True)
    banner.setBackgroundRole(QPalette.ColorRole.Highlight)
    label = QLabel(text)
    label.setForegroundRole(QPalette.ColorRole.HighlightedText)
    label.setWordWrap(True)
    row = QHBoxLayout(banner)
    row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
    row.addWidget(label, 1)
    row.addWidget(button)
    banner.hide()
    return banner

"""Where a search is typed: what, where, in which country, on which sites, with which filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from app.operations.countries import country_here, country_names
from app.ui import words
from app.ui.naming import named
from app.ui.theme import GRID
from scraper.query import Query
from scraper.sources import registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QIcon

    from app.ui.views import filters_panel

_LEAST_OF_COUNTRY, _LEAST_OF_WORDS, _LEAST_OF_PLACE = 10, 9, 6
"""Characters that have room in any case."""


class SearchBar(QWidget):
    """Enter starts the search that is typed, Esc stops the one that runs."""

    search_asked = Signal(object)
    """A `Query`."""
    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_bar")
        self._running = False
        self._cap: int | None = None
        self._words = named("words", QLineEdit())
        self._words.setPlaceholderText(self.tr("Job title or words"))
        self._words.setClearButtonEnabled(True)
        self._place = named("place", QLineEdit())
        self._place.setPlaceholderText(self.tr("City or region"))
        self._country = named("country", QComboBox())
        self._country.setAccessibleName(self.tr("Country"))
        self._country.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._country.setMinimumContentsLength(14)
        here = country_here()
        self._country.addItem(_country_words(here), here)
        self._site_count = len(registry.defaults_for(here))
        self._sites_button = named("sites", QPushButton())
        self._filters_button = named("filters", QPushButton())
        self.button = named("search", _Button())
        self.button.setDefault(True)
        self.button.clicked.connect(self._press)
        self._lay_out()
        self._filters: filters_panel.FiltersPanel | None = None
        self._filters_button.clicked.connect(self.open_filters)
        for field in (self._words, self._place):
            field.returnPressed.connect(self.ask)
            field.textChanged.connect(self._say)
        self._show_running()

    def furnish(self) -> None:
        """Make what cannot be seen at first, the other countries and the sites; called once the window is painted."""
        from PySide6.QtGui import QKeySequence, QShortcut

        from app.ui.views.sites_panel import SitesPanel

        self._stop = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.window(), self.stop_asked.emit)
        self._stop.setEnabled(self._running)
        here = self.country
        self._country.clear()
        for shown, name in sorted((_country_words(name), name) for name in country_names()):
            self._country.addItem(shown, name)
        self._country.setCurrentIndex(self._country.findData(here))
        self.sites = SitesPanel(self._sites_button)
        self.sites.changed.connect(self._count_sites)
        self.sites.set_country(here)
        self._sites_button.clicked.connect(self._open_sites)
        self._country.currentIndexChanged.connect(lambda: self.sites.set_country(self.country))

    @property
    def country(self) -> str:
        """JobSpy's name of the country chosen."""
        return str(self._country.currentData())

    @property
    def filters(self) -> filters_panel.FiltersPanel:
        """The filters, made when they are first asked for: the window is shown without them."""
        if self._filters is None:
            from app.ui.views.filters_panel import FiltersPanel

            self._filters = FiltersPanel(self._filters_button)
            self._filters.changed.connect(self._say)
            self._filters.set_cap(self._cap)
        return self._filters

    def set_cap(self, most: int | None) -> None:
        """How many jobs each site is asked for without a license; None where that is not so."""
        self._cap = most
        if self._filters is not None:
            self._filters.set_cap(most)

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        first, self._icons = not hasattr(self, "_icons"), icons
        self._filters_button.setIcon(icons["filters"])
        self.button.setIcon(icons["stop" if self._running else "search"])
        if first:  # the button is wider with an icon
            self._show_running()

    def ask(self) -> None:
        """Start the search that is typed, if there is one."""
        if self._running:
            return
        if self.button.isEnabled():
            self.search_asked.emit(self.query())
        else:
            self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def query(self) -> Query:
        """What is typed and chosen."""
        return Query(
            words=self._words.text().strip(),
            sites=self.sites.sites,
            location=self._place.text().strip() or None,
            country=self.country,
            distance_miles=self.filters.distance_miles,
            results=self.filters.results,
            describe=self.filters.describe,
            criteria=self.filters.criteria,
        )

    def fill(self, query: Query) -> None:
        """Show an earlier search, ready to be started again."""
        self._words.setText(query.words)
        self._place.setText(query.location or "")
        self._country.setCurrentIndex(max(self._country.findData(query.country), 0))
        self.sites.set_sites(query.sites)
        self.filters.fill(query)

    def suggest(self, query: Query) -> None:
        """Show an earlier search where that takes nothing away: no search runs, and none is typed that was not made yet."""
        fields = self._words, self._place
        if not self._running and not any(field.isModified() and field.text().strip() for field in fields):
            self.fill(query)

    def set_made(self) -> None:
        """The search that is typed has begun: it can be had again from the past ones."""
        for field in (self._words, self._place):
            field.setModified(False)

    def set_running(self, running: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether a search runs: then the button stops it."""
        self._running = running
        self._stop.setEnabled(running)
        self._show_running()

    def _show_running(self) -> None:
        running = self._running
        self._fit()
        self.button.setText(self.tr("&Stop") if running else self.tr("&Search"))
        self.button.setToolTip(self.tr("Stop the search (Esc)") if running else self.tr("Search the sites (Enter)"))
        if hasattr(self, "_icons"):
            self.dress(self._icons)
        self._say()

    def _fit(self) -> None:
        """Have the button as wide with either text, so that nothing moves when a search begins or ends.

        The fields give way where large text has little room, but not altogether.
        """
        for field, least in (
            (self._words, _LEAST_OF_WORDS),
            (self._place, _LEAST_OF_PLACE),
            (self._country, _LEAST_OF_COUNTRY),
        ):
            field.setMinimumWidth(least * field.fontMetrics().averageCharWidth())
        widths = []
        for text in (self.tr("&Stop"), self.tr("&Search")):
            self.button.setText(text)
            widths.append(self.button.minimumSizeHint().width())
        self.button.widest_px = max(widths)
        self.button.updateGeometry()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_icons"):
            self._show_running()  # icons grow after the words

    def focus_words(self) -> None:
        """Put the cursor where one types what to look for."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(GRID)
        what, where = QLabel(self.tr("&What")), QLabel(self.tr("Whe&re"))
        what.setBuddy(self._words)
        where.setBuddy(self._place)
        for widget, stretch in (
            (what, 0),
            (self._words, 3),
            (where, 0),
            (self._place, 2),
            (self._country, 0),
            (self._sites_button, 0),
            (self._filters_button, 0),
            (self.button, 0),
        ):
            row.addWidget(widget, stretch)

    def _count_sites(self) -> None:
        self._site_count = len(self.sites.sites)
        self._say()

    def _say(self) -> None:
        """Bring the buttons up to date."""
        count = self._filters.count if self._filters is not None else 0
        self._sites_button.setText(self.tr("S&ites: {}").format(self._site_count))
        if hasattr(self, "sites"):
            self._sites_button.setToolTip(", ".join(map(words.site, self.sites.sites)))
        self._filters_button.setText(self.tr("Fi&lters: {}").format(count) if count else self.tr("Fi&lters"))
        ready = bool(self._words.text().strip()) and self._site_count > 0
        self.button.setEnabled(self._running or ready)

    def _open_sites(self) -> None:
        self.sites.say_limits(self.query())
        self.sites.open()

    def open_filters(self) -> None:
        """Show the filters."""
        self.filters.open()

    def _press(self) -> None:
        if self._running:
            self.stop_asked.emit()
        else:
            self.ask()


class _Button(QPushButton):
    """Wants to be as wide as its widest words; where there is no room for that, as those it has."""

    def __init__(self) -> None:
        super().__init__()
        self.widest_px = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self.widest_px, 0))

    @override
    def minimumSizeHint(self) -> QSize:
        return super().sizeHint()


def _country_words(name: str) -> str:
    """A country by JobSpy's name of it, in the person's words."""
    return words.country(registry.country_code(name))

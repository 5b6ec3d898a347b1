"""Which sites are searched, each with what it cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel

from app.ui import words
from app.ui.sentences import spoken
from app.ui.theme import GRID
from app.ui.views.panel import Panel
from scraper.sources import registry

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QPushButton

    from scraper.query import Query
    from scraper.sources.base import SourceInfo


class SitesPanel(Panel):
    """A check box for each site; the usual ones, else those that serve the country, are checked until others are chosen.

    A site that does not serve the country is checked only where it was chosen for that country: with another one it is
    checked no more, and is again where one goes back.
    """

    changed = Signal()

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self.setObjectName("sites_panel")
        self.setAccessibleName(self.tr("Sites to search"))
        self._country = "usa"
        self._usual: tuple[str, ...] = ()
        self._chosen: frozenset[str] | None = None  # by hand, whatever the country; None where those first checked are
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        self.body.addLayout(grid)
        self._boxes: dict[str, QCheckBox] = {}
        self._limits: dict[str, QLabel] = {}
        for row, info in enumerate(registry.SOURCES):
            box, limits = QCheckBox(info.name), QLabel()
            box.setObjectName(f"site_{info.key}")
            box.setEnabled(info.available is None)
            box.clicked.connect(self._choose)
            limits.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            grid.addWidget(box, row, 0)
            grid.addWidget(limits, row, 1)
            self._boxes[info.key], self._limits[info.key] = box, limits
        self.set_country("usa")

    @property
    def sites(self) -> tuple[str, ...]:
        """The keys of the sites chosen."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked() and box.isEnabled())

    def set_sites(self, keys: tuple[str, ...]) -> None:
        """Choose these, whether they serve the country or not."""
        self._chosen = None if set(keys) == set(self._unless_chosen()) else frozenset(keys)
        self._check(keys)

    def set_usual(self, keys: tuple[str, ...]) -> None:
        """Those chosen unless the person chooses others; () for those that serve the country."""
        self._usual = keys
        self.set_country(self._country)

    def set_country(self, country: str) -> None:
        """Say what each site can do there, and choose of those wanted the ones that serve it."""
        self._country = country
        code = registry.country_code(country)
        for info in registry.SOURCES:
            limits = self._cannot(info, code)
            self._limits[info.key].setText(limits)
            self._boxes[info.key].setAccessibleDescription(limits)
        serving = set(registry.defaults_for(country))
        self._check((self._chosen or frozenset()) & serving or self._unless_chosen())

    def _unless_chosen(self) -> Collection[str]:
        """Those checked unless others are chosen: the usual ones that serve the country, or all of them; else all that serve it."""
        serving = registry.defaults_for(self._country)
        return set(self._usual).intersection(serving) or self._usual or serving

    def _check(self, keys: Collection[str]) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key in keys)
        self.changed.emit()

    def say_limits(self, query: Query) -> None:
        """Say beside each site what it cannot do in general, and of what is asked for now."""
        from scraper.engine import shortcomings

        for info in registry.SOURCES:
            limits = self._cannot(info, registry.country_code(query.country))
            notes = () if info.available else shortcomings(info, query)[0]
            text = "\n".join((*filter(None, (limits,)), *map(spoken, notes)))
            self._limits[info.key].setText(text)
            self._boxes[info.key].setAccessibleDescription(text)

    def _choose(self) -> None:
        self._chosen = frozenset(self.sites)
        self.changed.emit()

    def _cannot(self, info: SourceInfo, code: str) -> str:
        """What the site cannot do, briefly."""
        if info.available:
            return self.tr("Not available at present")
        if info.countries and code not in info.countries:
            if len(info.countries) == 1:
                return self.tr("Only for {}").format(words.country(info.countries[0]))
            return self.tr("Not for this country")
        limits = []
        if "distance_miles" not in info.filters:
            limits.append(self.tr("no distance"))
        if info.most_results:
            limits.append(self.tr("at most {} jobs").format(words.number(info.most_results)))
        if not info.describes:
            limits.append(self.tr("descriptions on opening"))
        if info.pause_s[0] >= 1:
            limits.append(self.tr("a page every {} to {} s").format(*(f"{pause:g}" for pause in info.pause_s)))
        return ", ".join(limits)

"""Which sites are usually searched, and how fast each is asked: a page of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from app.ui.naming import named
from app.ui.theme import GRID
from scraper.sources import registry

if TYPE_CHECKING:
    from app.settings import Settings

_MOST_S = 600
_KEYS = {
    "linkedin": "L",
    "indeed": "I",
    "glassdoor": "d",
    "zip_recruiter": "Z",
    "bayt": "B",
    "naukri": "u",
    "bdjobs": "J",
}
"""The letter of each name that leads to its pause; without one it is the first."""


class SitesSettings(QWidget):
    """A row for each site that can be searched, and one for all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._serving = named("usual_by_country", QCheckBox(self.tr("Search the sites that ser&ve the country")))
        self._serving.toggled.connect(self._follow)
        self._pause = self._spin("pause_s", self.tr("each site's own"))
        self._boxes: dict[str, QCheckBox] = {}
        self._pauses: dict[str, QSpinBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(3, 1)
        label = QLabel(self.tr("Least &pause between requests"))
        label.setBuddy(self._pause)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._pause, 0, 1)
        for info in registry.SOURCES:
            if not info.available:
                self._add(grid, info.key, info.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._serving)
        column.addLayout(grid)
        column.addWidget(
            self._muted(self.tr("No site is asked more often than its own pause allows, whatever is set here."))
        )
        column.addStretch()

    @property
    def sites(self) -> tuple[str, ...]:
        """Those usually searched; () for those that serve the country, and where none is chosen."""
        if self._serving.isChecked():
            return ()
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    @property
    def pause_s(self) -> int:
        """The least pause at all sites; 0 for each site's own."""
        return self._pause.value()

    @property
    def site_pauses_s(self) -> dict[str, int]:
        """The least pauses of single sites, where one was set."""
        return {key: spin.value() for key, spin in self._pauses.items() if spin.value() > spin.minimum()}

    def fill(self, settings: Settings) -> None:
        """Show these."""
        self._pause.setValue(settings.pause_s)
        for key, box in self._boxes.items():
            box.setChecked(key in settings.sites)
            self._pauses[key].setValue(settings.site_pauses_s.get(key, self._pauses[key].minimum()))
        self._serving.setChecked(not settings.sites)
        self._follow()

    def _add(self, grid: QGridLayout, key: str, name: str) -> None:
        row = grid.rowCount()
        box = self._boxes[key] = named(f"usual_{key}", QCheckBox(self.tr("search")))
        box.setAccessibleName(self.tr("Search {}").format(name))
        spin = self._pauses[key] = self._spin(f"pause_of_{key}", self.tr("as above"), least=-1)
        spin.setAccessibleName(self.tr("Least pause at {}").format(name))
        letter = _KEYS.get(key, name[0])
        label = QLabel(name.replace(letter, f"&{letter}", 1))
        label.setBuddy(spin)
        for column, widget in enumerate((label, spin, box)):
            grid.addWidget(widget, row, column)

    def _follow(self) -> None:
        """Sites are chosen one by one only where the country does not choose them."""
        for box in self._boxes.values():
            box.setEnabled(not self._serving.isChecked())

    def _spin(self, name: str, unset: str, least: int = 0) -> QSpinBox:
        """Seconds; at its least it says what holds instead."""
        spin = named(name, QSpinBox())
        spin.setRange(least, _MOST_S)
        spin.setSuffix(" s")
        spin.setSpecialValueText(unset)
        return spin

    @staticmethod
    def _muted(text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return label

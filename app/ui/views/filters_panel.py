"""What a search is to leave out: the criteria of a `Query` that are not words, place, country or sites."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app.ui import words
from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.ages import AGES_HOURS, age_words
from app.ui.views.panel import Panel
from scraper.job import JobType
from scraper.query import Criteria, NotStated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.query import Query

MOST_RESULTS = 1000
_MOST_MILES = 500
_COLUMNS = 2


class FiltersPanel(Panel):
    """Distance, job type, remote, age, how many, pay, and what to leave out."""

    changed = Signal()

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self.setObjectName("filters_panel")
        self.setAccessibleName(self.tr("Filters of the search"))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        self.body.addLayout(form)
        self._results = self._spin("results", 1, MOST_RESULTS, 100)
        self._distance = self._spin("distance", 0, _MOST_MILES, 0, self.tr("any"))
        self._distance.setSuffix(self.tr(" miles"))
        self._age = named("age", QComboBox())
        for hours in AGES_HOURS:
            self._age.addItem(age_words(hours), hours)
        self._pay = self._spin("min_salary", 0, 10_000_000, 0, self.tr("any"))
        self._pay.setSuffix(self.tr(" a year"))
        self._pay.setSingleStep(5000)
        self._pay.setGroupSeparatorShown(True)
        self._words, self._companies = named("exclude_words", QLineEdit()), named("exclude_companies", QLineEdit())
        for field in (self._words, self._companies):
            field.setPlaceholderText(self.tr("separated by commas"))
            field.textChanged.connect(self.changed)
        self._not_stated = named("not_stated", QComboBox())
        self._not_stated.addItem(self.tr("keep them"), NotStated.KEEP)
        self._not_stated.addItem(self.tr("leave them out"), NotStated.DROP)
        label = QLabel(self.tr("Jobs from each &site"))
        label.setBuddy(self._results)
        form.addRow(label, self._with_cap())
        form.addRow(self.tr("&Distance"), self._distance)
        form.addRow(self.tr("&Posted"), self._age)
        form.addRow(self.tr("Pay at &least"), self._pay)
        form.addRow(self.tr("Job &type"), self._types_box())
        form.addRow("", self._checks())
        form.addRow(self.tr("Without the &words"), self._words)
        form.addRow(self.tr("Without the &companies"), self._companies)
        form.addRow(self.tr("Jobs that do &not say"), self._not_stated)
        for combo in (self._age, self._not_stated):
            combo.currentIndexChanged.connect(self.changed)
        reset = named("reset_filters", QPushButton(self.tr("&Reset")))
        reset.clicked.connect(lambda: self.fill(None))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(reset)
        self.body.addLayout(row)

    def set_cap(self, most: int | None) -> None:
        """Say how many are asked for without a license; None where there is one that asks for as many as are wanted."""
        text = "" if most is None else self.tr("at most {} without a license").format(words.number(most))
        self._cap.setText(text)
        self._cap.setVisible(most is not None)
        self._results.setAccessibleDescription(text)

    def _with_cap(self) -> QHBoxLayout:
        """How many jobs, and beside it how many are asked for at most."""
        self._cap = named("results_cap", QLabel())
        self._cap.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.set_cap(None)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._results, 1)
        row.addWidget(self._cap)
        return row

    @property
    def results(self) -> int:
        """Jobs wanted of each site."""
        return self._results.value()

    @property
    def distance_miles(self) -> int | None:
        """How far around the place; None for the site's own default."""
        return self._distance.value() or None

    @property
    def describe(self) -> bool:
        """Whether every description is fetched."""
        return self._describe.isChecked()

    @property
    def criteria(self) -> Criteria:
        """The rest."""
        return Criteria(
            remote=self._remote.isChecked(),
            job_types=tuple(kind for kind, box in self._types.items() if box.isChecked()),
            max_age_hours=self._age.currentData(),
            easy_apply=self._easy.isChecked(),
            min_salary=self._pay.value() or None,
            exclude_companies=_listed(self._companies.text()),
            exclude_words=_listed(self._words.text()),
            not_stated=NotStated(self._not_stated.currentData()),
        )

    @property
    def count(self) -> int:
        """How many things are asked for that are not asked for by default."""
        mine, none = self.criteria, Criteria()
        differing = [name for name in Criteria.__struct_fields__ if getattr(mine, name) != getattr(none, name)]
        return len(differing) + bool(self.distance_miles) + self.describe

    def fill(self, query: Query | None) -> None:
        """Show what a query asks for; None for the defaults."""
        criteria = query.criteria if query else Criteria()
        for spin, most, value in (
            (self._results, MOST_RESULTS, query.results if query else 100),
            (self._distance, _MOST_MILES, (query and query.distance_miles) or 0),
        ):
            spin.setMaximum(max(most, value))  # on the command line one may ask for more
            spin.setValue(value)
        self._describe.setChecked(bool(query and query.describe))
        if self._age.findData(criteria.max_age_hours) < 0:
            self._age.addItem(age_words(criteria.max_age_hours), criteria.max_age_hours)
        self._age.setCurrentIndex(self._age.findData(criteria.max_age_hours))
        self._pay.setValue(criteria.min_salary or 0)
        for kind, box in self._types.items():
            box.setChecked(kind in criteria.job_types)
        self._remote.setChecked(criteria.remote)
        self._easy.setChecked(criteria.easy_apply)
        self._words.setText(_joined(criteria.exclude_words))
        self._companies.setText(_joined(criteria.exclude_companies))
        self._not_stated.setCurrentIndex(self._not_stated.findData(criteria.not_stated))
        self.changed.emit()

    def _spin(self, name: str, least: int, most: int, value: int, special: str = "") -> QSpinBox:
        spin = named(name, QSpinBox())
        spin.setRange(least, most)
        spin.setValue(value)
        spin.setSpecialValueText(special)
        spin.valueChanged.connect(self.changed)
        return spin

    def _types_box(self) -> QWidget:
        holder = QWidget()
        holder.setAccessibleName(self.tr("Job types"))
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        self._types: dict[JobType, QCheckBox] = {}
        for index, kind in enumerate(JobType):
            box = named(f"type_{kind}", QCheckBox(words.job_type(kind)))
            box.toggled.connect(self.changed)
            grid.addWidget(box, index // _COLUMNS, index % _COLUMNS)
            self._types[kind] = box
        return holder

    def _checks(self) -> QWidget:
        holder = QWidget()
        row = QGridLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        self._remote = named("remote", QCheckBox(self.tr("Only re&mote")))
        self._easy = named("easy_apply", QCheckBox(self.tr("Only with easy apply: a form &on the site itself")))
        self._describe = named("describe", QCheckBox(self.tr("&Fetch every description (one more request a job)")))
        for index, box in enumerate((self._remote, self._easy, self._describe)):
            box.toggled.connect(self.changed)
            row.addWidget(box, index, 0)
        return holder


def _listed(text: str) -> tuple[str, ...]:
    """The parts between commas; one with a comma in it stands in quotation marks."""
    (parts,) = csv.reader([text], skipinitialspace=True) if text else ((),)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(f'"{part}"' if "," in part else part for part in parts)

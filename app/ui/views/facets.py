"""What narrows the table: age, pay, place of work, job type, site; of each but the last also what is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui import words
from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.ages import AGES_HOURS, age_words
from scraper.job import JobType, Remote
from scraper.query import Criteria, Facet, Unstated
from scraper.sources import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

K = TypeVar("K", bound=str)
_MOST_PAY = 10_000_000


class Facets(QScrollArea):
    """The criteria of the table; `changed` whenever one is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self.setAccessibleName(self.tr("Narrow the jobs"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.setWidget(inner)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(GRID, GRID, GRID, GRID)
        self._column.setSpacing(GRID // 2)
        self._silent = False
        self._age = named("facet_age", QComboBox())
        for hours in AGES_HOURS:
            self._age.addItem(age_words(hours), hours)
        self._pay = named("facet_pay", QSpinBox())
        self._pay.setRange(0, _MOST_PAY)
        self._pay.setSingleStep(5000)
        self._pay.setGroupSeparatorShown(True)
        self._pay.setSpecialValueText(self.tr("any"))
        self._pay.setKeyboardTracking(False)
        self._age.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._undated = self._choice("facet_undated", self.tr("Jobs that state no date"))
        self._unpaid = self._choice("facet_unpaid", self.tr("Jobs that state no pay"))
        self._build()

    @override
    def minimumSizeHint(self) -> QSize:
        """As wide as what is in it: nothing of it is under the scroll bar."""
        inner = self._column.minimumSize().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(inner, super().minimumSizeHint().height())

    def take_measure(self) -> None:
        """Say how wide it has to be now: what scrolls does not by itself where its inside needs less."""
        self._column.activate()
        self.updateGeometry()

    @property
    def criteria(self) -> Criteria:
        """What is asked for, but for the sites."""
        return Criteria(
            job_types=tuple(kind for kind, box in self._types.items() if box.isChecked()),
            max_age_hours=self._age.currentData(),
            min_salary=self._pay.value() or None,
        )

    @property
    def unstated(self) -> dict[Facet, Unstated]:
        """What becomes of jobs that do not state a facet, where they are not simply shown too."""
        types = any(box.isChecked() for box in self._types.values())
        silent = self._typeless.isChecked()
        choices = {
            Facet.POSTED: _chosen(self._undated),
            Facet.PAY: _chosen(self._unpaid),
            Facet.JOB_TYPES: Unstated.KEEP if types is silent else Unstated.DROP if types else Unstated.ONLY,
        }
        return {facet: choice for facet, choice in choices.items() if choice is not Unstated.KEEP}

    @property
    def sites(self) -> tuple[str, ...]:
        """Seen on one of these; none chosen is all."""
        return tuple(key for key, box in self._sites.items() if box.isChecked())

    @property
    def work(self) -> tuple[Remote, ...]:
        """Done at one of these kinds of place; none chosen is all."""
        return tuple(place for place, box in self._work.items() if box.isChecked())

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.sites or self.work or self.unstated) or self.criteria != Criteria()

    def clear(self) -> None:
        """Ask for nothing."""
        self._silent = True
        for box in (*self._work.values(), *self._types.values(), self._typeless, *self._sites.values()):
            box.setChecked(False)
        self._pay.setValue(0)
        for combo in (self._age, self._undated, self._unpaid):
            combo.setCurrentIndex(0)
        self._silent = False
        self._tell()

    def _build(self) -> None:
        self._labelled(self.tr("Poste&d"), self._age)
        self._beside(self.tr("&No date"), self._undated)
        self._column.addSpacing(GRID)
        self._labelled(self.tr("Pay a year, at l&east"), self._pay)
        self._beside(self.tr("No a&mount"), self._unpaid)
        places = (Remote.YES, Remote.HYBRID, Remote.NO, Remote.NOT_STATED)
        names = {place.value: words.remote(place) or words.not_stated() for place in places}
        self._work = self._boxes(self.tr("Workplace"), names, Remote, "work_")
        self._types = self._boxes(self.tr("Job type"), {kind.value: words.job_type(kind) for kind in JobType}, JobType)
        self._typeless = self._box(self.tr("Job type"), "type_not_stated", words.not_stated())
        usable = {info.key: info.name for info in registry.SOURCES if not info.available}
        self._sites = self._boxes(self.tr("Seen on"), usable, str)
        self._clear = named("clear_facets", QPushButton(self.tr("Cle&ar")))
        self._clear.clicked.connect(self.clear)
        self._column.addSpacing(GRID)
        self._column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch()
        for combo in (self._age, self._undated, self._unpaid):
            combo.currentIndexChanged.connect(self._tell)
        self._pay.valueChanged.connect(self._tell)
        for field in (self._age, self._undated, self._pay, self._unpaid):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
            field.installEventFilter(self)
        self._clear.setEnabled(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls, also where a field comes below the pointer; only one that is at work takes it."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QComboBox | QSpinBox) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _labelled(self, text: str, field: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(field)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._column.addWidget(label)
        self._column.addWidget(field)

    def _boxes(
        self, heading: str, names: Mapping[str, str], kind: Callable[[str], K], prefix: str = ""
    ) -> dict[K, QCheckBox]:
        self._column.addSpacing(GRID)
        label = QLabel(heading)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._column.addWidget(label)
        boxes: dict[K, QCheckBox] = {}
        for key, name in names.items():
            boxes[kind(key)] = self._box(heading, f"{prefix}{key}", name)
        return boxes

    def _box(self, heading: str, key: str, name: str) -> QCheckBox:
        box = named(f"facet_{key}", QCheckBox(name))
        box.setAccessibleName(f"{heading}: {name}")
        box.toggled.connect(self._tell)
        self._column.addWidget(box)
        return box

    def _choice(self, name: str, told: str) -> QComboBox:
        """What becomes of jobs that do not state something."""
        combo = named(name, QComboBox())
        combo.setAccessibleName(told)
        combo.setToolTip(told)
        for text, choice in (
            (self.tr("too", "shown as well as others"), Unstated.KEEP),
            (self.tr("left out"), Unstated.DROP),
            (self.tr("only"), Unstated.ONLY),
        ):
            combo.addItem(text, choice)
        return combo

    def _beside(self, text: str, field: QWidget) -> None:
        """A field with its label on its left."""
        label = QLabel(text)
        label.setBuddy(field)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label, 1)
        row.addWidget(field)
        self._column.addLayout(row)

    def _tell(self) -> None:
        """Say that something else is asked for; of jobs that state nothing alone, nothing can be asked."""
        self._age.setEnabled(_chosen(self._undated) is not Unstated.ONLY)
        self._pay.setEnabled(_chosen(self._unpaid) is not Unstated.ONLY)
        if not self._silent:
            self._clear.setEnabled(self.narrows)
            self.changed.emit()


def _chosen(combo: QComboBox) -> Unstated:
    return Unstated(combo.currentData())  # Qt gives the text that it is as well

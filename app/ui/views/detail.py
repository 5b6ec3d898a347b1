"""One job, to be read and decided about."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui import words
from app.ui.keys import STEPS
from app.ui.naming import named
from app.ui.theme import GRID
from scraper.query import words_sought
from scraper.store.records import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent

    from app.ui.views.description import Description
    from app.ui.views.upper import Upper
    from scraper.store.records import JobRecord

_MOST_CHARACTERS = 140  # of a title; all of it is in the tooltip
_LONG_WORD = re.compile(r"\S{24}(?=\S)")
_LARGER = 1.35
_LEAST_CHARACTERS = 37
_MOST_OF_SCREEN = 0.3  # however large the text is: the other panes have to find room as well
_MOST_LINES = 6  # places and sightings told one by one
_MOST_ABOVE = 0.55
"""Of the pane, for what is known of a job above its text."""
L = TypeVar("L", bound=QLabel)


class Detail(QWidget):
    """Shows a `JobRecord`, or says what it is for. The window is shown without the part for jobs, which is made after that."""

    describe_asked = Signal(int)
    """Fetch this job's description."""
    address_asked = Signal(QUrl)
    """This address is to be opened."""
    shown = Signal(object)
    """This `JobRecord` is, as it is now; None for none."""
    step_asked = Signal(int)
    """The next job is to be read (1), or the one before (-1): `J` and `K`, as in the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail")
        self.setAccessibleName(self.tr("The job"))
        self.record: JobRecord | None = None
        self._buttons_for: Sequence[QAction] = ()
        self._icons: Mapping[str, QIcon] = {}
        self._empty = QLabel(self.tr("Choose a job to read it here."))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._empty.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._size()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def _size(self) -> None:
        most = int(self.screen().availableGeometry().width() * _MOST_OF_SCREEN)
        self.setMinimumWidth(min(_LEAST_CHARACTERS * self.fontMetrics().averageCharWidth(), most))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()
            if "_job" in self.__dict__:  # made already
                self._title.fit()
                self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no part of it had a use for."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.step_asked.emit(step)
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """Give what is above the description the height it needs, and the description its share."""
        if self.record is not None:
            described = self.record.shown.description_html is not None
            self._upper.fit(self.width(), int(self.height() * (_MOST_ABOVE if described else 1)))

    @cached_property
    def description(self) -> Description:
        """The text of the job."""
        from app.ui.views.description import Description

        description = Description()
        description.anchorClicked.connect(self.address_asked)
        return description

    @cached_property
    def _job(self) -> QWidget:
        """What shows a job."""
        job = QWidget()
        body = QVBoxLayout(job)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(GRID)
        self._upper = self._make_upper()
        body.addWidget(self._upper)
        body.addWidget(self.description, 1)
        self._filler = QWidget()
        self._filler.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding
        )  # takes the room of a description that is not there
        body.addWidget(self._filler, 1)
        self._add_buttons()
        self._stack.addWidget(job)
        return job

    def _make_upper(self) -> Upper:
        """What is above the description: title, company, what can be done, and what is known."""
        from app.ui.views.flow import Flow
        from app.ui.views.heading import Heading
        from app.ui.views.upper import Upper

        self._title = self._to_read(named("title", Heading("", _LARGER, bold=True)))
        self._company = self._label("company_place")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.apply = named("apply", QPushButton())
        self.apply.clicked.connect(self.open_best)
        self.apply.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.apply.addAction(self.tr("Copy the address")).triggered.connect(self._copy_best)
        self._buttons = Flow()
        self._buttons.addWidget(self.apply)
        upper = named("upper", Upper())
        upper.setAccessibleName(self.tr("What is known of the job"))
        upper.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        upper.column.setSpacing(GRID)
        for widget in (self._title, self._company):
            upper.column.addWidget(widget)
        upper.column.addLayout(self._buttons)
        upper.column.addLayout(self._grid)
        self._make_missing(upper.column)
        upper.column.addStretch()
        return upper

    def _make_missing(self, column: QVBoxLayout) -> None:
        """What is there in place of a description that did not come."""
        self._missing = self._label("missing")
        self._missing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._describe = named("describe_job", QPushButton(self.tr("Fetch the descri&ption")))
        self._describe.clicked.connect(self._ask_description)
        column.addWidget(self._missing)
        column.addWidget(self._describe, 0, Qt.AlignmentFlag.AlignLeft)

    def add_actions(self, buttons: Sequence[QAction], keys: Sequence[QAction]) -> None:
        """Put buttons for some beside the apply link; the keys of others work wherever one is in the pane."""
        self._buttons_for = buttons
        self.addActions(keys)

    def _add_buttons(self) -> None:
        for action in self._buttons_for:
            button = named(f"detail_{action.objectName()}", QToolButton())
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(action.text().replace("&", ""))
            self._buttons.addWidget(button)
        if self._icons:
            self.apply.setIcon(self._icons["open"])

    def dress(self, icons: Mapping[str, QIcon]) -> None:
        """Take the icons."""
        self._icons = icons
        if "_job" in self.__dict__:  # made already
            self.apply.setIcon(icons["open"])

    def show_job(self, record: JobRecord | None, typed: Sequence[str] = ()) -> None:
        """Show this job, None for none, with what `mark` says marked; of the one that is shown already, what has changed."""
        before, self.record = self.record, record
        self._stack.setCurrentWidget(self._empty if record is None else self._job)
        self.shown.emit(record)
        if record is None:
            return
        shown = record.shown
        _say(self._title, breakable(shortened(shown.title)))
        self._title.setToolTip(shown.title)
        places = "; ".join(place.text for place in shown.places) or words.not_stated()
        _say(self._company, breakable(shortened(f"{shown.company or words.not_stated()} · {places}")))
        self._show_facts(record)
        best = record.links[0]
        where = self.tr("at the employer") if best.applies else self.tr("at {}").format(words.site(best.site))
        self.apply.setText(self.tr("Appl&y"))
        self.apply.setAccessibleDescription(where)
        self.apply.setToolTip(f"{where}: {best.url}")
        same = before if before is not None and _same(before, record) else None
        self._show_text(record, same)
        self.mark(typed)
        self._fit()
        if same is None:
            self._upper.verticalScrollBar().setValue(0)

    def _show_text(self, record: JobRecord, before: JobRecord | None) -> None:
        """Show the description, or what is there in place of it; `before` is what was known of the same job, None for another."""
        html = record.shown.description_html
        for part in (self._missing, self._describe, self._filler):
            part.setVisible(html is None)
        self.description.setVisible(html is not None)
        if before is None:
            self.show_fetching(None)
        if before is None or before.shown.description_html != html:
            self.description.show_html(html or "", keep_place=before is not None)

    def mark(self, typed: Sequence[str]) -> None:
        """Mark in the text what begins with something typed, and the words of the searches that found the job."""
        if self.record is not None:
            sought = dict.fromkeys(word for text in self.record.searched for word in words_sought(text))
            self.description.mark(typed, tuple(sought))

    def show_fetching(self, sentence: str | None) -> None:
        """Say that the description is on its way, or why it did not come; None for neither."""
        _say(self._missing, sentence or self.tr("The site sends no description with its list."))
        self._describe.setEnabled(True)
        self._fit()

    def show_busy(self) -> None:
        """The description is being fetched."""
        _say(self._missing, self.tr("Fetching the description…"))
        self._describe.setEnabled(False)
        self._fit()

    def _show_facts(self, record: JobRecord) -> None:
        told = list(self._told(record))
        while len(self._rows) < len(told):
            self._add_row()
        for row, (label, value) in enumerate(self._rows):
            there = row < len(told)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                name, text, field = told[row]
                _say(label, name)
                _say(value, text or words.not_stated())
                source = self._source(record, field) if text else ""
                value.setToolTip(source)
                value.setAccessibleDescription(source)
                value.setForegroundRole(QPalette.ColorRole.WindowText if text else QPalette.ColorRole.PlaceholderText)

    def _add_row(self) -> None:
        """Labels are kept from job to job: made anew, they would stand over the old ones for a moment."""
        label, value = QLabel(), self._label()
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        value.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label, len(self._rows), 0)
        self._grid.addWidget(value, len(self._rows), 1)
        self._rows.append((label, value))

    def _source(self, record: JobRecord, field: str) -> str:
        """Which of several adverts a value came from; "" where that goes without saying."""
        if field not in record.origins or len(record.postings) == 1:
            return ""
        return self.tr("As {} says").format(words.site(record.origins[field][0]))

    def _told(self, record: JobRecord) -> Iterator[tuple[str, str, str]]:
        """Names and values of facts, and the field of a `Posting` that each comes from ("" for none)."""
        shown = record.shown
        pay = ""
        if (salary := shown.salary) is not None:
            pay = words.pay_long(salary.low, salary.high, salary.currency, salary.period) or salary.text
            pay = f"{pay}, {words.origin(salary.origin)}"
        yield self.tr("Pay"), pay, "salary"
        yield self.tr("Workplace"), words.remote(shown.remote), "remote"
        yield self.tr("Job type"), ", ".join(words.job_type(kind) for kind in shown.job_types), "job_types"
        if shown.level:
            yield self.tr("Level"), shown.level, "level"
        posted = shown.posted
        yield (
            self.tr("Posted"),
            words.posted_long(posted.text if posted else None, posted.precision if posted else None),
            "posted",
        )
        for stored in record.postings[:_MOST_LINES]:
            first, last = words.moment(stored.first_seen), words.moment(stored.last_seen)
            seen = (
                self.tr("seen {}").format(first) if first == last else self.tr("first {}, last {}").format(first, last)
            )
            yield words.site(stored.posting.site), seen, ""
        if record.status is not Status.NONE:
            yield self.tr("Status"), self.tr("applied") if record.status is Status.APPLIED else self.tr("saved"), ""
        if record.note:
            yield self.tr("Note"), record.note, ""

    def _label(self, name: str = "") -> QLabel:
        return self._to_read(named(name, QLabel()))

    @staticmethod
    def _to_read(label: L) -> L:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def open_best(self) -> None:
        """Ask for the best link of the job to be opened."""
        if self.record is not None:
            self.address_asked.emit(QUrl(self.record.links[0].url))

    def _copy_best(self) -> None:
        if self.record is not None:
            QGuiApplication.clipboard().setText(self.record.links[0].url)

    def _ask_description(self) -> None:
        if self.record is not None:
            self.show_busy()
            self.describe_asked.emit(self.record.id)


def _same(before: JobRecord, record: JobRecord) -> bool:
    """Whether both are one job, which may have become part of another meanwhile."""
    return before.id == record.id or before.postings[0].id in {stored.id for stored in record.postings}


def _say(label: QLabel, text: str) -> None:
    """Put these words there; where they are the same, what is selected of them stays so."""
    if label.text() != text:
        label.setText(text)


def shortened(text: str, most: int = _MOST_CHARACTERS) -> str:
    """As much of a text as there is room for."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def breakable(text: str) -> str:
    """The text with places to break the line in words that are wider than the pane."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", text)

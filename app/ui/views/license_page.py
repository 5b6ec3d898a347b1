"""The license: how it stands, what it unlocks, and all that can be done about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.operations.licensing import Step, next_step, unreadable
from app.ui import license_words
from app.ui.fitting import fit_before_shown
from app.ui.naming import named
from app.ui.theme import GRID, times_as_large
from app.ui.views.heading import Heading
from app.ui.views.license_computers import Computers
from app.ui.views.license_files import ByFile
from app.ui.views.license_key_form import KeyForm, RegisterForm
from app.ui.views.license_parts import FactList
from app.ui.views.license_servers import Servers
from app.ui.views.question import open_plain, question_box
from licensing.client.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from licensing.client.servers import Ties
    from licensing.client.standing import Standing

_LARGER = 1.25


class LicensePage(QDialog):
    """Shows how a license stands and asks for what is to be done about it; whoever opened it does that."""

    check_asked = Signal()
    deactivate_asked = Signal(str)
    """Of this id; "" for this computer."""
    cancel_asked = Signal()
    trial_asked = Signal()
    untrust_agreed = Signal(str, bool)
    """The server's address, and whether it need not be told any more what it is still to be told."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("license_page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("License"))
        self._step, self._unreadable = Step.TRY, False
        self._there = False  # a license on this computer
        self.key, self.register, self.computers = KeyForm(), RegisterForm(), Computers()
        self.by_file, self.servers = ByFile(), Servers()
        self._make_head()
        self._make_tabs()
        self._make_foot()
        self._lay_out()
        self.register.trial_asked.connect(self.trial_asked.emit)
        self.computers.deactivate_asked.connect(self._ask_deactivate)

    # What is shown.

    def show_standing(self, standing: Standing, again_at: datetime | None = None) -> None:
        """Show how it stands now, and when servers are told next what they could not be told."""
        now = datetime.now(UTC)
        self._headline.setText(license_words.headline(standing))
        parts = (license_words.state(standing, now), license_words.to_do(standing, now), license_words.yours(standing))
        self._sentence.setText(" ".join(filter(None, parts)))
        self._unlocked.show_rows(license_words.unlocked(standing))
        self._facts.show_rows(tuple(license_words.facts(standing, again_at)))
        self._step, self._unreadable = next_step(standing, now), unreadable(standing)
        there = standing.state is not None or standing.trouble is not None
        self._do.setVisible(there)
        self._do.setText(self._step_words())
        self._give_up_license.setVisible(standing.state is not None)
        self.computers.allow(there)
        self.register.trial.setEnabled(not there or standing.tried or _untrusted_trial(standing))
        if there and not self._there:
            self._list_computers()
        self._there = there

    def show_looking(self) -> None:
        """Say that it is not known yet how it stands."""
        self._headline.setText(self.tr("Looking at the license…"))
        self._sentence.clear()

    def show_busy(self, doing: str) -> None:
        """Say what is being done, which can be canceled; "" for nothing any more."""
        busy = bool(doing)
        if busy:
            self.told("")
        focus = self.focusWidget()
        self._doing.setText(doing)
        self._busy.setVisible(busy)
        for part in (self._tabs, self._do, self._give_up_license):
            part.setEnabled(not busy)
        if busy:
            self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        elif focus is self._cancel or focus is None:
            self._tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def told(self, sentence: str) -> None:
        """Say what came of it."""
        self._outcome.setText(sentence)
        self._outcome.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleEvent(self._outcome, QAccessible.Event.Alert))

    def show_tab(self, part: QWidget) -> None:
        """Bring this part forward."""
        self._tabs.setCurrentWidget(part)

    @override
    def reject(self) -> None:
        """Cancel what is being done; close where nothing is."""
        if self._busy.isVisibleTo(self):
            self.cancel_asked.emit()
        else:
            super().reject()

    # What is asked for.

    def _press(self) -> None:
        if self._step in {Step.ENTER_KEY, Step.ASK}:
            self.show_tab(self.key)
            self.key.key.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._step is Step.TRUST:
            self.show_tab(self.servers)
            self.servers.file.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._step in {Step.TRY, Step.TRY_AGAIN}:
            self.trial_asked.emit()
        else:
            self.check_asked.emit()

    def _step_words(self) -> str:
        if self._step in {Step.ENTER_KEY, Step.ASK}:
            return self.tr("E&nter a key")
        if self._step is Step.TRUST:
            return self.tr("Trust its server agai&n")
        return self.tr("Try agai&n") if self._step is Step.TRY_AGAIN else self.tr("Check &now")

    def _ask_deactivate_here(self) -> None:
        self._ask_deactivate("", "")

    def _ask_deactivate(self, machine: str, name: str) -> None:
        more = self.tr("It then searches as without a license, and another computer can be activated in its place.")
        if self._unreadable and not machine:
            more = self.tr(
                "What is stored of the license cannot be read, so that its server cannot be told, and counts this computer "
                "still. What is stored is not lost: it is put aside."
            )
        text = self.tr("Deactivate {}?").format(name) if name else self.tr("Deactivate this computer?")
        self._question(text, more, lambda: self.deactivate_asked.emit(machine))

    def ask_untrust(self, server: str, ties: Ties) -> None:
        """Ask whether a server is to be trusted no more, with what that means."""
        self._question(
            self.tr("Trust {} no more?").format(server),
            license_words.untrust(ties),
            lambda: self.untrust_agreed.emit(server, ties.queued > 0),
        )

    def _question(self, text: str, more: str, agreed: Callable[[], object]) -> None:
        question = question_box("license_question", self.windowTitle(), text, self)
        question.setInformativeText(more)
        question.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        question.setDefaultButton(QMessageBox.StandardButton.No)
        question.accepted.connect(agreed)
        open_plain(question)

    # How it is made.

    def _make_head(self) -> None:
        self._headline = named("license_headline", Heading("", _LARGER, bold=True))
        self._sentence = named("license_sentence", QLabel())
        self._sentence.setWordWrap(True)
        self._unlocked = named("license_unlocked", FactList(self.tr("What may be done")))
        self._facts = named("license_facts", FactList(self.tr("The license")))
        self._do = named("license_step", QPushButton(self.tr("Check &now")))
        self._give_up_license = named("license_deactivate", QPushButton(self.tr("&Deactivate this computer…")))
        for button in (self._do, self._give_up_license):
            button.setAutoDefault(False)
        self._do.clicked.connect(self._press)
        self._give_up_license.clicked.connect(self._ask_deactivate_here)

    def _make_tabs(self) -> None:
        self._tabs = named("license_tabs", QTabWidget())
        self._tabs.setDocumentMode(True)  # the ground of the window, on which muted words have their contrast
        self._tabs.setAccessibleName(self.tr("What to do about the license"))
        for part, text in (
            (self.key, self.tr("Enter a key")),
            (self.register, self.tr("Get a key")),
            (self.computers, self.tr("Computers")),
            (self.by_file, self.tr("Without a network")),
            (self.servers, self.tr("Servers")),
        ):
            self._tabs.addTab(part, text)
        self._tabs.currentChanged.connect(self._list_computers)

    def _list_computers(self) -> None:
        if self._tabs.currentWidget() is self.computers and self.computers.lacking:
            self.computers.list_asked.emit()

    def _make_foot(self) -> None:
        self._busy = named("license_busy", QWidget())
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(10 * GRID)
        bar.setAccessibleName(self.tr("Something is being done"))
        self._doing = named("license_doing", QLabel())
        self._cancel = named("license_cancel", QPushButton(self.tr("Give &up")))
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.cancel_asked.emit)
        row = QHBoxLayout(self._busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for widget in (bar, self._doing):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self._cancel)
        self._busy.hide()
        self._outcome = named("license_outcome", QLabel())
        self._outcome.setWordWrap(True)
        self._outcome.setTextFormat(Qt.TextFormat.PlainText)
        self._outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._outcome.hide()

    def _lay_out(self) -> None:
        facts = QHBoxLayout()
        facts.setSpacing(4 * GRID)
        facts.addWidget(self._unlocked, 1)
        facts.addWidget(self._facts, 1)
        steps = QHBoxLayout()
        steps.setSpacing(GRID)
        for button in (self._do, self._give_up_license):
            steps.addWidget(button)
        steps.addStretch()
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(super().reject)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._headline)
        column.addWidget(self._sentence)
        column.addLayout(facts)
        column.addLayout(steps)
        column.addSpacing(GRID)
        column.addWidget(self._tabs, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        foot.setSpacing(GRID)
        for widget in (self._busy, self._outcome, close):
            foot.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scrolling(page), 1)
        whole.addLayout(foot)
        self.resize(QSize(84 * GRID, 80 * GRID) * times_as_large())
        fit_before_shown(self)

    @staticmethod
    def _scrolling(page: QWidget) -> QScrollArea:
        """The page, which scrolls where the screen has less room than its words need; what ends it all stays in sight."""
        area = named("license_scroll", QScrollArea())
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the keyboard through what it shows
        area.setWidget(page)
        return area


def _untrusted_trial(standing: Standing) -> bool:
    """Whether it may be of the local server, whose key file was removed: starting that one again tells."""
    return standing.trial and standing.state is State.UNTRUSTED

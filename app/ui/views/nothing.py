"""What stands in the place of the table where it is empty: why, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.emptiness import Offer
from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.paragraph import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from app.ui.emptiness import Told


class Nothing(QWidget):
    """A sentence, figures, and buttons for what is offered."""

    everything_asked = Signal()
    hidden_asked = Signal()
    typing_asked = Signal()
    filters_asked = Signal(object)
    """The filters of this `Query` are to be changed."""
    again_asked = Signal(object)
    """This `Query` is to be searched once more."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("nothing")
        self._told: Told | None = None
        self._text = named("nothing_text", Paragraph())
        self._more = named("nothing_more", Paragraph())
        self._more.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._buttons = {
            Offer.HIDDEN: self._button("show_hidden", self.tr("Show them"), self.hidden_asked.emit),
            Offer.EVERYTHING: self._button("clear_filters", self.tr("Show everythin&g"), self.everything_asked.emit),
            Offer.FILTERS: self._button(
                "change_filters", self.tr("Change the filters"), lambda: self._emit(self.filters_asked)
            ),
            Offer.AGAIN: self._button("search_again", self.tr("Search again"), lambda: self._emit(self.again_asked)),
            Offer.KEYWORDS: self._button("retype", self.tr("Type other &keywords"), self.typing_asked.emit),
        }
        column = self._column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        for label in (self._text, self._more):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID)
        for button in self._buttons.values():
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(buttons)
        column.addStretch(3)

    @override
    def minimumSizeHint(self) -> QSize:
        """None: in large text the window would be higher than its screen, also while this is not seen."""
        return QSize(0, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self._column.contentsMargins()
        for label in (self._text, self._more):
            label.keep_within(self.width() - margins.left() - margins.right())

    def show_told(self, told: Told) -> None:
        """Say this, and offer what it offers."""
        self._told = told
        self._text.say(told.sentence)
        self._more.say(told.more)
        self._more.setVisible(bool(told.more))
        for offer, button in self._buttons.items():
            button.setVisible(offer in told.offers)

    def _button(self, name: str, text: str, press: Callable[[], object]) -> QPushButton:
        button = named(name, QPushButton(text))
        button.clicked.connect(press)
        return button

    def _emit(self, asked: SignalInstance) -> None:
        if self._told is not None and self._told.query is not None:
            asked.emit(self._told.query)

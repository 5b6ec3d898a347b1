"""What stands in the place of the table where nothing is stored yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.heading import Heading
from app.ui.views.paragraph import Paragraph

_LARGER = 1.6


class Welcome(QWidget):
    """A few words, and two ways to begin."""

    typing_asked = Signal()
    practice_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._head = named("welcome_head", Heading(self.tr("Search many job sites at once"), _LARGER))
        text = Paragraph(
            self.tr(
                "Type what you look for above and press Enter. What is found is kept on this computer: no account, "
                "nothing is sent anywhere but to the sites you search."
            )
        )
        start = named("type_search", QPushButton(self.tr("Type &keywords")))
        start.clicked.connect(self.typing_asked)
        self.practice = named("try_practice", QPushButton(self.tr("Try the pra&ctice sites")))
        self.practice.setToolTip(self.tr("Made-up jobs, no network; kept apart from real ones"))
        self.practice.clicked.connect(self.practice_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        for button in (start, self.practice):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(buttons)
        column.addStretch(3)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._head.fit()

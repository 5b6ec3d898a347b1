"""What stands in the place of the table where nothing is stored yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.heading import Heading
from app.ui.views.paragraph import Paragraph

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LARGER = 1.6


class Welcome(QWidget):
    """A few words, and two ways to begin."""

    typing_asked = Signal()
    practice_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._head = named("welcome_head", Heading(self.tr("Search many job sites at once"), _LARGER))
        self._head.setWordWrap(True)
        self._head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = Paragraph(
            self.tr(
                "Type what you look for above and press Enter. What is found is kept on this computer: no account, "
                "nothing is sent anywhere but to the sites you search."
            )
        )
        self._start = named("type_search", QPushButton(self.tr("Type &keywords")))
        self._start.clicked.connect(self.typing_asked)
        self.practice = named("try_practice", QPushButton(self.tr("Try the pra&ctice sites")))
        self.practice.setToolTip(self.tr("Made-up jobs, no network; kept apart from real ones"))
        self.practice.clicked.connect(self.practice_asked)
        below = QWidget()
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, below)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(GRID)
        for button in (self._start, self.practice):
            self._buttons.addWidget(button)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._head.fit()
            self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """None: in large text the window would be higher than its screen, also while this is not seen."""
        return QSize(0, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep the words within the width there is, and the buttons below one another where that is too little."""
        margins, head = self._column.contentsMargins(), self._head
        room = self.width() - margins.left() - margins.right()
        self._text.keep_within(room)
        head.setFixedWidth(min(head.fontMetrics().horizontalAdvance(f"{head.text()} "), room))
        head.setWordWrap(True)  # forgets the least size it remembers, which is that of the width before
        head.setMinimumHeight(0)
        head.setMinimumHeight(head.heightForWidth(head.width()))
        beside = self._start.sizeHint().width() + GRID + self.practice.sizeHint().width() <= room
        way = QBoxLayout.Direction
        self._buttons.setDirection(way.LeftToRight if beside else way.TopToBottom)

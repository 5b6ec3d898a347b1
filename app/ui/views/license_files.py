"""A license without a network, by two files that are carried; and which servers are trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.license_parts import KeyField, add_row, at_left, form_in, muted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licensing.protocol.key_file import ServerKeys


class ByFile(QWidget):
    """A request from here, its answer from a computer with a network, and back."""

    request_asked = Signal(str)
    """A request for this key, into a file."""
    answer_asked = Signal()
    """A request of another computer, to be answered here."""
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.key = KeyField("license_file_key")
        self._request = named("license_request", QPushButton(self.tr("Save a re&quest…")))
        self._import = named("license_import", QPushButton(self.tr("&Import the answer…")))
        self._answer = named("license_answer", QPushButton(self.tr("Ans&wer a request…")))
        for button in (self._request, self._import, self._answer):
            button.setAutoDefault(False)
        self._request.setEnabled(False)
        self.key.changed.connect(lambda: self._request.setEnabled(bool(self.key.text.strip())))
        self.key.entered.connect(self._ask)
        self._request.clicked.connect(self._ask)
        self._import.clicked.connect(self.import_asked.emit)
        self._answer.clicked.connect(self.answer_asked.emit)
        form = form_in(self)
        form.addRow(
            muted(self.tr("This computer has no network: save a request, have it answered, import the answer."))
        )
        add_row(form, self.tr("Key &of the license"), self.key, self.key.field)
        form.addRow("", at_left(self._request, self._import))
        form.addRow(muted(self.tr("This computer has a network, and another one has not: answer its request here.")))
        form.addRow("", at_left(self._answer))

    def _ask(self) -> None:
        if self._request.isEnabled() and self.key.complete():
            self.request_asked.emit(self.key.text)


class Servers(QWidget):
    """The servers a person trusts, and a key file that is about to be."""

    file_asked = Signal()
    trusted = Signal(bytes)
    """The content of the key file that was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._known = named("license_servers", _selectable())
        self._file = named("license_trust_file", QPushButton(self.tr("Trust a key &file…")))
        self._question = named("license_trust_question", _selectable())
        self._yes = named("license_trust", QPushButton(self.tr("Trust t&his server")))
        self._no = named("license_trust_not", QPushButton(self.tr("&Leave it")))
        self._content = b""
        self._file.clicked.connect(self.file_asked.emit)
        self._yes.clicked.connect(self._trust)
        self._no.clicked.connect(self.leave)
        for button in (self._file, self._yes, self._no):
            button.setAutoDefault(False)
        words = self.tr(
            "A license is believed only where its server's signature is trusted. Whoever runs a server gives out its key"
            " file; compare the fingerprint with the one they tell you."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (muted(words), self._known):
            column.addWidget(widget)
        column.addLayout(at_left(self._file))
        column.addWidget(self._question)
        column.addLayout(at_left(self._yes, self._no))
        column.addStretch()
        self.leave()
        self.show_trusted(())

    def show_trusted(self, servers: Sequence[ServerKeys]) -> None:
        """The servers that are trusted beside the vendor's."""
        if not servers:
            self._known.setText(self.tr("No server was added."))
            return
        self._known.setText("\n".join(f"{keys.server}\n    {', '.join(keys.fingerprints())}" for keys in servers))

    def ask(self, keys: ServerKeys, content: bytes) -> None:
        """Ask whether this server is to be trusted."""
        self._content = content
        prints = "\n".join(keys.fingerprints())
        self._question.setText(
            self.tr("The server {} signs with keys of these fingerprints:").format(keys.server) + f"\n{prints}"
        )
        for widget in (self._question, self._yes, self._no):
            widget.show()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing is asked any more."""
        self._content = b""
        for widget in (self._question, self._yes, self._no):
            widget.hide()

    def _trust(self) -> None:
        content = self._content
        self.leave()
        self.trusted.emit(content)


def _selectable() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label

"""A license without a network, by two files that are carried."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.naming import named
from app.ui.views.license_parts import KeyField, add_row, at_left, form_in, muted


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

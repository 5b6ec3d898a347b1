"""Where a license begins: a key that is typed or pasted, an account that gets one, a server for trying out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.ui.naming import named
from app.ui.views.license_parts import KeyField, add_row, at_left, form_in, muted


class KeyForm(QWidget):
    """A key, and what this computer is to be called."""

    asked = Signal(str, str)
    """The key as it was typed, and the name."""

    def __init__(self) -> None:
        super().__init__()
        self.key = KeyField("license_key")
        self._name = named("license_name", QLineEdit())
        self._name.setPlaceholderText(self.tr("such as: desk at home"))
        self._button = named("license_activate", QPushButton(self.tr("Acti&vate")))
        self._button.setAutoDefault(False)
        self._button.setEnabled(False)
        self._button.clicked.connect(self._ask)
        self.key.changed.connect(lambda: self._button.setEnabled(bool(self.key.text.strip())))
        self.key.entered.connect(self._ask)
        self._name.returnPressed.connect(self._ask)
        form = form_in(self)
        add_row(form, self.tr("&Key"), self.key, self.key.field)
        add_row(form, self.tr("N&ame of this computer"), self._name)
        form.addRow("", at_left(self._button))
        form.addRow("", muted(self.tr("The name is only shown in the list of the license's computers.")))

    def _ask(self) -> None:
        if self._button.isEnabled() and self.key.complete():
            self.asked.emit(self.key.text, self._name.text().strip())


class RegisterForm(QWidget):
    """An account with the license server, which gives a key; and a server for trying out."""

    asked = Signal(str, str)
    """E-mail and password."""
    copy_asked = Signal()
    """The key that was given, into the clipboard."""
    trial_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._email, self._password = named("license_email", QLineEdit()), named("license_password", QLineEdit())
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._button = named("license_register", QPushButton(self.tr("&Register")))
        self._copy = named("license_copy", QPushButton(self.tr("Cop&y the key")))
        self._copy.clicked.connect(self.copy_asked.emit)
        self._copy.hide()
        self.trial = named("license_trial", QPushButton(self.tr("&Start a local license server")))
        self.trial.clicked.connect(self.trial_asked.emit)
        for button in (self._button, self._copy, self.trial):
            button.setAutoDefault(False)
        self._button.clicked.connect(self._ask)
        for field in (self._email, self._password):
            field.textChanged.connect(self._look)
            field.returnPressed.connect(self._ask)
        self._look()
        form = form_in(self)
        add_row(form, self.tr("&E-mail"), self._email)
        add_row(form, self.tr("&Password"), self._password)
        form.addRow("", at_left(self._button, self._copy))
        form.addRow("", muted(self.tr("An account with the license server; its key is activated on this computer.")))
        form.addRow(self.tr("To try out"), at_left(self.trial))
        words = self.tr("It runs on this computer alone, until the window is closed. What it unlocks says “trial”.")
        form.addRow("", muted(words))

    def registered(self) -> None:
        """There is a key now that can be copied; the password is forgotten."""
        self._password.clear()
        self._copy.show()

    def _look(self) -> None:
        self._button.setEnabled(bool(self._email.text().strip() and self._password.text()))

    def _ask(self) -> None:
        if self._button.isEnabled():
            self.asked.emit(self._email.text().strip(), self._password.text())

"""The license servers a person trusts, a key file that is about to be, and a server that is not to be any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.license_parts import Roomy, at_left, muted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licensing.protocol.key_file import ServerKeys

_SERVER = Qt.ItemDataRole.UserRole


class Servers(QWidget):
    """The servers that were added, each with the fingerprints of its keys."""

    file_asked = Signal()
    """A key file, to be looked at."""
    trusted = Signal(bytes)
    """The content of the key file that was looked at."""
    untrust_asked = Signal(str)
    """Of this address."""

    def __init__(self) -> None:
        super().__init__()
        self._content = b""
        self._make_list()
        self.file = named("license_trust_file", QPushButton(self.tr("Trust a key &file…")))
        self._back = named("license_untrust", QPushButton(self.tr("Take trust &back…")))
        self._question = named("license_trust_question", QLabel())
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._question.setWordWrap(True)
        self._question.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._yes = named("license_trust", QPushButton(self.tr("Trust t&his server")))
        self._no = named("license_trust_not", QPushButton(self.tr("&Leave it")))
        self.file.clicked.connect(self.file_asked.emit)
        self._back.clicked.connect(self._ask_back)
        self._yes.clicked.connect(self._trust)
        self._no.clicked.connect(self.leave)
        for button in (self.file, self._back, self._yes, self._no):
            button.setAutoDefault(False)
        self._lay_out()
        self.leave()
        self.show_trusted(())

    def show_trusted(self, servers: Sequence[tuple[ServerKeys, bool]]) -> None:
        """The servers that are trusted beside the vendor's, each with whether it is for trying out alone."""
        self._list.clear()
        for keys, tried in servers:
            name = self.tr("{} (for trying out)").format(keys.server) if tried else keys.server
            item = QTreeWidgetItem(self._list, [name, "\n".join(keys.fingerprints())])
            item.setData(0, _SERVER, keys.server)
        self._none.setVisible(not servers)
        self._list.setVisible(bool(servers))
        self._label.setVisible(bool(servers))
        self._look()

    def ask(self, keys: ServerKeys, content: bytes, *, others: bool) -> None:
        """Ask whether this server is to be trusted; `others` says that other keys are trusted for it until now."""
        self._content = content
        words = [self.tr("The server {} signs with keys of these fingerprints:").format(keys.server)]
        words += keys.fingerprints()
        if others:
            words.append(
                self.tr("Other keys have been trusted for this server until now: ask its owner why they are others.")
            )
        self._question.setText("\n".join(words))
        for widget in (self._question, self._yes, self._no):
            widget.show()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Nothing is asked any more."""
        self._content = b""
        for widget in (self._question, self._yes, self._no):
            widget.hide()

    def _make_list(self) -> None:
        self._list = named("license_servers", QTreeWidget())
        self._list.setHeaderLabels([self.tr("Server"), self.tr("Fingerprints of its keys")])
        self._list.setRootIsDecorated(False)
        self._list.setItemDelegate(Roomy(self._list))
        self._list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setStretchLastSection(True)
        self._list.itemSelectionChanged.connect(self._look)
        self._label = QLabel(self.tr("Li&cense servers that you added"))
        self._label.setBuddy(self._list)
        self._none = named("license_no_servers", QLabel(self.tr("No server was added.")))

    def _lay_out(self) -> None:
        words = self.tr(
            "A license is believed only where its server's signature is trusted. Whoever runs a server gives out its key"
            " file; compare the fingerprint with the one they tell you."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (muted(words), self._none, self._label):
            column.addWidget(widget)
        column.addWidget(self._list, 1)
        column.addLayout(at_left(self.file, self._back))
        column.addWidget(self._question)
        column.addLayout(at_left(self._yes, self._no))
        column.addStretch()

    def _look(self) -> None:
        self._back.setEnabled(bool(self._list.selectedItems()))

    def _ask_back(self) -> None:
        for item in self._list.selectedItems():
            self.untrust_asked.emit(item.data(0, _SERVER))

    def _trust(self) -> None:
        content = self._content
        self.leave()
        self.trusted.emit(content)

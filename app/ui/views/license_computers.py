"""The computers of a license, this one marked, each of which can be deactivated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.ui import words
from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.license_parts import Roomy, at_left, muted

if TYPE_CHECKING:
    from licensing.protocol.messages import Machines

_ID = Qt.ItemDataRole.UserRole
_PLATFORMS = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}


class Computers(QWidget):
    """A line for each; empty until it is asked for."""

    list_asked = Signal()
    deactivate_asked = Signal(str, str)
    """The machine's id, and what it is called."""

    def __init__(self) -> None:
        super().__init__()
        self._any = False
        self._list = named("license_computers", QTreeWidget())
        self._list.setHeaderLabels([self.tr("Name"), self.tr("System"), self.tr("Last used")])
        self._list.setRootIsDecorated(False)
        self._list.setItemDelegate(Roomy(self._list))
        self._list.setUniformRowHeights(True)
        self._list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setStretchLastSection(True)
        self._list.itemSelectionChanged.connect(self._look)
        label = QLabel(self.tr("Co&mputers of this license"))
        label.setBuddy(self._list)
        self._count = muted("")
        self._again = named("license_list", QPushButton(self.tr("Read the list a&gain")))
        self._again.clicked.connect(self.list_asked.emit)
        self._deactivate = named("license_deactivate_chosen", QPushButton(self.tr("Deac&tivate the chosen one…")))
        self._deactivate.clicked.connect(self._ask)
        for button in (self._again, self._deactivate):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(label)
        column.addWidget(self._list, 1)
        column.addWidget(self._count)
        column.addLayout(at_left(self._deactivate, self._again))
        self._look()

    @property
    def lacking(self) -> bool:
        """Whether there is a list to be asked for."""
        return self._any and not self._list.topLevelItemCount()

    def allow(self, license_there: bool) -> None:  # noqa: FBT001 - a state that is told
        """Whether there is a license here, and so computers of it."""
        self._any = license_there
        if not license_there:
            self.forget()
        self._again.setEnabled(license_there)

    def forget(self) -> None:
        """It is not known which there are."""
        self._list.clear()
        self._count.setText("" if self._any else self.tr("No license on this computer, and so no list of computers."))
        self._look()

    def show_machines(self, machines: Machines, own: str | None) -> None:
        """Show them; `own` is this computer's id."""
        self.forget()
        for machine in machines.machines:
            here = machine.machine_id == own
            name = machine.name or self.tr("without a name")
            shown = self.tr("{} (this computer)").format(name) if here else name
            platform = _PLATFORMS.get(machine.platform, machine.platform)
            item = QTreeWidgetItem(self._list, [shown, platform, words.moment(machine.last_seen_at)])
            item.setData(0, _ID, machine.machine_id)
            if here:
                font = item.font(0)
                font.setBold(True)
                item.setFont(0, font)
        used, allowed = words.number(len(machines.machines)), words.number(machines.machines_allowed)
        self._count.setText(self.tr("{} of {} computers are in use.").format(used, allowed))
        self._look()

    def _look(self) -> None:
        self._deactivate.setEnabled(bool(self._list.selectedItems()))

    def _ask(self) -> None:
        for item in self._list.selectedItems():
            self.deactivate_asked.emit(item.data(0, _ID), item.text(0))

"""The settings, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.operations import publisher
from app.settings import LANGUAGES, LOOKS, Settings
from app.ui.naming import named
from app.ui.theme import GRID
from app.ui.views.sites_settings import SitesSettings

if TYPE_CHECKING:
    from app.paths import Folder

_PROXY_LINES = 3


class SettingsDialog(QDialog):
    """Shows settings; `wished` with those chosen."""

    wished = Signal(object)
    """The new `Settings`; proxies may have passwords in them."""
    backup_asked = Signal()
    restore_asked = Signal()
    folder_asked = Signal()
    """Another data folder is to be chosen."""

    def __init__(self, settings: Settings, folder: Folder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settings_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._settings, self._folder = settings, folder
        self._look, self._language = named("look", QComboBox()), named("language", QComboBox())
        looks = (self.tr("as the system"), self.tr("light"), self.tr("dark"))
        for key, text in zip(LOOKS, looks, strict=True):
            self._look.addItem(text, key)
        for key, text in zip(LANGUAGES, (self.tr("as the system"), "English", "Deutsch"), strict=True):
            self._language.addItem(text, key)
        self._text = self._spin("text_percent", 75, 200, " %")
        self._text.setSingleStep(5)
        self._sites = SitesSettings()
        self._proxies = named("proxies", QPlainTextEdit())
        self._proxies.setTabChangesFocus(True)
        self._proxies.setPlaceholderText("http://host:8080")
        self._proxies.setFixedHeight(self.fontMetrics().height() * _PROXY_LINES + 2 * GRID)
        self._certificates, self._agent = named("ca_cert", QLineEdit()), named("user_agent", QLineEdit())
        self._updates = named("update_address", QLineEdit())
        self._certificates.setPlaceholderText(self.tr("those built into the program"))
        self._agent.setPlaceholderText(self.tr("the usual one"))
        self._updates.setPlaceholderText(self.tr("the publisher's") if publisher.ADDRESS else self.tr("none yet"))
        self._server = named("license_server", QLineEdit())
        self._server.setPlaceholderText(self.tr("the one your license came from"))
        self._trouble = named("trouble", QLabel())
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._lay_out()
        self._fill(settings)

    def turn_to_network(self) -> None:
        """Show the page about the way to the sites."""
        self._pages.setCurrentWidget(self._network_page)
        self._proxies.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why these settings cannot be used, "" for nothing; the dialog stays."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a state that is told
        """While what was wished is being kept, there is nothing to do but to cancel."""
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        for part in (self._pages, *self._buttons.buttons()):
            part.setEnabled(part is cancel or not busy)

    def chosen(self) -> Settings:
        """What is shown."""
        lines = (line.strip() for line in self._proxies.toPlainText().splitlines())
        return replace(
            self._settings,
            look=self._look.currentData(),
            language=self._language.currentData(),
            text_percent=self._text.value(),
            sites=self._sites.sites,
            pause_s=self._sites.pause_s,
            site_pauses_s=self._sites.site_pauses_s,
            proxies=tuple(line for line in lines if line),
            ca_cert=self._certificates.text().strip(),
            user_agent=self._agent.text().strip(),
            update_address=self._updates.text().strip(),
            license_server=self._server.text().strip(),
        )

    def _reset(self) -> None:
        self.refuse("")
        self._fill(Settings())

    def _fill(self, settings: Settings) -> None:
        self._look.setCurrentIndex(self._look.findData(settings.look))
        self._language.setCurrentIndex(self._language.findData(settings.language))
        self._text.setValue(settings.text_percent)
        self._sites.fill(settings)
        self._proxies.setPlainText("\n".join(settings.proxies))
        self._certificates.setText(settings.ca_cert)
        self._agent.setText(settings.user_agent)
        self._updates.setText(settings.update_address)
        self._server.setText(settings.license_server)

    def _spin(self, name: str, least: int, most: int, suffix: str) -> QSpinBox:
        spin = named(name, QSpinBox())
        spin.setRange(least, most)
        spin.setSuffix(suffix)
        return spin

    def _lay_out(self) -> None:
        self._pages = named("settings_pages", QTabWidget())
        self._pages.setDocumentMode(True)  # on the ground of the window: Fusion's own is too light for muted words
        self._pages.addTab(self._general(), self.tr("&General"))
        self._pages.addTab(self._sites, self.tr("&Sites"))
        self._network_page = self._network()
        self._pages.addTab(self._network_page, self.tr("&Network"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.RestoreDefaults
        )
        self._buttons.accepted.connect(lambda: self.wished.emit(self.chosen()))
        self._buttons.rejected.connect(self.reject)
        reset = self._buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults)
        reset.clicked.connect(self._reset)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addWidget(self._pages)
        whole.addWidget(self._trouble)
        whole.addWidget(self._buttons)
        self.resize(72 * GRID, self.sizeHint().height())

    def _general(self) -> QWidget:
        page, form = self._page()
        form.addRow(self.tr("&Look"), self._look)
        form.addRow(self.tr("Te&xt size"), self._text)
        form.addRow(self.tr("L&anguage (from the next start)"), self._language)
        form.addRow(self.tr("Data"), self._data_row())
        return page

    def _network(self) -> QWidget:
        page, form = self._page()
        form.addRow(self.tr("P&roxies, one a line"), self._proxies)
        form.addRow("", self._muted(self.tr("A password goes into this system's keyring, not into the settings.")))
        form.addRow(self.tr("&Certificate authorities"), self._certificates)
        form.addRow(self.tr("Name of the &browser told to sites"), self._agent)
        form.addRow(self.tr("Address for up&dates"), self._updates)
        form.addRow(self.tr("L&icense server"), self._server)
        return page

    @staticmethod
    def _page() -> tuple[QWidget, QFormLayout]:
        page, form = QWidget(), QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.addLayout(form)
        column.addStretch()
        return page, form

    def _data_row(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        place = named("data_folder", QLabel(str(self._folder.own().root)))
        place.setTextFormat(Qt.TextFormat.PlainText)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setWordWrap(True)
        another = named("choose_folder", QPushButton(self.tr("C&hoose another folder…")))
        another.setEnabled(not self._folder.given)
        column.addWidget(place)
        if self._folder.given:
            goes_before = self.tr("Named by {}, which goes before a choice made here.").format(self._folder.given)
            column.addWidget(named("data_folder_given", self._muted(goes_before)))
        show = named("show_folder", QPushButton(self.tr("Show &folder")))
        back_up, restore = (
            named(name, QPushButton(text))
            for name, text in (("back_up", self.tr("Back &up…")), ("restore", self.tr("R&estore…")))
        )
        for button, do in (
            (show, self._show_folder),
            (another, self.folder_asked.emit),
            (back_up, self.backup_asked.emit),
            (restore, self.restore_asked.emit),
        ):
            button.clicked.connect(lambda _=False, do=do: do())
        for pair in ((show, another), (back_up, restore)):
            row = QHBoxLayout()
            row.setSpacing(GRID)
            for button in pair:
                row.addWidget(button)
            row.addStretch()
            column.addLayout(row)
        return holder

    def _muted(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder.own().root)))

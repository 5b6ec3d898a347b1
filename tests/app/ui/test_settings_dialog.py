"""Settings, backup and restore, from the window."""

from __future__ import annotations

import socket
import threading

import keyring
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
)
from typing_extensions import override

from app import settings as stored
from app.operations.truth import SiteResult, Summary, Truth
from app.ui import theme
from scraper.cancel import Cancel
from scraper.errors import Reason
from scraper.network import Network
from scraper.query import Query
from tests.app.operations.keyring_made import Memory, NoKeyring, in_place
from tests.scraper.store.postings_made import made


class Away(Memory):
    """One that asks a person who is away for longer than any test waits, until `back` is set."""

    def __init__(self):
        super().__init__()
        self.asked, self.back = threading.Event(), threading.Event()

    @override
    def set_password(self, service, username, password):
        self.get_password(service, username)

    @override
    def get_password(self, service, username):
        self.asked.set()
        self.back.wait(120)


@pytest.fixture
def away():
    with in_place(Away()) as backend:
        yield backend
        backend.back.set()


@pytest.fixture
def memory():
    with in_place(Memory()) as backend:
        yield backend


@pytest.fixture(autouse=True)
def _as_before(qapp):
    font, palette = qapp.font(), qapp.palette()
    yield
    qapp.setFont(font)
    qapp.setPalette(palette)


def opened(desk):
    desk.window.actions_["settings"].trigger()
    return desk.window.findChild(QDialog, "settings_dialog")


def press(qtbot, dialog, which):
    qtbot.mouseClick(dialog.findChild(QDialogButtonBox).button(which), Qt.MouseButton.LeftButton)


def test_look_and_text_size_are_used_at_once_and_kept_in_the_file(desk, folder, qtbot):
    dialog = opened(desk)
    size = QApplication.font().pointSizeF()
    look = dialog.findChild(QComboBox, "look")
    look.setCurrentIndex(look.findData("dark"))
    dialog.findChild(QSpinBox, "text_percent").setValue(150)
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == theme.DARK.base
    assert QApplication.font().pointSizeF() == pytest.approx(size * 1.5)
    kept, troubles = stored.load(folder.settings)
    assert (kept.look, kept.text_percent, troubles) == ("dark", 150, [])


def test_usual_sites_and_their_pauses_are_used_at_once_and_kept_and_the_country_chooses_where_none_is(
    desk, folder, qtbot
):
    bar = desk.window.search_bar
    serving = bar.sites.sites
    dialog = opened(desk)
    dialog.findChild(QTabWidget, "settings_pages").setCurrentIndex(1)
    box = dialog.findChild(QCheckBox, "usual_bayt")
    assert not box.isEnabled()
    qtbot.keyClick(dialog.findChild(QCheckBox, "usual_by_country"), Qt.Key.Key_Space)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    dialog.findChild(QSpinBox, "pause_s").setValue(4)
    dialog.findChild(QSpinBox, "pause_of_bayt").setValue(30)
    dialog.findChild(QSpinBox, "pause_of_indeed").setValue(0)
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert bar.sites.sites == ("bayt",)
    assert "1" in desk.window.findChild(QPushButton, "sites").text()
    kept, troubles = stored.load(folder.settings)
    assert (kept.sites, kept.site_pauses_s, troubles) == (("bayt",), {"bayt": 30, "indeed": 0}, [])
    assert [desk.setting_up.settings.pace.of(site).pause_s for site in ("bayt", "naukri")] == [(30, 45), (4, 6)]
    qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "settings_dialog") is None)
    dialog = opened(desk)
    assert dialog.findChild(QCheckBox, "usual_bayt").isChecked()
    press(qtbot, dialog, QDialogButtonBox.StandardButton.RestoreDefaults)
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert bar.sites.sites == serving


@pytest.mark.parametrize(("jobs", "heading"), [(0, "welcome_head"), (1, "title")])
def test_headings_when_the_text_gets_larger_then_they_grow_with_it_and_have_their_room(
    desk, stored, qtbot, jobs, heading
):
    if jobs:
        stored(made(1))
        desk.showing.clear()
        qtbot.waitUntil(lambda: desk.window.table.rowCount() == 1)
        desk.window.results.view.choose_row(0)
    head = desk.window.findChild(QLabel, heading)
    before = head.font().pointSizeF()
    assert before > QApplication.font().pointSizeF()
    dialog = opened(desk)
    dialog.findChild(QSpinBox, "text_percent").setValue(150)
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: head.font().pointSizeF() == pytest.approx(before * 1.5))
    qtbot.waitUntil(lambda: head.height() >= head.heightForWidth(head.width()))
    for label in head.parentWidget().findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_password_of_a_proxy_goes_into_the_keyring_and_back_to_the_network_but_not_into_the_file(
    desk, folder, qtbot, memory
):
    dialog = opened(desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("http://me:hunter22@proxy.example:8080\n")
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert "hunter22" not in folder.settings.read_text()
    assert memory.kept == {("jobspy-desktop", "http://me@proxy.example:8080"): "hunter22"}
    assert desk.setting_up.network(Cancel()).proxies == ("http://me:hunter22@proxy.example:8080",)


def test_without_a_keyring_the_dialog_says_so_and_nothing_is_written(desk, folder, qtbot, memory):
    keyring.set_keyring(NoKeyring())
    dialog = opened(desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("http://me:hunter22@proxy.example:8080")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: "keyring" in dialog.findChild(QLabel, "trouble").text())
    assert dialog.isVisible()
    assert not folder.settings.exists()
    press(qtbot, dialog, QDialogButtonBox.StandardButton.RestoreDefaults)
    assert dialog.findChild(QLabel, "trouble").isHidden()
    dialog.reject()


def test_settings_that_are_being_kept_cannot_be_wished_for_twice_and_are_not_kept_if_one_cancels(
    desk, folder, qtbot, away
):
    dialog = opened(desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("http://me:hunter22@proxy.example:8080")
    dialog.findChild(QSpinBox, "pause_s").setValue(33)
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert away.asked.wait(60)
    buttons = dialog.findChild(QDialogButtonBox)
    assert [button.text() for button in buttons.buttons() if button.isEnabled()] == [
        buttons.button(QDialogButtonBox.StandardButton.Cancel).text()
    ]
    assert not dialog.findChild(QSpinBox, "pause_s").isEnabled()
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Cancel)
    qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "settings_dialog") is None)
    away.back.set()
    dialog = opened(desk)
    dialog.findChild(QSpinBox, "text_percent").setValue(110)
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert stored.load(folder.settings)[0].pause_s == 0
    assert desk.setting_up.settings.pause_s == 0


def test_fault_while_settings_are_kept_is_reported_and_the_dialog_can_be_used_again(desk, qtbot, memory, monkeypatch):
    monkeypatch.setattr(memory, "set_password", lambda *_: 1 / 0)
    dialog = opened(desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("http://me:hunter22@proxy.example:8080")
    with qtbot.waitSignal(desk.fault):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert dialog.findChild(QSpinBox, "pause_s").isEnabled()
    assert dialog.findChild(QLabel, "trouble").isHidden()
    dialog.reject()


def test_search_that_waits_for_the_keyring_can_be_stopped_and_the_window_closed(desk, qtbot, away):
    faults = []
    desk.fault.connect(faults.append)
    desk.setting_up.settings = replace(desk.setting_up.settings, proxies=("http://me@127.0.0.1:9",))
    query = Query(words="nurse", sites=("indeed",))
    desk.search(query)
    assert away.asked.wait(60)
    desk.stop()
    qtbot.waitUntil(lambda: desk.run is None)  # while the keyring still waits
    away.asked.clear()
    desk.search(query)
    assert away.asked.wait(60)
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    assert faults == []


def test_a_proxy_that_is_none_is_refused_in_the_dialog(desk, qtbot):
    dialog = opened(desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("nonsense://x")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert "Proxy 1 of 1" in dialog.findChild(QLabel, "trouble").text()
    dialog.reject()


def test_address_of_a_license_server_is_kept_in_one_spelling_and_what_is_none_is_refused(desk, folder, qtbot):
    dialog = opened(desk)
    field = dialog.findChild(QLineEdit, "license_server")
    field.setText("http://license.example.com")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert "https" in dialog.findChild(QLabel, "trouble").text()
    field.setText(" HTTPS://License.Example.com:443/ ")
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert stored.load(folder.settings)[0].license_server == "https://license.example.com"


def test_backup_and_restore_from_the_window_bring_the_jobs_back(some_jobs, desk, stored, qtbot, tmp_path):
    backup = tmp_path / "backup.sqlite3"
    desk.setting_up.backup_wished.emit(backup)
    qtbot.waitUntil(backup.exists)
    qtbot.waitUntil(lambda: "Everything is in" in desk.window.messages.sentence)
    stored(made(100))
    desk.showing.clear()
    desk.showing.ask()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 41)
    desk.setting_up.restore_wished.emit(backup)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    assert "restored" in desk.window.messages.sentence
    assert not desk.window.messages._timer.isActive()  # it says where what was there before is


def test_a_file_that_is_no_backup_is_refused_and_the_jobs_stay(some_jobs, desk, qtbot, tmp_path):
    backup = tmp_path / "backup.sqlite3"
    backup.write_bytes(b"nothing of the kind")
    desk.setting_up.restore_wished.emit(backup)
    qtbot.waitUntil(lambda: str(backup) in desk.window.messages.sentence)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)


@pytest.mark.parametrize(
    ("reason", "received"), [(Reason.UNREACHABLE, 0), (Reason.UNREACHABLE, 3), (Reason.BLOCKED, 0)]
)
def test_search_that_reached_no_site_says_what_to_do_and_leads_to_the_network(desk, folder, qtbot, reason, received):
    unreachable = SiteResult(site="indeed", truth=Truth(), reason=Reason.UNREACHABLE)
    other = SiteResult(site="linkedin", truth=Truth(received=received), reason=reason)
    desk.setting_up.tell_of(Summary(run=1, sites=(unreachable, other)), folder)
    if (reason, received) != (Reason.UNREACHABLE, 0):
        assert desk.window.messages.sentence == ""
        return
    assert desk.window.messages.sentence == "No site could be reached. Check the network, or set a proxy."
    qtbot.mouseClick(desk.window.findChild(QPushButton, "message_action"), Qt.MouseButton.LeftButton)
    proxies = desk.window.findChild(QPlainTextEdit, "proxies")
    qtbot.waitUntil(proxies.isVisible)
    desk.window.findChild(QDialog, "settings_dialog").reject()


@pytest.mark.long
def test_search_with_a_proxy_that_is_not_there_ends_with_what_to_do_about_the_network(desk, qtbot):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        desk.setting_up.settings = replace(
            desk.setting_up.settings, proxies=(f"http://127.0.0.1:{nobody.getsockname()[1]}",)
        )
        desk.search(Query(words="welder", sites=("bayt",), results=1))
        qtbot.waitUntil(lambda: desk.window.messages.sentence.startswith("No site could be reached"))


@pytest.mark.parametrize("line", ['proxies = ["http://me:x@127.0.0.1:99999"]', "look = "])
def test_search_where_the_proxies_set_cannot_be_used_is_refused_until_they_are_set_anew(folder, request, qtbot, line):
    folder.make()
    folder.settings.write_text(f"{line}\n")
    desk = request.getfixturevalue("desk")
    desk.search(Query(words="welder", sites=("bayt",), results=1))
    qtbot.waitUntil(lambda: desk.run is None)
    assert desk.window.messages.sentence.endswith("Mend it.")
    assert str(folder.settings) in desk.window.messages.sentence
    dialog = opened(desk)
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert desk.setting_up.network(Cancel()) == Network()


def test_proxies_with_their_passwords_are_told_to_whoever_keeps_the_log(desk, memory):
    keyring.set_password("jobspy-desktop", "http://me@127.0.0.1:1", "hunter22")
    desk.setting_up.settings = replace(desk.setting_up.settings, proxies=("http://me@127.0.0.1:1",))
    told = []
    desk.setting_up.secret_known.connect(told.append)
    desk.setting_up.network(Cancel())
    assert told == [("http://me:hunter22@127.0.0.1:1",)]


def test_german_dialog_refuses_in_german(german_desk, qtbot):
    dialog = opened(german_desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("nonsense://x")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert dialog.findChild(QLabel, "trouble").text().startswith("Proxy 1 von 1")
    dialog.reject()

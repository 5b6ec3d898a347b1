"""Settings, backup and restore, from the window."""

from __future__ import annotations

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
)

from app import settings as stored
from app.ui import theme
from tests.app.operations.keyring_made import Memory, NoKeyring, in_place
from tests.scraper.store.postings_made import made


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


def test_password_of_a_proxy_goes_into_the_keyring_and_back_to_the_network_but_not_into_the_file(
    desk, folder, qtbot, memory
):
    dialog = opened(desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("http://me:hunter22@proxy.example:8080\n")
    with qtbot.waitSignal(dialog.finished):
        press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    assert "hunter22" not in folder.settings.read_text()
    assert memory.kept == {("jobspy-desktop", "http://me@proxy.example:8080"): "hunter22"}
    assert desk.setting_up.network().proxies == ("http://me:hunter22@proxy.example:8080",)


def test_without_a_keyring_the_dialog_says_so_and_nothing_is_written(desk, folder, qtbot, memory):
    keyring.set_keyring(NoKeyring())
    dialog = opened(desk)
    dialog.findChild(QPlainTextEdit, "proxies").setPlainText("http://me:hunter22@proxy.example:8080")
    press(qtbot, dialog, QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: "keyring" in dialog.findChild(QLabel, "trouble").text())
    assert dialog.isVisible()
    assert not folder.settings.exists()
    dialog.reject()


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
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40, timeout=10_000)
    assert "restored" in desk.window.messages.sentence


def test_a_file_that_is_no_backup_is_refused_and_the_jobs_stay(some_jobs, desk, qtbot, tmp_path):
    backup = tmp_path / "backup.sqlite3"
    backup.write_bytes(b"nothing of the kind")
    desk.setting_up.restore_wished.emit(backup)
    qtbot.waitUntil(lambda: str(backup) in desk.window.messages.sentence, timeout=10_000)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)

"""Looking for updates from the window: in the menu, in a dialog, against a server on this computer."""

from __future__ import annotations

import threading
import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from app.operations import publisher
from licensing.protocol.signing import to_text
from scraper.cancel import Cancelled
from tests.app.operations.release_server import CURRENT, DAY, INSTALLER, STRANGER, Answer, ReleaseServer
from tests.pace import elapsed_s


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(publisher, "KEYS", {CURRENT.kid: to_text(CURRENT.public)})
    made = ReleaseServer()
    yield made
    made.close()


def publish(server, desk, key=CURRENT, **changes):
    now = int(time.time())
    made = server.release(
        **{"version": "99.0", "serial": now, "published_at": now - DAY, "expires_at": now + 30 * DAY} | changes
    )
    server.publish(made, key)
    desk.setting_up.settings = replace(desk.setting_up.settings, update_address=server.address)


def asked(desk, qtbot):
    desk.window.actions_["update"].trigger()
    qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "update_dialog") is not None)
    return desk.window.findChild(QDialog, "update_dialog")


def test_update_when_a_newer_version_is_out_then_the_dialog_says_what_is_new(server, desk, folder, qtbot):
    publish(server, desk)
    dialog = asked(desk, qtbot)
    assert "99.0" in dialog.findChild(QLabel, "update_text").text()
    assert dialog.findChild(QPlainTextEdit, "update_notes").toPlainText() == "Finds more jobs."
    assert folder.updates.exists()
    assert not desk.window.actions_["update"].isEnabled()
    dialog.reject()
    assert desk.window.actions_["update"].isEnabled()


def test_update_when_the_installer_is_fetched_then_it_is_verified_and_its_place_told(server, desk, qtbot, tmp_path):
    publish(server, desk)
    desk.updating.target = tmp_path / "new"
    dialog = asked(desk, qtbot)
    qtbot.mouseClick(dialog.findChild(QPushButton, "update_fetch"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.findChild(QPushButton, "update_show").isVisible())
    [made] = desk.updating.target.iterdir()
    assert made.read_bytes() == INSTALLER
    assert str(made) in dialog.findChild(QLabel, "update_text").text()
    dialog.reject()


def test_update_when_the_installer_is_another_then_it_says_so_and_one_may_try_again(server, desk, qtbot, tmp_path):
    publish(server, desk)
    server.answers["/installer"] = Answer(b"x" * len(INSTALLER))
    desk.updating.target = tmp_path / "new"
    dialog = asked(desk, qtbot)
    qtbot.mouseClick(dialog.findChild(QPushButton, "update_fetch"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "not the one" in dialog.findChild(QLabel, "update_text").text())
    assert dialog.findChild(QPushButton, "update_fetch").isVisible()
    assert list(desk.updating.target.iterdir()) == []
    dialog.reject()


def test_update_when_fetching_is_stopped_then_no_file_is_kept(server, desk, qtbot, tmp_path):
    publish(server, desk)
    gate = threading.Event()
    server.answers["/installer"] = Answer(INSTALLER, gate=gate)
    desk.updating.target = tmp_path / "new"
    dialog = asked(desk, qtbot)
    qtbot.mouseClick(dialog.findChild(QPushButton, "update_fetch"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(desk.updating.target.glob(".*.part")) if desk.updating.target.exists() else False)
    dialog.reject()
    qtbot.waitUntil(lambda: "Stopped" in dialog.findChild(QLabel, "update_text").text())
    gate.set()
    assert list(desk.updating.target.iterdir()) == []
    dialog.reject()


def test_update_when_it_is_refused_then_the_message_bar_says_why(server, desk, qtbot):
    publish(server, desk, key=STRANGER)
    desk.window.actions_["update"].trigger()
    qtbot.waitUntil(lambda: "refused" in desk.window.messages.sentence)
    assert desk.window.actions_["update"].isEnabled()
    assert desk.window.findChild(QDialog, "update_dialog") is None


def test_update_when_something_was_done_meanwhile_then_its_undo_is_left_alone(server, desk, qtbot):
    publish(server, desk)
    gate = threading.Event()
    server.answers["/release.json"].gate = gate
    desk.window.actions_["update"].trigger()
    assert "Asking" in desk.window.messages.sentence
    desk.window.messages.say("Hidden: 1 job.", "&Undo", print)
    gate.set()
    qtbot.waitUntil(lambda: desk.window.findChild(QDialog, "update_dialog") is not None)
    assert desk.window.messages.sentence == "Hidden: 1 job."
    desk.window.messages.end()
    assert desk.window.messages.sentence == ""
    desk.window.findChild(QDialog, "update_dialog").reject()


@pytest.mark.parametrize("error", [RuntimeError("a fault"), Cancelled()])
def test_update_when_asking_fails_then_it_is_not_said_to_go_on(desk, qtbot, error):
    faults = []
    desk._tasks.failed.disconnect(desk.tell)
    desk._tasks.failed.connect(faults.append)
    desk.setting_up.network = lambda _cancel: (_ for _ in ()).throw(error)
    desk.window.actions_["update"].trigger()
    assert "Asking" in desk.window.messages.sentence
    qtbot.waitUntil(desk.window.actions_["update"].isEnabled)
    assert desk.window.messages.sentence == ""
    assert faults == [error] * isinstance(error, RuntimeError)


def test_update_when_this_is_the_newest_then_the_message_bar_says_so(server, desk, qtbot):
    from importlib.metadata import version

    publish(server, desk, version=version("jobspy-desktop"))
    desk.window.actions_["update"].trigger()
    qtbot.waitUntil(lambda: "newest" in desk.window.messages.sentence)


def test_update_when_no_address_is_set_then_the_message_bar_says_what_to_do(server, desk, qtbot):
    desk.window.actions_["update"].trigger()
    qtbot.waitUntil(lambda: "update_address" in desk.window.messages.sentence)


def test_window_when_it_is_closed_while_a_server_is_silent_then_it_does_not_wait(server, desk, qtbot):
    publish(server, desk)
    gate = threading.Event()
    server.answers["/release.json"].gate = gate
    desk.window.actions_["update"].trigger()
    qtbot.waitUntil(lambda: bool(server.asked))
    closed_at = time.monotonic()
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    assert elapsed_s(closed_at) < 5
    gate.set()


def test_window_when_nobody_asks_then_it_asks_for_no_updates(server, desk, qtbot):
    publish(server, desk)
    desk.window.actions_["settings"].trigger()
    desk.window.findChild(QDialog, "settings_dialog").reject()
    assert server.asked == []


def test_settings_when_an_address_for_updates_is_not_https_then_they_are_refused(desk, folder, qtbot):
    desk.window.actions_["settings"].trigger()
    dialog = desk.window.findChild(QDialog, "settings_dialog")
    dialog.findChild(QLineEdit, "update_address").setText("http://example.com/release.json")
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert "https only" in dialog.findChild(QLabel, "trouble").text()
    dialog.findChild(QLineEdit, "update_address").setText("https://example.com/release.json")
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert "https://example.com/release.json" in folder.settings.read_text()

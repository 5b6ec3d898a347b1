"""Faults of the program are told, and nothing private is in what is told."""

from __future__ import annotations

import getpass
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton

from app.ui.crash import CrashReports, report, without_private


@pytest.fixture
def reports(qapp, monkeypatch):
    for name in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = CrashReports()
    made.install()
    yield made
    made.remove()


def fault():
    try:
        raise ValueError("a fault")
    except ValueError as error:
        return error


def test_report_has_versions_and_the_traceback():
    text = report(fault())
    assert text.startswith("JobSpy Desktop ")
    assert "Qt 6." in text
    assert 'raise ValueError("a fault")' in text


def test_report_has_no_folder_name_login_address_or_key():
    name = getpass.getuser()
    text = without_private(
        f"{Path.home()}/x {Path(__file__).parents[3]}/app user {name} http://me:pw1234@proxy:80/ a.b@c.example "
        "https://x.example/find?q=my+secret#part sk-1234567890abcdefABCDEF12"
    )
    for private in (str(Path.home()), "pw1234", "a.b@", "secret", "abcdefABCDEF", str(Path(__file__).parents[3])):
        assert private not in text
    if len(name) >= 3:
        assert f"user {name} " not in text


def test_error_of_a_thread_is_reported(reports, qtbot, caplog):
    with qtbot.waitSignal(reports.happened) as told:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    assert "ZeroDivisionError" in told.args[0]
    assert "a fault of this program" in caplog.text


def test_error_nobody_caught_is_reported(reports, qtbot):
    error = fault()
    with qtbot.waitSignal(reports.happened) as told:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert "ValueError: a fault" in told.args[0]


def test_ctrl_c_is_no_fault(reports, caplog):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "a fault" not in caplog.text


def test_warning_of_qt_gets_into_the_log(reports, caplog):
    qWarning("something odd")
    assert "something odd" in caplog.text


def test_fault_in_the_window_opens_one_report_that_can_be_copied(desk, reports, qtbot, caplog):
    reports.happened.connect(desk.show_report)
    desk.fault.connect(reports.take)
    for _ in range(2):
        with qtbot.waitSignal(reports.happened):
            desk.tell(fault())
    dialogs = [each for each in desk.window.findChildren(QDialog) if each.objectName() == "crash_dialog"]
    assert len(dialogs) == 1
    assert "ValueError: a fault" in dialogs[0].findChild(QPlainTextEdit, "crash_report").toPlainText()
    qtbot.mouseClick(dialogs[0].findChild(QPushButton, "copy_report"), Qt.MouseButton.LeftButton)
    assert "ValueError: a fault" in QGuiApplication.clipboard().text()
    dialogs[0].reject()

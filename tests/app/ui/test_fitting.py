"""The window lies within its screen, frame and all, when it is first opened, as it was left on a larger one, and in large text."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QTabBar, QWidget

from app import settings
from app.ui import theme
from app.ui.fitting import fit_shown, within
from app.ui.state import WindowState, save

ROOM = QRect(0, 30, 1280, 770)


@pytest.mark.parametrize(
    ("window", "fitted"),
    [
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
        (QRect(0, 0, 1280, 830), QRect(0, 30, 1280, 770)),
        (QRect(900, 500, 800, 600), QRect(480, 200, 800, 600)),
        (QRect(-50, 0, 800, 600), QRect(0, 30, 800, 600)),
    ],
)
def test_window_is_no_larger_than_the_room_and_moved_no_more_than_that_takes(window, fitted):
    assert within(window, ROOM) == fitted


def test_window_whose_frame_stands_out_of_the_screen_once_it_is_shown_comes_back(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.setGeometry(50, 50, room.width(), room.height())
    window.show()
    assert not room.contains(window.frameGeometry())
    fit_shown(window)
    assert room.contains(window.frameGeometry())


_OPEN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.paths import Folder
from app.ui import start

app = start.application()
app.setQuitOnLastWindowClosed(False)
desk = start.open_window(Folder(root=Path(sys.argv[1])))
def tell():
    frame = desk.window.frameGeometry()
    print(json.dumps([frame.left(), frame.top(), frame.width(), frame.height()]))
    desk.window.close()
desk.library.opened.connect(lambda: QTimer.singleShot(0, tell))
desk.closed.connect(app.quit)
app.exec()
"""


@pytest.fixture
def on_screen(folder, tmp_path):
    """A function that opens the window of the folder on a screen of that size; the rectangle of its frame."""

    def opened(width, height):
        screens = {"screens": [{"name": "one", "x": 0, "y": 0, "width": width, "height": height}]}
        (tmp_path / "screens.json").write_text(json.dumps(screens))
        done = subprocess.run(
            (sys.executable, "-c", _OPEN, str(folder.root)),
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "PYTHONPATH": os.getcwd()},  # noqa: PTH109 - as text
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return QRect(*json.loads(done.stdout))

    return opened


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
@pytest.mark.parametrize("text_percent", [100, 200])
def test_window_first_opened_fits_the_screen_with_its_frame(on_screen, folder, size, text_percent):
    folder.make()
    settings.save(folder.settings, replace(settings.Settings(), text_percent=text_percent))
    frame = on_screen(*size)
    assert QRect(0, 0, *size).contains(frame), frame
    assert frame.height() <= size[1] - 20  # a title bar is higher than the frame of a window nobody sees


def test_window_left_on_a_larger_screen_fits_the_one_there_is(on_screen, folder, qapp):
    folder.make()
    left = QWidget()
    left.setGeometry(700, 300, 1800, 1000)
    save(folder.window_state, WindowState(geometry=bytes(left.saveGeometry().toHex().data()).decode()))
    frame = on_screen(1280, 800)
    assert QRect(0, 0, 1280, 800).contains(frame), frame


def test_pane_of_the_job_leaves_room_for_the_others_in_large_text(desk):
    detail, screen = desk.window.detail, desk.window.screen().availableGeometry()
    font = detail.font()
    font.setPointSizeF(4 * font.pointSizeF())
    detail.setFont(font)
    assert detail.minimumWidth() <= screen.width() * 0.3


def cut(view):
    """The words and buttons of a view that have less room than they need, or stand out of it."""
    return [
        part.objectName() or part.text()
        for part in view.findChildren(QWidget)
        if isinstance(part, (QLabel, QPushButton, QTabBar))
        and part.isVisible()
        and not (
            part.width() >= part.minimumSizeHint().width()
            and part.height() >= max(part.minimumSizeHint().height(), part.heightForWidth(part.width()))
            and view.rect().contains(QRect(part.mapTo(view, QPoint(0, 0)), part.size()))
        )
    ]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_in_the_middle_of_a_small_window_is_cut_in_large_text(desk, qapp, qtbot, percent):
    middle_is_whole(desk, qapp, qtbot, percent)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_in_the_middle_of_a_small_german_window_is_cut_in_large_text(german_desk, qapp, qtbot, percent):
    middle_is_whole(german_desk, qapp, qtbot, percent)


def middle_is_whole(desk, qapp, qtbot, percent):
    theme.set_text_size(qapp, percent)
    desk.window.resize(1024, 768)
    assert desk.window.results.welcoming
    qtbot.waitUntil(lambda: cut(desk.window.results) == [])
    assert (desk.window.width(), desk.window.height()) == (1024, 768)
    theme.set_text_size(qapp, 100)


@pytest.mark.parametrize("percent", [100, 200])
def test_line_of_truth_takes_the_lines_it_needs_and_makes_the_window_no_wider(desk, qapp, qtbot, percent):
    theme.set_text_size(qapp, percent)
    window, truth = desk.window, desk.window.truth
    window.resize(1024, 768)
    window.set_practice(True)
    one_line = window.statusBar().height()
    truth.setText("Asked 800, received 700, unreadable 0, filtered 0, merged 206, new 194, seen before 300. " * 2)
    qtbot.waitUntil(lambda: truth.height() >= truth.heightForWidth(truth.width()) > 0)
    assert (window.width(), window.height()) == (1024, 768)
    assert window.statusBar().height() < 4 * one_line
    truth.setText("Asked 1.")
    qtbot.waitUntil(lambda: truth.height() < 2 * truth.fontMetrics().height())
    theme.set_text_size(qapp, 100)

"""One window a data folder."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.paths import Folder
from app.ui.single import Single
from scraper.errors import StoreError

pytestmark = pytest.mark.measured


@pytest.fixture
def first(folder, qapp):
    single = Single(folder)
    assert single.first()
    yield single
    single.close()


def test_second_start_brings_the_first_window_forward(first, folder, qtbot):
    first.listen()
    with qtbot.waitSignal(first.asked_forward):
        second = subprocess.Popen(
            (sys.executable, "-P", "-m", "app.main", "--data-dir", str(folder.root)), stderr=subprocess.PIPE
        )
    _, told = second.communicate(timeout=60)
    assert (second.returncode, told) == (0, b"")


def test_second_start_says_so_where_the_first_window_does_not_answer(first, folder, qtbot):
    done = subprocess.run(
        (sys.executable, "-P", "-m", "app.main", "--data-dir", str(folder.root)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "does not answer: close it" in done.stderr


def test_start_while_the_window_before_is_closing_waits_until_it_has(first, folder, qapp):
    first.listen()
    first.stop_listening()
    second = Single(folder)
    assert not second.first()
    closing = threading.Timer(0.3, first.close)
    closing.start()
    assert second.first_after_all()
    closing.join()
    second.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody can write to")
def test_folder_that_cannot_be_written_is_not_said_to_be_open_in_another_window(qapp):
    single = Single(Folder(root=Path("/proc/self")))
    with pytest.raises(StoreError, match="No file can be made"):
        single.first()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal's Ctrl-C, as POSIX tells it")
def test_ctrl_c_closes_the_window_also_where_the_file_for_crashes_cannot_be_written(folder):
    (folder.root / "logs" / "crash.log").mkdir(parents=True)
    program = subprocess.Popen(
        (sys.executable, "-P", "-m", "app.main", "--data-dir", str(folder.root)), stderr=subprocess.PIPE, text=True
    )
    waiting = threading.Event()
    with program:
        while not (folder.log.exists() and "crash.log cannot be written" in folder.log.read_text()):
            assert program.poll() is None
            waiting.wait(0.05)
        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=60)
    assert (program.returncode, "Traceback" in told, "a fault" in folder.log.read_text()) == (0, False, False)


def test_the_folder_is_free_again_afterwards(folder, qapp):
    for _ in range(2):
        single = Single(folder)
        assert single.first()
        single.close()

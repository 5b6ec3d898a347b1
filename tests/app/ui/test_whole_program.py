"""The whole program as a process of its own on an X display, driven by real key presses and clicks.

Each step leaves a screenshot in .out/whole-program; a crash or a message from Qt fails it.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scraper.errors import StoreError
from scraper.store.store import open_store

pytestmark = [
    pytest.mark.long,
    pytest.mark.measured,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool: see build/setup.sh"
    ),
]
OUT = Path(".out/whole-program")
STEP_S = 40.0


class Screen:
    """An X display nobody sees, and hands on it."""

    def __init__(self, environ):
        self._environ = environ
        self._wait = threading.Event()

    def do(self, *command):
        return subprocess.run(
            ("xdotool", *command), env=self._environ, capture_output=True, text=True, timeout=60, check=True
        ).stdout

    def keys(self, *names):
        self.do("key", "--clearmodifiers", "--delay", "40", *names)

    def type(self, text):
        self.do("type", "--delay", "25", text)

    def click(self, x, y):
        self.do("mousemove", str(x), str(y), "click", "1")

    def until(self, condition, what):
        for _ in range(int(STEP_S / 0.1)):
            if condition():
                return
            self._wait.wait(0.1)
        raise AssertionError(f"did not happen: {what}")

    def windows(self, name):
        found = subprocess.run(
            ("xdotool", "search", "--onlyvisible", "--name", name),
            env=self._environ,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return found.stdout.split()

    def picture(self, name):
        """What the display shows, as a PNG, by Qt itself: no other program is needed."""
        code = (
            "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
            "app.primaryScreen().grabWindow(0).save(sys.argv[1])"
        )
        OUT.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            (sys.executable, "-c", code, str(OUT / f"{name}.png")), env=self._environ, timeout=60, check=True
        )


@pytest.fixture
def screen(tmp_path):
    read, write = os.pipe()
    server = subprocess.Popen(
        ("Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"),
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = told.readline().strip()
    environ = {key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    environ |= {"DISPLAY": f":{display}", "HOME": str(tmp_path), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(tmp_path)}
    yield Screen(environ)
    server.terminate()
    server.wait(60)


@pytest.fixture
def program(screen, tmp_path):
    folder = tmp_path / "data"
    errors = (tmp_path / "stderr").open("w+")
    process = subprocess.Popen(
        (sys.executable, "-P", "-m", "app.main", "--data-dir", str(folder)),
        env=screen._environ | {"PYTHONWARNINGS": "error"},
        stderr=errors,
    )
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
        process.wait(60)
    errors.close()


def stored(path, status="not hidden"):
    try:
        with open_store(path, read_only=True, made_up=True) as store:
            return len(store.ids(status=status))
    except (StoreError, OSError):
        return 0


def test_from_start_through_search_filter_save_and_export_to_quit(screen, program, tmp_path):
    database = tmp_path / "data" / "practice" / "jobs.sqlite3"
    screen.until(lambda: screen.windows("JobSpy Desktop"), "the window opens")
    [window] = screen.windows("JobSpy Desktop")
    screen.do("windowmove", "--sync", window, "0", "0")
    screen.do("windowfocus", "--sync", window)
    screen.picture("1-start")
    screen.keys("alt+f")
    screen.keys("p")  # Try the practice sites
    screen.until(lambda: stored(database) > 100, "jobs are found")
    screen.until(lambda: finished(database), "the search ends")
    screen.picture("2-searched")
    screen.keys("slash")  # typed into the search field, if that has the keyboard: a letter there is a letter
    screen.keys("ctrl+f")
    screen.type("senior")
    screen.picture("3-filtered")
    screen.keys("ctrl+e")  # which is "to the end of the line" to a field, where the system says so
    screen.until(lambda: screen.windows("Export jobs"), "the export dialog opens from the filter")
    screen.keys("Escape")
    screen.until(lambda: not screen.windows("Export jobs"), "the export dialog closes")
    screen.do("windowfocus", "--sync", window)
    screen.click(400, 240)  # a row of the table
    screen.keys("j", "s")
    screen.until(lambda: stored(database, "saved") == 1, "the job is saved")
    screen.picture("4-saved")
    screen.keys("j", "x")
    screen.until(lambda: stored(database, "hidden") == 1, "the next job is hidden")
    screen.keys("ctrl+z")
    screen.until(lambda: stored(database, "hidden") == 0, "that is taken back")
    screen.keys("ctrl+e")
    screen.until(lambda: screen.windows("Export jobs"), "the export dialog opens")
    screen.picture("5-export")
    screen.keys("alt+e")
    target = tmp_path / "jobs.csv"
    screen.until(target.exists, "the file is written")
    screen.picture("6-exported")
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["made_up"] for row in rows)
    assert all(re.search("senior", " ".join(row.values()), re.IGNORECASE) for row in rows)
    screen.keys("Escape")
    screen.until(lambda: not screen.windows("Export jobs"), "the export dialog closes")
    screen.do("windowfocus", "--sync", window)  # there is no window manager that would do so
    screen.keys("ctrl+q")
    screen.until(lambda: program.poll() is not None, "the program ends")
    assert program.returncode == 0
    assert (tmp_path / "stderr").read_text() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody can write to")
def test_start_in_a_folder_that_cannot_be_written_shows_why_until_that_is_closed(screen):
    with subprocess.Popen(
        (sys.executable, "-P", "-m", "app.main", "--data-dir", "/proc/self"),
        env=screen._environ,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            screen.until(lambda: screen.windows("JobSpy Desktop") or program.poll() is not None, "a box opens")
            assert program.poll() is None
            [box] = screen.windows("JobSpy Desktop")
            screen.picture("7-not-writable")
            screen.do("windowfocus", "--sync", box)
            screen.keys("Return")
            screen.until(lambda: program.poll() is not None, "the program ends")
        finally:
            program.kill()
        assert program.returncode == 1
        assert "No file can be made in the data folder /proc/self" in program.stderr.read()


def finished(database):
    try:
        with open_store(database, read_only=True, made_up=True) as store:
            runs = store.runs(1)
    except (StoreError, OSError):
        return False
    return bool(runs) and runs[0].outcome == "finished"

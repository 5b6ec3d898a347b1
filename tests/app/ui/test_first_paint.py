"""What is done before the window can be seen, and what waits for that."""

from __future__ import annotations

import builtins
import json
import linecache
import os
import subprocess
import sys

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui import first_paint
from app.ui.first_paint import FirstPaint

_LATER = (
    "app.ui.actions",
    "app.ui.desk",
    "app.ui.models.job_table",
    "app.ui.views.description",
    "app.ui.views.job_view",
    "app.ui.views.sites_panel",
)
_NEVER = ("numpy", "pandas", "jobspy", "requests", "keyring", "cryptography", "sqlite3", "scraper.store.store")

# The program as it is started; its first step after the first paint is to import the desk, which here tells instead.
_STARTED = """
import gc, json, os, sys, types
before = {*sys.modules}  # what measures coverage brings modules of its own
from app.main import main

class Desk(types.ModuleType):
    def __getattr__(self, name):
        from PySide6.QtGui import QGuiApplication
        windows = QGuiApplication.topLevelWindows()
        del sys.modules["app.ui.desk"]
        print(json.dumps({
            "seen": any(each.isExposed() for each in windows), "modules": list({*sys.modules} - before),
            "collecting": gc.isenabled(), "frozen": gc.get_freeze_count(),
        }), flush=True)
        os._exit(0)

sys.modules["app.ui.desk"] = Desk("app.ui.desk")
main()
"""


class _Painted(QWidget):
    """Counts how often it was painted."""

    def __init__(self):
        super().__init__()
        self.paints = 0

    @override
    def paintEvent(self, event):
        self.paints += 1


def test_before_the_window_can_be_seen_only_what_is_seen_is_imported(tmp_path):
    done = subprocess.run(
        (sys.executable, "-P", "-c", _STARTED, "--data-dir", str(tmp_path / "data")),
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["seen"]
    assert not {*_LATER, *_NEVER} & {*told["modules"]}
    assert "app.ui.window" in told["modules"]
    assert told["collecting"]
    assert told["frozen"] > 0


def test_what_waits_begins_once_the_window_is_painted(qtbot):
    window = _Painted()
    qtbot.addWidget(window)
    paints = []
    FirstPaint(window, lambda: paints.append(window.paints))
    assert not paints
    window.show()
    qtbot.waitUntil(lambda: bool(paints))
    window.repaint()
    qtbot.waitUntil(lambda: window.paints > 1)
    assert paints == [1]


def test_what_waits_for_a_window_nobody_sees_begins_all_the_same(qtbot, monkeypatch):
    monkeypatch.setattr(first_paint, "LATEST_MS", 10)
    window = _Painted()
    qtbot.addWidget(window)
    paints = []
    FirstPaint(window, lambda: paints.append(window.paints))
    qtbot.waitUntil(lambda: bool(paints))
    assert paints == [0]


def test_sources_of_what_is_imported_are_not_read(tmp_path, monkeypatch):
    (tmp_path / "not_read_by_qt.py").write_text("value = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = builtins.__import__("not_read_by_qt")
    assert module.value == 1
    assert module.__file__ not in linecache.cache

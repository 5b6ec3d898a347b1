"""Whether a window can be opened is known before Qt is asked, which would end the process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.display import why_no_window
from app.main import wants_window

pytestmark = pytest.mark.measured


def test_without_a_display_the_reason_is_told():
    assert "no display" in why_no_window({}, "linux")


@pytest.mark.parametrize("environ", [{"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}])
def test_where_qt_has_a_platform_nothing_stands_in_the_way(environ):
    assert why_no_window(environ, "linux") is None


def test_on_other_systems_there_is_always_a_display():
    assert why_no_window({}, "darwin") is None
    assert why_no_window({}, "win32") is None


def test_a_display_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":4711")
    assert ":4711 does not answer" in why_no_window({"DISPLAY": ":4711"}, "linux")


@pytest.mark.parametrize("arguments", [[], ["--data-dir", "x"], ["--data-dir=x", "--debug"], ["--practice"]])
def test_window_is_wanted_where_no_command_is_given(arguments):
    assert wants_window(arguments)


@pytest.mark.parametrize("arguments", [["search"], ["--help"], ["--data-dir"], ["--version"], ["jobs", "--practice"]])
def test_anything_else_is_for_the_command_line(arguments):
    assert not wants_window(arguments)


def without_display(module, *arguments, folder, **more):
    """The program as a process that has no display, unless `more` of the environment gives it one."""
    of_a_display = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environ = {key: value for key, value in os.environ.items() if key not in of_a_display}
    return subprocess.run(
        (sys.executable, "-P", "-m", module, *arguments),
        env=environ | {"JOBSPY_DESKTOP_DATA_DIR": str(folder / "data")} | more,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "also"),
    [
        ((), ""),
        (("--data-dir", "other one"), " --data-dir 'other one'"),
        (("--data-dir=other", "--debug"), " --data-dir=other"),
        (("--practice", "--verbose"), " --practice"),
    ],
)
def test_program_without_a_display_says_so_first_and_names_the_command_that_searches(tmp_path, arguments, also):
    done = without_display("app.main", *arguments, folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "jobspy-desktop: There is no display here, so the window cannot open.",
        f"To search in the terminal: jobspy-desktop search 'data engineer'{also}",
        "",
    ]
    assert "Commands:" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_program_without_a_library_of_the_windows_names_it_in_a_sentence(tmp_path):
    (tmp_path / "first" / "PySide6").mkdir(parents=True)
    (tmp_path / "first" / "PySide6" / "__init__.py").write_text('raise ImportError("libEGL.so.1: cannot open it")')
    done = without_display("app.main", folder=tmp_path, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(tmp_path / "first"))
    assert done.returncode == 1
    assert done.stderr.startswith(
        "jobspy-desktop: The window needs a library that is missing here (libEGL.so.1: cannot "
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("--data-dir", "other"), ("--data-dir=other", "--debug"), ("--practice", "--verbose")]
)
def test_make_run_without_a_display_says_so_in_its_first_line_and_searches(tmp_path, arguments):
    done = without_display("app.run", *arguments, folder=tmp_path)
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == (
        "There is no display here, so the window cannot open. The main job is done here in the terminal instead."
    )
    assert (tmp_path / "jobs.csv").exists()
    folder = tmp_path / ("other" if any("other" in argument for argument in arguments) else "data")
    assert (folder / "practice" / "jobs.sqlite3").exists()

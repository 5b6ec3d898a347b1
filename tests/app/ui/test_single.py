"""One window a data folder."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.ui.single import Single


@pytest.fixture
def first(folder, qapp):
    single = Single(folder)
    assert single.first()
    yield single
    single.close()


def test_second_start_brings_the_first_window_forward(first, folder, qtbot):
    first.listen()
    with qtbot.waitSignal(first.asked_forward, timeout=10_000):
        second = subprocess.Popen(
            (sys.executable, "-P", "-m", "app.main", "--data-dir", str(folder.root)), stderr=subprocess.PIPE
        )
    _, told = second.communicate(timeout=20)
    assert (second.returncode, told) == (0, b"")


def test_second_start_says_so_where_the_first_window_does_not_answer(first, folder, qtbot):
    done = subprocess.run(
        (sys.executable, "-P", "-m", "app.main", "--data-dir", str(folder.root)),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
    assert "does not answer: close it" in done.stderr


def test_the_folder_is_free_again_afterwards(folder, qapp):
    for _ in range(2):
        single = Single(folder)
        assert single.first()
        single.close()

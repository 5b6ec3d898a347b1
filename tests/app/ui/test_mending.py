"""A data file that cannot be used: the window says so, and a backup or an empty file takes its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from app.ui import start
from scraper.query import Query
from tests.scraper.store.postings_made import made

NONSENSE = b"nothing of use" * 1000


@pytest.fixture
def backup(stored, folder, tmp_path):
    """A backup of three jobs, the folder's file being damaged meanwhile."""
    stored(*(made(number) for number in range(3)))
    whole = folder.database.read_bytes()
    copy = tmp_path / "backup.sqlite3"
    copy.write_bytes(whole)
    folder.database.write_bytes(NONSENSE)
    return copy


@pytest.fixture
def damaged(qapp, qtbot, folder, backup):
    """The desk of a window whose data file is damaged, once it says so."""
    start.application()
    desk = start.open_window(folder)
    qtbot.waitUntil(lambda: page(desk) is not None and page(desk).isVisible())
    yield desk
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    desk.window.deleteLater()


def page(desk):
    return desk.window.findChild(QWidget, "unusable")


def click(desk, qtbot, name):
    qtbot.mouseClick(desk.window.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_damaged_file_is_told_in_the_middle_without_words_of_the_command_line(damaged, folder):
    told = page(damaged).findChild(QLabel, "unusable_text").text()
    assert told.startswith(f"{folder.database} is damaged, or was not made by this program")
    assert "`" not in told


def test_search_asked_for_while_the_file_is_damaged_says_why_none_begins(damaged):
    damaged.search(Query(words="welder", sites=("indeed",)))
    assert damaged.run is None
    assert damaged.window.messages.sentence.startswith("The data file cannot be used, so no search can begin")


def test_begin_anew_puts_the_file_aside_says_where_it_is_and_the_window_is_ready(damaged, folder, qtbot):
    click(damaged, qtbot, "begin_anew")
    qtbot.waitUntil(lambda: damaged.window.results.welcoming)
    [kept] = (folder.root / "backups").iterdir()
    assert kept.read_bytes() == NONSENSE
    assert str(kept) in damaged.window.messages.sentence


def test_restore_from_the_middle_puts_the_chosen_backup_in_the_place_of_the_file(
    damaged, folder, backup, qtbot, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(backup), ""))
    click(damaged, qtbot, "restore_backup")
    qtbot.waitUntil(lambda: damaged.window.table.rowCount() == 3)
    assert not page(damaged).isVisible()
    [kept] = (folder.root / "backups").iterdir()
    assert kept.read_bytes() == NONSENSE


def test_backup_that_is_none_is_told_as_that_and_the_file_can_still_be_mended(damaged, folder, tmp_path, qtbot):
    (tmp_path / "letter.txt").write_bytes(NONSENSE)
    damaged.setting_up.restore_wished.emit(tmp_path / "letter.txt")
    told = damaged.window.messages
    qtbot.waitUntil(lambda: "letter.txt is damaged, or no backup of this program" in told.sentence)
    qtbot.waitUntil(page(damaged).isVisible)  # once the file there is was tried again
    assert folder.database.read_bytes() == NONSENSE

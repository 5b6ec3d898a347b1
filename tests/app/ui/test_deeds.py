"""What is done to jobs, while the data's lane is busy, where it fails, and where there is much of it."""

from __future__ import annotations

import sqlite3
import threading
from array import array

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from app.operations import marking
from app.ui.deeds import Deeds
from app.ui.library import Library
from scraper.errors import Expected
from scraper.store.records import Status
from scraper.store.store import open_store


@pytest.fixture
def lane(desk):
    """A lane that is busy, as during a backup, until this is set."""
    go, busy = threading.Event(), threading.Event()
    desk.library.read(lambda _: (busy.set(), go.wait(20)), lambda _: None)
    assert busy.wait(10)
    yield go
    go.set()


def marks(desk, *jobs):
    with open_store(desk.library.folder.database, read_only=True) as store:
        return [(status or "", bool(hidden)) for status, hidden in store.rows(jobs, ("status", "hidden"))]


def act_on_message(desk):
    desk.window.findChild(QPushButton, "message_action").click()


def mark(desk, qtbot, row, status):
    desk.window.results.view.choose_row(row)
    with qtbot.waitSignal(desk.library.changed):
        desk.deeds.mark(status)
    return desk.window.results.view.current_job


def test_hiding_is_told_once_it_is_done_and_its_undo_takes_back_that(some_jobs, desk, qtbot):
    saved = mark(desk, qtbot, 0, Status.SAVED)
    go = threading.Event()
    desk.library.read(lambda _: go.wait(20), lambda _: None)
    desk.window.results.view.choose_row(5)
    hidden = desk.window.results.view.current_job
    desk.deeds.hide()
    assert desk.window.messages.sentence == ""
    go.set()
    qtbot.waitUntil(lambda: "Hidden" in desk.window.messages.sentence)
    assert marks(desk, saved, hidden) == [("saved", False), ("", True)]
    act_on_message(desk)
    qtbot.waitUntil(lambda: "Taken back: Hide" in desk.window.messages.sentence)
    assert marks(desk, saved, hidden) == [("saved", False), ("", False)]


def test_undo_asked_for_before_a_deed_is_done_takes_back_that_deed(some_jobs, desk, qtbot, lane):
    desk.window.results.view.choose_row(2)
    job = desk.window.results.view.current_job
    desk.deeds.mark(Status.SAVED)
    desk.deeds.undo()
    lane.set()
    qtbot.waitUntil(lambda: "Taken back: Save" in desk.window.messages.sentence)
    assert marks(desk, job) == [("", False)]


def test_offer_to_undo_is_gone_once_something_else_was_done(some_jobs, desk, qtbot):
    desk.window.results.view.choose_row(5)
    desk.deeds.hide()
    qtbot.waitUntil(lambda: "Hidden" in desk.window.messages.sentence)
    mark(desk, qtbot, 0, Status.SAVED)
    assert desk.window.messages.sentence == ""


def test_undo_when_there_is_nothing_to_take_back_then_says_so_and_works_again_with_the_next_deed(
    some_jobs, desk, qtbot
):
    view = desk.window.results.view
    desk.window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.window.messages.sentence == "Nothing to take back.")
    job = mark(desk, qtbot, 0, Status.SAVED)
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Taken back: Save" in desk.window.messages.sentence)
    assert marks(desk, job) == [("", False)]


KEYS = {
    "save": (Qt.Key.Key_S, Qt.KeyboardModifier.NoModifier),
    "applied": (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier),
    "hide": (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier),
    "hide_company": (Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier),
    "note": (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier),
    "open": (Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier),
    "copy": (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
}


@pytest.mark.parametrize("command", KEYS)
def test_key_for_jobs_when_none_is_chosen_then_says_so(some_jobs, desk, qtbot, command):
    view, (key, modifier) = desk.window.results.view, KEYS[command]
    desk.window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.clearSelection()
    view.setCurrentIndex(QModelIndex())
    assert not desk.window.actions_[command].isEnabled()
    qtbot.keyClick(view, key, modifier)
    assert desk.window.messages.sentence == "Choose a job first."


def test_key_for_jobs_when_the_one_that_is_read_is_not_selected_then_is_for_that_one(some_jobs, desk, qtbot):
    view = desk.window.results.view
    view.choose_row(3)
    job = view.current_job
    view.clearSelection()
    assert desk.window.detail.record.id == job
    with qtbot.waitSignal(desk.library.changed):
        desk.window.actions_["save"].trigger()
    assert marks(desk, job) == [("saved", False)]
    QGuiApplication.clipboard().setText("before")
    desk.window.actions_["copy"].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "before")
    with qtbot.waitSignal(desk.library.changed):
        desk.window.actions_["hide"].trigger()
    assert marks(desk, job) == [("saved", True)]


def test_undo_that_fails_is_not_called_done_and_can_be_tried_again(some_jobs, desk, qtbot):
    job = mark(desk, qtbot, 0, Status.SAVED)
    desk.library.failed.disconnect(desk.tell)
    with sqlite3.connect(desk.library.folder.database) as other:
        other.execute("CREATE TRIGGER full BEFORE UPDATE ON marks BEGIN SELECT RAISE(ABORT, 'full'); END")
    with qtbot.waitSignal(desk.library.failed):
        desk.deeds.undo()
    assert desk.window.messages.sentence == ""
    assert desk.window.actions_["undo"].isEnabled()
    with sqlite3.connect(desk.library.folder.database) as other:
        other.execute("DROP TRIGGER full")
    other.close()
    with qtbot.waitSignal(desk.library.changed):
        desk.deeds.undo()
    assert marks(desk, job) == [("", False)]


def test_what_is_taken_back_twice_or_of_a_job_that_was_merged_away_does_no_harm(some_jobs, folder):
    with open_store(folder.database) as store:
        note = marking.write_note(store, 2, "Ask about hours")
        merged = marking.merge(store, [1, 2])
        marking.take_back(store, note)
        marking.take_back(store, merged)
        marking.take_back(store, merged)
        assert not store.job(2).note


class Nowhere:
    """A library whose rows cannot be read."""

    def __init__(self):
        self.done = []

    def rows(self, _ids, _keys):
        return []

    def do(self, name, _work, _then=None):
        self.done.append(name)


class Counted(array):
    """An array that counts how often somebody goes through it."""

    passes = 0

    def tobytes(self):
        self.passes += 1
        return super().tobytes()

    def __iter__(self):
        self.passes += 1
        return super().__iter__()


def test_mark_is_not_taken_away_where_the_jobs_cannot_be_read(some_jobs, desk):
    library = Nowhere()
    desk.window.results.view.choose_row(0)
    Deeds(desk.window, lambda: library).mark(Status.SAVED)
    assert library.done == ["Save"]


def test_many_jobs_are_hidden_without_looking_for_each_in_the_whole_table(desk):
    ids, library = Counted("q", range(1, 3001)), Nowhere()
    desk.window.table.show(ids, {})
    desk.window.results.view.selectAll()
    ids.passes = 0
    Deeds(desk.window, lambda: library).hide()
    assert library.done == ["Hide"]
    assert ids.passes < 10


def test_jobs_are_copied_by_the_lane_that_reads_and_not_while_the_window_waits(some_jobs, desk, qtbot, lane):
    QGuiApplication.clipboard().setText("before")
    desk.window.results.view.selectAll()
    desk.deeds.copy()
    assert QGuiApplication.clipboard().text() == "before"
    lane.set()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().count("\n") == 39)


def test_library_closed_before_it_was_open_stays_closed(some_jobs, desk, folder, qtbot):
    library = Library(folder, desk._tasks, desk)
    opened = []
    library.opened.connect(lambda: opened.append(library))
    library.open()
    library.close()
    with qtbot.waitSignal(library.failed) as told:
        library.do("Save", lambda store: marking.set_status(store, [1], Status.SAVED))
    assert isinstance(told.args[0], Expected)
    assert (opened, library.is_open) == ([], False)

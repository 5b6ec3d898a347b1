"""What is done to jobs, while the data's lane is busy, where it fails, and where there is much of it."""

from __future__ import annotations

import sqlite3
import threading
from array import array

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton

from app.operations import marking
from app.ui import library as library_module
from app.ui.deeds import Deeds
from app.ui.library import Library
from scraper.errors import Expected
from scraper.store.records import Status
from scraper.store.store import open_store


@pytest.fixture
def lane(desk):
    """A lane that is busy, as during a backup, until this is set."""
    go, busy = threading.Event(), threading.Event()
    desk.library.read(lambda _: (busy.set(), go.wait(120)), lambda _: None)
    assert busy.wait(60)
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
    desk.library.read(lambda _: go.wait(120), lambda _: None)
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


def test_undo_of_a_message_takes_back_what_it_tells_of_and_nothing_that_was_done_since(some_jobs, desk, qtbot):
    desk.window.results.view.choose_row(5)
    hidden = desk.window.results.view.current_job
    desk.deeds.hide()
    qtbot.waitUntil(lambda: "Hidden" in desk.window.messages.sentence)
    go = threading.Event()
    desk.library.read(lambda _: go.wait(60), lambda _: None)
    desk.window.results.view.choose_row(2)
    saved = desk.window.results.view.current_job
    desk.deeds.mark(Status.SAVED)
    act_on_message(desk)
    go.set()
    qtbot.waitUntil(lambda: desk.window.messages.sentence.startswith("Something else was done since"))
    assert marks(desk, saved, hidden) == [("saved", False), ("", True)]
    with qtbot.waitSignal(desk.library.changed):
        desk.deeds.undo()
    assert marks(desk, saved, hidden) == [("", False), ("", True)]


def test_what_was_done_in_other_data_is_not_offered_to_be_taken_back_here(some_jobs, folder, desk, qtbot):
    go = threading.Event()
    desk.library.read(lambda _: go.wait(60), lambda _: None)
    desk.window.results.view.choose_row(0)
    job = desk.window.results.view.current_job
    desk.deeds.hide()
    following = desk.window.results.view.current_job
    desk.deeds.mark(Status.SAVED)
    desk.deeds.undo()
    desk.change_folder(folder.practice())
    go.set()
    qtbot.waitUntil(lambda: desk.library.is_open)
    assert desk.window.messages.sentence == ""
    assert not desk.window.actions_["undo"].isEnabled()
    with open_store(folder.database, read_only=True) as store:
        assert store.rows([job, following], ["hidden", "status"]) == [(1, None), (0, None)]


def test_what_was_done_longest_ago_cannot_be_taken_back_where_very_much_was_done_since(
    some_jobs, desk, qtbot, monkeypatch
):
    monkeypatch.setattr(library_module, "_MOST_KEPT", 160)
    job = mark(desk, qtbot, 0, Status.SAVED)
    desk.window.results.view.selectAll()
    for status in (Status.APPLIED, Status.SAVED):  # of forty jobs, with a mark each
        with qtbot.waitSignal(desk.library.changed):
            desk.deeds.mark(status)
    for left in ("applied", "saved"):
        with qtbot.waitSignal(desk.library.undoable) as told:
            desk.deeds.undo()
        assert marks(desk, job) == [(left, False)]
    assert told.args == [""]


def test_what_was_done_last_can_be_taken_back_however_much_it_was(some_jobs, desk, qtbot, monkeypatch):
    monkeypatch.setattr(library_module, "_MOST_KEPT", 10)
    desk.window.results.view.selectAll()
    with qtbot.waitSignal(desk.library.changed):
        desk.deeds.mark(Status.APPLIED)
    with qtbot.waitSignal(desk.library.changed):
        desk.deeds.undo()
    assert marks(desk, 1, 40) == [("", False), ("", False)]


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
    desk.library.failed.disconnect(desk.mending.take)
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
    Deeds(desk.window, lambda: library, lambda: False).mark(Status.SAVED)
    assert library.done == ["Save"]


def test_many_jobs_are_hidden_without_looking_for_each_in_the_whole_table(desk):
    ids, library = Counted("q", range(1, 3001)), Nowhere()
    desk.window.table.show(ids, {})
    desk.window.results.view.selectAll()
    ids.passes = 0
    Deeds(desk.window, lambda: library, lambda: False).hide()
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


def chosen(desk):
    """The job that is current, selected alone and read beside."""
    view, read = desk.window.results.view, desk.window.detail.record
    assert view.selected_jobs() == [view.current_job]
    assert read is not None
    assert read.id == view.current_job
    return read


def click(desk, qtbot, row, modifier=Qt.KeyboardModifier.NoModifier):
    view = desk.window.results.view
    at = view.visualRect(desk.window.table.index(row, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def press(desk, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(desk.window.results.view, key, modifier)


def leave_and_come_back(desk, qtbot):
    """As when a menu or a dialog is opened and closed."""
    view = desk.window.results.view
    desk.window.results.filter.setFocus()
    qtbot.waitUntil(desk.window.results.filter.hasFocus)
    view.setFocus(Qt.FocusReason.PopupFocusReason)
    qtbot.waitUntil(view.hasFocus)


@pytest.fixture
def merged(some_jobs, desk, qtbot):
    """The merged job, of rows 4 and 7, which were clicked in this order; the keyboard is in the table."""
    desk.window.activateWindow()
    click(desk, qtbot, 4)
    click(desk, qtbot, 7, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(desk.library.answered):
        press(desk, qtbot, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 39)
    return chosen(desk).id


def test_jobs_when_merged_then_the_one_that_is_read_keeps_its_number(some_jobs, desk, qtbot):
    desk.window.activateWindow()
    click(desk, qtbot, 4)
    click(desk, qtbot, 7, Qt.KeyboardModifier.ControlModifier)
    view = desk.window.results.view
    other, read = view.selected_jobs()
    assert view.current_job == read
    with qtbot.waitSignal(desk.library.answered):
        press(desk, qtbot, Qt.Key.Key_M)
    with open_store(desk.folder.database, read_only=True) as store:
        assert [decision.kept_job for decision in store.decisions()] == [read]
        assert store.job(other) is None


def test_jobs_that_were_merged_meanwhile_are_told_and_shown_as_they_are_now(some_jobs, desk, qtbot):
    view = desk.window.results.view
    click(desk, qtbot, 4)
    click(desk, qtbot, 7, Qt.KeyboardModifier.ControlModifier)
    with open_store(desk.folder.database) as store:
        marking.merge(store, view.selected_jobs())
    desk.deeds.merge()
    qtbot.waitUntil(lambda: desk.window.messages.sentence == "These jobs have changed meanwhile, so nothing was done.")
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 39)
    assert not desk.window.actions_["undo"].isEnabled()


def test_jobs_when_merged_then_the_merged_one_is_chosen_and_read_and_undo_is_offered_and_chooses_both(
    merged, desk, qtbot
):
    assert len(chosen(desk).postings) == 2
    assert desk.window.messages.sentence == "Merged into one: 2 jobs."
    leave_and_come_back(desk, qtbot)
    assert chosen(desk).id == merged
    view, row = desk.window.results.view, desk.window.results.view.currentIndex().row()
    assert view.visualRect(view.currentIndex()).intersects(view.viewport().rect())
    press(desk, qtbot, Qt.Key.Key_J)
    assert view.currentIndex().row() == row + 1
    with qtbot.waitSignal(desk.library.answered):
        act_on_message(desk)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    assert len(view.selected_jobs()) == 2
    assert merged in view.selected_jobs()
    assert view.current_job == view.selected_jobs()[0] == desk.window.detail.record.id
    assert len(desk.window.detail.record.postings) == 1


@pytest.mark.parametrize(
    ("key", "mark"), [(Qt.Key.Key_S, ("saved", False)), (Qt.Key.Key_A, ("applied", False)), (Qt.Key.Key_X, ("", True))]
)
def test_key_for_jobs_after_a_merge_is_for_the_merged_job(merged, desk, qtbot, key, mark):
    row = desk.window.results.view.currentIndex().row()
    leave_and_come_back(desk, qtbot)
    with qtbot.waitSignal(desk.library.answered):
        press(desk, qtbot, key)
    assert marks(desk, merged) == [mark]
    with open_store(desk.library.folder.database, read_only=True) as store:
        assert (
            sum(bool(status or hidden) for status, hidden in store.rows(store.ids(status="all"), ("status", "hidden")))
            == 1
        )
    assert desk.window.results.view.currentIndex().row() == row
    chosen(desk)


def test_merged_job_when_split_then_it_stays_chosen_and_undo_of_it_makes_one_of_both_again(merged, desk, qtbot):
    leave_and_come_back(desk, qtbot)
    with qtbot.waitSignal(desk.library.answered):
        desk.window.actions_["split"].trigger()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    assert (chosen(desk).id, len(chosen(desk).postings)) == (merged, 1)
    assert desk.window.messages.sentence == "Split into 2 jobs."
    click(desk, qtbot, 0)
    with qtbot.waitSignal(desk.library.answered):
        act_on_message(desk)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 39)
    assert (chosen(desk).id, len(chosen(desk).postings)) == (merged, 2)


def test_jobs_when_merged_while_the_lane_is_busy_and_another_is_gone_to_then_that_one_stays_chosen(
    some_jobs, desk, qtbot, lane
):
    click(desk, qtbot, 4)
    click(desk, qtbot, 7, Qt.KeyboardModifier.ControlModifier)
    press(desk, qtbot, Qt.Key.Key_M)
    click(desk, qtbot, 1)
    there = chosen(desk).id
    lane.set()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 39)
    assert chosen(desk).id == there


def test_current_job_when_it_goes_and_others_are_selected_then_one_of_them_is_current(some_jobs, desk, qtbot):
    view, table = desk.window.results.view, desk.window.table
    desk.window.activateWindow()
    click(desk, qtbot, 4)
    click(desk, qtbot, 7, Qt.KeyboardModifier.ControlModifier)
    stays = table.job_at(4)
    table.show(array("q", [job for job in table.ids if job != table.job_at(7)]), {})
    assert chosen(desk).id == stays
    leave_and_come_back(desk, qtbot)
    assert chosen(desk).id == stays
    assert view.currentIndex().row() == 4


def test_command_for_one_job_when_another_is_highlighted_then_is_for_that_one_and_else_for_none(some_jobs, desk, qtbot):
    view, control = desk.window.results.view, Qt.KeyboardModifier.ControlModifier
    for row in (2, 4, 7):
        click(desk, qtbot, row, control if row > 2 else Qt.KeyboardModifier.NoModifier)
    click(desk, qtbot, 7, control)  # no longer selected, and current
    assert view.current_job not in view.selected_jobs()
    press(desk, qtbot, Qt.Key.Key_N)
    assert desk.window.findChild(QDialog, "note_dialog") is None
    assert desk.window.messages.sentence == "Choose a job first."
    click(desk, qtbot, 4, control)
    highlighted = view.selected_jobs()
    assert highlighted == [desk.window.table.job_at(2)]
    press(desk, qtbot, Qt.Key.Key_N)
    assert [chosen(desk).id] == highlighted
    desk.window.findChild(QDialog, "note_dialog").reject()


@pytest.mark.parametrize("by_message", [True, False])
def test_hidden_jobs_when_that_is_taken_back_then_they_are_selected_and_seen_again(some_jobs, desk, qtbot, by_message):
    view, table = desk.window.results.view, desk.window.table
    desk.window.activateWindow()
    click(desk, qtbot, 2)
    press(desk, qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hidden = view.selected_jobs()
    press(desk, qtbot, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: table.rowCount() == 38)
    press(desk, qtbot, Qt.Key.Key_End)
    view.scrollToBottom()
    with qtbot.waitSignal(desk.library.answered):
        if by_message:
            act_on_message(desk)
        else:
            press(desk, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_jobs() == hidden
    assert view.current_job == hidden[0] == desk.window.detail.record.id
    for job in hidden:
        assert view.viewport().rect().contains(view.visualRect(table.index(table.row_of(job), 1)).center())


def test_mark_when_it_is_taken_back_from_a_job_that_is_shown_then_one_stays_where_one_is(some_jobs, desk, qtbot):
    mark(desk, qtbot, 2, Status.SAVED)
    click(desk, qtbot, 9)
    there = chosen(desk).id
    with qtbot.waitSignal(desk.library.answered):
        press(desk, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chosen(desk).id == there

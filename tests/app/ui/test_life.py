"""The life of a window: its data are put away and replaced, while it is closed, or something is asked of it, meanwhile."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton

from app.operations import practice
from app.operations.practice import first_query
from app.operations.site_lines import SiteLine, SiteState
from app.ui.describing import Describing
from app.ui.library import Library
from app.ui.state import leave, load
from scraper.errors import Reason
from scraper.network import Network
from scraper.query import Query
from scraper.store.database import connect
from scraper.store.locks import gate
from scraper.store.store import open_store
from tests.scraper.store.postings_made import made

QUERY = Query(words="welder", sites=("indeed",))
LONG_S = 15  # who waits for the other program does so for 20 seconds, or longer


@pytest.fixture
def backup(some_jobs, folder, tmp_path):
    """A backup of forty jobs, of which the data have one more."""
    copy = tmp_path / "backup.sqlite3"
    shutil.copy(folder.database, copy)
    with open_store(folder.database) as store:
        store.ingest(store.begin_run(QUERY, datetime.now(UTC)), [made(99, title="One more")], datetime.now(UTC))
    return copy


@pytest.fixture
def made_up_jobs(some_jobs, folder):
    """The practice sites' folder, with forty jobs of the same numbers as the real ones."""
    place = folder.practice()
    place.make()
    with open_store(place.database, made_up=True) as store:
        run = store.begin_run(QUERY, datetime.now(UTC))
        store.ingest(run, [made(number, title="Made up") for number in range(40)], datetime.now(UTC))
    return place


@pytest.fixture
def held(folder):
    """A function that lets go of the data folder, which another program has to itself until then."""
    let_go, has = threading.Event(), threading.Event()

    def hold():
        with gate(folder.root):
            has.set()
            let_go.wait(60)

    other = threading.Thread(target=hold)

    def take():
        other.start()
        assert has.wait(10)
        return let_go.set

    yield take
    let_go.set()
    if other.ident is not None:
        other.join()


def close(desk, qtbot):
    """How long it takes, in seconds."""
    began_at = time.monotonic()
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    return time.monotonic() - began_at


def numbers(folder):
    with closing(connect(folder.database, read_only=True)) as connection:
        return [number for (number,) in connection.execute("SELECT id FROM jobs ORDER BY id")]


def nobody_has_it_open(folder):
    return not list((folder.root / ".locks").glob("open-*.lock"))


def test_site_asked_again_while_a_backup_is_restored_then_none_is_searched_and_the_data_are_there_afterwards(
    backup, desk, qtbot, held
):
    desk.window.strip.query = QUERY
    desk.window.strip.show_lines([SiteLine(site="indeed", state=SiteState.FAILED, reason=Reason.BLOCKED)])
    let_go = held()
    desk.mending.restore(backup)
    assert (desk.window.strip.lines(), desk.window.table.rowCount()) == ([], 0)
    desk.again("indeed")
    assert desk.run is None
    assert desk.window.messages.sentence == "A backup is being restored: search once that is done."
    let_go()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    assert desk.window.messages.sentence.startswith("The backup is restored.")


def test_restore_says_so_in_the_window_for_as_long_as_it_lasts(backup, desk, qtbot, held):
    let_go = held()
    desk.mending.restore(backup)
    said = desk.window.findChild(QLabel, "nothing_text")
    assert (said.isVisible(), said.text(), desk.window.truth.text()) == (True, *["Restoring the backup…"] * 2)
    desk.mending.begin_anew()
    assert desk.window.messages.sentence == "A backup is being restored: search once that is done."
    let_go()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    assert (said.isVisible(), desk.window.truth.text()) == (False, "")


def test_restore_that_fails_then_the_data_there_were_are_shown_again(backup, desk, qtbot, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam")
    desk.mending.restore(tmp_path / "letter.txt")
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 41)
    assert "letter.txt is damaged, or no backup of this program" in desk.window.messages.sentence


@pytest.fixture(params=["restore", "begin_anew"])
def replacing(request, backup, desk):
    """A function that puts another file in the place of the data."""
    if request.param == "restore":
        return lambda: desk.mending.restore(backup)
    return desk.mending.begin_anew


@pytest.fixture
def a_day_ago(folder):
    """When the window was closed before."""
    left_at = datetime.now(UTC) - timedelta(days=1)
    leave(folder.window_state, left_at)
    return left_at


def test_window_when_closed_while_another_file_takes_the_place_then_it_is_given_up_and_what_is_new_is_new_since_then(
    a_day_ago, replacing, desk, qtbot, held
):
    folder = desk.folder
    before = numbers(folder)
    held()
    replacing()
    assert close(desk, qtbot) < LONG_S
    assert numbers(folder) == before
    assert not (folder.root / "backups").exists()
    assert nobody_has_it_open(folder)
    assert load(folder.window_state).left_at > a_day_ago + timedelta(hours=23)


def test_window_when_closed_just_when_the_other_file_is_in_its_place_then_it_is_not_opened_again(
    a_day_ago, replacing, desk, qtbot, monkeypatch
):
    folder = desk.folder
    monkeypatch.setattr(desk.mending, "stop", lambda: None)  # it was too late to give it up
    replacing()
    close(desk, qtbot)
    assert len(list((folder.root / "backups").iterdir())) == 1
    assert (desk.library.is_open, nobody_has_it_open(folder)) == (False, True)
    assert load(folder.window_state).left_at > a_day_ago + timedelta(hours=23)


def test_other_data_that_are_looked_at_while_a_backup_is_restored_stay_so(backup, folder, desk, qtbot, held):
    let_go = held()
    desk.mending.restore(backup)
    assert desk.change_folder(folder.practice())
    let_go()
    qtbot.waitUntil(lambda: desk.library.is_open)
    qtbot.waitUntil(lambda: desk.window.messages.sentence.startswith("The backup is restored."))
    assert desk.folder == folder.practice()
    assert len(numbers(folder)) == 40


def test_note_cannot_be_written_about_a_job_of_data_that_are_being_replaced(backup, desk, qtbot, held):
    desk.window.results.view.choose_row(0)
    assert desk.window.detail.record is not None
    let_go = held()
    desk.mending.restore(backup)
    assert desk.window.detail.record is None
    desk.deeds.note()
    assert desk.window.messages.sentence == "Choose a job first."
    assert desk.window.findChild(QDialog, "note_dialog") is None
    let_go()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)


def test_note_begun_in_other_data_is_not_written_to_the_job_of_that_number_here(made_up_jobs, desk, qtbot):
    desk.window.results.view.choose_row(0)
    job = desk.window.results.view.current_job
    desk.deeds.note()
    dialog = desk.window.findChild(QDialog, "note_dialog")
    desk.change_folder(made_up_jobs)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    dialog.findChild(QPlainTextEdit, "note_text").setPlainText("call Anna")
    dialog.written.emit("call Anna")
    assert "was not kept" in desk.window.messages.sentence
    with qtbot.waitSignal(desk.library.answered):
        desk.showing.ask()
    assert not desk.library.job(job).note


class SlowKeeper:
    """Fetches nothing, once it is let go."""

    def __init__(self):
        self.go, self.asked = threading.Event(), []

    def describe(self, folder, job, **_):
        self.asked.append((folder.made_up, job))
        self.go.wait(60)
        return "The site did not show a description."


@pytest.fixture
def keeper():
    slow = SlowKeeper()
    yield slow
    slow.go.set()


def test_description_asked_for_in_other_data_is_not_told_here_and_the_job_of_that_number_can_be_described(
    made_up_jobs, desk, qtbot, keeper, monkeypatch
):
    monkeypatch.setattr(desk.reading._describing, "_keeper", keeper)
    monkeypatch.setattr(practice, "practice_sites", no_sites)
    desk.window.results.view.choose_row(0)
    job = desk.window.results.view.current_job
    desk.reading.describe(job)
    qtbot.waitUntil(lambda: keeper.asked == [(False, job)])
    desk.change_folder(made_up_jobs)
    assert desk.reading._describing.job is None
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    told = []
    desk.reading._describing.ended.connect(lambda *what: told.append(what))
    desk.reading.describe(job)
    qtbot.waitUntil(lambda: len(keeper.asked) == 2)
    keeper.go.set()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert keeper.asked == [(False, job), (True, job)]


def test_description_of_the_same_number_in_another_folder_is_another_wish(desk, folder, qtbot, keeper, monkeypatch):
    monkeypatch.setattr(practice, "practice_sites", no_sites)
    describing = Describing(keeper, desk._tasks, desk)
    describing.start(folder, 1)
    qtbot.waitUntil(lambda: len(keeper.asked) == 1)
    describing.start(folder, 1)
    describing.start(folder.practice(), 1)
    qtbot.waitUntil(lambda: len(keeper.asked) == 2)
    keeper.go.set()
    with qtbot.waitSignal(describing.ended):
        pass
    assert keeper.asked == [(False, 1), (True, 1)]


@contextmanager
def no_sites():
    yield Network()


@pytest.mark.parametrize("doing", ["search", "describe"])
def test_window_when_closed_while_the_practice_sites_start_then_no_keeper_is_started_for_what_was_asked(
    practice_desk, qtbot, monkeypatch, doing
):
    desk, starting, go = practice_desk, threading.Event(), threading.Event()

    @contextmanager
    def slow_sites():
        starting.set()
        go.wait(60)
        yield Network()

    monkeypatch.setattr(practice, "practice_sites", slow_sites)
    asked = []
    monkeypatch.setattr(desk.keeper, "_run", lambda command, *_: asked.append(command))
    if doing == "search":
        desk.search(replace(first_query(), sites=("indeed",), results=5))
    else:
        desk.reading.describe(1)
    assert starting.wait(10)
    desk.close()
    go.set()
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert asked == []


def test_backup_while_it_is_written_holds_up_nothing_and_is_told(some_jobs, desk, qtbot, held, tmp_path):
    let_go, target = held(), tmp_path / "backups" / "all.sqlite3"
    desk.backing_up.start(target)
    assert desk.window.messages.sentence == f"Backing up to {target}…"
    with qtbot.waitSignal(desk.library.answered):
        desk.window.results.filter.setText("zeppelin")
    assert desk.window.table.rowCount() == 0
    desk.backing_up.start(tmp_path / "second.sqlite3")
    desk.mending.restore(target)
    assert desk.window.messages.sentence == "A backup is being written: wait until it is done, or stop it."
    assert desk.library.is_open
    let_go()
    qtbot.waitUntil(lambda: desk.window.messages.sentence == f"Everything is in {target}.")
    assert [path.name for path in target.parent.iterdir()] == ["all.sqlite3"]
    desk.window.messages.end()
    assert desk.window.messages.sentence == ""
    with open_store(target, read_only=True) as store:
        assert len(store.ids()) == 40


def test_backup_can_be_stopped_by_its_message(some_jobs, desk, qtbot, held, tmp_path):
    held()
    desk.backing_up.start(tmp_path / "backups" / "all.sqlite3")
    qtbot.mouseClick(desk.window.findChild(QPushButton, "message_action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.messages.sentence == "Stopped; no backup was written.")
    assert not (tmp_path / "backups").exists()


def test_window_when_closed_while_a_backup_is_written_then_does_not_wait_and_leaves_no_file(
    some_jobs, desk, qtbot, held, tmp_path
):
    held()
    desk.backing_up.start(tmp_path / "backups" / "all.sqlite3")
    assert close(desk, qtbot) < LONG_S
    assert not (tmp_path / "backups").exists()


def test_folders_that_were_looked_at_leave_no_library_behind(some_jobs, desk, folder, qtbot):
    for place in (folder.practice(), folder) * 3:
        desk.change_folder(place)
        qtbot.waitUntil(lambda: desk.library.is_open)
    qtbot.waitUntil(lambda: desk.findChildren(Library) == [desk.library])


def test_fault_while_the_keeper_is_ended_is_in_the_log_and_the_window_closes(desk, qtbot, monkeypatch, caplog):
    usual = desk.keeper.close

    def close_badly():
        usual()
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(desk.keeper, "close", close_badly)
    close(desk, qtbot)
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "a fault of ours" in str(record.exc_info[1])


def test_count_of_jobs_is_empty_while_other_data_are_being_opened(some_jobs, desk, folder, qtbot, held):
    view, count = desk.window.results.view, desk.window.findChild(QLabel, "count")
    view.choose_row(0)
    view.selectAll()
    assert count.text() == "40 of 40 jobs selected"
    desk.change_folder(folder.practice())
    assert count.text() == ""
    qtbot.waitUntil(lambda: count.text() == "0 jobs")
    desk.window.results.show_waiting("Opening the data…")
    assert count.text() == ""


def test_count_of_jobs_stays_empty_over_a_file_that_cannot_be_used(some_jobs, desk, folder):
    count = desk.window.findChild(QLabel, "count")
    desk.window.results.show_unusable(str(folder.database))
    desk.window.results.view.selectAll()
    assert count.text() == ""


def test_what_was_read_of_data_that_were_put_away_meanwhile_is_told_nowhere(some_jobs, desk, qtbot):
    go, told = threading.Event(), []
    desk.library.failed.connect(told.append)
    desk.library.read(lambda _: go.wait(60), lambda _: None)
    desk.siding.show()  # which counts what it was told of
    assert desk.put_away()
    desk.siding.show()
    desk.siding.count()
    go.set()
    desk._tasks.database(lambda: None, lambda _: told.append("all is answered"))
    qtbot.waitUntil(lambda: told != [])
    desk._tasks.database(lambda: None, lambda _: told.append("and what that led to"))
    qtbot.waitUntil(lambda: len(told) > 1)
    assert told == ["all is answered", "and what that led to"]
    assert desk.window.sidebar.listed() == []

"""The job that is read while others arrive, and the list that is looked at: what changes, and what stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView, QToolButton

from app.operations import marking
from scraper.query import Query
from scraper.store.records import Status
from scraper.store.store import open_store
from tests.scraper.store.postings_made import made

TEXT = "<p>We weld pipes, day and night, and like it very much indeed.</p>" * 80


def answered(qtbot, desk):
    return qtbot.waitSignal(desk.library.answered, timeout=10_000)


def facts(desk):
    return {label.text(): value.text() for label, value in desk.window.detail._rows if label.isVisible()}


def select(description):
    cursor = description.textCursor()
    cursor.setPosition(20)
    cursor.setPosition(40, QTextCursor.MoveMode.KeepAnchor)
    description.setTextCursor(cursor)
    return cursor.selectedText()


def test_job_that_is_read_when_another_site_has_it_too_then_that_is_told_and_place_and_selection_stay(
    stored, desk, qtbot
):
    with answered(qtbot, desk):
        stored(made(1, description_html=TEXT), *(made(number) for number in range(2, 9)))
        desk.showing.ask()
    window = desk.window
    window.results.view.choose_jobs([1])
    text = window.detail.description
    selected = select(text)
    text.verticalScrollBar().setValue(200)
    redrawn = []
    text.document().contentsChanged.connect(lambda: redrawn.append(1))
    stored(made(1, site="linkedin", level="Senior", description_html=TEXT))
    desk._refresh()
    qtbot.waitUntil(lambda: "LinkedIn" in facts(desk))
    assert facts(desk)["Level"] == "Senior"
    assert text.textCursor().selectedText() == selected
    assert text.verticalScrollBar().value() == 200
    assert not redrawn


def test_description_when_it_changed_while_it_is_read_then_it_is_the_new_one_at_the_same_place(stored, desk, qtbot):
    with answered(qtbot, desk):
        stored(made(1, description_html=TEXT))
        desk.showing.ask()
    desk.window.results.view.choose_row(0)
    text = desk.window.detail.description
    selected = select(text)
    text.verticalScrollBar().setValue(200)
    stored(made(1, description_html=f"{TEXT}<p>Apply soon.</p>"))
    desk._refresh()
    qtbot.waitUntil(lambda: "Apply soon." in text.toPlainText())
    assert text.textCursor().selectedText() == selected
    assert text.verticalScrollBar().value() == 200


def test_job_that_is_read_when_it_became_part_of_another_then_that_one_is_read_and_chosen(stored, desk, qtbot):
    with answered(qtbot, desk):
        stored(*(made(number, description_html=TEXT) for number in range(1, 6)))
        desk.showing.ask()
    view, detail = desk.window.results.view, desk.window.detail
    view.choose_jobs([3])
    detail.description.verticalScrollBar().setValue(200)
    with open_store(desk.library.folder.database) as store:
        marking.merge(store, [1, 3])
    with answered(qtbot, desk):
        desk._refresh()
    assert view.current_job == 1
    assert view.selected_jobs() == [1]
    assert detail.record.id == 1
    assert len(detail.record.postings) == 2
    assert detail.description.verticalScrollBar().value() == 200


# Where the list stands.


def at_head(view, section):
    header = view.horizontalHeader()
    return header.viewport(), QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)


def sorted_by(qtbot, desk, section):
    head, at = at_head(desk.window.results.view, section)
    with answered(qtbot, desk):
        qtbot.mouseClick(head, Qt.MouseButton.LeftButton, pos=at)


@pytest.mark.usefixtures("some_jobs")
def test_head_of_a_column_when_clicked_with_nothing_chosen_then_nothing_is_and_the_list_begins_at_its_top(desk, qtbot):
    view = desk.window.results.view
    desk.window.activateWindow()
    view.verticalScrollBar().setValue(10)
    sorted_by(qtbot, desk, 1)
    assert not view.selected_jobs()
    assert view.current_job is None
    assert desk.window.detail.record is None
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_J)
    assert view.current_job is not None


@pytest.mark.usefixtures("some_jobs")
def test_head_of_a_column_when_clicked_then_the_job_chosen_stays_in_sight_or_else_the_list_begins_at_its_top(
    desk, qtbot
):
    view = desk.window.results.view
    view.choose_row(2)
    job = view.current_job
    sorted_by(qtbot, desk, 1)
    sorted_by(qtbot, desk, 1)
    assert view.current_job == job
    assert 0 <= view.rowViewportPosition(view.currentIndex().row()) < view.viewport().height()
    view.choose_row(0)
    job = view.current_job
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    sorted_by(qtbot, desk, 1)
    assert view.current_job == job
    assert view.verticalScrollBar().value() == 0


def test_list_that_is_chosen_in_the_sidebar_is_shown_from_its_top_and_one_that_grows_stays_where_it_is(
    stored, desk, qtbot
):
    with answered(qtbot, desk):
        run = stored(*(made(number, days=number) for number in range(60)))
        desk.showing.ask()
    window = desk.window
    view, rows = window.results.view, window.results.view.verticalScrollBar()
    desk.siding.show()
    qtbot.waitUntil(lambda: window.sidebar._searches.childCount() == 1)
    rows.setValue(20)
    with answered(qtbot, desk):
        window.sidebar.setCurrentItem(window.sidebar._searches.child(0))
    assert desk.showing._asked.runs == (run,)
    assert rows.value() == 0
    rows.setValue(20)
    top = view.table.job_at(view.rowAt(0))
    with answered(qtbot, desk):
        desk.showing.ask()
    assert view.table.job_at(view.rowAt(0)) == top
    view.choose_row(25)
    with answered(qtbot, desk):
        window.sidebar.setCurrentItem(window.sidebar.all)
    assert rows.value() == 0


@pytest.fixture
def begun(desk, qtbot, monkeypatch):
    """A search that has found nothing yet, begun while the fourth of sixty jobs is read; a function has it find some."""
    desk.folder.make()
    with open_store(desk.folder.database) as store:
        postings = [made(number, days=number) for number in range(60)]
        store.ingest(
            store.begin_run(Query(words="welder", sites=("indeed",)), datetime.now(UTC)), postings, datetime.now(UTC)
        )
        with answered(qtbot, desk):
            desk.showing.ask()
        desk.window.results.view.choose_row(3)
        monkeypatch.setattr(desk.showing, "_searching", lambda: True)
        run = store.begin_run(Query(words="nurse", sites=("indeed",)), datetime.now(UTC))
        with answered(qtbot, desk):
            desk.siding.show((run,), choose=True)
        assert desk.window.table.rowCount() == 0

        def find(*numbers):
            store.ingest(run, [made(number, days=number) for number in numbers], datetime.now(UTC))
            with answered(qtbot, desk):
                desk.showing.ask()

        yield find


def test_job_that_is_read_when_a_search_begins_then_is_read_again_once_that_has_found_it_and_the_list_does_not_move(
    begun, desk
):
    view, detail = desk.window.results.view, desk.window.detail
    begun(*range(20, 60))
    assert detail.record is None
    view.verticalScrollBar().setValue(10)
    top = view.table.job_at(view.rowAt(0))
    begun(3)
    assert detail.record.shown.title == made(3).title
    assert view.selected_jobs() == [view.current_job]
    assert view.table.job_at(view.rowAt(0)) == top


@pytest.mark.parametrize("elsewhere", ["another job", "another list"])
def test_job_that_was_read_when_a_search_began_then_is_left_alone_once_somebody_went_elsewhere(
    begun, desk, qtbot, elsewhere
):
    view, side = desk.window.results.view, desk.window.sidebar
    begun(8, 9)
    if elsewhere == "another job":
        view.choose_row(1)
        begun(3)
        assert desk.window.detail.record.shown.title == made(9).title
    else:
        with answered(qtbot, desk):
            side.setCurrentItem(side.all)
        assert view.current_job is None


# The menu of a job, and what its buttons say.


def menu_at(view, row, reason=QContextMenuEvent.Reason.Mouse):
    at = QPoint(60, view.rowViewportPosition(row) + 5) if row is not None else QPoint(60, 5)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at)))
    menu = view.window().findChild(QMenu, "job_menu")
    shown = menu.isVisible()
    menu.hide()
    return shown


@pytest.mark.usefixtures("some_jobs")
def test_menu_of_a_row_is_for_the_row_under_the_pointer_or_for_all_that_are_selected_where_it_is_one_of_them(
    desk, qtbot
):
    view = desk.window.results.view
    assert isinstance(view, QTableView)
    view.choose_row(1)
    assert menu_at(view, 4)
    assert view.selectionModel().selectedRows()[0].row() == 4
    view.choose_jobs([view.table.job_at(row) for row in (4, 5, 6)])
    three = view.selected_jobs()
    assert len(three) == 3
    assert menu_at(view, 5)
    assert view.selected_jobs() == three
    view.choose_row(7)
    assert menu_at(view, None, QContextMenuEvent.Reason.Keyboard)
    assert view.currentIndex().row() == 7
    menu = desk.window.findChild(QMenu, "job_menu")
    desk.window.activateWindow()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert menu.isVisible()
    menu.hide()
    assert [action.objectName() for action in menu.actions()][:3] == ["open", "save", "applied"]
    job = view.current_job
    with qtbot.waitSignal(desk.library.changed):
        menu.actions()[1].trigger()
    assert desk.library.job(job).status is Status.SAVED


def test_menu_where_there_is_no_row_does_not_come(desk):
    assert not menu_at(desk.window.results.view, None)


@pytest.mark.usefixtures("some_jobs")
def test_buttons_of_a_job_say_by_a_check_and_another_drawing_whether_it_is_saved_applied_for_or_hidden(desk, qtbot):
    window = desk.window
    window.results.view.choose_row(3)
    save, applied = (window.findChild(QToolButton, f"detail_{name}") for name in ("save", "applied"))
    usual = save.grab().toImage()
    assert not save.isChecked()
    with qtbot.waitSignal(desk.library.changed):
        qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert save.isChecked()
    assert save.grab().toImage() != usual
    with qtbot.waitSignal(desk.library.changed):
        qtbot.mouseClick(applied, Qt.MouseButton.LeftButton)
    assert applied.isChecked()
    assert not save.isChecked()
    window.results.view.choose_row(4)
    assert not applied.isChecked()
    window.results.view.choose_row(3)
    assert applied.isChecked()


@pytest.mark.usefixtures("some_jobs")
def test_check_of_a_command_is_that_of_the_job_also_where_nothing_came_of_the_command(desk, qtbot, monkeypatch):
    window = desk.window
    window.results.view.choose_row(3)
    monkeypatch.setattr(desk.library, "do", lambda *_: None)
    window.actions_["save"].trigger()
    assert not window.actions_["save"].isChecked()


@pytest.mark.usefixtures("some_jobs")
def test_address_of_the_best_link_can_be_copied_from_its_button(desk):
    desk.window.results.view.choose_row(3)
    apply = desk.window.findChild(QPushButton, "apply")
    assert apply.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    apply.actions()[0].trigger()
    assert QApplication.clipboard().text() == desk.window.detail.record.links[0].url

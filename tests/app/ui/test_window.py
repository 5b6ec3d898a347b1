"""The window driven by keys and mouse, on real files."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QProxyStyle,
    QPushButton,
    QStyle,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from app.operations import practice
from app.operations.practice import first_query
from app.ui.state import WindowState, load, save
from scraper.job import JobType
from scraper.query import Criteria, Query
from scraper.store.records import Status
from scraper.store.store import open_store
from tests.app.ui.conftest import opened_desk
from tests.pace import elapsed_s
from tests.scraper.store.postings_made import made

KEY = Qt.Key


def titles(desk):
    table = desk.window.table
    return [table.index(row, 1).data() for row in range(table.rowCount())]


def press(qtbot, desk, key, modifier=Qt.KeyboardModifier.NoModifier):
    view = desk.window.results.view
    view.setFocus()
    qtbot.keyClick(view, key, modifier)


def answered(qtbot, desk):
    return qtbot.waitSignal(desk.library.answered)


def record(desk, job):
    with open_store(desk.library.folder.database, read_only=True, made_up=desk.library.folder.made_up) as store:
        return store.job(job)


def test_window_on_an_empty_folder_welcomes_and_lets_one_type(desk, qtbot):
    assert desk.window.results.welcoming
    button = desk.window.findChild(QPushButton, "type_search")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    words = desk.window.findChild(QLineEdit, "words")
    qtbot.waitUntil(words.hasFocus)
    assert not desk.window.search_bar.button.isEnabled()
    qtbot.keyClicks(words, "nurse")
    assert desk.window.search_bar.button.isEnabled()


def test_stored_jobs_are_shown_newest_first(some_jobs, desk):
    assert desk.window.table.rowCount() == 40
    assert titles(desk)[0] == made(0).title
    assert "40" in desk.window.findChild(QLabel, "count").text()


def test_keys_j_and_k_move_and_the_job_is_shown_beside(some_jobs, desk, qtbot):
    desk.window.results.view.choose_row(0)
    press(qtbot, desk, KEY.Key_J)
    press(qtbot, desk, KEY.Key_J)
    assert desk.window.results.view.currentIndex().row() == 2
    assert desk.window.findChild(QLabel, "title").text() == made(2).title
    press(qtbot, desk, KEY.Key_K)
    assert desk.window.findChild(QLabel, "title").text() == made(1).title
    assert "We weld" in desk.window.detail.description.toPlainText()


def test_words_that_a_job_was_found_by_and_those_typed_in_the_filter_are_marked_in_what_is_read(stored, desk, qtbot):
    with answered(qtbot, desk):
        stored(
            made(1, description_html="<p>Our welders weld pipes, and nobody is a senior.</p>"), words='"welder" -senior'
        )
        desk.showing.ask()
    desk.window.results.view.choose_row(0)
    description = desk.window.detail.description
    assert [each.cursor.selectedText() for each in description.extraSelections()] == ["welders"]
    with answered(qtbot, desk):
        desk.window.results.filter.setText("pip")
    assert [each.cursor.selectedText() for each in description.extraSelections()] == ["pip", "welders"]


def test_value_of_a_job_seen_on_several_sites_says_which_of_them_it_came_from(stored, desk, qtbot):
    with answered(qtbot, desk):
        stored(made(1), made(1, site="linkedin", level="Senior"), made(2, level="Junior"))
        desk.showing.ask()
    rows = {title: row for row, title in enumerate(titles(desk))}

    def sources():
        return {label.text(): value.toolTip() for label, value in desk.window.detail._rows if label.isVisible()}

    desk.window.results.view.choose_row(rows[made(1).title])
    assert sources()["Level"] == "As LinkedIn says"
    assert sources()["Pay"] == ""
    desk.window.results.view.choose_row(rows[made(2).title])
    assert sources()["Level"] == ""


def test_what_a_site_cannot_do_of_what_is_asked_for_is_told_beside_it_before_the_search(desk, qtbot):
    bar = desk.window.search_bar
    bar.fill(Query(words="x", sites=("linkedin",), distance_miles=50, criteria=Criteria(job_types=(JobType.CONTRACT,))))
    qtbot.mouseClick(desk.window.findChild(QPushButton, "sites"), Qt.MouseButton.LeftButton)
    told = bar.sites.findChild(QCheckBox, "site_linkedin").accessibleDescription()
    assert "LinkedIn cannot filter by job type; it is done here." in told
    assert "only around a place" in told
    assert told in {label.text() for label in bar.sites.findChildren(QLabel)}
    bar.sites.close()


def test_job_of_which_the_day_is_known_is_told_with_the_day_alone_wherever_one_is(some_jobs, desk):
    desk.window.results.view.choose_row(1)
    day = made(1, days=1).posted.at
    told = {label.text(): value.text() for label, value in desk.window.detail._rows}
    assert told["Posted"] == QLocale().toString(QDate(day.year, day.month, day.day), "MMM d, yyyy")


def test_filter_shows_what_matches_as_one_types_and_keeps_the_chosen_job(some_jobs, desk, qtbot):
    view = desk.window.results.view
    view.choose_row(7)
    job = view.current_job
    with answered(qtbot, desk):
        qtbot.keyClicks(desk.window.results.filter, f"{made(7).title.split()[-1]} ")
    qtbot.waitUntil(lambda: titles(desk) == [made(7).title])
    assert view.current_job == job
    with answered(qtbot, desk):
        desk.window.results.filter.clear()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    assert view.current_job == job
    assert view.currentIndex().row() == 7


def test_filter_that_nothing_passes_says_so_and_can_be_cleared(some_jobs, desk, qtbot):
    with answered(qtbot, desk):
        desk.window.results.filter.setText("zeppelin")
    assert desk.window.table.rowCount() == 0
    with answered(qtbot, desk):
        qtbot.mouseClick(desk.window.findChild(QPushButton, "clear_filters"), Qt.MouseButton.LeftButton)
    assert desk.window.table.rowCount() == 40


def test_enter_in_the_filter_goes_to_the_jobs_where_letters_are_commands(some_jobs, desk, qtbot):
    view, field = desk.window.results.view, desk.window.results.filter
    desk.window.activateWindow()
    field.setFocus()
    with answered(qtbot, desk):
        qtbot.keyClicks(field, f"{made(7).title.split()[-1]} ")
    qtbot.waitUntil(lambda: titles(desk) == [made(7).title])
    qtbot.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(view.hasFocus)
    job = view.current_job
    with qtbot.waitSignal(desk.library.changed):
        qtbot.keyClick(view, KEY.Key_S)
    assert record(desk, job).status is Status.SAVED


def test_esc_in_the_filter_takes_its_words_away_and_then_leads_to_the_jobs(some_jobs, desk, qtbot):
    window, field, stopped = desk.window, desk.window.results.filter, []
    window.activateWindow()
    window.search_bar.stop_asked.connect(lambda: stopped.append(True))
    window.search_bar.set_running(True)  # then Esc elsewhere stops the search
    window.actions_["filter"].trigger()
    qtbot.keyClicks(field, "kind")
    qtbot.keyClick(field, KEY.Key_Escape)
    assert field.text() == ""
    assert field.hasFocus()
    assert stopped == []
    window.search_bar.set_running(False)
    qtbot.keyClick(field, KEY.Key_Escape)
    assert window.results.view.hasFocus()


def test_count_says_of_how_many_jobs_the_filters_leave_some_where_that_is_known(some_jobs, desk, qtbot):
    window = desk.window
    count = window.findChild(QLabel, "count")
    qtbot.waitUntil(lambda: count.text() == "40 jobs")
    name = window.table.index(0, 1).data().split()[-1]
    window.results.filter.setText(name)
    qtbot.waitUntil(lambda: count.text() == "1 of 40 jobs")
    desk.showing.ask_anew()
    qtbot.waitUntil(lambda: count.text() == "1 job")
    window.results.filter.clear()
    qtbot.waitUntil(lambda: count.text() == "40 jobs")


def test_message_that_comes_and_goes_moves_nothing_and_covers_no_row(some_jobs, desk, qtbot):
    window = desk.window
    parts = (window.results.view, window.sidebar, window.facets, window.detail, window.truth)
    window.results.view.verticalScrollBar().setValue(1000)  # at its end a table of another height would move

    def places():
        window.centralWidget().layout().activate()
        rows = window.results.view.verticalScrollBar()
        return [(part.mapTo(window, QPoint(0, 0)), part.size()) for part in parts], rows.value(), rows.maximum()

    before = places()
    window.messages.say("Hidden: 1 job.", "&Undo", lambda: None)
    qtbot.waitUntil(window.messages.isVisible)
    QApplication.sendPostedEvents()
    assert places() == before
    view = window.results.view.viewport()
    assert window.messages.y() >= view.mapTo(window, QPoint(0, view.height())).y()
    window.messages.end()
    QApplication.sendPostedEvents()
    assert places() == before


def test_header_click_sorts_and_a_second_one_turns_it_round(some_jobs, desk, qtbot):
    header = desk.window.results.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    with answered(qtbot, desk):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert titles(desk) == sorted(titles(desk))
    with answered(qtbot, desk):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert titles(desk) == sorted(titles(desk), reverse=True)


@pytest.mark.parametrize(("key", "status"), [(KEY.Key_S, Status.SAVED), (KEY.Key_A, Status.APPLIED)])
def test_key_marks_the_job_and_undo_takes_it_back(some_jobs, desk, qtbot, key, status):
    view = desk.window.results.view
    view.choose_row(3)
    job = view.current_job
    with qtbot.waitSignal(desk.library.changed):
        press(qtbot, desk, key)
    assert record(desk, job).status is status
    qtbot.waitUntil(lambda: desk.window.table.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole) is not None)
    with qtbot.waitSignal(desk.library.changed):
        desk.window.actions_["undo"].trigger()
    assert record(desk, job).status is Status.NONE
    assert not desk.window.actions_["undo"].isEnabled()


def test_keys_when_a_job_is_being_read_then_they_mark_it_and_move_on_as_in_the_table(some_jobs, desk, qtbot):
    window = desk.window
    window.results.view.choose_row(3)
    job = window.results.view.current_job
    text = window.detail.description
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    with qtbot.waitSignal(desk.library.changed):
        qtbot.keyClick(text, KEY.Key_S)
    assert record(desk, job).status is Status.SAVED
    qtbot.keyClick(text, KEY.Key_J)
    assert window.detail.record.shown.title == made(4).title
    qtbot.keyClick(text, KEY.Key_K)
    assert window.detail.record.shown.title == made(3).title
    assert text.hasFocus()
    window.results.view.choose_row(0)
    qtbot.keyClick(text, KEY.Key_K)
    assert window.results.view.currentIndex().row() == 0


def test_hiding_several_jobs_moves_on_and_undo_shows_them_again(some_jobs, desk, qtbot):
    view = desk.window.results.view
    view.choose_row(4)
    press(qtbot, desk, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    jobs = view.selected_jobs()
    assert len(jobs) == 2
    with answered(qtbot, desk):
        press(qtbot, desk, KEY.Key_X)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 38)
    assert desk.window.detail.record.shown.title == made(6).title
    with answered(qtbot, desk):
        qtbot.mouseClick(desk.window.findChild(QPushButton, "message_action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)


def test_library_entries_show_what_they_say(some_jobs, desk, qtbot):
    desk.window.results.view.choose_row(2)
    with qtbot.waitSignal(desk.library.changed):
        press(qtbot, desk, KEY.Key_S)
    with answered(qtbot, desk):
        desk.window.sidebar.setCurrentItem(desk.window.sidebar.saved)
    qtbot.waitUntil(lambda: titles(desk) == [made(2).title])


def test_copy_puts_the_job_on_the_clipboard(some_jobs, desk, qtbot):
    desk.window.results.view.choose_row(1)
    press(qtbot, desk, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: made(1).title in QGuiApplication.clipboard().text())


def test_search_on_the_practice_sites_shows_rows_while_they_arrive_and_ends_with_the_truth(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    words = window.findChild(QLineEdit, "words")
    qtbot.keyClicks(words, "data engineer")
    window.search_bar.filters.fill(None)
    qtbot.keyClick(words, KEY.Key_Return)
    assert window.search_bar.button.text() == "&Stop"
    qtbot.waitUntil(lambda: window.table.rowCount() > 0)
    window.results.view.choose_row(min(5, window.table.rowCount() - 1))
    job = window.results.view.current_job
    qtbot.waitUntil(lambda: desk.run is None)
    assert window.results.view.current_job == job
    assert window.truth.text().startswith("Asked ")
    assert {line.site for line in window.strip.lines()} >= {"indeed", "linkedin"}
    assert all(line.ended for line in window.strip.lines())
    qtbot.waitUntil(lambda: window.sidebar.current().runs != ())
    assert window.findChild(QToolButton, "again_indeed").isHidden()


def test_esc_stops_the_search_within_a_second_and_keeps_what_was_found(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    window.activateWindow()
    qtbot.keyClicks(window.findChild(QLineEdit, "words"), "data engineer")
    qtbot.keyClick(window.findChild(QLineEdit, "words"), KEY.Key_Return)
    qtbot.waitUntil(lambda: window.table.rowCount() > 0)
    window.messages.say("The disk is full.", stays=True)
    stopped_at = time.monotonic()
    qtbot.keyClick(window.findChild(QLineEdit, "words"), KEY.Key_Escape)
    assert window.truth.text().startswith("Stopping")
    assert window.messages.isHidden()
    qtbot.waitUntil(lambda: desk.run is None)
    assert elapsed_s(stopped_at) < 2
    assert window.table.rowCount() > 0


def test_search_has_ended_while_its_practice_sites_are_still_going_away(practice_desk, qtbot, monkeypatch):
    gone, usual = threading.Event(), practice.practice_sites

    @contextmanager
    def slow_to_go():
        with usual() as network:
            yield network
        gone.wait(120)

    monkeypatch.setattr(practice, "practice_sites", slow_to_go)
    practice_desk.window.search_bar.fill(replace(first_query(), sites=("indeed",), results=10))
    practice_desk.window.search_bar.ask()
    try:
        qtbot.waitUntil(lambda: practice_desk.run is None)
    finally:
        gone.set()


def test_search_that_has_ended_has_not_failed_where_its_practice_sites_cannot_go_away(
    practice_desk, qtbot, monkeypatch, caplog
):
    usual, faults = practice.practice_sites, []

    @contextmanager
    def clumsy():
        with usual() as network:
            yield network
        raise OSError("cannot go")

    monkeypatch.setattr(practice, "practice_sites", clumsy)
    practice_desk.fault.connect(faults.append)
    practice_desk.window.search_bar.fill(replace(first_query(), sites=("indeed",), results=10))
    practice_desk.window.search_bar.ask()
    qtbot.waitUntil(lambda: "a search failed" in caplog.text)
    assert (practice_desk.run, faults) == (None, [])
    assert practice_desk.window.truth.text().startswith("Asked 10")


def test_practice_sites_asked_for_while_a_search_runs_then_it_says_so_and_no_search_begins_later(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    window.search_bar.fill(first_query())
    window.search_bar.ask()
    qtbot.waitUntil(lambda: window.table.rowCount() > 0)
    desk.practise()
    assert "stop it first" in window.messages.sentence
    desk.stop()
    qtbot.waitUntil(lambda: desk.run is None)
    assert desk.change_folder(desk.library.folder)
    with answered(qtbot, desk):
        pass
    assert desk.run is None


def opened(qtbot, desk):
    """Wait until the data is open, and what follows from that has been asked."""
    with qtbot.waitSignal(desk.library.opened):
        pass
    asked = []
    desk.library.read(lambda _: True, asked.append)
    qtbot.waitUntil(lambda: bool(asked))


def test_practice_sites_are_searched_by_themselves_only_where_that_was_never_done(some_jobs, desk, folder, qtbot):
    searched, practice = [], folder.practice()
    desk.window.search_bar.search_asked.disconnect(desk.search)
    desk.window.search_bar.search_asked.connect(lambda _: searched.append(desk.library.folder.made_up))
    practice.make()
    practice.database.write_bytes(b"no data file at all" * 300)
    desk.practise()
    with qtbot.waitSignal(desk.library.failed):
        pass
    assert desk.window.findChild(QWidget, "unusable").isVisible()
    desk.go_home()
    opened(qtbot, desk)
    assert not desk.window.findChild(QWidget, "unusable").isVisible()
    assert searched == []
    practice.database.unlink()
    desk.practise()
    qtbot.waitUntil(lambda: searched == [True])
    with open_store(practice.database, made_up=True) as store:
        store.begin_run(first_query(), datetime.now(UTC))
    desk.go_home()
    opened(qtbot, desk)
    desk.practise()
    opened(qtbot, desk)
    assert searched == [True]
    qtbot.waitUntil(lambda: "earlier searches" in desk.window.messages.sentence)
    again = desk.window.findChild(QPushButton, "message_action")
    desk.go_home()
    assert not again.isVisible()  # it would search the real sites
    assert desk.window.messages.sentence == ""
    opened(qtbot, desk)
    desk.practise()
    opened(qtbot, desk)
    qtbot.waitUntil(lambda: "earlier searches" in desk.window.messages.sentence)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert searched == [True, True]


def test_sorting_that_there_is_none_of_any_more_is_passed_over(qapp, qtbot, folder, some_jobs):
    save(folder.window_state, WindowState(sort="salary", descending=False))
    for desk in opened_desk(qapp, qtbot, folder):
        assert titles(desk)[0] == made(0).title
        assert desk.window.results.view.sorting == ("posted", True)


def test_what_is_new_stays_so_while_one_looks_at_the_practice_sites_and_until_the_window_is_closed(
    qapp, qtbot, folder, stored, tmp_path
):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    stored(*(made(number) for number in range(10)))
    save(folder.window_state, WindowState(left_at=yesterday))
    window = opened_desk(qapp, qtbot, folder)
    desk = next(window)
    desk.practise()
    opened(qtbot, desk)
    desk.window.search_bar.stop_asked.emit()
    qtbot.waitUntil(lambda: desk.run is None)
    (tmp_path / "holiday.txt").write_text("no backup")
    desk.go_home()
    opened(qtbot, desk)
    desk.mending.restore(tmp_path / "holiday.txt")
    qtbot.waitUntil(lambda: "holiday.txt" in desk.window.messages.sentence)
    qtbot.waitUntil(lambda: desk.library.is_open)
    qtbot.waitUntil(lambda: desk.window.sidebar.new.text(1) == "10")
    assert load(folder.window_state).left_at == yesterday
    desk.change_folder(folder.practice())
    with pytest.raises(StopIteration):
        next(window)
    assert load(folder.window_state).left_at > yesterday
    assert load(folder.practice().window_state).left_at > yesterday


def test_past_search_repeated_is_that_search_whatever_the_bar_has_fields_for(practice_desk, qtbot):
    desk, bar = practice_desk, practice_desk.window.search_bar
    query = Query(
        words="nurse",
        sites=("indeed",),
        results=5000,
        distance_miles=700,
        criteria=Criteria(max_age_hours=36, exclude_companies=("Acme, Inc.", "Beta")),
    )
    desk.repeat(replace(query, offset=40))
    assert desk.run.query == query
    assert bar.query() == query
    desk.repeat(replace(query, words="welder"))
    assert (desk.run.query, bar.query()) == (query, query)
    desk.stop()
    qtbot.waitUntil(lambda: desk.run is None)
    bar.filters.fill(None)
    assert bar.filters.results == 100


def test_site_that_is_asked_again_is_asked_for_the_rest_and_its_numbers_are_those_of_both_times(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    window.search_bar.fill(replace(first_query(), sites=("indeed", "linkedin"), results=10))
    window.search_bar.ask()
    qtbot.waitUntil(lambda: desk.run is None)
    first = {line.site: line for line in window.strip.lines()}
    assert window.truth.text().startswith("Asked 20, received 20,")
    desk.again("indeed")
    assert (desk.run.query.results, desk.run.query.offset) == (1, 10)
    qtbot.waitUntil(lambda: desk.run is None)
    lines = {line.site: line for line in window.strip.lines()}
    assert lines["linkedin"] == first["linkedin"]
    assert (lines["indeed"].counts.asked, lines["indeed"].found) == (10, first["indeed"].found + 1)
    assert window.truth.text().startswith("Asked 20, received 21,")


class OneClick(QProxyStyle):
    """As on systems where a single click opens things."""

    @override
    def styleHint(self, hint, *rest):
        return 1 if hint == QStyle.StyleHint.SH_ItemView_ActivateItemOnSingleClick else super().styleHint(hint, *rest)


def test_past_search_is_repeated_by_enter_and_a_double_click_and_by_nothing_less(stored, desk, qtbot):
    stored(made(1), words="welder")
    side, asked, style = desk.window.sidebar, [], OneClick()
    side.setStyle(style)
    side.repeat_asked.disconnect(desk.repeat)
    side.repeat_asked.connect(asked.append)
    desk.siding.show()
    qtbot.waitUntil(lambda: side._searches.childCount() == 1)
    at = side.visualItemRect(side._searches.child(0)).center()
    with answered(qtbot, desk):
        qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == []
    qtbot.keyClick(side, KEY.Key_Return)
    assert len(asked) == 1
    qtbot.mouseDClick(side.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [query.words for query in asked] == ["welder", "welder"]
    side.setCurrentItem(side.all)
    qtbot.keyClick(side, KEY.Key_Enter)
    assert len(asked) == 2


def test_window_when_it_is_being_closed_then_says_so_and_not_what_was_said_before(desk, qtbot):
    desk.window.messages.say("The disk is full.", stays=True)
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
        assert desk.window.truth.text() == "Finishing…"
        assert desk.window.messages.isHidden()


def test_closing_in_the_middle_of_a_search_takes_a_second_and_loses_nothing(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    qtbot.keyClicks(window.findChild(QLineEdit, "words"), "data engineer")
    qtbot.keyClick(window.findChild(QLineEdit, "words"), KEY.Key_Return)
    qtbot.waitUntil(lambda: window.table.rowCount() > 0)
    seen, folder = list(window.table.ids), desk.library.folder
    closed_at = time.monotonic()
    with qtbot.waitSignal(desk.closed):
        window.close()
    assert elapsed_s(closed_at) < 3
    assert not window.isVisible()
    with open_store(folder.database, made_up=True) as store:
        assert set(seen) <= set(store.ids())
        assert store.runs()[0].outcome == "stopped"


def test_company_when_hidden_then_is_named_the_next_job_is_chosen_and_undo_brings_it_back(stored, desk, qtbot):
    stored(*(made(number, company="Weld Inc." if number % 2 else "Acme Works") for number in range(6)))
    desk.showing.clear()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 6)
    desk.window.results.view.choose_row(0)
    company = desk.window.detail.record.shown.company
    table = desk.window.table
    next_title = next(table.index(row, 1).data() for row in range(1, 6) if table.index(row, 2).data() != company)
    press(qtbot, desk, KEY.Key_X, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 3)
    assert desk.window.messages.sentence == f"Hidden: 3 jobs of {company.rstrip('.')}."
    assert desk.window.detail.record.shown.title == next_title
    assert desk.window.results.view.selected_jobs() == [desk.window.detail.record.id]
    left = {desk.window.table.index(row, 2).data() for row in range(3)}
    assert left == {"Weld Inc.", "Acme Works"} - {company}
    desk.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 6)


def test_company_of_a_very_long_name_when_hidden_then_is_named_by_its_beginning(stored, desk, qtbot):
    stored(made(1, company="Weld and Sons " * 40))
    desk.showing.ask()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 1)
    desk.window.results.view.choose_row(0)
    desk.deeds.hide_company()
    qtbot.waitUntil(lambda: "Hidden" in desk.window.messages.sentence)
    assert desk.window.messages.sentence.startswith("Hidden: 1 job of Weld and Sons Weld")
    assert desk.window.messages.sentence.endswith("…")
    assert len(desk.window.messages.sentence) < 80


def test_note_is_written_shown_and_taken_back(some_jobs, desk, qtbot):
    from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit

    desk.window.results.view.choose_row(0)
    press(qtbot, desk, KEY.Key_N)
    dialog = desk.window.findChild(QDialog, "note_dialog")
    qtbot.keyClicks(dialog.findChild(QPlainTextEdit, "note_text"), "Ask about hours")
    with qtbot.waitSignal(desk.library.changed):
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()
    assert desk.window.detail.record.note == "Ask about hours"
    with qtbot.waitSignal(desk.library.changed):
        desk.window.actions_["undo"].trigger()
    assert desk.window.detail.record.note == ""


def test_jobs_are_merged_and_split_and_both_are_taken_back(some_jobs, desk, qtbot):
    view, table = desk.window.results.view, desk.window.table
    view.choose_row(3)
    for _ in range(2):
        press(qtbot, desk, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, desk, KEY.Key_M)
    qtbot.waitUntil(lambda: table.rowCount() == 38)
    desk.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: table.rowCount() == 40)
    view.choose_row(3)
    press(qtbot, desk, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, desk, KEY.Key_M)
    qtbot.waitUntil(lambda: table.rowCount() == 39)
    kept = next(row for row in range(39) if len(desk.library.job(table.job_at(row)).postings) == 2)
    view.choose_row(kept)
    desk.window.actions_["split"].trigger()
    qtbot.waitUntil(lambda: table.rowCount() == 40)
    desk.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: table.rowCount() == 39)


def test_merging_one_job_says_what_to_do(some_jobs, desk, qtbot):
    desk.window.results.view.choose_row(0)
    press(qtbot, desk, KEY.Key_M)
    assert "one and the same" in desk.window.messages.sentence
    desk.window.actions_["split"].trigger()
    assert "nothing to split" in desk.window.messages.sentence


def test_description_that_is_missing_is_fetched_on_opening_and_shown(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    query = first_query()
    window.search_bar.fill(replace(query, sites=("linkedin",), results=10))
    window.search_bar.ask()
    qtbot.waitUntil(lambda: desk.run is None and window.table.rowCount() > 0)
    window.results.view.choose_row(0)
    assert window.detail.record.shown.description_html is None
    press(qtbot, desk, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.detail.record.shown.description_html is not None)
    assert len(window.detail.description.toPlainText()) > 50


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_lead_to_the_first_and_the_last_job_with_or_without_control(some_jobs, desk, qtbot, modifier):
    view, first, last = desk.window.results.view, desk.window.table.job_at(0), desk.window.table.job_at(39)
    view.choose_row(20)
    for key, job in ((KEY.Key_End, last), (KEY.Key_Home, first)):
        press(qtbot, desk, key, modifier)
        assert (view.current_job, view.selected_jobs(), desk.window.detail.record.id) == (job, [job], job)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())


def test_shift_with_home_or_end_selects_from_the_current_job_to_the_first_or_last(some_jobs, desk, qtbot):
    view = desk.window.results.view
    view.choose_row(20)
    press(qtbot, desk, KEY.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selected_jobs()) == 20
    press(qtbot, desk, KEY.Key_Home, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    assert len(view.selected_jobs()) == 21


def test_count_says_how_many_jobs_are_selected_where_there_are_several(some_jobs, desk, qtbot):
    count = desk.window.findChild(QLabel, "count")
    desk.window.results.view.choose_row(3)
    assert count.text() == "40 jobs"
    for _ in range(3):
        press(qtbot, desk, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == "4 of 40 jobs selected"
    press(qtbot, desk, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert count.text() == "40 of 40 jobs selected"
    with answered(qtbot, desk):
        desk.window.results.filter.setText("zeppelin")
    assert count.text() == "0 jobs"

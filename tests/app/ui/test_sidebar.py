"""The lists on the left: what keys and clicks in them do, and what they leave alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from scraper.store.records import Status
from scraper.store.store import open_store
from tests.scraper.store.postings_made import made

KEY = Qt.Key


def clicked(qtbot, side, item):
    """Press and let go over that list, as one does with a mouse."""
    at = side.visualItemRect(item).center()
    qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def searched(stored, desk, qtbot):
    """The sidebar with one past search."""
    stored(made(1), made(2), words="nurse")
    desk.showing.ask()
    desk.siding.show()
    side = desk.window.sidebar
    qtbot.waitUntil(lambda: side._searches.childCount() == 1 and desk.window.table.rowCount() == 2)
    return side


def test_letters_in_the_sidebar_are_commands_for_the_job_that_is_read(searched, desk, qtbot):
    view, detail = desk.window.results.view, desk.window.detail
    clicked(qtbot, searched, searched.all)
    searched.setFocus()
    qtbot.waitUntil(searched.hasFocus)
    qtbot.keyClick(searched, KEY.Key_J)
    assert view.currentIndex().row() == 0
    qtbot.keyClick(searched, KEY.Key_J)
    assert view.currentIndex().row() == 1
    qtbot.keyClick(searched, KEY.Key_K)
    assert view.currentIndex().row() == 0
    job = detail.record.id
    with qtbot.waitSignal(desk.library.changed):
        qtbot.keyClick(searched, KEY.Key_S)
    with open_store(desk.folder.database, read_only=True) as store:
        assert store.job(job).status is Status.SAVED
    assert searched.currentItem() is searched.all
    assert searched.hasFocus()


def test_letter_for_a_job_in_the_sidebar_when_none_is_chosen_then_that_is_said(searched, desk, qtbot):
    with qtbot.waitSignal(desk.library.answered):
        clicked(qtbot, searched, searched.saved)
    qtbot.keyClick(searched, KEY.Key_S)
    assert searched.currentItem() is searched.saved
    assert desk.window.findChild(QLabel, "message").text() == "Choose a job first."


def come_down(qtbot, side):
    """Go by keys to the past search."""
    side.setFocus()
    side.setCurrentItem(side.hidden)
    qtbot.keyClick(side, KEY.Key_Down)
    assert side.search is not None


def field(desk, name):
    return desk.window.findChild(QLineEdit, name)


@pytest.mark.parametrize("name", ["words", "place"])
def test_past_search_that_one_comes_to_by_keys_then_shows_its_jobs_and_leaves_what_was_typed(
    searched, desk, qtbot, name
):
    qtbot.keyClicks(field(desk, name), "munich")
    with qtbot.waitSignal(desk.library.answered):
        come_down(qtbot, searched)
    assert desk.showing._asked.runs == searched.search.runs
    assert field(desk, name).text() == "munich"
    clicked(qtbot, searched, searched.currentItem())
    assert (field(desk, "words").text(), field(desk, "place").text()) == ("nurse", "")


def test_past_search_that_one_comes_to_by_keys_then_fills_the_bar_where_nothing_is_typed_that_was_not_searched(
    searched, desk, qtbot
):
    qtbot.keyClicks(field(desk, "words"), "welder")
    qtbot.keyClick(field(desk, "words"), KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field(desk, "words"), KEY.Key_Delete)
    come_down(qtbot, searched)
    assert field(desk, "words").text() == "nurse"


def test_words_that_were_searched_give_way_to_the_past_search_one_comes_to(practice_desk, qtbot):
    desk, side = practice_desk, practice_desk.window.sidebar
    for words in ("nurse", "welder"):
        field(desk, "words").clear()
        qtbot.keyClicks(field(desk, "words"), words)
        qtbot.keyClick(field(desk, "words"), KEY.Key_Return)
        qtbot.waitUntil(lambda words=words: side.search is not None and side.search.query.words == words)
        desk.stop()
        qtbot.waitUntil(lambda: desk.run is None)
    qtbot.waitUntil(lambda: side._searches.childCount() == 2)
    qtbot.keyClick(side, KEY.Key_Down)
    assert (side.search.query.words, field(desk, "words").text()) == ("nurse", "nurse")


@pytest.mark.parametrize("key", [*"LSNAHB", "Left", "Home", "PageUp", "Minus", "Asterisk", "Space"])
def test_heading_of_the_sidebar_is_current_by_no_key(searched, qtbot, key):
    for item in (searched.all, searched.saved, searched._searches.child(0)):
        searched.setCurrentItem(item)
        qtbot.keyClick(searched, getattr(KEY, f"Key_{key}"))
        assert searched.currentItem().parent() is not None
        if len(key) == 1:
            assert searched.currentItem() is item

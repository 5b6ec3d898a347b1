"""The lists on the left: what keys and clicks in them do, and what they leave alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

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


@pytest.mark.parametrize("key", [*"LSNAHB", "Left", "Home", "PageUp", "Minus", "Asterisk", "Space"])
def test_heading_of_the_sidebar_is_current_by_no_key(searched, qtbot, key):
    for item in (searched.all, searched.saved, searched._searches.child(0)):
        searched.setCurrentItem(item)
        qtbot.keyClick(searched, getattr(KEY, f"Key_{key}"))
        assert searched.currentItem().parent() is not None
        if len(key) == 1:
            assert searched.currentItem() is item

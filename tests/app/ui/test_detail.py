"""The reading pane: whatever a job is like, the window keeps its size, and all that is known can be reached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from app.operations import marking
from scraper.store.records import Status
from scraper.store.store import open_store
from tests.app.ui.conftest import opened_desk
from tests.scraper.store.postings_made import made

KEY = Qt.Key
TEXT = "<p>We weld pipes, day and night, and like it.</p>" * 40


@pytest.fixture
def long_jobs(stored, folder):
    """A job seen on three sites with a note of thirty lines and a description, and one like it without a description."""
    sites = ("indeed", "linkedin", "glassdoor")
    stored(*(made(1, site=site, description_html=TEXT) for site in sites))
    stored(*(made(2, site=site, days=1, description_html=None) for site in sites))
    with open_store(folder.database) as store:
        for job in store.ids():
            marking.write_note(store, job, "\n".join(f"line {number}" for number in range(30)))


def within(part, pane):
    return QRect(part.mapTo(pane, QPoint(0, 0)), part.size())


@pytest.mark.usefixtures("long_jobs")
@pytest.mark.parametrize("percent", [100, 200])
def test_job_with_a_long_note_and_many_sites_when_it_is_read_then_the_window_keeps_its_size(
    qapp, qtbot, folder, text_percent, percent
):
    text_percent(percent)
    for desk in opened_desk(qapp, qtbot, folder):
        window = desk.window
        window.resize(1280, 700)
        for row in range(2):
            window.results.view.choose_row(row)
            QApplication.sendPostedEvents()
            window.layout().activate()
            assert window.height() == 700
            assert window.minimumSizeHint().height() <= 500
            upper, detail = window.findChild(QWidget, "upper"), window.detail
            assert upper.verticalScrollBar().maximum() > 0
            assert upper.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert all(
                value.height() >= value.heightForWidth(value.width()) for _, value in detail._rows if value.isVisible()
            )
            if detail.record.shown.description_html is not None:
                assert within(detail.description, detail).height() >= detail.height() * 0.4


def test_job_with_little_known_of_it_then_nothing_above_its_text_scrolls(stored, desk, qtbot):
    with qtbot.waitSignal(desk.library.answered):
        stored(made(1, description_html=TEXT))
        desk.showing.ask()
    desk.window.results.view.choose_row(0)
    QApplication.sendPostedEvents()
    upper = desk.window.findChild(QWidget, "upper")
    assert upper.verticalScrollBar().maximum() == 0
    assert upper.height() == upper.widget().height()
    assert not upper.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_job_with_room_for_all_that_is_known_then_nothing_scrolls_however_its_words_fall_into_lines(
    stored, desk, qtbot
):
    title, company = (
        "Senior Principal Distinguished Staff Engineering Manager " * 3,
        "Donaudampfschifffahrtsgesellschaft" * 3,
    )
    with qtbot.waitSignal(desk.library.answered):
        long = (made(number, title=title, company=company[:-number], description_html=None) for number in range(1, 40))
        stored(made(0, description_html=TEXT), *long)
        desk.showing.ask()
    view, detail, table = desk.window.results.view, desk.window.detail, desk.window.table
    short = next(row for row in range(table.rowCount()) if table.index(row, 1).data() == made(0).title)
    for row in range(table.rowCount()):
        for chosen in (short, row):
            view.choose_row(chosen)
            QApplication.processEvents()
        assert detail._upper.verticalScrollBar().maximum() == 0, detail.record.shown.company


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.usefixtures("some_jobs", "german")
def test_buttons_of_a_job_in_the_narrowest_pane_are_never_cut_off(qapp, qtbot, folder, text_percent, percent):
    text_percent(percent)
    for desk in opened_desk(qapp, qtbot, folder, language=None):
        window = desk.window
        window.resize(1024, 700)
        window.splitter.setSizes([200, 2000, 0])
        window.results.view.choose_row(0)
        QApplication.sendPostedEvents()
        buttons = [window.detail.apply, *window.detail.findChildren(QToolButton)]
        places = [within(button, window.detail) for button in buttons]
        for button, place in zip(buttons, places, strict=True):
            assert place.width() >= button.sizeHint().width(), button.objectName()
            assert window.detail.rect().contains(place)
        assert not any(one.intersects(other) for number, one in enumerate(places) for other in places[number + 1 :])


def test_letters_when_a_value_in_the_pane_was_clicked_then_they_are_commands_as_in_the_table(some_jobs, desk, qtbot):
    window = desk.window
    window.activateWindow()
    window.results.view.choose_row(3)
    job = window.results.view.current_job
    value = next(value for label, value in window.detail._rows if label.text() == "Posted")
    QTest.mouseClick(value, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(value.hasFocus)
    with qtbot.waitSignal(desk.library.changed):
        qtbot.keyClick(value, KEY.Key_S)
    assert desk.library.job(job).status is Status.SAVED
    qtbot.keyClick(value, KEY.Key_J)
    assert window.results.view.currentIndex().row() == 4
    qtbot.keyClick(window.findChild(QLabel, "title"), KEY.Key_K)
    assert window.results.view.currentIndex().row() == 3


def test_description_that_is_missing_is_said_with_a_button_below_it(stored, desk, qtbot):
    with qtbot.waitSignal(desk.library.answered):
        stored(made(1, description_html=None))
        desk.showing.ask()
    desk.window.results.view.choose_row(0)
    assert desk.window.findChild(QLabel, "missing").isVisible()
    assert desk.window.findChild(QPushButton, "describe_job").isVisible()
    assert desk.window.detail.description.isHidden()

"""Data of the version before, which are brought up to date while the window waits."""

from __future__ import annotations

import os
import threading
import time
from contextlib import closing

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.ui import start
from scraper.query import Query
from scraper.store import migrations, schema
from scraper.store.database import connect
from scraper.store.locks import gate
from tests.pace import elapsed_s
from tests.scraper.store.older_file import ENDLESS, make_older_file

QUERY = Query(words="welder", sites=("indeed",))


@pytest.fixture
def older(folder):
    make_older_file(folder.database)
    return folder


@pytest.fixture
def unopened(qapp, qtbot, folder):
    """A function that makes the desk of a window, without waiting for its data; closed at the end."""
    desks = []

    def make():
        start.application("en")
        desks.append(start.open_window(folder))
        return desks[-1]

    yield make
    for desk in desks:
        if desk.window.isVisible():
            with qtbot.waitSignal(desk.closed):
                desk.window.close()
        desk.window.deleteLater()


def said(desk):
    """What stands in the place of the table."""
    label = desk.window.findChild(QLabel, "nothing_text")
    return label.text() if label is not None and label.isVisible() else ""


def test_window_while_the_data_are_brought_up_to_date_says_so_why_it_does_not_search_and_shows_them_then(
    older, unopened, qtbot, monkeypatch
):
    done, statements = threading.Event(), schema.SORTS

    def sorts():
        done.wait(120)
        yield from statements

    monkeypatch.setattr(schema, "SORTS", sorts())
    desk = unopened()
    qtbot.waitUntil(lambda: said(desk) == "Bringing the data up to date…")
    page = desk.window.findChild(QWidget, "nothing")
    assert not any(button.isVisible() for button in page.findChildren(QPushButton))
    desk.search(QUERY)
    assert desk.run is None
    assert "still being brought up to date" in desk.window.messages.sentence
    with qtbot.waitSignal(desk.library.answered):
        done.set()
    assert said(desk) == ""
    assert desk.window.table.rowCount() == 7


def test_window_when_it_is_closed_while_the_data_are_brought_up_to_date_then_it_does_not_wait(
    older, unopened, qtbot, monkeypatch
):
    begun = threading.Event()

    def sorts():
        begun.set()
        yield ENDLESS

    with monkeypatch.context() as patch:
        patch.setattr(schema, "SORTS", sorts())
        desk = unopened()
        qtbot.waitUntil(begun.is_set)
        closed_at = time.monotonic()
        with qtbot.waitSignal(desk.closed):
            desk.window.close()
        assert elapsed_s(closed_at) < 2
    assert desk.window.messages.sentence == ""
    with closing(connect(older.database)) as connection:
        assert migrations.applied(connection) == ("0001_first_tables",)
    with qtbot.waitSignal(unopened().library.answered):
        pass
    with closing(connect(older.database)) as connection:
        assert migrations.applied(connection) == tuple(step.name for step in migrations.STEPS)


def test_window_while_another_program_has_the_gate_says_that_it_waits_and_closes_at_once(folder, unopened, qtbot):
    folder.make()
    with gate(folder.root):
        desk = unopened()
        qtbot.waitUntil(lambda: said(desk).startswith("Waiting for another program, which restores"))
        desk.search(QUERY)
        assert "Another program has the data to itself" in desk.window.messages.sentence
        closed_at = time.monotonic()
        with qtbot.waitSignal(desk.closed):
            desk.window.close()
        assert elapsed_s(closed_at) < 2


def test_window_when_the_other_program_is_done_then_it_shows_the_data(folder, unopened, qtbot):
    folder.make()
    with gate(folder.root):
        desk = unopened()
        qtbot.waitUntil(lambda: said(desk).startswith("Waiting for another program"))
        waiter = qtbot.waitSignal(desk.library.answered)
    with waiter:
        pass
    assert not said(desk).startswith("Waiting")
    assert desk.opening.why_no_search() == ""


def test_window_when_the_data_could_not_be_brought_up_to_date_then_a_search_asked_for_is_told_why(
    older, unopened, qtbot, monkeypatch
):
    seen = threading.Event()

    def sorts():
        seen.wait(120)
        yield "DROP INDEX listing_title"
        raise migrations.StoreError("The disk is full.")

    monkeypatch.setattr(schema, "SORTS", sorts())
    desk = unopened()
    qtbot.waitUntil(lambda: said(desk) == "Bringing the data up to date…")
    seen.set()
    qtbot.waitUntil(lambda: desk.window.messages.sentence == "The disk is full.")
    assert said(desk) == ""
    desk.window.messages.end()
    desk.search(QUERY)
    assert desk.window.messages.sentence == "The disk is full."


@pytest.mark.skipif(os.name != "posix", reason="elsewhere everybody has a home folder")
def test_window_when_there_is_no_home_folder_then_a_sentence_says_what_to_do(monkeypatch, capsys):
    import pwd

    def unknown(_):
        raise KeyError

    for name in ("HOME", "XDG_DATA_HOME", "JOBSPY_DESKTOP_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert start.main(()) == 1
    assert capsys.readouterr().err.startswith("jobspy-desktop: There is no home folder here")

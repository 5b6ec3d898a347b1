"""A search in the window: what can be done while it runs, what the strip says, and what its place in the sidebar does."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from app.operations import practice
from app.operations.practice import first_query
from app.operations.site_lines import SiteLine, SiteState
from app.operations.truth import SiteResult, Summary, Truth
from scraper.errors import Expected, Reason
from scraper.job import Remote
from scraper.query import Criteria, Query
from scraper.store.store import open_store
from tests.scraper.store.postings_made import made

QUERY = Query(
    words="welder",
    location="Austin",
    country="germany",
    sites=("indeed",),
    results=40,
    criteria=Criteria(remote=True, exclude_companies=("Acme",)),
)
NEXT = Query(words="nurse", sites=("linkedin", "indeed"))


@pytest.fixture
def gate(monkeypatch):
    """The practice sites start when this is set."""
    go, usual = threading.Event(), practice.practice_sites

    @contextmanager
    def waiting():
        go.wait(120)
        with usual() as network:
            yield network

    monkeypatch.setattr(practice, "practice_sites", waiting)
    yield go
    go.set()


@pytest.fixture
def past(practice_desk, qtbot):
    """Two past searches in the sidebar: the second found nothing."""
    with open_store(practice_desk.library.folder.database, made_up=True) as store:
        for query, postings in ((NEXT, [made(1), made(2)]), (QUERY, [])):
            run = store.begin_run(query, datetime.now(UTC))
            store.ingest(run, postings, datetime.now(UTC))
            store.finish_run(run, datetime.now(UTC), "finished")
    practice_desk.siding.show()
    heading = practice_desk.window.sidebar._searches
    qtbot.waitUntil(lambda: heading.childCount() == 2)
    return heading.child(1), heading.child(0)


def click(desk, qtbot, item):
    side = desk.window.sidebar
    qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=side.visualItemRect(item).center())


def press_again(desk, qtbot, site):
    qtbot.mouseClick(desk.window.findChild(QToolButton, f"again_{site}"), Qt.MouseButton.LeftButton)


def start(desk, query):
    desk.window.search_bar.fill(query)
    desk.window.search_bar.ask()


def ended(desk, qtbot):
    qtbot.waitUntil(lambda: desk.run is None)


def test_sites_cannot_be_tried_again_while_a_search_runs_and_say_why(practice_desk, qtbot, gate):
    desk, strip = practice_desk, practice_desk.window.strip
    strip.query = replace(first_query(), sites=("indeed", "linkedin"), results=5)
    failed = [SiteLine(site=site, state=SiteState.FAILED, reason=Reason.BLOCKED) for site in strip.query.sites]
    strip.show_lines(failed)
    press_again(desk, qtbot, "indeed")
    run, other = desk.run, strip.findChild(QToolButton, "again_linkedin")
    assert run.query.sites == ("indeed",)
    assert not other.isEnabled()
    assert other.toolTip() == "A search is running: try again when it has ended."
    press_again(desk, qtbot, "linkedin")
    assert desk.run is run
    gate.set()
    ended(desk, qtbot)
    assert other.isEnabled()
    assert other.toolTip() == "Try LinkedIn again"
    press_again(desk, qtbot, "linkedin")
    assert desk.run.query.sites == ("linkedin",)
    ended(desk, qtbot)


def test_site_that_is_stopped_keeps_what_it_found_the_others_go_on_and_it_can_be_tried_again(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    start(desk, replace(first_query(), sites=("indeed", "linkedin"), results=600))
    stop = window.findChild(QToolButton, "stop_indeed")

    def line():
        return next(line for line in window.strip.lines() if line.site == "indeed")

    qtbot.waitUntil(lambda: line().found > 0, timeout=30_000)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line().ended)
    assert busy(desk) == ["linkedin"]
    assert window.findChild(QLabel, "truth").text().startswith("Searching")
    place, again = window.findChild(QWidget, "strip_indeed"), window.findChild(QToolButton, "again_indeed")
    assert place.accessibleName() == f"Indeed {line().found}, stopped by you"
    assert (stop.isVisible(), again.isVisible(), again.isEnabled()) == (False, True, False)
    qtbot.mouseClick(window.findChild(QToolButton, "stop_linkedin"), Qt.MouseButton.LeftButton)
    ended(desk, qtbot)
    assert window.truth.text().endswith("All sites were stopped by you.")
    qtbot.waitUntil(lambda: window.table.rowCount() > 0)
    stopped_at = line().position  # the page that was not read to its end is asked for again
    press_again(desk, qtbot, "indeed")
    assert (desk.run.query.offset, desk.run.query.results) == (stopped_at, 600 - stopped_at)
    desk.stop_site("indeed")
    ended(desk, qtbot)
    assert window.sidebar._searches.childCount() == 1
    start(desk, replace(first_query(), sites=("indeed",), results=600))
    qtbot.waitUntil(lambda: window.sidebar._searches.childCount() == 2)  # one of its own, and not the rest of the other
    desk.stop()
    ended(desk, qtbot)
    assert window.sidebar.current().runs == (3,)


def test_truth_of_a_search_of_which_one_site_was_stopped_names_it(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    start(desk, replace(first_query(), sites=("indeed", "linkedin"), results=20))
    window.findChild(QToolButton, "stop_linkedin").click()
    ended(desk, qtbot)
    assert window.truth.text().startswith("Asked 40, received ")
    assert window.truth.text().endswith("Stopped by you: LinkedIn.")


def test_past_search_when_clicked_then_the_bar_shows_it_and_enter_would_start_it(practice_desk, qtbot, past):
    for item, query in zip(past, (NEXT, QUERY), strict=True):
        click(practice_desk, qtbot, item)
        assert practice_desk.window.search_bar.query() == query
    click(practice_desk, qtbot, practice_desk.window.sidebar.all)
    assert practice_desk.window.search_bar.query() == QUERY


def test_past_search_when_clicked_again_then_the_bar_shows_it_whatever_was_typed_meanwhile(practice_desk, qtbot, past):
    bar = practice_desk.window.search_bar
    click(practice_desk, qtbot, past[1])
    bar.fill(NEXT)
    click(practice_desk, qtbot, past[1])
    assert bar.query() == QUERY


def test_heading_of_the_searches_cannot_be_chosen_by_mouse_or_keys(practice_desk, qtbot, past):
    side = practice_desk.window.sidebar
    click(practice_desk, qtbot, past[1])
    click(practice_desk, qtbot, side._searches)
    assert side.currentItem() is past[1]
    side.setCurrentItem(side.hidden)
    qtbot.keyClick(side, Qt.Key.Key_Down)
    assert side.currentItem() is past[1]
    qtbot.keyClick(side, Qt.Key.Key_Up)
    assert side.currentItem() is side.hidden
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Up):
        qtbot.keyClick(side, key)
        assert side.currentItem() is side.all


def test_jobs_of_a_search_for_remote_work_that_another_site_says_are_hybrid_are_not_among_them(
    practice_desk, qtbot, stored
):
    desk, side = practice_desk, practice_desk.window.sidebar
    asked = Query(words="welder", sites=("linkedin",), criteria=Criteria(remote=True))
    with open_store(desk.library.folder.database, made_up=True) as store:
        other = store.begin_run(replace(asked, criteria=Criteria(), sites=("indeed",)), datetime.now(UTC))
        store.ingest(other, [made(1, remote=Remote.HYBRID)], datetime.now(UTC))
        store.finish_run(other, datetime.now(UTC), "finished")
        run = store.begin_run(asked, datetime.now(UTC))
        found = [made(1, site="linkedin"), made(2, site="linkedin"), made(3, site="linkedin", remote=Remote.YES)]
        store.ingest(run, found, datetime.now(UTC))
        store.finish_run(run, datetime.now(UTC), "finished")
        assert len(store.ids(run=run)) == 3
    desk.siding.show()
    qtbot.waitUntil(lambda: side._searches.childCount() == 2)
    click(desk, qtbot, side._searches.child(0))
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 2)
    click(desk, qtbot, side._searches.child(1))
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 1)


def test_past_search_when_clicked_while_another_runs_then_the_bar_shows_the_one_that_runs(
    practice_desk, qtbot, past, gate
):
    start(practice_desk, replace(first_query(), sites=("indeed",), results=5))
    runs = practice_desk.window.search_bar.query()
    click(practice_desk, qtbot, past[0])
    assert practice_desk.window.sidebar.currentItem() is past[0]
    assert practice_desk.window.search_bar.query() == runs
    gate.set()
    ended(practice_desk, qtbot)


def test_filters_when_cleared_then_the_search_that_is_looked_at_stays_so(practice_desk, qtbot, past):
    desk, window = practice_desk, practice_desk.window
    with open_store(desk.library.folder.database, made_up=True) as store:
        store.ingest(store.begin_run(replace(NEXT, words="cook"), datetime.now(UTC)), [made(3)], datetime.now(UTC))
    click(desk, qtbot, past[0])
    qtbot.waitUntil(lambda: window.table.rowCount() == 2)
    qtbot.keyClicks(window.results.filter, "zeppelin")
    window.facets.findChild(QCheckBox, "facet_linkedin").click()
    qtbot.waitUntil(lambda: window.table.rowCount() == 0)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.table.rowCount() == 2)
    assert (window.results.filter.text(), window.facets.narrows) == ("", False)
    assert window.sidebar.currentItem() is past[0]


def test_new_search_is_seen_whatever_was_typed_in_the_filter_before(practice_desk, qtbot, past):
    desk, window = practice_desk, practice_desk.window
    qtbot.keyClicks(window.results.filter, "zeppelin")
    window.search_bar.fill(replace(first_query(), sites=("indeed",), results=5))
    qtbot.keyClick(window.findChild(QLineEdit, "words"), Qt.Key.Key_Return)
    assert window.results.filter.text() == ""
    ended(desk, qtbot)
    qtbot.waitUntil(lambda: window.table.rowCount() > 0 and window.sidebar.current().runs == (3,))


def busy(desk):
    return [line.site for line in desk.window.strip.lines() if not line.ended]


def test_search_that_cannot_start_then_the_strip_shows_no_busy_site(practice_desk, qtbot, monkeypatch):
    def in_vain():
        raise Expected("The practice sites could not be started; the log may say why.")

    usual = practice.practice_sites
    monkeypatch.setattr(practice, "practice_sites", in_vain)
    desk, strip = practice_desk, practice_desk.window.strip
    start(desk, replace(first_query(), sites=("indeed",), results=5))
    assert busy(desk) == ["indeed"]
    ended(desk, qtbot)
    assert "could not be started" in desk.window.messages.sentence
    assert (strip.lines(), strip.isHidden()) == ([], True)
    monkeypatch.setattr(practice, "practice_sites", usual)
    start(desk, replace(first_query(), sites=("indeed",), results=5))
    ended(desk, qtbot)
    before = [replace(line, state=SiteState.FAILED, reason=Reason.BLOCKED) for line in strip.lines()]
    strip.show_lines(before)
    monkeypatch.setattr(practice, "practice_sites", in_vain)
    press_again(desk, qtbot, "indeed")
    ended(desk, qtbot)
    assert strip.lines() == before


UNREACHED = Summary(run=1, sites=(SiteResult(site="indeed", truth=Truth(), reason=Reason.UNREACHABLE),))


@pytest.mark.parametrize("again", [False, True])
def test_search_that_begins_then_what_was_wrong_with_the_one_before_is_said_no_more(practice_desk, qtbot, again):
    desk, window = practice_desk, practice_desk.window
    query = replace(first_query(), sites=("indeed",), results=5)
    if again:
        start(desk, query)
        ended(desk, qtbot)
        window.strip.show_lines([replace(line, state=SiteState.FAILED) for line in window.strip.lines()])
    desk.setting_up.tell_of(UNREACHED, desk.folder.own())
    window.messages.say("The settings cannot be read.", stays=True)
    if again:
        press_again(desk, qtbot, "indeed")
    else:
        start(desk, query)
    assert desk.run is not None
    ended(desk, qtbot)
    assert window.messages.sentence == "The settings cannot be read."
    window.messages.end()
    assert window.messages.isHidden()
    assert window.truth.text().startswith("Asked ")


def test_other_data_then_what_was_wrong_with_those_before_is_said_no_more(desk, qtbot):
    desk.setting_up.tell_of(UNREACHED, desk.folder)
    desk.mending.take(Expected("The disk is full. Free some space and try again; what was stored before is safe."))
    assert desk.window.messages.sentence.startswith("The disk is full.")
    desk.practise()
    assert desk.window.messages.isHidden()


def test_search_that_ends_in_the_middle_then_no_site_is_busy_and_each_can_be_tried_again(practice_desk, qtbot):
    desk, window = practice_desk, practice_desk.window
    start(desk, first_query())
    qtbot.waitUntil(lambda: window.table.rowCount() > 0)
    going = busy(desk)
    assert going
    os.kill(desk.keeper.pid, signal.SIGKILL)
    ended(desk, qtbot)
    assert busy(desk) == []
    assert not window.findChild(QToolButton, f"again_{going[0]}").isHidden()


def test_search_that_found_nothing_says_so_and_offers_to_type_another(practice_desk, qtbot, past):
    desk, window = practice_desk, practice_desk.window
    window.activateWindow()
    click(desk, qtbot, past[1])
    qtbot.waitUntil(lambda: window.table.rowCount() == 0 and window.findChild(QLabel, "nothing_text") is not None)
    assert window.findChild(QLabel, "nothing_text").text() == "This search found no jobs."
    assert not window.findChild(QPushButton, "clear_filters").isVisible()
    qtbot.mouseClick(window.findChild(QPushButton, "retype"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.findChild(QLineEdit, "words").hasFocus)
    qtbot.keyClicks(window.results.filter, "zeppelin")
    with qtbot.waitSignal(desk.library.answered):
        click(desk, qtbot, past[0])
    qtbot.waitUntil(lambda: window.findChild(QLabel, "nothing_text").text() == "No job passes the filters.")
    assert not window.findChild(QPushButton, "retype").isVisible()


def test_first_search_of_all_when_it_found_nothing_then_says_that_and_welcomes_nobody(desk, qtbot, stored):
    assert desk.window.results.welcoming
    stored()
    desk._began(1)
    qtbot.waitUntil(lambda: not desk.window.results.welcoming)
    assert desk.window.findChild(QLabel, "nothing_text").text() == "This search found no jobs."

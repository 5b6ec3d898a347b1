"""What stands in the place of the table where it is empty: what is the case, and buttons that do something about it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.operations.listing import Asked
from app.paths import Folder
from app.ui import words
from app.ui.emptiness import Offer, Told, told_of
from app.ui.language import install
from app.ui.searches import searches
from app.ui.views.nothing import Nothing
from scraper.errors import Reason
from scraper.events import Counts, SourceFailed, SourceFinished, SourceStarted
from scraper.job import Remote
from scraper.query import Criteria, Facet, Query, Unstated
from scraper.store.records import Shown
from scraper.store.store import open_store
from tests.app.ui.conftest import opened_desk
from tests.scraper.store.postings_made import made

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
QUERY = Query(words="welder", location="Austin", sites=("indeed", "bayt"), criteria=Criteria(min_salary=60_000))


@pytest.fixture(autouse=True)
def _english(qapp):
    """Sentences with their plurals, and days as they are told there."""
    install(qapp, "en")


def finished(site, **counts):
    return SourceFinished(run=1, site=site, counts=Counts(asked=100, **counts), position=0)


def failed(site, reason, **counts):
    return SourceFailed(run=1, site=site, counts=Counts(asked=100, **counts), position=0, reason=reason, message="x")


def search_in(folder, *events, query=QUERY):
    """That search, made in the folder with these ends of its sites."""
    folder.make()
    with open_store(folder.database) as store:
        run = store.begin_run(query, NOW)
        for event in events:
            store.record_source(event)
        store.finish_run(run, NOW, "finished")
        return searches(store.runs())[0]


ENDS = [
    ([finished("indeed"), finished("bayt")], "The sites know of no such jobs.", [Offer.KEYWORDS]),
    (
        [finished("indeed"), failed("bayt", Reason.BLOCKED)],
        "The sites that answered know of no such jobs.",
        [Offer.KEYWORDS, Offer.AGAIN],
    ),
    (
        [finished("indeed", received=3, left_out={"pay below 60000": 3}), failed("bayt", Reason.BLOCKED)],
        "The filters left out all that the sites sent.",
        [Offer.FILTERS, Offer.KEYWORDS],
    ),
    ([finished("indeed", received=2, unreadable=2)], "What the sites sent could not be read.", [Offer.AGAIN, Offer.KEYWORDS]),
    ([failed("indeed", Reason.UNREACHABLE)], "No site answered.", [Offer.AGAIN, Offer.KEYWORDS]),
    (
        [failed("indeed", Reason.CANCELLED)],
        "You stopped it before a site had answered.",
        [Offer.AGAIN, Offer.KEYWORDS],
    ),
    (
        [failed("indeed", Reason.UNREACHABLE), failed("bayt", Reason.CANCELLED)],
        "You stopped it before a site had answered.",
        [Offer.AGAIN, Offer.KEYWORDS],
    ),
    (
        [SourceStarted(run=1, site="indeed", asked=100)],
        "It was cut off before a site had answered.",
        [Offer.AGAIN, Offer.KEYWORDS],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("events", "why", "offers"), ENDS, ids=[why for _, why, _ in ENDS])
def test_search_that_found_nothing_then_says_why_and_what_to_do_next(tmp_path, events, why, offers):
    search = search_in(Folder(root=tmp_path), *events)
    for asked, known, head in (
        (Asked(runs=(1,)), {"chosen": search}, "This search found no jobs."),
        (Asked(), {"latest": search}, "Nothing is kept yet: the last search, “welder, Austin”, found no jobs."),
    ):
        told = told_of(asked, **known)
        assert (told.sentence, list(told.offers), told.query) == (f"{head} {why}", offers, QUERY)
        assert told.more.startswith(f"Asked {100 * len(events)}, received ")
    blocked = any(isinstance(event, SourceFailed) and event.reason is Reason.BLOCKED for event in events)
    assert ("Bayt: blocked by the site" in told.more) == blocked


def test_search_that_was_made_twice_then_each_site_is_told_as_it_fared_last(tmp_path):
    folder = Folder(root=tmp_path)
    search_in(folder, failed("indeed", Reason.UNREACHABLE), failed("bayt", Reason.BLOCKED))
    with open_store(folder.database) as store:
        run = store.begin_run(QUERY, NOW)
        store.record_source(SourceFinished(run=run, site="indeed", counts=Counts(asked=100), position=0))
        [search] = searches(store.runs())
    told = told_of(Asked(runs=search.runs), chosen=search)
    assert "Indeed" not in told.more
    assert "Bayt: blocked by the site" in told.more


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Asked(status=Shown.SAVED), "No job is saved. S saves the one that is chosen."),
        (Asked(status=Shown.APPLIED), "No job is marked as applied for. A marks the one that is chosen."),
        (Asked(status=Shown.HIDDEN), "No job is hidden. X hides the one that is chosen."),
        (Asked(status=Shown.SAVED, words="x"), "No job passes the filters."),
        (Asked(sites=("bayt",)), "No job passes the filters."),
        (Asked(work=(Remote.YES,)), "No job passes the filters."),
        (Asked(unstated={Facet.PAY: Unstated.ONLY}), "No job passes the filters."),
        (Asked(criteria=Criteria(min_salary=1)), "No job passes the filters."),
    ],
)
def test_list_that_is_empty_then_says_what_it_is_for_and_offers_all(asked, sentence):
    assert told_of(asked) == Told(sentence, (Offer.EVERYTHING,))
    searching = told_of(asked, searching=True)
    assert searching == Told("Searching. Jobs appear here as they arrive.", (Offer.EVERYTHING,))


def test_list_of_what_is_new_when_there_is_nothing_then_says_since_when():
    assert told_of(Asked(new_since=NOW)).sentence == f"No job is new since {words.moment(NOW)}."


@pytest.mark.parametrize(
    ("asked", "one", "some"),
    [
        (Asked(), "The one job that is kept is hidden.", "All 1,234 jobs that are kept are hidden."),
        (Asked(runs=(1,)), "The one job this search found is hidden.", "All 1,234 jobs this search found are hidden."),
        (Asked(new_since=NOW), "The one new job is hidden.", "All 1,234 new jobs are hidden."),
        (
            Asked(words="x"),
            "The one job that passes the filters is hidden.",
            "1,234 jobs that pass the filters are hidden.",
        ),
    ],
)
def test_jobs_that_are_all_hidden_then_that_is_said_with_their_number(asked, one, some):
    everything = (Offer.EVERYTHING,) if asked.words else ()
    assert told_of(asked, hidden=1) == Told(one, (Offer.HIDDEN, *everything))
    assert told_of(asked, hidden=1234) == Told(some, (Offer.HIDDEN, *everything))


def test_nothing_ever_searched_then_there_is_nothing_to_say():
    assert told_of(Asked()) is None


def test_buttons_when_pressed_then_they_ask_for_what_they_say(qtbot):
    page = Nothing()
    qtbot.addWidget(page)
    page.show_told(Told("None.", tuple(Offer), "", QUERY))
    for name, signal, given in (
        ("show_hidden", page.hidden_asked, []),
        ("clear_filters", page.everything_asked, []),
        ("change_filters", page.filters_asked, [QUERY]),
        ("search_again", page.again_asked, [QUERY]),
        ("retype", page.typing_asked, []),
    ):
        with qtbot.waitSignal(signal) as told:
            qtbot.keyClick(page.findChild(QPushButton, name), Qt.Key.Key_Space)
        assert told.args == given


def said(desk):
    label = desk.window.findChild(QLabel, "nothing_text")
    return label.text() if label is not None and label.isVisible() else ""


def press(desk, qtbot, name):
    button = desk.window.findChild(QPushButton, name)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(desk, qtbot, *numbers):
    wanted = {made(number).title for number in numbers}
    table = desk.window.table
    qtbot.waitUntil(lambda: {table.index(row, 1).data() for row in range(table.rowCount())} == wanted)


def test_search_whose_jobs_are_all_hidden_says_so_shows_them_and_they_can_be_shown_again(stored, desk, qtbot):
    stored(made(1), made(2), words="welder")
    stored(made(3), words="baker")
    desk.siding.show()
    side, view = desk.window.sidebar, desk.window.results.view
    qtbot.waitUntil(lambda: side._searches.childCount() == 2)
    side.setCurrentItem(side._searches.child(1))
    shown(desk, qtbot, 1, 2)
    view.selectAll()
    desk.window.actions_["hide"].trigger()
    qtbot.waitUntil(lambda: said(desk) == "All 2 jobs this search found are hidden.")
    assert not desk.window.findChild(QPushButton, "clear_filters").isVisible()
    press(desk, qtbot, "show_hidden")
    shown(desk, qtbot, 1, 2)
    assert desk.window.findChild(QLabel, "count").text() == "2 jobs hidden"
    view.choose_row(0)
    title = desk.window.table.index(0, 1).data()
    desk.window.actions_["hide"].trigger()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 1)
    item = side.visualItemRect(side.currentItem()).center()
    qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=item)
    qtbot.waitUntil(lambda: desk.window.table.index(0, 1).data() == title)
    assert desk.window.findChild(QLabel, "count").text() == "1 job"


def test_all_when_everything_is_hidden_then_it_leads_to_what_is_hidden(some_jobs, desk, qtbot):
    desk.showing.clear()
    view = desk.window.results.view
    view.selectAll()
    desk.window.actions_["hide"].trigger()
    qtbot.waitUntil(lambda: said(desk) == "All 40 jobs that are kept are hidden.")
    press(desk, qtbot, "show_hidden")
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    assert desk.window.sidebar.currentItem() is desk.window.sidebar.hidden
    assert desk.window.findChild(QLabel, "count").text() == "40 jobs"


def test_filter_that_only_hidden_jobs_pass_says_so_and_shows_those(some_jobs, desk, qtbot):
    view = desk.window.results.view
    view.choose_row(3)
    title = desk.window.table.index(3, 1).data()
    desk.window.actions_["hide"].trigger()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 39)
    desk.window.results.filter.setText(title)
    qtbot.waitUntil(lambda: said(desk) == "The one job that passes the filters is hidden.")
    press(desk, qtbot, "show_hidden")
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 1)
    assert desk.window.table.index(0, 1).data() == title
    desk.window.results.filter.setText("zeppelin")
    qtbot.waitUntil(lambda: said(desk) == "No job passes the filters.")
    press(desk, qtbot, "clear_filters")
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 39)


def test_window_when_the_last_search_found_nothing_then_it_says_why_and_leads_to_its_filters(folder, qapp, qtbot):
    left_out = finished("indeed", received=3, left_out={"pay below 60000": 3})
    search_in(folder, left_out)
    opened = opened_desk(qapp, qtbot, folder)
    desk = next(opened)
    assert not desk.window.results.welcoming
    assert "“welder, Austin”, found no jobs. The filters left out all that the sites sent." in said(desk)
    more = desk.window.findChild(QLabel, "nothing_more").text()
    assert more.startswith("Asked 100, received 3, unreadable 0, filtered 3 (pay below 60000: 3), merged 0")
    press(desk, qtbot, "change_filters")
    assert desk.window.search_bar.filters.isVisible()
    assert desk.window.search_bar.query() == QUERY
    desk.window.search_bar.filters.close()
    next(opened, None)

"""Past searches: equal ones are one entry, similar ones can be told apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from app.ui.language import install
from app.ui.searches import described, searches
from scraper.job import JobType
from scraper.query import Criteria, NotStated, Query
from scraper.store.records import RunRecord

FIRST = datetime(2026, 11, 1, 8, tzinfo=UTC)
QUERY = Query(words="data engineer", location="Austin", sites=("linkedin", "indeed"))


@pytest.fixture(autouse=True)
def english(qapp):
    install(qapp, "en")


def runs(*queries):
    """A run for each, an hour apart, the latest first."""
    made = [
        RunRecord(
            id=number,
            query=query,
            started_at=FIRST + timedelta(hours=number),
            finished_at=None,
            outcome="finished",
            sources=(),
            jobs=0,
        )
        for number, query in enumerate(queries, 1)
    ]
    return made[::-1]


def asked(**changes):
    return replace(QUERY, criteria=Criteria(**changes))


def test_equal_searches_are_one_entry_with_all_their_runs():
    equal = replace(QUERY, words="Data  Engineer", location="austin", sites=("indeed", "linkedin"))
    found = searches(runs(QUERY, Query(words="nurse", sites=("indeed",)), equal))
    assert [(search.name, search.runs, search.differs) for search in found] == [
        ("Data  Engineer, austin", (3, 1), ""),
        ("nurse", (2,), ""),
    ]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (replace(QUERY, sites=("bayt",)), ("LinkedIn, Indeed", "Bayt")),
        (replace(QUERY, sites=("bayt", "naukri", "bdjobs")), ("LinkedIn, Indeed", "3 sites")),
        (replace(QUERY, country="germany"), ("United States", "Germany")),
        (replace(QUERY, results=500), ("100 from each site", "500 from each site")),
        (asked(remote=True, max_age_hours=24), (None, "only remote · in the last 24 hours")),
        (asked(job_types=(JobType.CONTRACT,), min_salary=80_000), (None, "contract · pay from 80,000")),
        (asked(exclude_words=("senior",), not_stated=NotStated.DROP), (None, "without senior · only what is stated")),
        (replace(QUERY, distance_miles=25, describe=True), (None, "within 25 miles · with descriptions")),
    ],
)
def test_searches_of_one_name_say_what_differs_or_when_they_were_made(other, told):
    second, first = searches(runs(QUERY, other))
    assert second.differs == told[1]
    assert first.name == second.name
    if told[0] is None:
        assert ":00" in first.differs
    else:
        assert first.differs == told[0]


def test_searches_that_differ_in_what_is_counted_only_say_when_they_were_made():
    found = searches(runs(*(replace(QUERY, sites=sites) for sites in (("bayt", "naukri", "bdjobs"), ("a", "b", "c")))))
    assert len({search.differs for search in found}) == 2
    assert all(":00" in search.differs for search in found)


def test_search_that_went_on_where_a_site_had_stopped_is_part_of_the_one_before():
    again = replace(QUERY, sites=("indeed",), offset=40)
    [search] = searches(runs(QUERY, again))
    assert (search.runs, search.query) == ((2, 1), QUERY)
    alone = searches(runs(again))
    assert [search.runs for search in alone] == [(1,)]


def test_runs_of_the_current_search_are_one_whatever_they_asked_for():
    again = replace(QUERY, sites=("indeed",))
    assert [search.runs for search in searches(runs(QUERY, again), current=(1, 2))] == [(2, 1)]
    assert [search.runs for search in searches(runs(QUERY, again))] == [(2,), (1,)]


def test_all_that_a_search_asked_for_is_told():
    text = described(asked(remote=True, easy_apply=True, exclude_companies=("Acme",)))
    assert text == (
        "only remote · with easy apply · without Acme · LinkedIn, Indeed · United States · 100 from each site"
    )


def test_sidebar_lists_equal_searches_once_and_shows_what_all_of_them_found(stored, desk, qtbot):
    from tests.scraper.store.postings_made import made

    stored(made(1), words="welder")
    stored(made(2), words="Welder")
    stored(made(3), words="nurse")
    desk.siding.show()
    side, heading = desk.window.sidebar, desk.window.sidebar._searches
    qtbot.waitUntil(lambda: [heading.child(row).text(0) for row in range(heading.childCount())] == ["nurse", "Welder"])
    with qtbot.waitSignal(desk.library.answered):
        side.setCurrentItem(heading.child(1))
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 2)
    assert "Enter starts it again" in heading.child(1).toolTip(0)
    stored(made(4), words="welder")
    with qtbot.waitSignal(desk.library.answered):
        desk.siding.show()  # what is shown of the chosen search follows
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 3)
    qtbot.waitUntil(lambda: heading.child(0).data(0, Qt.ItemDataRole.AccessibleTextRole) == "welder 3")
    desk.siding.show()
    assert side.current().runs == (4, 2, 1)


@pytest.mark.parametrize(("position", "left"), [(40, 60), (0, 100), (0, 25)])
def test_site_that_was_tried_again_is_part_of_the_search_after_a_restart(position, left):
    again = replace(QUERY, sites=("indeed",), results=left, offset=position, rest_of=1)
    found = searches(runs(QUERY, again, again))
    assert [(search.runs, search.query) for search in found] == [((3, 2, 1), QUERY)]


def test_site_that_was_tried_again_is_listed_by_itself_where_its_search_is_no_longer_looked_at():
    again = replace(QUERY, sites=("indeed",), rest_of=1)
    [search] = searches(runs(QUERY, again)[:1])
    assert search.runs == (2,)


@pytest.mark.parametrize(
    "changes",
    [{}, {"results": 50}, {"location": "Dallas"}, {"offset": 40, "results": 500}, {"offset": 40, "country": "uk"}],
)
def test_search_that_was_typed_for_one_site_of_another_is_one_of_its_own(changes):
    found = searches(runs(QUERY, replace(QUERY, **{"sites": ("indeed",), **changes})))
    assert [search.runs for search in found] == [(2,), (1,)]

"""The panels below the search bar, by keyboard."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QSpinBox

from licensing.client.standing import Standing
from licensing.client.state import State
from scraper.query import Criteria, Query

KEY = Qt.Key


@pytest.fixture
def filters(desk, qtbot):
    """The open panel of the filters, in a window that has the keyboard."""
    desk.window.activateWindow()
    panel = desk.window.search_bar.filters
    panel.open()
    qtbot.waitExposed(panel)
    return panel


def press(key):
    """As a person does: to the window that has the keyboard, whatever is in it."""
    QTest.keyClick(QApplication.focusWindow(), key)


def test_enter_in_the_list_of_a_filter_chooses_and_the_panel_stays(filters, qtbot):
    combo = filters.findChild(QComboBox, "age")
    combo.setFocus()
    combo.showPopup()
    qtbot.waitUntil(combo.view().isVisible)
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert combo.currentIndex() == 1
    assert not combo.view().isVisible()
    assert filters.isVisible()
    assert combo.hasFocus()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Escape])
def test_enter_and_esc_in_a_field_of_a_panel_close_it(filters, qtbot, key):
    assert filters.findChild(QSpinBox, "results").hasFocus()
    press(key)
    assert filters.isHidden()


def checked(desk, country=None):
    if country is not None:
        combo = desk.window.findChild(QComboBox, "country")
        combo.setCurrentIndex(combo.findData(country))
    return set(desk.window.search_bar.sites.sites)


def test_sites_that_do_not_serve_the_country_then_are_not_searched_until_they_are_chosen_for_it(desk):
    bar = desk.window.search_bar
    bar.fill(Query(words="data", country="usa", sites=("linkedin", "zip_recruiter")))
    assert checked(desk) == {"linkedin", "zip_recruiter"}
    assert checked(desk, "germany") == {"linkedin"}
    assert desk.window.findChild(QPushButton, "sites").toolTip() == "LinkedIn"
    assert checked(desk, "usa") == {"linkedin", "zip_recruiter"}
    checked(desk, "germany")
    bar.sites.findChild(QCheckBox, "site_zip_recruiter").click()
    assert checked(desk) == {"linkedin", "zip_recruiter"}
    assert checked(desk, "france") == {"linkedin"}


def test_sites_when_none_of_those_chosen_serves_the_country_then_are_those_that_do(desk):
    desk.window.search_bar.fill(Query(words="data", country="india", sites=("naukri",)))
    assert {"linkedin", "indeed"} <= checked(desk, "germany")
    assert "naukri" not in checked(desk)


def test_sites_of_a_search_that_asked_all_that_serve_its_country_then_are_those_of_the_next_country(desk):
    bar = desk.window.search_bar
    checked(desk, "usa")
    bar.fill(Query(words="data", country="usa", sites=tuple(checked(desk))))
    assert "hellowork" in checked(desk, "france")


def test_sites_that_are_usual_but_do_not_serve_the_country_are_not_searched(desk):
    sites = desk.window.search_bar.sites
    checked(desk, "usa")
    sites.set_usual(("zip_recruiter", "indeed"))
    assert checked(desk) == {"zip_recruiter", "indeed"}
    assert checked(desk, "germany") == {"indeed"}
    sites.set_usual(())


def test_panel_of_the_sites_has_no_room_left_over_where_it_says_less_than_before(desk, qtbot):
    bar = desk.window.search_bar
    criteria = Criteria(remote=True, exclude_words=("senior",), max_age_hours=24, easy_apply=True)
    bar.fill(Query(words="data", sites=("linkedin",), distance_miles=50, criteria=criteria))
    desk.window.findChild(QPushButton, "sites").click()
    qtbot.waitExposed(bar.sites)
    high = bar.sites.height()
    bar.sites.close()
    bar.fill(Query(words="data", sites=("linkedin",)))
    desk.window.findChild(QPushButton, "sites").click()
    assert bar.sites.height() < high
    assert bar.sites.height() == bar.sites.sizeHint().height()
    bar.sites.close()


def test_number_of_jobs_then_says_beside_it_what_is_asked_for_without_a_license(desk, filters):
    told = filters.findChild(QLabel, "results_cap")
    assert told.text() == "at most 100 without a license"
    assert told.isVisible()
    assert filters.findChild(QSpinBox, "results").accessibleDescription() == told.text()
    filters.close()
    allowed = Standing(state=State.VALID, features=("features:unlimited_search",))
    desk.licensing.learn(allowed)
    assert told.isHidden()
    desk.licensing.learn(replace(allowed, state=State.EXPIRED))
    assert not told.isHidden()


def test_number_of_jobs_of_the_practice_sites_is_not_limited_and_nothing_is_said(practice_desk):
    assert practice_desk.window.search_bar.filters.findChild(QLabel, "results_cap").text() == ""


@pytest.mark.parametrize("window", ["desk", "german_desk"])
def test_search_bar_when_a_search_begins_and_ends_then_nothing_in_it_moves(request, window):
    bar = request.getfixturevalue(window).window.search_bar

    def places():
        bar.layout().activate()
        return [(part.x(), part.width()) for part in bar.findChildren(QPushButton)]

    before = places()
    bar.set_running(True)
    assert places() == before
    bar.set_running(False)
    assert places() == before

"""The strip of sites: nothing in it moves while words change, and each site that works can be stopped by mouse and keyboard."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QVBoxLayout, QWidget

from app.operations.site_lines import SiteLine, SiteState
from app.ui import icons
from app.ui.language import install
from app.ui.views.source_strip import SourceStrip
from scraper.errors import Reason
from scraper.events import Counts
from scraper.query import Query

SITES = ("linkedin", "indeed", "glassdoor", "zip_recruiter", "bayt", "naukri", "bdjobs", "hellowork")
NOW = datetime(2026, 11, 1, 20, 59, 59, tzinfo=UTC)


@pytest.fixture
def strip(qapp, qtbot):
    """The strip above something that takes the rest of a window, with a search of all sites that runs."""
    install(qapp, "en")
    window, strip, below = QWidget(), SourceStrip(), QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(strip)
    column.addWidget(below, 1)
    strip.dress({name: icons.icon(name, "#000000") for name in icons.NAMES})
    strip.query = Query(words="welder", sites=SITES, results=100)
    strip.show_lines([SiteLine(site=site) for site in SITES])
    strip.set_running(True)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield strip
    install(qapp, "en")


def place_of(strip, site):
    return strip.findChild(QWidget, f"strip_{site}")


def button(strip, name):
    return strip.findChild(QToolButton, name)


def laid_out(strip):
    """Where each place is, and each button that is seen, once all is laid out."""
    strip.window().layout().activate()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    places = {site: place_of(strip, site).geometry() for site in SITES}
    stops = {site: button(strip, f"stop_{site}") for site in SITES}
    return places, {site: stop.geometry().x() for site, stop in stops.items() if not stop.isHidden()}


def asks(site, found, merged=0):
    return SiteLine(site=site, state=SiteState.ASKS, counts=Counts(asked=100), found=found, merged=merged)


@pytest.mark.parametrize("width", [1024, 1280, 1600])
@pytest.mark.parametrize("language", ["en", "de"])
def test_numbers_that_grow_move_no_site_and_no_button(qapp, strip, width, language):
    install(qapp, language)
    strip.clear()  # the words of a place are those of the language it was made in
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    strip.show_lines([SiteLine(site=site) for site in SITES])
    assert len(strip.findChildren(QToolButton)) == 2 * len(SITES)
    strip.window().resize(width, 800)
    strip.show_lines([asks(site, 0) for site in SITES])
    before = laid_out(strip)
    for found in range(1, 101, 9):
        for site in SITES:
            strip.show_lines([asks(site, found, merged=found - 1)])
            assert laid_out(strip) == before
    assert len({place.x() for place in before[0].values()}) < len(SITES)  # they are in columns


def test_long_words_take_another_line_and_leave_every_site_in_its_row_and_column(strip):
    def corners():
        return {site: place_of(strip, site).pos() for site in SITES}

    laid_out(strip)
    before = corners()
    waits = replace(asks("linkedin", 40), state=SiteState.WAITS, until=NOW, reason=Reason.LAYOUT_CHANGED)
    strip.show_lines([waits])
    laid_out(strip)
    text = place_of(strip, "linkedin").findChildren(QLabel)[1]
    assert text.heightForWidth(text.width()) <= text.height()
    assert text.height() > text.fontMetrics().height() * 1.5
    after, height = corners(), strip.height()
    first_row = [site for site in SITES if before[site].y() == before["linkedin"].y()]
    assert 1 < len(first_row) < len(SITES)
    assert {after[site] - before[site] for site in first_row} == {QPoint(0, 0)}
    line = {after[site] - before[site] for site in SITES if site not in first_row}
    assert len(line) == 1
    assert line.pop().x() == 0
    strip.show_lines([asks("linkedin", 50)])
    laid_out(strip)
    assert (corners(), strip.height()) == (after, height)  # what is below does not go up and down


def test_long_words_stand_beside_a_button_in_a_narrow_window_without_being_cut(strip):
    strip.window().resize(300, 800)
    failed = {"state": SiteState.FAILED, "reason": Reason.LAYOUT_CHANGED, "until": NOW}
    strip.show_lines([replace(asks(site, 40), **failed) for site in SITES])
    laid_out(strip)
    for site in SITES:
        text = place_of(strip, site).findChildren(QLabel)[1]
        assert text.heightForWidth(text.width()) <= text.height()
        assert strip.rect().contains(place_of(strip, site).geometry())


def test_only_a_site_that_works_can_be_stopped_and_only_while_a_search_runs(strip):
    lines = (
        SiteLine(site="linkedin"),
        asks("indeed", 40),
        replace(asks("glassdoor", 40), state=SiteState.WAITS, until=NOW, reason=Reason.RATE_LIMITED),
        replace(asks("bayt", 40), state=SiteState.FAILED, reason=Reason.BLOCKED),
        replace(asks("naukri", 40), state=SiteState.DONE),
    )
    strip.show_lines(lines)
    assert [button(strip, f"stop_{line.site}").isVisible() for line in lines] == [True, True, True, False, False]
    assert button(strip, "stop_glassdoor").accessibleName() == "Stop Glassdoor"
    strip.set_running(False)
    assert not any(button(strip, f"stop_{line.site}").isVisible() for line in lines)


def test_site_that_is_stopped_by_keyboard_says_so_and_the_key_pressed_again_stops_no_other(strip, qtbot):
    asked = []
    strip.stop_asked.connect(asked.append)
    strip.show_lines([asks(site, 40) for site in SITES])
    button(strip, "stop_indeed").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button(strip, "stop_indeed"), Qt.Key.Key_Space)
    assert asked == ["indeed"]
    assert not button(strip, "stop_indeed").isEnabled()
    place = place_of(strip, "indeed")
    assert place.accessibleName() == "Indeed 40, stopping…"
    assert place.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    strip.show_lines([replace(asks("indeed", 41), state=SiteState.FAILED, reason=Reason.CANCELLED)])
    assert place.accessibleName() == "Indeed 41, stopped by you"
    assert not button(strip, "again_indeed").isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert asked == ["indeed"]
    strip.set_running(False)
    assert button(strip, "again_indeed").isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert button(strip, "again_indeed").hasFocus()
    strip.set_running(True)
    assert place.hasFocus()


def test_site_that_was_asked_to_stop_and_had_ended_by_itself_is_told_as_done(strip):
    button(strip, "stop_indeed").click()
    strip.show_lines([replace(asks("indeed", 100), state=SiteState.DONE)])
    assert place_of(strip, "indeed").accessibleName() == "Indeed 100"

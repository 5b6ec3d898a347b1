"""The charts: they follow what is shown, have a tab of their own, and a legend that is seen whole."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsView, QLabel, QSpinBox

from app.ui import charting, theme, words
from scraper.errors import StoreError
from scraper.store.locks import gate
from tests.app.ui.test_commands import paid
from tests.scraper.store.postings_made import made


def test_charts_take_the_place_of_the_table_and_follow_what_is_shown(stored, desk, qtbot):
    stored(made(1, salary=paid(50_000)), made(2, salary=paid(90_000)), made(3), made(4))
    desk.showing.clear()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 4)
    text = desk.window.results.charts.findChild(QLabel, "charts_text")
    desk.window.actions_["charts"].trigger()
    qtbot.waitUntil(lambda: text.text() == "In the chart: 2 jobs paid in USD. Pay not stated: 2.")
    assert desk.window.results.charting
    assert not desk.window.results.columns.isVisible()
    days, pay = sorted(plot.y() for plot in desk.window.results.charts.findChildren(QGraphicsView))
    assert days < text.y() < pay
    desk.window.findChild(QSpinBox, "facet_pay").setValue(80_000)
    qtbot.waitUntil(lambda: text.text().startswith("In the chart: 1 job paid in USD."))
    desk.window.actions_["charts"].trigger()
    assert not desk.window.results.charting
    assert desk.window.results.view.isVisible()
    assert desk.window.results.columns.isVisible()


def test_charts_have_a_tab_of_their_own_by_mouse_and_by_keys(some_jobs, desk, qtbot):
    tabs = desk.window.results.tabs
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert desk.window.results.charts.isVisible()
    assert not desk.window.results.view.isVisible()
    qtbot.waitUntil(lambda: "40" in desk.window.results.charts.findChild(QLabel, "charts_text").text())
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert desk.window.results.view.isVisible()


@pytest.fixture
def text_size(qapp):
    """A function that sets the size of all text, in per cent; afterwards it is as it was."""
    yield lambda percent: theme.set_text_size(qapp, percent)
    theme.set_text_size(qapp, 100)


@pytest.mark.parametrize("percent", [100, 150])
def test_the_legend_of_the_charts_names_every_site_whole_in_a_small_window(stored, desk, text_size, qtbot, percent):
    keys = ("linkedin", "indeed", "glassdoor", "zip_recruiter", "bayt", "naukri", "bdjobs", "hellowork")
    stored(*(made(number, site=key) for number, key in enumerate(keys)))
    window = desk.window
    text_size(percent)
    window.resize(1024, 700)
    desk.showing.clear()
    qtbot.waitUntil(lambda: window.table.rowCount() == len(keys))
    window.actions_["charts"].trigger()
    legend = window.results.charts.findChild(QLabel, "charts_legend")
    qtbot.waitUntil(lambda: "HelloWork" in legend.text())
    qtbot.waitUntil(lambda: legend.height() >= legend.heightForWidth(legend.width()))
    assert all(words.site(key) in legend.text() for key in keys)
    assert legend.width() >= legend.minimumSizeHint().width()
    assert window.results.charts.rect().contains(legend.geometry())


def told(desk):
    return desk.window.results.charts.findChild(QLabel, "charts_text").text()


def test_charts_that_cannot_be_counted_do_not_say_that_they_are_being_counted(some_jobs, desk, qtbot, monkeypatch):
    def fail(*_):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(charting, "figures", fail)
    desk.window.actions_["charts"].trigger()
    qtbot.waitUntil(lambda: desk.window.messages.sentence == "The disk is full.")
    qtbot.waitUntil(lambda: told(desk) == "")


def test_charts_while_other_data_are_opened_show_nothing_and_count_them_then(some_jobs, desk, folder, qtbot):
    desk.window.actions_["charts"].trigger()
    qtbot.waitUntil(lambda: "40" in told(desk))
    let_go, has, place = threading.Event(), threading.Event(), folder.practice()
    place.make()

    def hold():
        with gate(place.root):
            has.set()
            let_go.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    assert has.wait(60)
    desk.change_folder(place)
    qtbot.waitUntil(lambda: told(desk) == "")
    desk.window.results.turn_to(charts=False)
    desk.window.results.turn_to(charts=True)
    assert told(desk) == ""
    let_go.set()
    qtbot.waitUntil(lambda: "Pay not stated: 0" in told(desk))
    assert desk.window.messages.sentence == ""
    other.join()

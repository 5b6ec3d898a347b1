"""Text of another size while the program runs: everything grows with it and is as before afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QWidget,
)

from app.ui import icons, theme
from tests.app.ui.conftest import opened_desk


@pytest.fixture
def usual_text(qapp):
    yield
    theme.set_text_size(qapp, 100)


def settled(window):
    QApplication.processEvents()
    window.layout().activate()
    QApplication.processEvents()


def sizes(window):
    combos = [combo.height() for combo in window.findChildren(QComboBox)]
    panes, mark = window.splitter.sizes(), window.results.view.columnWidth(0)
    return combos, panes, mark, window.statusBar().height(), window.search_bar.height()


@pytest.mark.usefixtures("some_jobs", "usual_text")
@pytest.mark.parametrize("percent", [75, 150, 200])
def test_text_size_when_it_is_changed_and_changed_back_then_the_window_is_as_before(qapp, desk, percent):
    window = desk.window
    window.results.view.choose_row(1)
    settled(window)
    before, kept = sizes(window), window.state().panes[0]
    theme.set_text_size(qapp, percent)
    settled(window)
    assert sizes(window) != before
    assert window.state().panes[0] == kept
    theme.set_text_size(qapp, 100)
    settled(window)
    combos, panes, *rest = sizes(window)
    assert [combos, *rest] == [before[0], *before[2:]]
    assert panes == pytest.approx(before[1], abs=2)


@pytest.mark.usefixtures("usual_text")
def test_fields_of_the_search_show_some_words_also_in_large_text_and_a_small_window(qapp, german_desk):
    window = german_desk.window
    window.resize(1008, 720)
    theme.set_text_size(qapp, 200)
    settled(window)
    assert window.width() == 1008
    for name, letters in (("words", 9), ("place", 6)):
        field = window.search_bar.findChild(QLineEdit, name)
        assert field.width() >= letters * field.fontMetrics().averageCharWidth()


@pytest.mark.usefixtures("usual_text")
def test_boxes_and_icons_grow_with_large_text_and_not_with_small(qapp):
    box = QCheckBox("All")

    def side(percent):
        theme.set_text_size(qapp, percent)
        drawn = icons.icon("save", "#1a1d21").actualSize(box.size() * 100)
        return box.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, box), drawn.width()

    (usual, drawn), small, large = side(100), side(75), side(200)
    assert small == (usual, drawn)
    assert large == (2 * usual, 2 * drawn)
    assert side(100) == (usual, drawn)


@pytest.mark.parametrize("percent", [100, 200])
def test_words_of_the_license_are_whole_and_what_closes_it_is_on_the_screen(qapp, qtbot, folder, text_percent, percent):
    text_percent(percent)
    for desk in opened_desk(qapp, qtbot, folder):
        desk.window.actions_["license"].trigger()
        page = desk.window.findChild(QDialog, "license_page")
        qtbot.waitUntil(lambda page=page: page.findChild(QLabel, "license_headline").text().startswith("No license"))
        page.resize(500, 300)
        settled(page)
        shown = [label for label in page.findChild(QWidget, "license_scroll").findChildren(QLabel) if label.isVisible()]
        assert len(shown) > 5
        assert all(label.height() >= label.heightForWidth(label.width()) for label in shown if label.wordWrap())
        close = page.findChildren(QPushButton)[-1]
        assert page.rect().contains(QRect(close.mapTo(page, QPoint(0, 0)), close.size()))
        assert page.height() == 300
        page.reject()

"""The table's cells are drawn as Qt draws them, dot by dot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyledItemDelegate

from app.ui import theme
from tests.scraper.store.postings_made import made

TITLES = (
    "Engineer",
    "Senior principal lead engineer for everything that moves, rolls, swims or flies, and some of what stands still",
    "مهندس برمجيات أول",
    "Ingenieur (m/w/d) - Größe über Maß, Übung",
    "工程师",
)


@pytest.fixture
def view(stored, qapp, desk, qtbot):
    stored(*(made(number, title=title, places=(), days=number) for number, title in enumerate(TITLES)))
    desk.showing.clear()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == len(TITLES))
    yield desk.window.results.view
    theme.apply(qapp, "system")


def pictures(view):
    """As we draw it, and as Qt does."""
    ours = view.viewport().grab().toImage()
    before, other = view.itemDelegate(), QStyledItemDelegate(view)
    view.setItemDelegate(other)
    theirs = view.viewport().grab().toImage()
    view.setItemDelegate(before)
    return ours, theirs


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_cells_when_drawn_by_us_then_no_dot_differs_from_what_qt_draws(view, qapp, look, direction):
    theme.apply(qapp, look)
    view.setLayoutDirection(direction)
    view.lay_out_columns([("title", 140), ("postings", 80), ("place", 0), ("pay", 0)])
    ours, theirs = pictures(view)
    assert ours == theirs


def test_cells_when_a_text_has_several_lines_then_it_is_drawn_as_one(stored, desk, qtbot):
    """Qt draws both lines into a place for one, where neither can be read."""
    stored(made(1, title="Two\nlines"), made(2, title="Two lines", days=4))
    desk.showing.clear()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 2)
    view = desk.window.results.view
    view.setAlternatingRowColors(False)
    picture, height = view.viewport().grab().toImage(), view.rowHeight(0)
    left, width = view.columnViewportPosition(1), view.columnWidth(1)
    assert picture.copy(left, 0, width, height) == picture.copy(left, height, width, height)


@pytest.mark.parametrize("focused", [True, False])
def test_cells_when_rows_are_selected_then_no_dot_differs_from_what_qt_draws(view, qtbot, focused):
    view.choose_row(1)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    if not focused:
        view.clearFocus()
    ours, theirs = pictures(view)
    assert ours == theirs
    assert ours.pixelColor(60, 5) != ours.pixelColor(60, view.rowViewportPosition(2) + 5)


def test_cells_when_the_text_grows_then_they_are_drawn_in_its_size(view, qapp):
    pictures(view)
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    view.setFont(font)
    ours, theirs = pictures(view)
    assert ours == theirs


def test_cells_when_the_window_cannot_be_used_then_they_look_so(view):
    usable, _ = pictures(view)
    view.setEnabled(False)
    ours, theirs = pictures(view)
    assert ours == theirs
    assert ours != usable

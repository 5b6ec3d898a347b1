"""The panels below the search bar, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox

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

"""Keys of commands in fields, where one writes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.ui.keys import KeysOfCommands
from app.ui.views.menu import Menu

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qapp, qtbot):
    """A window with a field, a number and commands; `done` has the names of those that were used."""
    window = QWidget()
    qtbot.addWidget(window)
    window.done = []
    # "Ctrl+A" is "select all" to a field on every system, as "Ctrl+E" is "to the end of the line" on some.
    for name, keys in (("end", "Ctrl+A"), ("undo", "Ctrl+Z"), ("copy", "Ctrl+C"), ("letter", "S")):
        action = QAction(name, window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False, name=name: window.done.append(name))
        window.addAction(action)
    window.field, window.number = QLineEdit("words"), QSpinBox()
    column = QVBoxLayout(window)
    column.addWidget(window.field)
    column.addWidget(window.number)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.mark.parametrize("kind", ["field", "number"])
def test_key_of_a_command_in_a_field_that_knows_it_too_then_the_command_is_done(window, qtbot, kind):
    field = getattr(window, kind)
    field.setFocus()
    qtbot.keyClick(field, KEY.Key_A, CTRL)
    assert window.done == []  # which is why somebody has to look after it
    KeysOfCommands(window.actions(), window).look_after((field,))
    qtbot.keyClick(field, KEY.Key_A, CTRL)
    assert window.done == ["end"]


def test_letters_and_copying_in_a_field_stay_the_fields(window, qtbot):
    KeysOfCommands(window.actions(), window).look_after((window.field,))
    window.field.setFocus()
    qtbot.keyClick(window.field, KEY.Key_S)
    window.field.selectAll()
    qtbot.keyClick(window.field, KEY.Key_C, CTRL)
    assert (window.done, window.field.text()) == ([], "wordss")


def test_undo_in_a_field_is_the_fields_as_long_as_it_has_something_to_undo(window, qtbot):
    KeysOfCommands(window.actions(), window).look_after((window.field,))
    window.field.setFocus()
    qtbot.keyClicks(window.field, "x")
    qtbot.keyClick(window.field, KEY.Key_Z, CTRL)
    assert (window.done, window.field.text()) == ([], "words")
    qtbot.keyClick(window.field, KEY.Key_Z, CTRL)
    assert window.done == ["undo"]


@pytest.mark.parametrize("menu", ["menu_file", "menu_help", "columns_menu"])
def test_key_of_a_command_while_a_menu_is_open_then_the_command_is_done_and_the_menu_closed(
    some_jobs, desk, qtbot, menu
):
    opened = desk.window.findChild(Menu, menu)
    opened.popup(desk.window.mapToGlobal(QPoint(20, 20)))
    qtbot.keyClick(opened, KEY.Key_G, CTRL)
    assert desk.window.results.charting
    assert not opened.isVisible()
    opened.popup(desk.window.mapToGlobal(QPoint(20, 20)))
    qtbot.keyClick(opened, KEY.Key_F9)
    assert desk.window.left.isHidden()


def test_keys_while_a_menu_is_open_that_are_no_commands_or_letters_stay_the_menus(desk, qtbot):
    menu = desk.window.findChild(Menu, "menu_job")
    for key, modifier in ((KEY.Key_Slash, Qt.KeyboardModifier.NoModifier), (KEY.Key_Z, CTRL), (KEY.Key_Down, CTRL)):
        menu.popup(desk.window.mapToGlobal(QPoint(20, 20)))
        qtbot.keyClick(menu, key, modifier)  # "/" is the filter's, and there is nothing to undo
        assert menu.isVisible()
        assert not desk.window.results.filter.hasFocus()
    menu.close()

"""Every control of every window has a name, works by keyboard, and no two mnemonics of one view are the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from app.operations.moving import Place, Use
from app.paths import NotThere
from app.ui.no_window import WhereBox
from app.ui.views.folder_questions import CopyDialog, FolderQuestion
from app.ui.views.update_dialog import UpdateDialog

CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView, QTextEdit, QPlainTextEdit)
DIALOGS = {
    "about": "about",
    "settings": "settings_dialog",
    "export": "export_dialog",
    "commands": "command_palette",
    "keys": "key_sheet",
    "license": "license_page",
}
DRIVE = Path("/media/drive/jobs")
SENTENCE = "JobSpy Desktop 0.2.0 is out; this is 0.1.0."


def views(desk):
    """The window and everything it opens, each opened in turn."""
    window = desk.window
    yield window
    for panel in (window.search_bar.sites, window.search_bar.filters):
        panel.open()
        yield panel
        panel.close()
    for command, name in DIALOGS.items():
        window.actions_[command].trigger()
        dialog = window.findChild(QDialog, name)
        yield dialog
        dialog.reject()
    dialog = UpdateDialog(SENTENCE, "New things.", "https://example.com", 80_000_000, window)
    dialog.open()
    yield dialog
    dialog.reject()
    for uses in ((Use.TAKE_ALONG, Use.START_EMPTY), (Use.OPEN,)):
        question = FolderQuestion(Place(root=DRIVE, uses=uses), desk.folder.root, 80_000_000, window)
        question.open()
        yield question
        question.reject()
    copying = CopyDialog(desk.folder.root, DRIVE)
    copying.show()
    yield copying
    copying.done(0)
    copying.deleteLater()
    where = WhereBox(NotThere(f"The data folder {DRIVE} cannot be used (it is empty): is its drive plugged in?"))
    where.show()
    yield where
    where.done(0)
    where.deleteLater()


def test_boxes_that_ask_have_words_alone(desk):
    boxes = [view for view in views(desk) if isinstance(view, QMessageBox)]
    assert len(boxes) == 3
    for box in boxes:
        assert box.icon() is QMessageBox.Icon.NoIcon
        assert all(button.icon().isNull() for button in box.buttons())


def controls(view):
    """What can be used in it, but for the inner parts of Qt's own widgets."""
    for child in view.findChildren(QWidget):
        if not isinstance(child, CONTROLS):
            continue
        own_part = child.objectName().startswith("qt_") or isinstance(child, QHeaderView)
        within = (
            isinstance(child.parent(), (QAbstractSpinBox, QComboBox, QLineEdit)) or child.window() is not view.window()
        )
        if not own_part and not within and child.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield child


def name_of(control, view):
    if control.accessibleName():
        return control.accessibleName()
    if isinstance(control, QAbstractButton) and control.text():
        return control.text()
    buddies = [label.text() for label in view.findChildren(QLabel) if label.buddy() is control]
    return buddies[0] if buddies else ""


def used_twice(view):
    """Mnemonics that are there more than once at a time: the pages of tabs are looked at one by one."""
    pages = [tabs.widget(number) for tabs in view.findChildren(QTabWidget) for number in range(tabs.count())]
    twice = set()
    for page in pages or [None]:
        others = [each for each in pages if each is not page]
        letters = mnemonics(view, lambda widget, hidden=others: not any(each.isAncestorOf(widget) for each in hidden))
        twice |= {letter for letter in letters if letters.count(letter) > 1}
    return sorted(twice)


def mnemonics(view, seen):
    """The letters of what is seen in it."""
    texts = [
        widget.text()
        for widget in view.findChildren(QWidget)
        if isinstance(widget, (QAbstractButton, QLabel)) and widget.window() is view and seen(widget)
    ]
    texts = [text for text in texts if "<" not in text]
    texts += [bar.tabText(number) for bar in view.findChildren(QTabBar) for number in range(bar.count()) if seen(bar)]
    if view.objectName() == "main":
        texts += [action.text() for action in view.menuBar().actions()]
    return [letter.lower() for text in texts for letter in re.findall(r"&([^&\s])", text.replace("&&", ""))]


def test_every_control_of_every_view_has_a_name(some_jobs, desk):
    desk.window.results.view.choose_row(0)
    for view in views(desk):
        nameless = [
            f"{type(control).__name__} {control.objectName()}"
            for control in controls(view)
            if not name_of(control, view)
        ]
        assert nameless == [], view.objectName()


def test_every_field_of_every_view_has_a_label_with_a_mnemonic_or_a_key(some_jobs, desk):
    reached = {"jobs", "sidebar", "description", "facets", "country", "command", "commands", "facet"}
    for view in views(desk):
        labelled = {label.buddy() for label in view.findChildren(QLabel) if label.buddy() and "&" in label.text()}
        for control in controls(view):
            if isinstance(control, QAbstractButton) or control.objectName() in reached:
                continue
            assert control in labelled, f"{view.objectName()}: {control.objectName()}"


def test_no_mnemonic_of_a_view_is_used_twice(some_jobs, desk):
    desk.window.results.view.choose_row(0)
    for view in views(desk):
        assert used_twice(view) == [], view.objectName()


def test_no_mnemonic_of_a_menu_is_used_twice(desk):
    for menu in desk.window.menuBar().findChildren(QMenu):
        letters = [letter.lower() for action in menu.actions() for letter in re.findall(r"&(\w)", action.text())]
        assert len(letters) == len(set(letters)), (menu.objectName(), letters)
        assert len(letters) == len([action for action in menu.actions() if not action.isSeparator()])


def test_no_key_is_used_by_two_commands(desk):
    keys = [keys.toString() for action in desk.window.actions_.every() for keys in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_every_command_is_in_a_menu(desk):
    listed = {action for menu in desk.window.menuBar().findChildren(QMenu) for action in menu.actions()}
    assert {action for action in desk.window.actions_.every() if isinstance(action, QAction)} <= listed


def test_tab_goes_round_all_parts_of_the_window(some_jobs, desk, qtbot):
    desk.window.activateWindow()
    desk.window.search_bar.focus_words()
    seen = []
    for _ in range(60):
        widget = desk.window.focusWidget()
        seen.append(widget.objectName())
        desk.window.focusNextChild()
    order = ["words", "place", "country", "sites", "filters", "sidebar", "filter", "jobs"]
    places = [seen.index(name) for name in order]
    assert places == sorted(places)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_marks_are_told_in_words_and_not_by_color_alone(some_jobs, desk, look):
    table = desk.window.table
    for mark in ("new", "saved", "applied", "hidden"):
        assert table._mark_words(mark)
        assert not table._icons[mark].isNull()

"""The message bar: how long a message stays, and where the keyboard is afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QToolButton

from app.ui.views import messages
from scraper.errors import Expected

KEY = Qt.Key


@pytest.fixture
def bar(some_jobs, desk, qtbot, monkeypatch):
    """The bar of a window in which the table has the keyboard; what can be read at all can be read in 50 ms."""
    for name, duration_ms in (("_LEAST_MS", 50), ("_CHARACTER_MS", 0), ("_ACTION_MS", 0), ("_AGAIN_MS", 50)):
        monkeypatch.setattr(messages, name, duration_ms)
    desk.window.activateWindow()
    desk.window.results.view.setFocus()
    qtbot.waitUntil(desk.window.results.view.hasFocus)
    return desk.window.messages


def button(bar, name="message_action"):
    return bar.findChild(QToolButton if name == "message_close" else QPushButton, name)


def test_message_has_as_long_as_it_takes_to_read_it_and_longer_where_there_is_something_to_do(desk):
    bar, times = desk.window.messages, []
    for sentence, do in (("Short.", None), ("Short.", print), ("Not as short as that one was.", None)):
        bar.say(sentence, "&Undo", do)
        times.append(bar._timer.interval())
    assert 6000 < times[0] < times[2] < times[1] < 12_000
    bar.say("word " * 1000)
    assert bar._timer.interval() == 20_000


def test_message_that_was_read_goes_by_itself_and_one_that_stays_does_not(bar, qtbot):
    bar.say("Copied: 1 job.")
    qtbot.waitUntil(bar.isHidden)
    bar.say("The disk is full.", stays=True)
    assert not bar._timer.isActive()
    bar.end()
    assert bar.isHidden()
    bar.say("Copied: 2 jobs.")
    qtbot.waitUntil(bar.isHidden)


def test_message_that_stays_when_others_are_said_meanwhile_then_comes_back_with_its_button(bar, qtbot):
    done = []
    bar.say("The license key is in a file.", "&Open", lambda: done.append(True), stays=True)
    bar.say("The disk is full.", stays=True)
    bar.say("The disk is full.", stays=True)
    bar.say("Copied: 1 job.")
    bar.say("Copied: 2 jobs.")
    assert bar.sentence == "Copied: 2 jobs."
    assert not button(bar).isVisible()
    qtbot.waitUntil(lambda: bar.sentence == "The disk is full.")
    assert not bar._timer.isActive()
    button(bar, "message_close").click()
    assert bar.sentence == "The license key is in a file."
    button(bar).click()
    assert done == [True]
    assert bar.isHidden()


def test_message_that_is_withdrawn_then_is_not_said_again_and_another_one_is_left_alone(bar):
    asking = bar.say("Asking…", stays=True)
    bar.say("Hidden: 1 job.", "&Undo", print)
    bar.withdraw(asking)
    assert bar.sentence == "Hidden: 1 job."
    bar.end()
    assert bar.isHidden()
    bar.withdraw(bar.say("Asking…", stays=True))
    assert bar.isHidden()


def test_message_about_what_is_no_longer_so_then_is_not_said_again_and_others_are_left_alone(bar):
    bar.say("No site could be reached.", stays=True, about=messages.About.SEARCH)
    bar.say("The disk is full.", stays=True, about=messages.About.DATA)
    bar.forget(messages.About.SEARCH)
    assert bar.sentence == "The disk is full."
    bar.say("The settings cannot be read.", stays=True)
    bar.say("No site could be reached.", stays=True, about=messages.About.SEARCH)
    bar.forget(messages.About.SEARCH, messages.About.DATA)
    assert bar.sentence == "The settings cannot be read."
    bar.end()
    assert bar.isHidden()


def test_message_when_what_is_below_is_to_be_read_then_gives_way_for_a_while_if_it_stays(bar, qtbot):
    bar.say("Copied: 1 job.")
    bar.make_way()
    assert bar.isHidden()
    assert not bar._timer.isActive()
    bar.say("The disk is full.", stays=True)
    bar.make_way()
    assert bar.isHidden()
    qtbot.waitUntil(lambda: bar.sentence == "The disk is full.")


@pytest.mark.parametrize("minimized", [True, False])
def test_message_while_nobody_looks_at_the_window_then_waits_until_somebody_does(bar, desk, qtbot, minimized):
    window = desk.window
    other = QDialog(window)
    bar.say("Copied: 1 job.")
    if minimized:
        window.showMinimized()
    else:
        other.open()
        qtbot.waitUntil(lambda: not window.isActiveWindow())
    assert not bar._timer.isActive()
    bar.say("Copied: 2 jobs.")
    assert not bar._timer.isActive()
    if minimized:
        window.showNormal()
    else:
        other.close()
        window.activateWindow()
    qtbot.waitUntil(bar._timer.isActive)
    assert bar.sentence == "Copied: 2 jobs."
    qtbot.waitUntil(bar.isHidden)


def test_error_that_one_can_do_something_about_stays(bar, desk):
    desk.tell(Expected("The disk is full. Free some space and try again; what was stored before is safe."))
    assert bar.isVisible()
    assert not bar._timer.isActive()


def test_message_when_keyboard_or_pointer_is_in_it_then_does_not_go(bar, desk, qtbot):
    bar.say("Hidden: 1 job.", "&Undo", print)
    button(bar).setFocus()
    with qtbot.waitSignal(bar._timer.timeout), qtbot.waitSignal(bar._timer.timeout):
        pass
    assert bar.isVisible()
    desk.window.results.view.setFocus()
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    with qtbot.waitSignal(bar._timer.timeout):
        pass
    assert bar.isVisible()
    bar.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    qtbot.waitUntil(bar.isHidden)


def test_esc_in_a_message_closes_it_and_the_keyboard_is_where_it_was(bar, desk, qtbot):
    stopped = []
    desk.window.search_bar.stop_asked.connect(lambda: stopped.append(True))
    desk.window.search_bar.set_running(True)  # then Esc elsewhere stops the search
    bar.say("Hidden: 1 job.", "&Undo", print, stays=True)
    button(bar).setFocus()
    qtbot.keyClick(button(bar), KEY.Key_Escape)
    assert bar.isHidden()
    assert desk.window.results.view.hasFocus()
    assert stopped == []
    desk.window.search_bar.set_running(False)


@pytest.mark.parametrize("name", ["message_action", "message_close"])
def test_button_of_a_message_when_pressed_then_the_keyboard_is_where_it_was(bar, desk, qtbot, name):
    done = []
    bar.say("Hidden: 1 job.", "&Undo", lambda: done.append(True), stays=True)
    button(bar, name).setFocus()
    qtbot.keyClick(button(bar, name), KEY.Key_Space)
    assert done == [True] * (name == "message_action")
    assert bar.isHidden()
    assert desk.window.results.view.hasFocus()


def test_end_of_a_message_when_who_had_the_keyboard_is_hidden_then_what_is_looked_at_has_it(bar, desk, qtbot):
    window = desk.window
    window.results.filter.setFocus()
    bar.say("Hidden: 1 job.", "&Undo", print, stays=True)
    button(bar).setFocus()
    window.results.filter.hide()
    bar.end()
    assert window.results.view.hasFocus()
    bar.say("Hidden: 1 job.", "&Undo", print, stays=True)
    button(bar).setFocus()
    window.results.turn_to(charts=True)
    button(bar, "message_close").click()
    assert window.results.tabs.hasFocus()


def test_mark_of_the_license_is_never_below_a_message(bar, desk, qtbot):
    window = desk.window
    mark = window.findChild(QToolButton, "license_mark")

    def whole():
        return window.childAt(window.statusBar().mapTo(window, QPoint(window.statusBar().width() - 40, 10)))

    bar.say("Something that stays.", stays=True)
    assert bar.isAncestorOf(whole())
    mark.setText("Free")
    mark.show()

    def left_free():
        return not bar.geometry().intersects(mark.rect().translated(mark.mapTo(window, QPoint(0, 0))))

    qtbot.waitUntil(lambda: mark.x() > 0 and left_free())
    bar.say("word " * 3000, stays=True)
    assert left_free()
    bar.end()
    bar.say("Something that stays.", stays=True)
    mark.hide()
    qtbot.waitUntil(lambda: bar.isAncestorOf(whole()))


def test_message_that_is_very_long_is_in_a_part_of_the_window_and_scrolled_by_keyboard(bar, desk, qtbot):
    bar.say("word " * 3000, stays=True)
    assert bar.height() <= desk.window.height() // 2
    words = bar.findChild(QScrollArea)
    qtbot.waitUntil(lambda: words.verticalScrollBar().maximum() > 0)
    words.setFocus()
    qtbot.keyClick(words, KEY.Key_PageDown)
    assert words.verticalScrollBar().value() > 0
    qtbot.keyClick(words, KEY.Key_Escape)
    assert bar.isHidden()
    bar.say("Short.", stays=True)
    assert bar.height() == desk.window.statusBar().height()
    assert words.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_message_is_over_the_status_bar_also_where_it_needs_several_lines_and_the_window_changes(bar, desk, qtbot):
    window = desk.window
    bar.say("word " * 200, stays=True)
    over = window.statusBar()

    def place():
        return bar.mapTo(window, QPoint(0, bar.height())), bar.width()

    assert place() == (over.mapTo(window, QPoint(0, over.height())), over.width())
    assert bar.height() > 3 * window.fontMetrics().lineSpacing()
    window.resize(window.width() - 60, window.height() - 40)
    qtbot.waitUntil(lambda: place() == (over.mapTo(window, QPoint(0, over.height())), over.width()))

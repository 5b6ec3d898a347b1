"""Facets, columns, export, the palette of commands and the sheet of keys; what is remembered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.metadata import version

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt, qVersion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QProxyStyle,
    QPushButton,
    QSpinBox,
    QStyle,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from typing_extensions import override

from app import settings
from app.ui import start, theme
from app.ui.actions import COMMANDS
from app.ui.manual import manual
from app.ui.models import job_columns
from app.ui.state import load
from app.ui.views.command_palette import plain
from scraper.job import JobType, Period, Remote, Salary, SalaryOrigin
from scraper.query import Unstated
from scraper.store.columns import COLUMNS
from tests.scraper.store.postings_made import NOW, made

KEY = Qt.Key


def titles(desk):
    table = desk.window.table
    return [table.index(row, 1).data() for row in range(table.rowCount())]


def dialog(desk, name):
    return desk.window.findChild(QDialog, name)


def paid(low):
    return Salary(low=low, high=low, currency="USD", period=Period.YEAR, text=f"{low}", origin=SalaryOrigin.EMPLOYER)


def shown_by(desk, qtbot, *numbers):
    wanted = {made(number).title for number in numbers}
    qtbot.waitUntil(lambda: set(titles(desk)) == wanted)


def choose(combo, choice):
    combo.setCurrentIndex(combo.findData(choice))


def test_facets_narrow_the_table_until_they_are_cleared(stored, desk, qtbot):
    stored(
        made(1, salary=paid(50_000), remote=Remote.YES),
        made(2, salary=paid(90_000), remote=Remote.NO),
        made(3),
        made(4, site="linkedin", salary=paid(95_000)),
    )
    desk.showing.clear()
    shown_by(desk, qtbot, 1, 2, 3, 4)
    desk.window.findChild(QSpinBox, "facet_pay").setValue(80_000)
    shown_by(desk, qtbot, 2, 3, 4)
    facets = desk.window.facets
    facets.findChild(QCheckBox, "facet_linkedin").click()
    shown_by(desk, qtbot, 4)
    qtbot.mouseClick(facets.findChild(QPushButton, "clear_facets"), Qt.MouseButton.LeftButton)
    shown_by(desk, qtbot, 1, 2, 3, 4)
    facets.findChild(QCheckBox, "facet_work_yes").click()
    shown_by(desk, qtbot, 1)


@pytest.mark.parametrize(
    ("names", "values"),
    [(("facet_pay", "facet_unpaid"), ({"salary": paid(90_000)}, {"salary": paid(50_000)}, {"salary": None})),
     (("facet_age", "facet_undated"), ({"days": 2}, {"days": 20}, {"posted": None}))],
)  # fmt: skip
def test_facets_of_pay_and_age_each_have_their_own_choice_for_what_is_not_stated(stored, desk, qtbot, names, values):
    since = (datetime.now(UTC) - NOW).days
    for number, some in enumerate(values):
        days = {"days": some["days"] - since} if "days" in some else {}
        stored(made(number, **(some | days)))
    field, combo = (desk.window.facets.findChild(QWidget, name) for name in names)
    desk.showing.clear()
    shown_by(desk, qtbot, 0, 1, 2)
    choose(combo, Unstated.ONLY)
    shown_by(desk, qtbot, 2)
    assert not field.isEnabled()
    choose(combo, Unstated.DROP)
    shown_by(desk, qtbot, 0, 1)
    assert field.isEnabled()
    field.setValue(80_000) if isinstance(field, QSpinBox) else choose(field, 168)
    shown_by(desk, qtbot, 0)
    choose(combo, Unstated.KEEP)
    shown_by(desk, qtbot, 0, 2)
    choose(combo, Unstated.ONLY)
    shown_by(desk, qtbot, 2)
    desk.window.facets.findChild(QPushButton, "clear_facets").click()
    shown_by(desk, qtbot, 0, 1, 2)
    assert combo.currentData() == Unstated.KEEP
    assert field.isEnabled()


def test_facet_of_the_job_type_offers_each_kind_and_those_that_do_not_say(stored, desk, qtbot):
    kinds = ((JobType.FULL_TIME,), (JobType.PART_TIME,), (), (JobType.FULL_TIME, JobType.CONTRACT))
    stored(*(made(number, job_types=some, salary=None) for number, some in enumerate(kinds)))
    desk.showing.clear()
    shown_by(desk, qtbot, 0, 1, 2, 3)

    def click(name):
        desk.window.facets.findChild(QCheckBox, f"facet_{name}").click()

    click("fulltime")
    shown_by(desk, qtbot, 0, 3)
    click("type_not_stated")
    shown_by(desk, qtbot, 0, 2, 3)
    click("fulltime")
    shown_by(desk, qtbot, 2)
    choose(desk.window.facets.findChild(QComboBox, "facet_unpaid"), Unstated.DROP)
    qtbot.waitUntil(lambda: titles(desk) == [])
    choose(desk.window.facets.findChild(QComboBox, "facet_unpaid"), Unstated.KEEP)
    shown_by(desk, qtbot, 2)
    click("type_not_stated")
    shown_by(desk, qtbot, 0, 1, 2, 3)


def test_facet_of_the_place_of_work_offers_each_kind_and_those_that_do_not_say(stored, desk, qtbot):
    kinds = (Remote.YES, Remote.HYBRID, Remote.NO, Remote.NOT_STATED)
    stored(*(made(number, remote=kind) for number, kind in enumerate(kinds)))
    desk.showing.clear()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == len(kinds))
    for number, kind in enumerate(kinds):
        box = desk.window.facets.findChild(QCheckBox, f"facet_work_{kind}")
        box.click()
        wanted = [made(number).title]
        qtbot.waitUntil(lambda wanted=wanted: titles(desk) == wanted)
        box.click()
    for kind in (Remote.HYBRID, Remote.NOT_STATED):
        desk.window.facets.findChild(QCheckBox, f"facet_work_{kind}").click()
    qtbot.waitUntil(lambda: set(titles(desk)) == {made(number).title for number in (1, 3)})


@pytest.mark.parametrize("name", ["facet_age", "facet_undated", "facet_pay", "facet_unpaid"])
def test_wheel_over_a_facet_scrolls_them_all_and_turns_only_the_one_at_work(desk, qtbot, name):
    facets = desk.window.facets
    field = facets.findChild(QWidget, name)
    bar = facets.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    turn(field)
    assert bar.value() > 0
    assert not facets.narrows
    assert not field.hasFocus()
    bar.setValue(0)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    turn(field)
    assert facets.narrows


def turn(field):
    """Turn the wheel over it: down, or up where more of it is there."""
    step = 120 if isinstance(field, QSpinBox) and field.hasFocus() else -120
    window = field.window()
    QTest.wheelEvent(window.windowHandle(), QPointF(field.mapTo(window, field.rect().center())), QPoint(0, step))


def test_sidebar_counts_what_is_saved_applied_for_new_and_hidden(some_jobs, desk, qtbot):
    side, view = desk.window.sidebar, desk.window.results.view
    desk.siding.set_new_since(datetime(2020, 1, 1, tzinfo=UTC))
    for row, name in ((1, "save"), (2, "save"), (3, "applied"), (4, "hide")):
        view.choose_row(row)
        with qtbot.waitSignal(desk.library.changed):
            desk.window.actions_[name].trigger()
    told = (side.all, side.new, side.saved, side.applied, side.hidden)
    qtbot.waitUntil(lambda: [item.text(1) for item in told] == ["39", "39", "2", "1", "1"])
    assert side.saved.data(0, Qt.ItemDataRole.AccessibleTextRole) == "Saved 2"
    desk.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: [item.text(1) for item in told] == ["40", "40", "2", "1", ""])
    desk.siding.set_new_since(None)
    desk.siding.count()
    qtbot.waitUntil(lambda: side.new.text(1) == "")


def test_sidebar_counts_what_each_search_found_whatever_is_hidden_merged_or_found_again(stored, desk, qtbot):
    side = desk.window.sidebar
    for numbers, words in (((1, 2, 3), "welder"), ((3, 4), "baker"), ((1, 2, 5), "welder")):
        stored(*(made(number) for number in numbers), words=words)
    desk.siding.show()

    def told():
        items = [side._searches.child(row) for row in range(side._searches.childCount())]
        return {item.text(0): item.text(1) for item in items}

    qtbot.waitUntil(lambda: told() == {"welder": "4", "baker": "2"})
    assert side._searches.child(0).data(0, Qt.ItemDataRole.AccessibleTextRole) == "welder 4"
    desk.showing.clear()
    shown_by(desk, qtbot, 1, 2, 3, 4, 5)
    row = titles(desk).index(made(3).title)
    desk.window.results.view.choose_row(row)
    desk.window.actions_["hide"].trigger()
    qtbot.waitUntil(lambda: told() == {"welder": "3", "baker": "1"})
    desk.siding.show()
    with qtbot.waitSignal(desk.library.answered):
        side.setCurrentItem(side._searches.child(0))
    assert desk.window.table.rowCount() == 3
    desk.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: told() == {"welder": "4", "baker": "2"})


def test_sidebar_when_counted_while_other_data_are_opened_then_nothing_of_the_first_is_told(stored, desk, qtbot):
    stored(made(1), words="welder")
    desk.siding.show()
    side = desk.window.sidebar
    qtbot.waitUntil(lambda: side._searches.childCount() == 1)
    qtbot.waitUntil(lambda: side._searches.child(0).text(1) == "1")
    told = []
    side.model().dataChanged.connect(lambda: told.append((side.all.text(1), side._searches.childCount())))
    desk.siding.count()
    desk.change_folder(desk.folder.practice())
    assert side.all.text(1) == ""
    told.clear()
    qtbot.waitUntil(lambda: desk.library.is_open)
    looked = []
    desk.library.read(lambda store: store.counts(None), looked.append)  # after all that was put on the lane before
    qtbot.waitUntil(lambda: bool(looked))
    assert [each for each in told if each != ("", 0)] == []
    assert desk.window.messages.sentence == ""


def test_columns_widths_and_sorting_are_as_they_were_left(some_jobs, folder, qapp, qtbot, desk):
    view = desk.window.results.view
    desk.window.results.columns_menu.chosen.emit(["title", "posted", "level", "company"])
    view.horizontalHeader().moveSection(4, 1)
    view.horizontalHeader().resizeSection(1, 333)
    view.sort_asked.emit("company", False)
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    again = start.open_window(folder)
    with qtbot.waitSignal(again.library.answered) as answered:
        pass
    left = again.window.results.view.layout_of_columns()
    assert [key for key, _ in left] == ["company", "title", "posted", "level"]
    assert dict(left)["title"] == 333
    assert answered.args[0].asked.sort == "company"
    assert not again.window.sidebar.new.isHidden()
    with qtbot.waitSignal(again.closed):
        again.window.close()
    again.window.deleteLater()


@pytest.mark.parametrize("begun_with_practice", [True, False])
def test_columns_left_with_the_practice_jobs_are_those_of_own_jobs_and_the_other_way_round(
    folder, qtbot, practice_desk, begun_with_practice
):
    practice_desk.window.results.columns_menu.chosen.emit(["company", "title"])
    with qtbot.waitSignal(practice_desk.closed):
        practice_desk.window.close()
    again = start.open_window(folder.practice() if begun_with_practice else folder)
    qtbot.waitUntil(lambda: again.library.is_open)
    if not begun_with_practice:
        again.change_folder(folder.practice())
    qtbot.waitUntil(lambda: again.library.is_open)
    assert [key for key, _ in again.window.results.view.layout_of_columns()] == ["company", "title"]
    with qtbot.waitSignal(again.closed):
        again.window.close()
    again.window.deleteLater()
    assert [key for key, _ in load(folder.window_state).columns] == ["company", "title"]


def test_columns_at_first_then_all_are_seen_at_1280_pixels_and_grow_with_the_window(some_jobs, desk, qtbot):
    view = desk.window.results.view
    desk.window.resize(1280, 800)
    seen_without_scrolling(view)
    at_first = sections(view)
    desk.window.resize(1800, 800)
    qtbot.waitUntil(lambda: all(size >= before for size, before in zip(sections(view), at_first, strict=True)))
    qtbot.waitUntil(lambda: sections(view)[0] > at_first[0])
    assert view.horizontalScrollBar().maximum() == 0


def seen_without_scrolling(view):
    """All columns, with the words of their heads and enough of a title."""
    assert view.horizontalScrollBar().maximum() == 0
    assert sections(view)[0] >= 24 * view.fontMetrics().averageCharWidth()
    for column, size in zip(view.table.columns, sections(view), strict=True):
        assert size >= view.horizontalHeader().fontMetrics().horizontalAdvance(column.title) + 8, column.key


def test_columns_that_are_sorted_by_have_room_for_their_words_and_the_sign(some_jobs, desk):
    assert without_room(desk.window.results.view) == []


def without_room(view):
    """The columns whose words are cut short while they are sorted by."""
    view.lay_out_columns([(column.key, 0) for column in job_columns.COLUMNS])
    header, cut = view.horizontalHeader(), []
    style = header.style()
    beside = 2 * style.pixelMetric(QStyle.PixelMetric.PM_HeaderMargin)  # as Qt has it where it shortens the words
    beside += style.pixelMetric(QStyle.PixelMetric.PM_HeaderMarkSize)
    for section, column in enumerate(view.table.columns, 1):
        words_px = header.fontMetrics().horizontalAdvance(column.title)
        if column.sort is not None and header.sectionSize(section) < words_px + beside:
            cut.append(column.title)
    return cut


def sections(view):
    return [view.horizontalHeader().sectionSize(section) for section in range(1, view.horizontalHeader().count())]


def test_column_that_somebody_sized_keeps_its_width_until_the_columns_are_as_at_first(some_jobs, desk, qtbot):
    view, menu = desk.window.results.view, desk.window.results.columns_menu
    at_first = sections(view)
    view.horizontalHeader().resizeSection(2, 200)
    desk.window.resize(1600, 800)
    qtbot.waitUntil(lambda: view.width() > 800)
    assert sections(view)[1] == 200
    assert all(size >= before for size, before in zip(sections(view), at_first, strict=True))
    assert view.width() - 50 < sum(sections(view)) < view.width()  # the others share what is left
    menu.chosen.emit(["title", "company", "level"])
    assert sections(view)[1] == 200
    assert view.width() - 50 < sum(sections(view)) < view.width()
    menu.actions()[-1].trigger()
    assert len(sections(view)) == len(at_first)
    desk.window.resize(1280, 800)
    qtbot.waitUntil(lambda: abs(sections(view)[1] - at_first[1]) <= 1)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)


def test_column_that_somebody_made_wider_than_the_view_leaves_the_others_what_they_need(some_jobs, desk):
    view = desk.window.results.view
    view.horizontalHeader().resizeSection(1, 2000)
    desk.window.resize(1300, 800)
    assert sections(view)[0] == 2000
    assert min(sections(view)[1:]) > 50
    assert view.horizontalScrollBar().maximum() > 0


@pytest.mark.parametrize("size", [(1024, 700), (1024, 768)])
def test_columns_at_first_fit_a_small_window_and_those_left_out_come_back_in_a_larger_one(some_jobs, desk, qtbot, size):
    fits_small(desk, qtbot, size)


def fits_small(desk, qtbot, size):
    window, menu = desk.window, desk.window.results.columns_menu
    view = window.results.view
    window.resize(*size)
    qtbot.waitUntil(lambda: view.columns_seen() == ["title", "company", "place", "pay", "posted"])
    assert view.horizontalScrollBar().maximum() == 0
    assert view.columnWidth(1) >= 18 * view.fontMetrics().averageCharWidth()
    menu.aboutToShow.emit()
    assert [action.isChecked() for action in menu.actions()[:7]] == [True] * 5 + [False] * 2
    assert len(view.layout_of_columns()) == 7  # as they are remembered
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: len(view.columns_seen()) == 7)
    seen_without_scrolling(view)
    assert {width for _, width in view.layout_of_columns()} == {0}  # nobody gave them any


def test_column_that_somebody_asked_for_in_a_small_window_is_shown(some_jobs, desk, qtbot):
    view, menu = desk.window.results.view, desk.window.results.columns_menu
    desk.window.resize(1024, 700)
    qtbot.waitUntil(lambda: len(view.columns_seen()) == 5)
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Seen on").trigger()
    assert view.columns_seen() == ["title", "company", "place", "pay", "posted", "sites"]


def test_title_takes_what_room_is_left_in_a_wide_window(some_jobs, desk, qtbot):
    view = desk.window.results.view
    for width in (1280, 2600):
        desk.window.resize(width, 800)
        qtbot.waitUntil(lambda: view.width() - 50 < sum(sections(view)) < view.width())
    assert sections(view)[0] > 60 * view.fontMetrics().averageCharWidth()


def test_a_damaged_memory_of_the_window_is_passed_over(folder, qapp, qtbot):
    folder.make()
    folder.window_state.write_text("{nonsense")
    desk = start.open_window(folder)
    with qtbot.waitSignal(desk.library.answered):
        pass
    assert len(desk.window.table.columns) > 3
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    desk.window.deleteLater()


def test_export_writes_what_is_shown_with_the_columns_chosen(some_jobs, desk, qtbot, tmp_path):
    desk.window.actions_["export"].trigger()
    asked = dialog(desk, "export_dialog")
    columns = asked.findChild(QListWidget, "export_columns")
    for row, column in enumerate(COLUMNS):
        state = Qt.CheckState.Checked if column.key in {"title", "company"} else Qt.CheckState.Unchecked
        columns.item(row).setCheckState(state)
    asked._format.setCurrentIndex(2)
    assert asked.findChild(QLineEdit, "export_file").text().endswith(".json")
    target = tmp_path / "out.json"
    asked.findChild(QLineEdit, "export_file").setText(str(target))
    qtbot.mouseClick(asked.findChild(QPushButton, "export_start"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.findChild(QPushButton, "export_open").isVisible())
    rows = json.loads(target.read_text())
    assert len(rows) == 40
    assert list(rows[0]) == ["title", "company"]
    asked.reject()


def test_export_columns_are_checked_all_or_none_at_once_and_none_cannot_be_exported(some_jobs, desk, qtbot):
    desk.window.actions_["export"].trigger()
    asked = dialog(desk, "export_dialog")
    columns = asked.findChild(QListWidget, "export_columns")

    def checked():
        return sum(columns.item(row).checkState() == Qt.CheckState.Checked for row in range(columns.count()))

    qtbot.mouseClick(asked.findChild(QPushButton, "export_none"), Qt.MouseButton.LeftButton)
    assert checked() == 0
    assert not asked.findChild(QPushButton, "export_start").isEnabled()
    columns.item(2).setCheckState(Qt.CheckState.Checked)
    assert asked.findChild(QPushButton, "export_start").isEnabled()
    qtbot.mouseClick(asked.findChild(QPushButton, "export_all"), Qt.MouseButton.LeftButton)
    assert checked() == len(COLUMNS)
    asked.reject()


def test_export_of_practice_jobs_says_that_they_are_made_up(practice_desk, qtbot, tmp_path):
    from datetime import UTC, datetime

    from scraper.query import Query
    from scraper.store.store import open_store

    desk = practice_desk
    with open_store(desk.library.folder.database, made_up=True) as store:
        run = store.begin_run(Query(words="x", sites=("indeed",)), datetime.now(UTC))
        store.ingest(run, [made(1)], datetime.now(UTC))
    desk.showing.clear()
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 1)
    desk.window.actions_["export"].trigger()
    asked = dialog(desk, "export_dialog")
    asked.findChild(QLineEdit, "export_file").setText(str(tmp_path / "x.csv"))
    qtbot.mouseClick(asked.findChild(QPushButton, "export_start"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked.findChild(QPushButton, "export_open").isVisible())
    assert "made_up" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    asked.reject()


def test_export_to_a_place_that_cannot_be_written_says_so_and_lets_one_choose_again(some_jobs, desk, qtbot, tmp_path):
    desk.window.actions_["export"].trigger()
    asked = dialog(desk, "export_dialog")
    asked.findChild(QLineEdit, "export_file").setText(str(tmp_path / "none" / "x.csv"))
    qtbot.mouseClick(asked.findChild(QPushButton, "export_start"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not exist" in asked.findChild(QLabel, "export_text").text())
    assert asked.findChild(QPushButton, "export_start").isVisible()
    asked.reject()


def test_every_command_is_found_by_its_words_and_enter_runs_it(some_jobs, desk, qtbot):
    desk.window.results.view.choose_row(0)
    desk.window.actions_["commands"].trigger()
    asked = dialog(desk, "command_palette")
    field = asked.findChild(QLineEdit, "command")
    qtbot.keyClicks(field, "sav")
    with qtbot.waitSignal(desk.library.changed):
        qtbot.keyClick(field, KEY.Key_Return)


ON_JOBS = {command.name for command in COMMANDS if command.in_table}


def usable(desk):
    return {name for name in ON_JOBS if desk.window.actions_[name].isEnabled()}


def offered(desk, qtbot):
    """The words of the commands for jobs that the palette of commands has."""
    desk.window.actions_["commands"].trigger()
    asked = dialog(desk, "command_palette")
    items = asked.findChild(QTreeWidget, "commands")
    there = {items.topLevelItem(row).text(0) for row in range(items.topLevelItemCount())}
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()
    return there & {plain(desk.window.actions_[name]) for name in ON_JOBS}


def test_commands_that_have_none_of_the_words_typed_then_that_is_said(desk, qtbot):
    desk.window.actions_["commands"].trigger()
    palette = dialog(desk, "command_palette")
    told = palette.findChild(QLabel, "no_command")
    assert not told.isVisible()
    qtbot.keyClicks(palette.findChild(QLineEdit, "command"), "zeppelin")
    assert told.isVisible()
    palette.reject()


@pytest.mark.parametrize(
    ("which", "words"), [("desk", ("size", "font", "zoom")), ("german_desk", ("größe", "text", "zoom"))]
)
def test_sizes_of_the_text_are_all_found_by_any_word_for_them(request, which, words):
    desk = request.getfixturevalue(which)
    desk.window.actions_["commands"].trigger()
    palette = dialog(desk, "command_palette")
    items = palette.findChild(QTreeWidget, "commands")
    sizes = {plain(desk.window.actions_[name]) for name in ("larger", "smaller", "usual_size")}
    for word in words:
        palette.findChild(QLineEdit, "command").setText(word)
        every = map(items.topLevelItem, range(items.topLevelItemCount()))
        assert {item.text(0) for item in every if not item.isHidden()} == sizes
    palette.reject()


@pytest.mark.usefixtures("text_percent")
def test_size_of_the_text_is_told_as_it_is_now_also_when_it_is_the_usual_one_again(desk):
    for name, percent in (("larger", 110), ("larger", 120), ("usual_size", 100), ("smaller", 90), ("usual_size", 100)):
        desk.window.actions_[name].trigger()
        assert desk.window.findChild(QLabel, "message").text() == f"Text size: {percent} %."


def test_look_and_text_size_are_commands_and_kept(desk, qapp, qtbot):
    desk.window.actions_["commands"].trigger()
    palette = dialog(desk, "command_palette")
    usual, size = theme.tokens("dark"), qapp.font().pointSizeF()
    qtbot.keyClicks(palette.findChild(QLineEdit, "command"), "dark")
    qtbot.keyClick(palette.findChild(QLineEdit, "command"), KEY.Key_Return)
    assert qapp.palette().window().color().name() == usual.window
    for name in ("larger", "larger", "smaller"):
        desk.window.actions_[name].trigger()
    assert qapp.font().pointSizeF() == pytest.approx(size * 1.1)
    qtbot.waitUntil(lambda: settings.load(desk.folder.settings)[0].text_percent == 110)
    assert settings.load(desk.folder.settings)[0].look == "dark"
    desk.window.actions_["usual_size"].trigger()
    desk.window.actions_["light"].trigger()
    assert qapp.font().pointSizeF() == pytest.approx(size)
    assert qapp.palette().window().color().name() == theme.tokens("light").window
    qtbot.waitUntil(lambda: settings.load(desk.folder.settings)[0].look == "light")


def test_about_says_version_license_and_where_the_data_are(practice_desk):
    practice_desk.window.actions_["about"].trigger()
    about = dialog(practice_desk, "about")
    told = {label.objectName(): label.text() for label in about.findChildren(QLabel) if label.objectName()}
    assert told["about_version"] == version("jobspy-desktop")
    assert told["about_folder"] == str(practice_desk.folder.own().root)
    assert told["about_license"].startswith("MIT")
    assert told["about_jobspy"] == version("python-jobspy")
    assert told["about_qt"].startswith(qVersion())
    about.reject()


def test_manual_is_found_where_it_lies_beside_the_program_and_offered_only_then(tmp_path, desk):
    assert manual(tmp_path) is None
    for place in ("docs/index.md", "manual/index.html"):
        page = tmp_path / place
        page.parent.mkdir()
        page.touch()
        assert manual(tmp_path) == page
    assert desk.window.actions_["manual"].isVisible()  # a checkout has its texts


def test_commands_for_jobs_can_be_used_while_one_or_several_are_chosen_and_only_then(some_jobs, desk, qtbot):
    view, field = desk.window.results.view, desk.window.results.filter
    assert usable(desk) == set()
    assert offered(desk, qtbot) == set()
    view.choose_row(2)
    assert usable(desk) == ON_JOBS
    assert len(offered(desk, qtbot)) == len(ON_JOBS)
    qtbot.keyClick(view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.selected_jobs()) == 2
    assert usable(desk) == ON_JOBS
    with qtbot.waitSignal(desk.library.answered):
        field.setText("zeppelin")
    assert usable(desk) == set()
    assert desk.window.detail.record is None  # its buttons would do nothing
    with qtbot.waitSignal(desk.library.answered):
        field.clear()
    view.choose_row(0)
    assert usable(desk) == ON_JOBS
    view.clearSelection()
    view.setCurrentIndex(QModelIndex())
    assert usable(desk) == set()


def test_other_columns_then_the_job_and_the_place_in_the_table_stay(some_jobs, desk, qtbot):
    view = desk.window.results.view
    view.choose_row(30)
    job, place = view.current_job, view.verticalScrollBar().value()
    assert place > 0
    desk.window.results.columns_menu.chosen.emit(["title", "company"])
    assert view.current_job == job
    assert view.verticalScrollBar().value() == place
    assert desk.window.detail.record.id == job


class ButtonsHaveIcons(QProxyStyle):
    """Fusion as it is where the system wants icons on the buttons of dialogs."""

    @override
    def styleHint(self, hint, option=None, widget=None, returnData=None):
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, returnData)


@pytest.mark.parametrize("command", ["keys", "export", "settings"])
def test_buttons_of_dialogs_have_words_and_no_icons_of_the_style(desk, qapp, command):
    qapp.setStyle(ButtonsHaveIcons("Fusion"))
    desk.window.actions_[command].trigger()
    shown = desk.window.findChild(QDialog)
    buttons = shown.findChild(QDialogButtonBox).buttons()
    assert [button.text() for button in buttons if not button.icon().isNull()] == []
    shown.reject()
    qapp.setStyle("Fusion")


def test_the_sheet_of_keys_names_the_keys_of_every_command(desk):
    desk.window.actions_["keys"].trigger()
    sheet = dialog(desk, "key_sheet")
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Ctrl+K", "S", "A", "X", "J / K", "Home / End", "Ctrl+Z"} <= words
    sheet.reject()


def test_every_deed_for_a_job_has_a_button_beside_it(some_jobs, desk):
    desk.window.results.view.choose_row(0)
    buttons = {button.objectName() for button in desk.window.detail.findChildren(QToolButton) if button.isVisible()}
    names = ("save", "applied", "hide", "hide_company", "note", "copy")
    assert buttons >= {f"detail_{name}" for name in names}

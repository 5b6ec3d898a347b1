"""Export: nothing is overwritten without a question, names get their endings, and the last choice is there again."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QListWidget, QMessageBox, QPushButton

from app.operations.export import free_name, renamed, with_ending
from app.ui.state import load
from scraper.export.write import Format
from scraper.store.columns import COLUMNS

KEPT = "what was there before"


def opened(desk):
    desk.window.actions_["export"].trigger()
    return desk.exporting.dialog


def name(asked):
    return asked.findChild(QLineEdit, "export_file")


def press(qtbot, within, button):
    qtbot.mouseClick(within.findChild(QPushButton, button), Qt.MouseButton.LeftButton)


def question(asked):
    return asked.findChild(QMessageBox, "export_question")


def written(qtbot, asked):
    qtbot.waitUntil(asked.findChild(QPushButton, "export_open").isVisible)
    return asked.findChild(QLabel, "export_text").text()


@pytest.fixture
def home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


@pytest.fixture
def asked(home, some_jobs, desk):
    asked = opened(desk)
    yield asked
    asked.reject()


def test_export_to_a_file_that_is_there_asks_and_leaves_it_when_told_no(asked, qtbot, tmp_path):
    target = tmp_path / "mine.csv"
    target.write_text(KEPT)
    name(asked).setText(str(target))
    press(qtbot, asked, "export_start")
    assert target.name in question(asked).text()
    qtbot.keyClick(question(asked), Qt.Key.Key_Return)  # what Enter does is not to lose anything
    qtbot.waitUntil(lambda: question(asked) is None)
    assert target.read_text() == KEPT
    assert asked.findChild(QPushButton, "export_start").isVisible()


def test_export_to_a_file_that_is_there_replaces_it_when_told_so(asked, qtbot, tmp_path):
    target = tmp_path / "mine.csv"
    target.write_text(KEPT)
    name(asked).setText(str(tmp_path / "mine"))  # the ending is added before it is looked
    press(qtbot, asked, "export_start")
    press(qtbot, question(asked), "export_replace")
    assert "40" in written(qtbot, asked)
    assert KEPT not in target.read_text(encoding="utf-8-sig")


def chosen(monkeypatch, path):
    """The file dialog gives this name, which it has asked about itself where there was such a file."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))


def test_a_name_the_file_dialog_has_asked_about_is_not_asked_about_again(asked, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "mine.csv"
    target.write_text(KEPT)
    chosen(monkeypatch, target)
    press(qtbot, asked, "export_browse")
    press(qtbot, asked, "export_start")
    written(qtbot, asked)
    assert KEPT not in target.read_text(encoding="utf-8-sig")


def test_a_name_the_file_dialog_could_not_ask_about_is_asked_about(asked, qtbot, monkeypatch, tmp_path):
    (tmp_path / "mine.csv").write_text(KEPT)
    chosen(monkeypatch, tmp_path / "mine")
    press(qtbot, asked, "export_browse")
    assert name(asked).text() == str(tmp_path / "mine.csv")
    press(qtbot, asked, "export_start")
    question(asked).reject()
    assert (tmp_path / "mine.csv").read_text() == KEPT


def test_the_name_suggested_is_not_taken_whatever_the_format(asked, home):
    assert name(asked).text() == str(home / "jobs.csv")
    asked.reject()
    for taken in ("jobs.csv", "jobs-2.csv", "jobs.json"):
        (home / taken).touch()
    assert [free_name(home, kind).name for kind in Format] == ["jobs-3.csv", "jobs.xlsx", "jobs-2.json", "jobs.jsonl"]


def test_another_format_suggests_a_name_that_is_not_taken_in_it(asked, home):
    (home / "jobs.json").touch()
    asked._format.setCurrentIndex(2)
    assert name(asked).text() == str(home / "jobs-2.json")


def test_a_name_without_an_ending_gets_that_of_the_format(asked, qtbot, tmp_path):
    asked._format.setCurrentIndex(1)
    name(asked).setText(str(tmp_path / "mine"))
    press(qtbot, asked, "export_start")
    written(qtbot, asked)
    assert (tmp_path / "mine.xlsx").read_bytes()[:2] == b"PK"
    assert name(asked).text() == str(tmp_path / "mine.xlsx")


def test_another_format_changes_the_ending_of_a_name_that_was_typed(asked, tmp_path):
    name(asked).setText(str(tmp_path / "mine.csv"))
    asked._format.setCurrentIndex(3)
    assert name(asked).text() == str(tmp_path / "mine.jsonl")


@pytest.mark.parametrize(
    ("typed", "csv", "as_json"),
    [
        ("mine", "mine.csv", "mine.json"),
        ("mine.", "mine.csv", "mine.json"),
        ("mine.csv", "mine.csv", "mine.json"),
        ("mine.txt", "mine.txt", "mine.json"),
        ("version 2.5", "version 2.5.csv", "version 2.5.json"),
        ("jobs of 3. May", "jobs of 3. May.csv", "jobs of 3. May.json"),
        ("..", "..", ".."),
    ],
)
def test_names_get_an_ending_where_they_have_none(tmp_path, typed, csv, as_json):
    assert with_ending(tmp_path / typed, Format.CSV) == tmp_path / csv
    assert renamed(tmp_path / typed, Format.JSON) == tmp_path / as_json


def test_columns_format_and_folder_of_the_last_export_are_there_again(home, some_jobs, desk, qtbot, tmp_path):
    asked = opened(desk)
    press(qtbot, asked, "export_none")
    columns = asked.findChild(QListWidget, "export_columns")
    for row in (1, 2):
        columns.item(row).setCheckState(Qt.CheckState.Checked)
    asked._format.setCurrentIndex(2)
    name(asked).setText(str(tmp_path / "mine.json"))
    press(qtbot, asked, "export_start")
    written(qtbot, asked)
    asked.reject()

    again = opened(desk)
    keys = (COLUMNS[1].key, COLUMNS[2].key)
    assert again._keys() == keys
    assert again._format.currentData() == "json"
    assert name(again).text() == str(tmp_path / "jobs.json")
    again.reject()
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    left = load(desk.library.folder.window_state).export
    assert (left.columns, left.file_format, left.folder) == (keys, "json", str(tmp_path))


def labels(asked):
    columns = asked.findChild(QListWidget, "export_columns")
    return [columns.item(row).text() for row in range(columns.count())]


def test_the_dialog_says_the_heading_of_a_column_where_the_file_has_another_word(asked):
    told = dict(zip((column.key for column in COLUMNS), labels(asked), strict=True))
    assert (told["id"], told["title"], told["first_seen"]) == ("Number (id)", "Title", "First seen")
    for key, label in told.items():
        assert key in label.lower().replace(" ", "_"), label


def test_in_german_the_columns_are_german_and_their_headings_recognized(german_desk, home, some_jobs):
    dialog = opened(german_desk)
    told = dict(zip((column.key for column in COLUMNS), labels(dialog), strict=True))
    dialog.reject()
    assert (told["id"], told["company"], told["place"]) == ("Nummer (id)", "Firma (company)", "Ort (place)")
    assert (told["link"], told["status"]) == ("Link", "Status")


def test_export_where_the_last_folder_cannot_be_asked_for_suggests_the_home_folder(home, some_jobs, desk):
    desk.window.exported = replace(desk.window.exported, folder="/" + 300 * "n")
    asked = opened(desk)
    assert name(asked).text() == str(home / "jobs.csv")
    asked.reject()


def test_export_with_the_name_of_another_format_asks_and_renames_or_keeps_it_as_told(asked, qtbot, tmp_path):
    choose = asked.findChild(QComboBox, "export_format")
    choose.setCurrentIndex(choose.findData(Format.JSONL))
    name(asked).setText(str(tmp_path / "mine.csv"))
    press(qtbot, asked, "export_start")
    named = asked.findChild(QMessageBox, "export_name_question")
    assert "mine.csv is the name of a CSV file, and JSON Lines is written." in named.text()
    assert named.icon() is QMessageBox.Icon.NoIcon
    assert all(button.icon().isNull() for button in named.buttons())
    named.reject()
    assert not (tmp_path / "mine.csv").exists()
    press(qtbot, asked, "export_start")
    qtbot.waitUntil(lambda: len(asked.findChildren(QMessageBox, "export_name_question")) == 1)
    qtbot.keyClick(asked.findChild(QMessageBox, "export_name_question"), Qt.Key.Key_Return)
    assert "40" in written(qtbot, asked)
    assert (tmp_path / "mine.jsonl").read_text().count("\n") == 40
    assert not (tmp_path / "mine.csv").exists()


def test_export_with_the_name_of_another_format_when_that_is_kept_then_is_written_there(asked, qtbot, tmp_path):
    choose = asked.findChild(QComboBox, "export_format")
    choose.setCurrentIndex(choose.findData(Format.JSONL))
    name(asked).setText(str(tmp_path / "mine.csv"))
    press(qtbot, asked, "export_start")
    press(qtbot, asked.findChild(QMessageBox, "export_name_question"), "export_keep_name")
    assert "40" in written(qtbot, asked)
    assert (tmp_path / "mine.csv").read_text().startswith("{")

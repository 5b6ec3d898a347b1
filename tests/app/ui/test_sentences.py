"""What goes wrong is told in the window's language, wherever in the program the sentence is made."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from app.ui.language import install
from app.ui.sentences import PATTERNS, spoken
from scraper.store.database import _SENTENCES

ROOT = Path(__file__).parents[3]
SENTENCES = frozenset(
    [
        "Expected",
        "EngineLost",
        "StoreError",
        "BadInput",
        "WrongRelease",
        "NotFetched",
        "Trouble",
        "Over",
        "SourceError",
        "RateLimited",
        "Blocked",
        "Unreachable",
        "LayoutChanged",
        "Refused",
        "note",
        "fail",
        "append",
    ]
)
NOT_IN_THE_WINDOW = {
    "app/cli": "the command line speaks English",
    "app/operations/license_client.py": "the license page has its own words",
    "app/operations/licensing.py": "the license page has its own words",
    "app/operations/trial.py": "the license page has its own words",
    "app/operations/doctor.py": "the doctor is on the command line",
    "scraper/store/columns.py": "columns are named on the command line only",
    "scraper/practice": "made-up pages, not sentences",
}
THE_COMMAND_LINES = {
    "No site serves {}: name one with --site.",
    "{} is not available at present: {}",
    "There is no decision {} to take back.",
    "{} is there already, and was left as it is: choose another name.",
}
PUT_TOGETHER = {
    "{} {} could not be read: {}.": "2 jobs could not be read: it is too long.",
    "{} answered with an empty page, and again when asked once more: {}.": "Bayt answered with an empty page, and again"
    " when asked once more: its list is taken to end there.",
    "{} {} is read in one go, without pages and without being asked again.": "The installed JobSpy has changed inside:"
    " x is no longer called. Bayt is read in one go, without pages and without being asked again.",
}
"""Of parts that are words themselves: an example."""
FAULTS = {"The search engine has no pipe."}


def texts(node):
    """What a sentence may be, with {} for what is put in; nothing where it is made elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))


def sentences():
    """All that is told of errors and of sites, with the file it is made in."""
    for path in sorted(path for room in ("app", "scraper") for path in (ROOT / room).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if any(name.startswith(room) for room in NOT_IN_THE_WINDOW):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called not in SENTENCES or (called == "append" and "notes" not in ast.unparse(node.func)):
                continue
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "message")]
            for text in (text for argument in given for text in texts(argument)):
                if re.search("[a-z]{3}", text):
                    yield name, text
    for text in _SENTENCES.values():
        yield "scraper/store/database.py", text.format(path="{}")


def test_every_error_that_reaches_the_window_has_german_words(qapp):
    install(qapp, "de")
    found = sorted(set(sentences()))
    examples = [
        (name, PUT_TOGETHER.get(text, text.replace("{}", "7")))
        for name, text in found
        if text not in THE_COMMAND_LINES | FAULTS
    ]
    none = [f"{name}: {text}" for name, text in examples if spoken(text) == text]
    install(qapp, "en")
    assert len(found) > 90  # the walk finds them
    assert none == []


def test_walk_over_the_errors_notices_one_without_german(monkeypatch, tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "new.py").write_text(
        'raise StoreError(f"{path} is too green." if green else "It is too blue.")'
    )
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert [text for name, text in sentences() if name == "app/new.py"] == ["{} is too green.", "It is too blue."]


def test_sentence_without_a_pattern_is_told_as_it_is(qapp):
    install(qapp, "de")
    assert spoken("Nothing of the kind.") == "Nothing of the kind."
    install(qapp, "en")


def test_what_differs_in_a_sentence_stays_and_what_the_system_says_is_translated(qapp):
    install(qapp, "de")
    told = spoken(PermissionError("/data/age and pay cannot be written: Permission denied."))
    assert told == "/data/age and pay kann nicht geschrieben werden: keine Erlaubnis."
    assert spoken("The setting look in /x cannot be used: it has to be one of a, b. It has its default now.") == (
        "Die Einstellung look in /x ist nicht brauchbar: es muss eines von a, b sein. Sie hat jetzt ihren Ausgangswert."
    )
    install(qapp, "en")


@pytest.mark.parametrize("pattern", PATTERNS)
def test_sentence_in_english_stays_as_it_is(qapp, pattern):
    install(qapp, "en")
    text = pattern.replace("{}", "7")
    assert spoken(text) == text


def test_export_and_backup_that_fail_say_so_in_german(some_jobs, qapp, qtbot, folder, tmp_path):
    from tests.app.ui.conftest import opened_desk

    opened = opened_desk(qapp, qtbot, folder, "de")
    desk = next(opened)
    desk.window.actions_["export"].trigger()
    asked = desk.window.findChild(QDialog, "export_dialog")
    asked.findChild(QLineEdit, "export_file").setText(str(tmp_path / "none" / "x.csv"))
    qtbot.mouseClick(asked.findChild(QPushButton, "export_start"), Qt.MouseButton.LeftButton)
    text = asked.findChild(QLabel, "export_text")
    qtbot.waitUntil(
        lambda: (
            text.text() == f"Den Ordner {tmp_path / 'none'} gibt es nicht: legen Sie ihn an, "
            "oder wählen Sie einen anderen."
        )
    )
    asked.reject()
    desk.setting_up.backup_wished.emit(tmp_path)
    qtbot.waitUntil(lambda: "wählen Sie eine andere für die Sicherung" in desk.window.messages.sentence)
    desk.setting_up.restore_wished.emit(tmp_path / "none.sqlite3")
    qtbot.waitUntil(lambda: "Es gibt keine Datei" in desk.window.messages.sentence)
    qtbot.waitUntil(lambda: desk.window.table.rowCount() == 40)
    next(opened, None)
    install(qapp, "en")

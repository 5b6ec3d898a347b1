"""The window in other languages: complete, without clashing keys, and nothing is cut off."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from typing_extensions import override

from app.ui import start, words
from app.ui.language import install
from tests.app.ui.test_accessibility import mnemonics, views

ROOT = Path(__file__).parents[3]


def messages(language):
    text = (files("app.ui") / "translations" / f"app_{language}.ts").read_text(encoding="utf-8")
    return list(ET.fromstring(text).iter("message"))


def test_translations_are_up_to_date_with_the_code():
    command = (sys.executable, "-P", "build/translations.py", "--check")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_german_is_complete_and_has_the_same_places_for_values():
    for message in messages("de"):
        source, translation = message.findtext("source"), message.find("translation")
        assert translation.get("type") is None, source
        forms = [form.text for form in translation.findall("numerusform")] or [translation.text]
        for text in forms:
            assert text, source
            assert text.count("{}") == source.count("{}"), source
            assert ("&" in text) == ("&" in source), source


@pytest.fixture
def german(qapp):
    install(qapp, "de")
    yield
    install(qapp, "en")


@pytest.fixture
def german_desk(german, monkeypatch, qapp, qtbot, folder):
    from tests.app.ui.conftest import opened_desk

    monkeypatch.setattr(start, "application", lambda language="en": qapp)
    yield from opened_desk(qapp, qtbot, folder)


def test_in_german_words_dates_and_money_are_german(german):
    assert words.counted(1) == "1 Stelle"
    assert words.counted(12345) == "12.345 Stellen"
    assert (
        words.pay_long(120000, 150000, "USD", "year")
        == "120.000\N{NO-BREAK SPACE}$ bis 150.000\N{NO-BREAK SPACE}$ im Jahr"
    )
    assert words.exact("2026-10-03") in {"Samstag, 3. Oktober 2026", "3. Oktober 2026"}
    assert words.country("DE") == "Deutschland"


def test_in_english_plurals_are_right(qapp):
    install(qapp, "en")
    assert [words.counted(count) for count in (0, 1, 1234)] == ["0 jobs", "1 job", "1,234 jobs"]


def test_a_system_without_a_language_gets_english(qapp, monkeypatch):
    monkeypatch.setattr(QLocale, "system", staticmethod(QLocale.c))
    assert install(qapp, "system") == "en"
    assert QLocale().name() == "en_US"


def test_no_mnemonic_of_a_view_is_used_twice_in_german(german_desk):
    german_desk.window.results.view.choose_row(0)
    for view in views(german_desk):
        letters = mnemonics(view)
        assert sorted({letter for letter in letters if letters.count(letter) > 1}) == [], view.objectName()


class Longer(QTranslator):
    """Every text a third longer, in letters that are easily cut."""

    @override
    def translate(self, context, source, disambiguation=None, n=-1):
        if not source:
            return ""
        text = source.replace("%n", str(n))
        return f"[{text}{'Ẅ' * max(2, len(re.sub('[&{}]', '', text)) // 3)}]"

    @override
    def isEmpty(self):
        return False


@pytest.fixture
def longer_desk(qapp, qtbot, folder, some_jobs):
    from tests.app.ui.conftest import opened_desk

    install(qapp, "en")
    translator = Longer(qapp)
    qapp.installTranslator(translator)
    yield from opened_desk(qapp, qtbot, folder, language=None)
    qapp.removeTranslator(translator)


def test_nothing_is_cut_off_where_texts_are_a_third_longer(longer_desk):
    longer_desk.window.resize(1440, 900)
    longer_desk.window.results.view.choose_row(0)
    for view in views(longer_desk):
        for widget in view.findChildren(QWidget):
            if (
                not widget.isVisible()
                or widget.window() is not view
                or not isinstance(widget, (QAbstractButton, QLabel))
            ):
                continue
            if isinstance(widget, QLabel) and (widget.wordWrap() or not widget.text()):
                continue
            needed = widget.minimumSizeHint().width()
            assert widget.width() >= needed, (view.objectName(), widget.objectName(), widget.text())

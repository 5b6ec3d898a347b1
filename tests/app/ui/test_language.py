"""The window in other languages: complete, without clashing keys, and nothing is cut off."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from typing_extensions import override

from app.ui import theme, words
from app.ui.language import install
from scraper.normalise.currencies import PER_DOLLAR as CURRENCIES
from tests.app.ui.test_accessibility import used_twice, views
from tests.app.ui.test_commands import fits_small, seen_without_scrolling, without_room

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


def test_in_german_all_columns_are_seen_at_1280_pixels(some_jobs, german_desk):
    german_desk.window.resize(1280, 800)
    assert [column.title for column in german_desk.window.results.view.table.columns][:2] == ["Titel", "Firma"]
    seen_without_scrolling(german_desk.window.results.view)


def test_in_german_columns_fit_a_small_window(some_jobs, german_desk, qtbot):
    fits_small(german_desk, qtbot, (1024, 768))


def test_in_german_columns_that_are_sorted_by_have_room_for_their_words_and_the_sign(some_jobs, german_desk):
    assert without_room(german_desk.window.results.view) == []


def test_in_german_words_dates_and_money_are_german(german):
    assert words.counted(1) == "1 Stelle"
    assert words.counted(12345) == "12.345 Stellen"
    assert (
        words.pay_long(120000, 150000, "USD", "year")
        == "120.000\N{NO-BREAK SPACE}$ bis 150.000\N{NO-BREAK SPACE}$ im Jahr"
    )
    assert words.exact("2026-10-03") == "3. Okt. 2026"
    assert words.exact("2026-10-03T12:00:00Z").startswith("3. Okt. 2026, ")
    assert words.country("DE") == "Deutschland"


def test_in_english_plurals_are_right(qapp):
    install(qapp, "en")
    assert [words.counted(count) for count in (0, 1, 1234)] == ["0 jobs", "1 job", "1,234 jobs"]


@pytest.fixture
def english_afterwards(qapp, monkeypatch):
    """The words are English again, whatever the test did to them and however it ended."""
    yield
    monkeypatch.undo()
    install(qapp, "en")


@pytest.mark.usefixtures("english_afterwards")
def test_a_system_without_a_language_gets_english(qapp, monkeypatch):
    monkeypatch.setattr(QLocale, "system", staticmethod(QLocale.c))
    assert install(qapp, "system") == "en"
    assert QLocale().name() == "en_US"


MIXED = (
    "from PySide6.QtCore import QCoreApplication; from app.ui import language, words;"
    "app = QCoreApplication([]); language.install(app, 'en'); print(words.number(1000), words.exact('2026-10-03'))"
)


@pytest.mark.parametrize(
    "mixed", [{"LANG": "en_US.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}, {"LANG": "de_DE.UTF-8", "LANGUAGE": "en_US"}]
)
def test_numbers_and_days_are_those_of_the_language_where_the_system_mixes_several(mixed):
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    told = subprocess.run(
        (sys.executable, "-c", MIXED), env=environ | mixed, capture_output=True, text=True, check=True
    )
    assert told.stdout.split(maxsplit=1) == ["1,000", "Oct 3, 2026\n"]


def test_no_mnemonic_of_a_view_is_used_twice_in_german(german_desk):
    german_desk.window.results.view.choose_row(0)
    for view in views(german_desk):
        assert used_twice(view) == [], view.objectName()


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
    try:
        yield from opened_desk(qapp, qtbot, folder, language=None)
    finally:
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


def test_pay_in_a_column_is_told_as_the_language_has_it(german):
    dash = "\N{EN DASH}"
    space = "\N{NO-BREAK SPACE}"
    assert words.pay_short(86_000, 98_500, "USD", "year") == f"86{dash}98,5k{space}$/J."
    assert words.pay_short(35.5, None, "USD", "hour") == f"ab 35,50{space}$/Std."
    assert words.pay_short(1_980_000, 2_970_000, "INR", "year") == f"1,98{dash}2,97{space}Mio.{space}₹/J."
    assert words.pay_short(31_500, 31_500, "AED", "month") == "31,5k AED/Mon."
    install(QApplication.instance(), "en")
    assert words.pay_short(86_000, 98_500, "USD", "year") == f"$86{dash}98.5k/yr"
    assert words.pay_short(None, 35.5, "USD", "hour") == "up to $35.50/h"
    assert words.pay_short(31_500, 31_500, "AED", "month") == "31.5k AED/mo"


def test_pay_in_a_currency_whose_sign_fonts_lack_is_told_by_its_code(german):
    space = "\N{NO-BREAK SPACE}"
    assert words.pay_long(26_500, 26_500, "BDT", "month") == f"26.500{space}BDT im Monat"
    assert words.pay_short(26_500, 26_500, "BDT", "month") == "26,5k BDT/Mon."
    QLocale.setDefault(QLocale("de_CH"))
    assert words.pay_long(26_500, 26_500, "BDT", "month") == f"BDT{space}26'500 im Monat"
    install(QApplication.instance(), "en")
    assert words.pay_long(26_500, 30_000, "BDT", "month") == f"BDT{space}26,500 to BDT{space}30,000 a month"
    assert words.pay_short(26_500, 30_000, "BDT", "month") == "26.5\N{EN DASH}30k BDT/mo"


@pytest.mark.parametrize("currency", CURRENCIES)
def test_pay_in_any_currency_is_told_in_letters_that_a_common_font_has(qapp, currency):
    install(qapp, "en")
    told = words.pay_long(26_500, 30_000, currency, "month") + words.pay_short(26_500, 30_000, currency, "month")
    assert [letter for letter in told if ord(letter) > 0x17F and letter not in "€₹\N{EN DASH}"] == []


@pytest.mark.parametrize(
    ("locale", "told"),
    [("en_US", "Nov 7"), ("en_GB", "7 Nov"), ("en_IE", "7 Nov"), ("de_DE", "7. Nov."), ("de_CH", "7. Nov.")],
)
@pytest.mark.usefixtures("english_afterwards")
def test_a_day_this_year_is_told_in_the_order_of_the_locale(qapp, monkeypatch, locale, told):
    monkeypatch.setattr(words, "datetime", Clock)
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: QLocale(locale)))
    install(qapp, "system")
    assert words.ago("2026-11-07") == told


class Clock(datetime):
    """It is the last of November, an hour and a half after noon."""

    @classmethod
    @override
    def now(cls, tz=None):
        return datetime(2026, 11, 30, 13, 30, tzinfo=tz)


def test_an_older_job_never_looks_younger_than_one_that_is_above_it_in_the_order_by_date(qapp, monkeypatch):
    monkeypatch.setattr(words, "datetime", Clock)
    install(qapp, "en")
    in_one_hour = ("2026-11-30T07:45:00Z", "2026-11-30T07:15:00Z", "2026-11-30T07:50:00Z")
    assert {words.ago(stored) for stored in in_one_hour} == {"6 h"}
    moments = [Clock.now(UTC) - timedelta(minutes=7 * step) for step in range(1000)]
    hours = [words.ago(f"{moment:%Y-%m-%dT%H:%M:%SZ}") for moment in moments]
    numbers = [0 if text == "now" else int(text[:-2]) * (24 if text.endswith("d") else 1) for text in hours]
    assert numbers == sorted(numbers)
    assert hours[0] == "now"
    assert "23 h" in hours
    assert "24 h" not in hours


@pytest.mark.parametrize("percent", [100, 150])
def test_what_narrows_the_jobs_is_not_under_its_scroll_bar_and_rows_have_room_for_the_text(
    german_desk, qapp, qtbot, percent
):
    window = german_desk.window
    theme.set_text_size(qapp, percent)
    window.resize(1024, 700)
    facets, side, view = window.facets, window.sidebar, window.results.view
    qtbot.waitUntil(lambda: facets.widget().width() <= facets.viewport().width())
    assert facets.widget().minimumSizeHint().width() <= facets.viewport().width()
    assert view.verticalHeader().defaultSectionSize() > view.fontMetrics().height() + 8
    assert side.visualItemRect(side.saved).height() > side.fontMetrics().height() + 8
    header = view.horizontalHeader()
    for section, column in enumerate(window.table.columns, 1):
        if header.isSectionHidden(section):
            assert column.spare  # there is no room for it
        else:
            assert header.sectionSize(section) > header.fontMetrics().horizontalAdvance(column.title) + 16
    theme.set_text_size(qapp, 100)

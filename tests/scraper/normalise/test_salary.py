"""Pay, read from the words of adverts. `salaries.csv` has a row for each shape; `low` "none" means that none is stated."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.job import Period, Salary, SalaryOrigin
from scraper.normalise.amounts import readable
from scraper.normalise.salary import annualized, find_salary, read_salary

HERE = Path(__file__).parent


def rows_of(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


TABLE = rows_of("salaries.csv")
DESCRIPTIONS = rows_of("descriptions.csv")


def told(salary):
    return None if salary is None else (salary.low, salary.high, salary.currency, salary.period)


def as_told(low, high, currency, period):
    return (float(low) if low else None, float(high) if high else None, currency or None, period or None)


def test_table_when_counted_then_it_has_many_currencies_languages_and_shapes():
    assert len(TABLE) >= 500
    assert len(DESCRIPTIONS) >= 150
    assert sum(row[2] == "none" for row in DESCRIPTIONS) >= 60
    assert len({row[4] for row in TABLE}) >= 45
    assert len({(row[0], row[1]) for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]} {row[1]}")
def test_read_salary_when_a_board_shows_it_then_it_is_read(row):
    text, country, *expected = row
    salary = read_salary(text, country=country or None, origin=SalaryOrigin.EMPLOYER)
    if expected[0] == "none":
        assert salary is None
        return
    assert told(salary) == as_told(*expected)
    assert salary.text == " ".join(text.split())


@pytest.mark.parametrize("row", DESCRIPTIONS, ids=lambda row: row[0][:60])
def test_find_salary_when_a_description_has_amounts_then_only_pay_is_taken(row):
    text, country, *expected = row
    salary = find_salary(text, country=country)
    if expected[0] == "none":
        assert salary is None
        return
    assert told(salary) == as_told(*expected)
    assert salary.origin is SalaryOrigin.TEXT
    assert salary.text in " ".join(readable(text).split())


@given(st.text(max_size=300), st.sampled_from(["US", "IN", "DE", "JP", None]))
def test_read_salary_when_given_anything_then_it_is_pay_or_none(text, country):
    for salary in (
        read_salary(text, country=country, origin=SalaryOrigin.EMPLOYER),
        find_salary(text, country=country),
    ):
        if salary is not None:
            assert salary.low is not None or salary.high is not None
            assert salary.low is None or salary.high is None or 0 <= salary.low <= salary.high


PIECES = [
    "$",
    "€",
    "₹",
    "EUR ",
    "k",
    " - ",
    "–",
    " to ",
    "1,234",
    "45.000",
    "60 000",
    "12",
    ",50",
    "/hr",
    " per year",
    "LPA",
    "万",
    "+",
    " up to ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_read_salary_when_its_pieces_are_shuffled_then_it_never_fails(text):
    read_salary(text, country="US", origin=SalaryOrigin.EMPLOYER)
    find_salary(text)


GROUPED = {
    "comma": lambda value: f"{value:,}",
    "point": lambda value: f"{value:,}".replace(",", "."),
    "blank": lambda value: f"{value:,}".replace(",", " "),
    "hard blank": lambda value: f"{value:,}".replace(",", "\u00a0"),
    "thin blank": lambda value: f"{value:,}".replace(",", "\u202f"),
    "apostrophe": lambda value: f"{value:,}".replace(",", "’"),
    "plain": str,
}
SHAPES = [
    ("${} - ${}", "USD", "US"), ("{}–{} USD", "USD", None), ("USD {} to USD {}", "USD", None), ("€{} — €{}", "EUR", "DE"),
    ("{} € bis {} €", "EUR", "DE"), ("de {} à {} €", "EUR", "FR"), ("CHF {}-{}", "CHF", "CH"), ("£{}‑£{}", "GBP", "GB"),
    ("entre {} y {} euros", "EUR", "ES"), ("{} − {} kr", "SEK", "SE"), ("od {} do {} zł", "PLN", "PL"), ("R$ {} a R$ {}", "BRL", "BR"),
    ("₹{} - ₹{}", "INR", "IN"), ("BDT {}~{}", "BDT", "BD"),
]  # fmt: skip
PERIODS = {
    Period.HOUR: ("/hr", " per hour", " pro Stunde", " de l'heure", " por hora", "/h"),
    Period.DAY: (" per day", "/day", " pro Tag", " par jour", " al día"),
    Period.WEEK: (" a week", " pro Woche", " par semaine"),
    Period.MONTH: (" per month", " monatlich", " par mois", "/mes", " per maand", "/mån", " miesięcznie", " por mês"),
    Period.YEAR: (" a year", " p.a.", " pro Jahr", " brut par an", " brutos anuales", " per jaar", "/yr", " per annum"),
    None: ("", " + bonus", " DOE"),
}


@given(
    st.integers(1_000, 400_000),
    st.integers(1, 100_000),
    st.sampled_from(sorted(GROUPED)),
    st.sampled_from(SHAPES),
    st.sampled_from([(period, words) for period, some in PERIODS.items() for words in some]),
)
def test_read_salary_when_a_range_is_written_out_then_it_is_read_back(low, more, grouping, shape, paid):
    words, currency, country = shape
    period, behind = paid
    written = [GROUPED[grouping](value) for value in (low, low + more)]
    salary = read_salary(words.format(*written) + behind, country=country, origin=SalaryOrigin.EMPLOYER)
    assert told(salary) == (low, low + more, currency, period)


@given(st.integers(100, 9_999_999), st.integers(0, 99), st.booleans())
def test_read_salary_when_an_amount_has_decimals_then_they_are_read_back(whole, hundredths, points):
    text = f"{whole:,}.{hundredths:02d}"
    text = text.translate(str.maketrans(",.", ".,")) if points else text
    salary = read_salary(f"EUR {text} per month", origin=SalaryOrigin.EMPLOYER)
    assert salary.low == salary.high == float(f"{whole}.{hundredths:02d}")


@given(st.text(max_size=400), st.sampled_from(["US", "IN", "JP", None]))
def test_find_salary_when_numbers_far_from_money_are_passed_over_then_nothing_else_is_found(text, country):
    words = f"{text}. Salary: $65,000 - $80,000 per year. {text}"
    found = find_salary(words, country=country)
    assert found is None or found.origin is SalaryOrigin.TEXT


@pytest.mark.parametrize(
    "piece", ["$1 ", " kr 5", "12万3,456円", "$5 per year per year bonus of ", "1 000 ", "salary $10 to "]
)
def test_find_salary_when_a_description_is_nothing_but_amounts_then_it_ends_soon(piece):
    began = time.process_time()
    find_salary(piece * (300_000 // len(piece)), country="US")
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("low", "high", "currency", "period", "year"),
    [
        (20, 25, "USD", Period.HOUR, (41_600, 52_000)),
        (3_000, None, "EUR", Period.MONTH, (36_000, None)),
        (None, 60_000, "GBP", Period.YEAR, (None, 60_000)),
        (80_000, 90_000, "USD", None, (80_000, 90_000)),
        (20, 25, "USD", None, (41_600, 52_000)),
        (3_000, 4_000, "USD", None, None),
        (600_000, 800_000, "INR", None, None),
    ],
)
def test_annualized_when_the_period_is_told_or_plain_then_it_is_a_years_pay(low, high, currency, period, year):
    salary = Salary(low=low, high=high, currency=currency, period=period, text="", origin=SalaryOrigin.EMPLOYER)
    assert annualized(salary) == year

"""Pay, read from the words of adverts. `salaries.csv` has a row for each shape; `low` "none" means that none is stated."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.job import Period, Salary, SalaryOrigin
from scraper.normalise.amounts import readable
from scraper.normalise.salary import annualized, find_salary, read_salary

with Path(__file__).with_name("salaries.csv").open(encoding="utf-8", newline="") as file:
    TABLE = [tuple(row.values()) for row in csv.DictReader(file)]

DESCRIPTIONS = [
    (
        "The salary range for this role is $120,000 - $150,000 per year, plus equity.",
        "US",
        (120000, 150000, "USD", "year"),
    ),
    ("Pay: $18.50 - $21.00 per hour\nBenefits: 401(k) with 4% match up to $2,000", "US", (18.5, 21, "USD", "hour")),
    ("We raised $40 million last year and serve 3,000 customers.", "US", None),
    ("You manage a budget of $250,000 per year.", "US", None),
    ("Sign-on bonus of $10,000! Nights and weekends.", "US", None),
    (
        "Compensation: base salary between $95,000 and $115,000 depending on experience. Referral bonus: $5,000.",
        "US",
        (95000, 115000, "USD", None),
    ),
    ("Wir bieten ein Jahresgehalt von 55.000 € bis 65.000 €.", "DE", (55000, 65000, "EUR", "year")),
    ("Rémunération : 35 000 € à 42 000 € brut par an selon profil", "FR", (35000, 42000, "EUR", "year")),
    ("Salario: 24.000€ - 28.000€ brutos/año. Descuento de 500 € en cursos.", "ES", (24000, 28000, "EUR", "year")),
    ("Salary: ₹6,00,000 - ₹9,00,000 per annum. Relocation allowance ₹50,000.", "IN", (600000, 900000, "INR", "year")),
    ("Monthly salary BDT 30,000-40,000 plus two festival bonuses.", "BD", (30000, 40000, "BDT", "month")),
    ("AED 8,000 – 10,000 per month + housing allowance of AED 3,000", "AE", (8000, 10000, "AED", "month")),
    ("Tuition reimbursement up to $5,250 per year. Life insurance of $50,000.", "US", None),
    ("Our customers process $2,000,000 a day.", "US", None),
    ("Join 500 people in 12 countries. 24/7 on call.", "US", None),
    ("The hourly rate is £14.20.", "GB", (14.2, 14.2, "GBP", "hour")),
    ("Up to £45,000 salary plus car", "GB", (None, 45000, "GBP", None)),
    ("Earn $1,500 per week!", "US", (1500, 1500, "USD", "week")),
    ("Call 555-1234 or visit 1200 Main Street, ZIP 78701.", "US", None),
    ("年収400万円〜600万円、賞与年2回", "JP", (4000000, 6000000, "JPY", "year")),
    ("Lohn: 22 CHF/h", "CH", (22, 22, "CHF", "hour")),
    ("The fee is $50 per hour for late cancellation.", "US", None),
    ("Salary commensurate with experience.", "US", None),
    ("This role pays $65k–$80k.", "US", (65000, 80000, "USD", None)),
]


def told(salary):
    return None if salary is None else (salary.low, salary.high, salary.currency, salary.period)


def test_table_when_counted_then_it_has_many_currencies_languages_and_shapes():
    assert len(TABLE) >= 150
    assert len({row[4] for row in TABLE}) >= 35
    assert (
        len({row[0] for row in TABLE}) == len({(row[0], row[1]) for row in TABLE}) - 3
    )  # the same "$" in four countries


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]} {row[1]}")
def test_read_salary_when_a_board_shows_it_then_it_is_read(row):
    text, country, low, high, currency, period = row
    salary = read_salary(text, country=country or None, origin=SalaryOrigin.EMPLOYER)
    if low == "none":
        assert salary is None
        return
    expected = (float(low) if low else None, float(high) if high else None, currency or None, period or None)
    assert told(salary) == expected
    assert salary.text == text


@pytest.mark.parametrize(("text", "country", "expected"), DESCRIPTIONS)
def test_find_salary_when_a_description_has_amounts_then_only_pay_is_taken(text, country, expected):
    salary = find_salary(text, country=country)
    assert told(salary) == expected
    assert salary is None or (salary.origin is SalaryOrigin.TEXT and salary.text in " ".join(readable(text).split()))


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


@given(
    st.integers(10_000, 400_000),
    st.integers(0, 100_000),
    st.sampled_from([("{:,}", "${} - ${} a year", "USD", "US"), ("{:_}", "{} - {} € pro Jahr", "EUR", "DE")]),
)
def test_read_salary_when_a_range_is_written_out_then_it_is_read_back(low, more, shape):
    number, words, currency, country = shape
    written = [number.format(value).replace("_", ".") for value in (low, low + more)]
    salary = read_salary(words.format(*written), country=country, origin=SalaryOrigin.EMPLOYER)
    assert told(salary) == (low, low + more, currency, Period.YEAR)


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

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations.wording import age, numbered, pay_briefly, pay_words, posted_words, reason_words, site_name
from scraper.errors import Reason
from scraper.job import DatePrecision, Period, Posted, Salary, SalaryOrigin

NOW = datetime(2025, 10, 17, 12, tzinfo=UTC)
AMOUNT = st.none() | st.floats(min_value=0, max_value=1e12, allow_nan=False)


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        ((120000, 150000, "USD", "year"), "$120-150k/yr"),
        ((9200, 13800, "USD", "month"), "$9.2-13.8k/mo"),
        ((1980000, 2970000, "INR", "year"), "₹1.98-2.97M/yr"),
        ((None, 30.5, "GBP", "hour"), "up to £30.50/h"),
        ((40000, None, "EUR", "year"), "from €40k/yr"),
        ((20, None, None, None), "from 20"),
        ((100000, 100000, "SEK", "year"), "100k SEK/yr"),
        ((47, 56.4, "USD", "hour"), "$47-56.40/h"),
        ((26500, 30000, "BDT", "month"), "26.5-30k BDT/mo"),
        ((None, None, None, None), "not stated"),
    ],
)
def test_pay_briefly_when_shown_in_a_column_then_it_is_short_and_exact_enough(pay, words):
    assert pay_briefly(*pay) == words


def test_pay_words_when_shown_alone_then_it_is_in_full():
    salary = Salary(
        low=120000, high=150000, currency="USD", period=Period.YEAR, text="$120k-150k", origin=SalaryOrigin.EMPLOYER
    )
    assert pay_words(salary) == "$120,000 to $150,000 a year"
    assert pay_words(None) == "not stated"


@given(AMOUNT, AMOUNT, st.none() | st.sampled_from(["USD", "SEK"]), st.none() | st.sampled_from(list(Period)))
def test_pay_briefly_when_any_amount_is_given_then_something_is_said(low, high, currency, period):
    assert pay_briefly(low, high, currency, period)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("2025-10-17T09:30:00Z", "3 h"),
        ("2025-10-17T13:00:00Z", "now"),
        ("2025-10-16T13:00:00Z", "23 h"),
        ("2025-10-17", "today"),
        ("2025-10-18", "today"),
        ("2025-10-16", "1 d"),
        ("2025-10-03", "14 d"),
        ("2025-10-02", "2 Oct"),
        ("2023-10-02", "Oct 2023"),
    ],
)
def test_age_when_shown_in_a_column_then_it_is_short(stored, words):
    assert age(stored, NOW) == words


@given(st.datetimes(), st.booleans())
def test_age_when_any_date_is_given_then_something_is_said(moment, exact):
    assert age(f"{moment:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0") if exact else moment.date().isoformat(), NOW)


@pytest.mark.parametrize("precision", list(DatePrecision))
def test_posted_words_when_it_is_known_more_or_less_exactly_then_the_words_say_so(precision):
    words = posted_words(Posted(at=NOW - timedelta(days=1), precision=precision))
    assert "2025-10-1" in words
    assert ("before" in words) == (precision in {DatePrecision.WEEK, DatePrecision.MONTH})


def test_words_when_there_is_nothing_to_say_it_with_then_the_plain_value_is_shown():
    assert posted_words(None) == "not stated"
    assert site_name("indeed") == "Indeed"
    assert site_name("gone") == "gone"
    assert (numbered(1, "job"), numbered(1204, "job")) == ("1 job", "1,204 jobs")
    assert all(reason_words(reason) for reason in Reason)

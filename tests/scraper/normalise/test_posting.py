import contextlib
import json
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.job import Period, RawJob, Remote, SalaryOrigin
from scraper.normalise.posting import Rejected, normalise

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FIELDS = {
    "id": "in-1",
    "title": " Data Engineer ",
    "job_url": "https://example.com/1",
    "company": "Acme",
    "location": {"city": "Paris", "state": None, "country": "France"},
    "date_posted": "2026-05-30",
    "min_amount": 60.0,
    "max_amount": 50.0,
    "interval": "hourly",
    "currency": "EUR",
    "is_remote": False,
    "job_type": ["fulltime"],
}


def _posting(raw=None, **changes):
    return normalise(
        RawJob(site="indeed", fields=FIELDS | changes, raw=json.dumps(raw) if raw else ""), country="france", now=NOW
    )


def test_normalise_when_all_is_said_then_keeps_it():
    posting = _posting({"key": "1", "description": {"html": "long"}})
    assert (posting.title, posting.company) == ("Data Engineer", "Acme")
    assert posting.places[0].country == "FR"
    assert posting.posted.at == datetime(2026, 5, 30, tzinfo=UTC)
    assert (posting.salary.low, posting.salary.high, posting.salary.period) == (50.0, 60.0, Period.HOUR)
    assert json.loads(zlib.decompress(posting.raw)) == {"key": "1"}


@pytest.mark.parametrize(
    ("interval", "told"), [("hourly", "EUR 50 - 60 an hour"), ("yearly", "EUR 50 - 60 a year"), (None, "EUR 50 - 60")]
)
def test_salary_when_the_board_has_no_words_for_it_then_it_is_told_in_words(interval, told):
    assert _posting(interval=interval).salary.text == told


def test_salary_when_only_indeed_estimates_it_then_is_an_estimate():
    stated = {"compensation": {"baseSalary": {"unitOfWork": "YEAR"}}}
    estimated = {"compensation": {"baseSalary": None, "estimated": {}}}
    assert _posting(stated).salary.origin is SalaryOrigin.EMPLOYER
    assert _posting(estimated).salary.origin is SalaryOrigin.ESTIMATE


def test_salary_when_jobspy_guessed_it_from_the_description_then_the_description_is_read_by_us():
    text = "<p>Get a $500 - $900 sign-on bonus. The salary is $90,000 - $110,000 a year.</p>"
    guessed = _posting(salary_source="description", description=text, location={"country": "usa"}).salary
    assert (guessed.low, guessed.high, guessed.origin) == (90_000, 110_000, SalaryOrigin.TEXT)
    assert "$90,000 - $110,000" in guessed.text
    assert _posting(salary_source="description").salary is None


def test_salary_when_the_board_guesses_and_the_text_states_it_then_is_what_the_text_states():
    estimated = {"compensation": {"baseSalary": None, "estimated": {}}}
    pay = _posting(estimated, description="<p>Salary: 70.000 € a year.</p>").salary
    assert (pay.low, pay.origin) == (70_000, SalaryOrigin.TEXT)
    assert _posting(estimated, description="<p>We weld.</p>").salary.origin is SalaryOrigin.ESTIMATE


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", "www.x.example"]
)
def test_links_when_they_are_no_web_addresses_then_are_not_kept(link):
    assert _posting(job_url_direct=link).apply_url is None
    assert _posting(job_url_direct="HTTPS://jobs.example/1").apply_url == "HTTPS://jobs.example/1"
    with pytest.raises(Rejected, match="it has no address"):
        _posting(job_url=link)


def test_remote_when_the_board_does_not_say_then_is_not_no():
    assert _posting().remote is Remote.NOT_STATED
    assert _posting({"attributes": [{"key": "DSQF7"}, {"key": "PAXZC"}]}).remote is Remote.HYBRID
    assert _posting(is_remote=True).remote is Remote.YES


@pytest.mark.parametrize("name", ["id", "title", "job_url"])
def test_normalise_when_it_cannot_be_identified_then_is_rejected(name):
    with pytest.raises(Rejected, match="it has no"):
        _posting(**{name: " "})


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), _json), st.text(max_size=20))
def test_normalise_when_given_anything_then_gives_a_posting_or_rejects(changes, raw):
    with contextlib.suppress(Rejected):
        normalise(RawJob(site="indeed", fields=FIELDS | changes, raw=raw), country="usa", now=NOW)

"""What each board's own reply says beyond JobSpy's fields."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.job import RawJob, Remote, SalaryOrigin
from scraper.normalise.board_words import said_by
from scraper.normalise.posting import normalise

NOW = datetime(2026, 6, 15, 14, 30, tzinfo=UTC)
BAYT = (
    '<li data-job-id="1"><dl><dt class="jb-label-remote">Hybrid</dt><dt class="jb-label-salary">AED 8,000 - AED 9,000</dt></dl>'
    '<span data-automation-jobactivedate="1780000000">2 weeks ago</span></li>'
)
HELLOWORK = '<li><a data-cy="offerTitle" aria-label="Voir l\'offre, CDI, Télétravail partiel">x</a><div>CDI</div><div>il y a 3 jours</div></li>'
LINKEDIN = '<div><time datetime="2026-06-10">5 days ago</time><span class="job-search-card__salary-info">$60,000.00 - $80,000.00</span></div>'
TABLE = [
    ("indeed", {"dateOnIndeed": 1_780_000_000_000, "attributes": [{"key": "PAXZC"}]}, Remote.HYBRID, "second", ""),
    ("glassdoor", {"header": {"ageInDays": 3, "remoteWorkTypes": ["WORK_FROM_HOME"]}}, Remote.YES, "day", ""),
    ("glassdoor", {"header": {"ageInDays": 30, "remoteWorkTypes": ["HYBRID"]}}, Remote.HYBRID, "month", ""),
    (
        "zip_recruiter",
        {
            "locationTypes": [{"name": "LOCATION_TYPE_NAME_REMOTE"}],
            "status": {"postedAtUtc": {"seconds": 1_780_000_000}},
        },
        Remote.YES,
        "second",
        "",
    ),
    (
        "naukri",
        {"createdDate": 1_780_000_000_000, "placeholders": [{"type": "salary", "label": "6-8 Lacs PA"}]},
        None,
        "second",
        "6-8 Lacs PA",
    ),
    (
        "bdjobs",
        {"publishDate": "2026-06-10T09:15:00Z", "WorkPlace": "Office", "Salary": "Tk. 25000 (Monthly)"},
        Remote.NO,
        "second",
        "Tk. 25000 (Monthly)",
    ),
    ("bayt", BAYT, Remote.HYBRID, "second", "AED 8,000 - AED 9,000"),
    ("hellowork", HELLOWORK, Remote.HYBRID, "day", ""),
    ("linkedin", LINKEDIN, None, "day", "$60,000.00 - $80,000.00"),
]


@pytest.mark.parametrize(("site", "reply", "remote", "precision", "pay"), TABLE)
def test_said_by_when_a_board_answers_then_its_own_words_are_read(site, reply, remote, precision, pay):
    raw = reply if isinstance(reply, str) else json.dumps(reply)
    said = said_by(site, raw, {} if isinstance(reply, str) else reply, NOW)
    assert (said.remote, said.posted.precision, said.pay) == (remote, precision, pay)


def test_normalise_when_only_the_card_shows_pay_then_it_is_read_from_its_words():
    fields = {
        "id": "li-1",
        "title": "Cook",
        "job_url": "https://x.example",
        "location": {"city": "Reno", "state": "NV", "country": "usa"},
    }
    posting = normalise(RawJob(site="linkedin", fields=fields, raw=LINKEDIN), country="usa", now=NOW)
    assert (posting.salary.low, posting.salary.high, posting.salary.currency) == (60_000, 80_000, "USD")
    assert posting.salary.origin is SalaryOrigin.EMPLOYER
    assert posting.places[0].text == "Reno, NV, USA"


@pytest.mark.parametrize(
    ("title", "city", "remote"),
    [
        ("Data Engineer - Remote", "Austin", Remote.YES),
        ("Data Engineer (hybrid)", "Austin", Remote.HYBRID),
        ("Data Engineer", "Remote", Remote.YES),
        ("Remotely Piloted Aircraft Operator", "Reno", Remote.NOT_STATED),
    ],
)
def test_normalise_when_title_or_place_says_remote_then_it_is_known(title, city, remote):
    fields = {"id": "li-1", "title": title, "job_url": "https://x.example", "location": {"city": city}}
    assert normalise(RawJob(site="linkedin", fields=fields), country="usa", now=NOW).remote is remote


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "header",
                    "ageInDays",
                    "remoteWorkTypes",
                    "status",
                    "postedAtUtc",
                    "seconds",
                    "key",
                    "name",
                    "label",
                    "type",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
_NAMES = [
    "dateOnIndeed",
    "attributes",
    "compensation",
    "header",
    "locationTypes",
    "status",
    "createdDate",
    "placeholders",
    "WorkPlace",
    "publishDate",
    "Salary",
]


@given(
    st.sampled_from(["indeed", "glassdoor", "zip_recruiter", "naukri", "bdjobs"]),
    st.dictionaries(st.sampled_from(_NAMES), _json, min_size=1),
)
def test_said_by_when_a_reply_has_another_shape_then_it_never_fails(site, reply):
    said_by(site, json.dumps(reply), reply, NOW)


@given(st.sampled_from(["bayt", "hellowork", "linkedin"]), st.text(max_size=200))
def test_said_by_when_a_card_has_another_shape_then_it_never_fails(site, html):
    said_by(site, f"<li>{html}</li>", {}, NOW)

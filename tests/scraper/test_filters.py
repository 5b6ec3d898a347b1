from datetime import UTC, datetime, timedelta

import pytest

from scraper.filters import left_out_by
from scraper.job import DatePrecision, JobType, Period, Posted, Posting, Remote, Salary, SalaryOrigin
from scraper.query import Criteria, NotStated

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


def _pay(high, period=Period.YEAR):
    return Salary(low=None, high=high, currency="USD", period=period, text="", origin=SalaryOrigin.EMPLOYER)


def _posting(**fields):
    return Posting(site="indeed", native_id="1", url="https://example.com", **({"title": "Nurse"} | fields))


def _posted(hours):
    return Posted(at=NOW - timedelta(hours=hours), precision=DatePrecision.SECOND)


@pytest.mark.parametrize(
    ("criteria", "posting", "rule"),
    [
        (Criteria(), _posting(), None),
        (Criteria(remote=True), _posting(remote=Remote.YES), None),
        (Criteria(remote=True), _posting(remote=Remote.HYBRID), "not remote"),
        (Criteria(job_types=(JobType.CONTRACT,)), _posting(job_types=(JobType.FULL_TIME,)), "job type"),
        (Criteria(job_types=(JobType.CONTRACT,)), _posting(job_types=(JobType.CONTRACT,)), None),
        (Criteria(max_age_hours=24), _posting(posted=_posted(25)), "too old"),
        (Criteria(max_age_hours=24), _posting(posted=_posted(23)), None),
        (Criteria(min_salary=60000), _posting(salary=_pay(25, Period.HOUR)), "pay below 60000"),
        (Criteria(min_salary=60000), _posting(salary=_pay(30, Period.HOUR)), None),
        (Criteria(easy_apply=True), _posting(easy_apply=False), "not easy apply"),
        (Criteria(exclude_companies=("acme ltd",)), _posting(company="ACMÉ, Inc."), "company"),
        (Criteria(exclude_companies=("acm",)), _posting(company="Acme"), None),
        (Criteria(exclude_words=("night shift",)), _posting(description_html="<p>Night <b>shift</b>s</p>"), None),
        (Criteria(exclude_words=("night shift",)), _posting(description_html="<p>Night shift!</p>"), "word"),
        (Criteria(exclude_words=("NURSE",)), _posting(), "word"),
    ],
)
def test_left_out_by_when_stated_then_names_the_rule(criteria, posting, rule):
    assert left_out_by(posting, criteria, NOW) == rule


@pytest.mark.parametrize(
    ("criteria", "rule"),
    [
        ({"remote": True}, "not stated: remote"),
        ({"job_types": (JobType.CONTRACT,)}, "not stated: job type"),
        ({"max_age_hours": 24}, "not stated: age"),
        ({"easy_apply": True}, "not stated: easy apply"),
        ({"min_salary": 1}, "not stated: pay"),
    ],
)
def test_left_out_by_when_not_stated_then_the_person_decides(criteria, rule):
    assert left_out_by(_posting(), Criteria(**criteria), NOW) is None
    assert left_out_by(_posting(), Criteria(**criteria, not_stated=NotStated.DROP), NOW) == rule

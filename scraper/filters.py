"""Every criterion a person gave, applied to what came back, whatever the site did with it.

| criterion | left out when | not stated when |
|---|---|---|
| remote | the work place is hybrid or on site | the posting does not say |
| job_types | it names others only | it names none |
| max_age_hours | it is older, by the latest time its date allows | it has no date |
| easy_apply | one applies elsewhere | the posting does not say |
| min_salary | the yearly upper end is below | there is no pay, or its period is unknown |
| exclude_companies | the company's key contains one | - (kept) |
| exclude_words | title or description has one as a whole word | - (kept) |

"Not stated" is left out only when `criteria.not_stated` says so, and then under a rule of its own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from scraper.job import DatePrecision, Remote
from scraper.normalise.html import plain
from scraper.normalise.names import company_key, folded
from scraper.normalise.salary import annualized
from scraper.query import NotStated

if TYPE_CHECKING:
    from datetime import datetime

    from scraper.job import Posted, Posting, Salary
    from scraper.query import Criteria

_SPAN = {
    DatePrecision.SECOND: timedelta(),
    DatePrecision.HOUR: timedelta(hours=1),
    DatePrecision.DAY: timedelta(days=1),
    DatePrecision.WEEK: timedelta(weeks=1),
    DatePrecision.MONTH: timedelta(days=31),
}


def left_out_by(posting: Posting, criteria: Criteria, now: datetime) -> str | None:
    """The rule that leaves this posting out, in a person's words; None if it stays."""
    verdicts = (
        ("remote", _remote(posting, criteria)),
        ("job type", _job_type(posting, criteria)),
        ("age", _age(posting, criteria, now)),
        ("easy apply", _easy_apply(posting, criteria)),
        ("pay", _pay(posting, criteria)),
    )
    for name, verdict in verdicts:
        if verdict is None and criteria.not_stated is NotStated.DROP:
            return f"not stated: {name}"
        if verdict:
            return verdict
    return _company(posting, criteria) or _word(posting, criteria)


def annual_high(salary: Salary) -> float | None:
    """The upper end a year (the lower one where that is all there is); None where its period cannot be told."""
    ends = annualized(salary)
    return (ends[1] or ends[0]) if ends else None


def latest(posted: Posted) -> datetime:
    """The latest time the date allows."""
    return posted.at + _SPAN[posted.precision]


# Each of these gives "" for yes, a rule for no, and None for not stated.


def _remote(posting: Posting, criteria: Criteria) -> str | None:
    if not criteria.remote or posting.remote is Remote.YES:
        return ""
    return None if posting.remote is Remote.NOT_STATED else "not remote"


def _job_type(posting: Posting, criteria: Criteria) -> str | None:
    if not criteria.job_types or set(criteria.job_types) & set(posting.job_types):
        return ""
    return "job type" if posting.job_types else None


def _age(posting: Posting, criteria: Criteria, now: datetime) -> str | None:
    if criteria.max_age_hours is None:
        return ""
    if posting.posted is None:
        return None
    oldest = now - timedelta(hours=criteria.max_age_hours)
    return "too old" if latest(posting.posted) < oldest else ""


def _easy_apply(posting: Posting, criteria: Criteria) -> str | None:
    if not criteria.easy_apply or posting.easy_apply:
        return ""
    return None if posting.easy_apply is None else "not easy apply"


def _pay(posting: Posting, criteria: Criteria) -> str | None:
    if criteria.min_salary is None:
        return ""
    high = annual_high(posting.salary) if posting.salary else None
    if high is None:
        return None
    return f"pay below {criteria.min_salary}" if high < criteria.min_salary else ""


def _company(posting: Posting, criteria: Criteria) -> str | None:
    if not criteria.exclude_companies or not posting.company:
        return None
    key = f" {company_key(posting.company)} "
    return "company" if any(f" {company_key(name)} " in key for name in criteria.exclude_companies) else None


def _word(posting: Posting, criteria: Criteria) -> str | None:
    if not criteria.exclude_words:
        return None
    text = f" {folded(posting.title)} {folded(plain(posting.description_html or ''))} "
    return "word" if any(f" {folded(word)} " in text for word in criteria.exclude_words if folded(word)) else None

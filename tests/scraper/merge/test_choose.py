from __future__ import annotations

import pytest

from scraper.job import Period, Place, Remote, Salary, SalaryOrigin
from scraper.merge import chosen
from scraper.merge.choose import at_employer
from tests.scraper.merge.made import AUSTIN, OTHER_TEXT, TEXT, advert


def pay(origin):
    return Salary(low=1.0, high=2.0, currency="USD", period=Period.YEAR, text=origin, origin=origin)


@pytest.mark.parametrize(
    ("name", "values", "best"),
    [
        ("title", ["A", "B"], 0),
        ("company", [None, "B", "C"], 1),
        ("salary", [pay(SalaryOrigin.TEXT), pay(SalaryOrigin.ESTIMATE), pay(SalaryOrigin.EMPLOYER)], 2),
        ("salary", [None, pay(SalaryOrigin.TEXT)], 1),
        ("description_html", [None, OTHER_TEXT, TEXT], 2),
        ("places", [(Place(text="United States", country="US"),), (AUSTIN,)], 1),
        ("remote", [Remote.NOT_STATED, Remote.HYBRID, Remote.NO], 1),
        ("skills", [("one",), ("one", "two")], 1),
        ("apply_url", ["https://www.indeed.com/apply/1", "https://careers.northwind.example/1"], 1),
        ("facts", [{"a": "1"}, {"a": "1", "b": "2"}], 1),
    ],
)
def test_chosen_when_postings_differ_then_the_best_is_shown_and_its_posting_is_known(name, values, best):
    shown, origins = chosen([advert(number=number, **{name: value}) for number, value in enumerate(values)])
    assert getattr(shown, name) == values[best]
    assert origins[name] == best


def test_chosen_when_a_job_was_posted_again_then_the_first_date_is_shown():
    shown, origins = chosen([advert(days=3), advert("linkedin", days=40)])
    assert origins["posted"] == 1
    assert (advert(days=40).posted) == shown.posted


def test_chosen_when_nobody_states_a_field_then_it_has_no_origin():
    _, origins = chosen([advert()])
    assert "salary" not in origins
    assert "remote" not in origins


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://careers.northwind.example/1", True),
        ("https://uk.linkedin.com/jobs/view/1", False),
        ("https://www.glassdoor.co.uk/x", False),
        ("https://notindeed.example/1", True),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_at_employer_when_a_link_is_given_then_boards_are_told_from_employers(url, expected):
    assert at_employer(url) is expected

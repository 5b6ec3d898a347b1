"""What makes two postings one job, rule by rule; how often the rules are right is measured in test_evaluation.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.job import JobType, Period, Place, Posting, Remote, Salary, SalaryOrigin
from scraper.merge import Evidence, block_keys, compare, features, same_job
from tests.scraper.merge.made import OTHER_TEXT, TEXT, advert


def evidence(a, b):
    one, two = features(a), features(b)
    assert compare(one, two) is compare(two, one)
    if compare(one, two) > Evidence.NONE:
        assert set(block_keys(one)) & set(block_keys(two))
    return compare(one, two)


def pay(low, high, origin=SalaryOrigin.EMPLOYER):
    return Salary(low=low, high=high, currency="USD", period=Period.YEAR, text="", origin=origin)


def city(name, region=None, country=None):
    return {"places": (Place(text=name, city=name, region=region, country=country),)}


SAME = [
    ({}, {"days": 9}),
    ({"company": "Northwind Bakeries, Inc."}, {"company": "NORTHWIND BAKERIES"}),
    ({"company": "Northwind Bakeries USA"}, {}),
    ({"title": "Data Engineer (m/w/d)"}, {"title": "Engineer, Data"}),
    ({"title": "Sr. Data Engineer"}, {"title": "Senior Data Engineer - Remote"}),
    (city("München"), city("Munich")),
    (city("Springfield", "IL", "US"), city("Springfield", "Illinois", "US")),
    ({"salary": pay(90_000, 120_000)}, {"salary": pay(120_000, 130_000)}),
    ({"salary": pay(50_000, 60_000, SalaryOrigin.ESTIMATE)}, {"salary": pay(120_000, 130_000)}),
    ({"places": (), "remote": Remote.YES}, {"places": (), "remote": Remote.YES}),
    ({"description_html": TEXT}, {}),
    ({"description_html": TEXT}, {"description_html": f"<div><p>{TEXT}</p><p>Apply now!</p></div>"}),
    ({"description_html": TEXT}, {"description_html": TEXT[: len(TEXT) // 2] + "..."}),
    ({"description_html": TEXT, "title": "Data Engineer - Ovens"}, {"description_html": TEXT}),
    ({"company": "Νότος Ψωμί", **city("Χανιά")}, {"company": "Νότος Ψωμί", **city("Chania")}),
    ({"company": "Northwind Credit Union"}, {"company": "Northwind CU"}),
    ({"company": "Northwind Bakeries Group"}, {}),
    ({"title": "Licensed Practical Nurse"}, {"title": "LPN"}),
    ({"title": "Data Engineer - $120k"}, {"title": "Data Engineer (Austin, TX)"}),
    (city("Berlin-Mitte"), city("Berlin")),
]
OTHER = [
    ({"company": "Southwind Bakeries"}, {}),
    ({"title": "Senior Data Engineer"}, {}),
    ({"title": "Data Engineer II"}, {"title": "Data Engineer III"}),
    ({"title": "Data Engineer - Ovens"}, {}),
    ({"title": "Data Engineer (Part-time)"}, {"title": "Data Engineer (Full-time)"}),
    ({"title": "Data Engineer #40117"}, {"title": "Data Engineer #40118"}),
    ({"title": "Data Engineer 2026"}, {"title": "Data Engineer 2027"}),
    ({"job_types": (JobType.PART_TIME,)}, {"job_types": (JobType.FULL_TIME,)}),
    (city("Dallas"), {}),
    (city("Springfield", "IL", "US"), city("Springfield", "MO", "US")),
    ({"places": (Place(text="United States", country="US"),)}, {}),
    ({"salary": pay(50_000, 60_000)}, {"salary": pay(120_000, 130_000)}),
    ({"days": 90}, {"days": 0}),
    ({"company": None}, {}),
    ({"description_html": TEXT, "company": "Confidential"}, {"description_html": TEXT, "company": "Confidential"}),
    ({"description_html": TEXT}, {"description_html": OTHER_TEXT}),
    ({"description_html": TEXT, "company": "Best Staffing"}, {"description_html": TEXT}),
    ({"description_html": TEXT, "title": "Data Engineer, night shift"}, {}),
    ({"title": "Data Engineer (contract)"}, {}),
    ({"company": "Northwind Bakeries Energy"}, {}),
    ({"company": "Northwind Bakeries #12"}, {"company": "Northwind Bakeries #19"}),
    ({"apply_url": "https://jobs.northwind.example/4011"}, {"apply_url": "https://jobs.northwind.example/4012"}),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same_job_when_two_boards_show_one_job_then_it_is_one(a, b):
    assert evidence(advert("indeed", **a), advert("linkedin", **b)) > Evidence.NONE


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_same_job_when_something_tells_them_apart_then_they_are_two(a, b):
    assert evidence(advert("indeed", **a), advert("linkedin", **b)) <= Evidence.NONE


def test_compare_when_one_board_has_two_ids_then_only_the_text_or_the_opening_makes_them_one():
    assert evidence(advert(number=1), advert(number=2)) is Evidence.AGAINST
    assert evidence(advert(number=1, description_html=TEXT), advert(number=2)) is Evidence.AGAINST
    text = {"description_html": TEXT}
    assert evidence(advert(number=1, days=50, **text), advert(number=2, **text)) is Evidence.TEXT
    link = {"apply_url": "https://jobs.northwind.example/opening/4011?utm_source=x"}
    assert evidence(advert(number=1, **link), advert(number=2, **link)) is Evidence.OPENING


def test_compare_when_an_apply_link_leads_to_a_board_then_it_tells_nothing():
    links = [{"apply_url": f"https://www.indeed.com/applystart?jk=401{digit}"} for digit in (1, 2)]
    assert evidence(advert("linkedin", **links[0]), advert("bayt", **links[1])) > Evidence.NONE


def test_compare_when_posted_on_the_same_day_then_it_speaks_more_for_one_job():
    assert evidence(advert("indeed", days=2), advert("linkedin", days=2)) is Evidence.WORDS_AND_DAY
    assert evidence(advert("indeed", days=2), advert("linkedin", days=9)) is Evidence.WORDS


def test_features_when_anything_is_written_then_they_are_made_and_an_advert_is_like_itself():
    anything = st.text(max_size=60)

    @given(
        title=anything,
        company=st.none() | anything,
        place=anything,
        text=st.none() | st.text(max_size=400),
        url=anything,
    )
    def check(title, company, place, text, url):
        places = (Place(text=place, city=place),)
        posting = Posting(
            site="indeed",
            native_id="1",
            url="",
            title=title,
            company=company,
            places=places,
            description_html=text,
            apply_url=url,
        )
        found = features(posting)
        assert isinstance(same_job(found, found), bool)
        assert block_keys(found) == block_keys(features(posting))

    check()

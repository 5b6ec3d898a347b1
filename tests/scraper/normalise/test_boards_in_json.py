"""Indeed, Glassdoor, ZipRecruiter, Naukri and BDJobs: what is kept of a reply in JSON, shape by shape."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.job import JobType, Remote, SalaryOrigin
from tests.scraper.normalise.reading import MOMENT, pay_of, places_of, read


def indeed(**changes):
    reply = {
        "key": "1", "title": "Cook", "sourceEmployerName": "Acme", "dateOnIndeed": MOMENT * 1000,
        "description": {"html": "<p>Cook.</p>"}, "location": {"countryCode": "US", "admin1Code": "TX", "city": "Austin"},
        "compensation": {"estimated": None, "baseSalary": None, "currencyCode": None}, "attributes": [{"key": "CF3CP"}],
        "employer": None, "recruit": {"viewJobUrl": "https://acme.example/1"},
    }  # fmt: skip
    return reply | changes


def indeed_pay(unit, currency="USD", **amounts):
    return {"baseSalary": {"unitOfWork": unit, "range": amounts}, "currencyCode": currency}


def test_indeed_when_it_says_everything_then_it_is_kept():
    posting = read("indeed", indeed())
    assert (posting.posted.at, posting.posted.precision) == (datetime.fromtimestamp(MOMENT, UTC), "second")
    assert places_of(posting) == [("Austin", "TX", "US")]
    assert (posting.native_id, posting.company, posting.apply_url) == ("in-1", "Acme", "https://acme.example/1")
    assert (posting.remote, posting.salary, posting.job_types) == (Remote.NOT_STATED, None, (JobType.FULL_TIME,))


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        (indeed_pay("HOUR", min=18, max=22.5), (18, 22.5, "USD", "hour", SalaryOrigin.EMPLOYER)),
        (indeed_pay("YEAR", min=50_000), (50_000, None, "USD", "year", SalaryOrigin.EMPLOYER)),
        (indeed_pay("MONTH", "INR", max=40_000), (None, 40_000, "INR", "month", SalaryOrigin.EMPLOYER)),
        (indeed_pay("DAY", value=300), (300, 300, "USD", "day", SalaryOrigin.EMPLOYER)),
        (indeed_pay("WEEK", "GBP", min=500, max=600), (500, 600, "GBP", "week", SalaryOrigin.EMPLOYER)),
        (indeed_pay("QUARTER", value=300), None),
        (indeed_pay("YEAR", min=0, max=0), None),
    ],
)
def test_indeed_when_the_employer_states_pay_then_its_unit_and_ends_are_kept(pay, expected):
    posting = read("indeed", indeed(compensation={"estimated": None} | pay))
    assert pay_of(posting) == expected


def test_indeed_when_only_it_reckons_the_pay_then_that_is_told():
    reply = indeed(
        compensation={"estimated": indeed_pay("YEAR", min=60_000, max=70_000), "baseSalary": None, "currencyCode": None}
    )
    assert pay_of(read("indeed", reply)) == (60_000, 70_000, "USD", "year", SalaryOrigin.ESTIMATE)


def test_indeed_when_only_the_description_tells_pay_then_it_is_read_from_there():
    html = "<p>401(k) match up to $4,000.</p><ul><li><b>Pay:</b> $18.50&nbsp;–&nbsp;$21 per hour</li></ul>"
    posting = read("indeed", indeed(description={"html": html}))
    assert pay_of(posting) == (18.5, 21, "USD", "hour", SalaryOrigin.TEXT)
    assert posting.salary.text == "$18.50 – $21 per hour"


@pytest.mark.parametrize(
    ("keys", "remote"), [(["DSQF7"], Remote.YES), (["DSQF7", "PAXZC"], Remote.HYBRID), (["PAXZC"], Remote.HYBRID)]
)
def test_indeed_when_it_tags_the_work_place_then_hybrid_is_not_remote(keys, remote):
    assert read("indeed", indeed(attributes=[{"key": key} for key in keys])).remote is remote


def glassdoor(country="usa", **header):
    told = {
        "locationName": "Austin, TX", "locationType": "C", "payCurrency": "USD", "payPeriod": None,
        "payPeriodAdjustedPay": None, "adOrderSponsorshipLevel": "ORGANIC", "ageInDays": 3,
        "employer": {"id": 7}, "employerNameFromSearch": "Acme", "jobTypeKeys": ["employmentTypes.fulltime"],
    }  # fmt: skip
    job = {"jobTitleText": "Cook", "listingId": 1}
    return {"header": told | header, "job": job, "map": {"country": country}, "overview": {"website": "acme.example"}}


@pytest.mark.parametrize(
    ("name", "kind", "country", "expected"),
    [
        ("Austin, TX", "C", "United States", [("Austin", "TX", "US")]),
        ("Paris", "C", "France", [("Paris", None, "FR")]),
        ("Oregon", "S", "United States", [(None, "Oregon", "US")]),
        ("United States", "N", None, [(None, None, "US")]),
        ("Remote", "S", "United States", []),
        (None, None, None, []),
    ],
)
def test_glassdoor_when_it_names_a_place_then_its_kind_is_known(name, kind, country, expected):
    assert places_of(read("glassdoor", glassdoor(country, locationName=name, locationType=kind))) == expected


@pytest.mark.parametrize(
    ("header", "remote", "pay", "precision"),
    [
        ({"remoteWorkTypes": ["WORK_FROM_HOME"]}, Remote.YES, None, "day"),
        ({"remoteWorkTypes": ["HYBRID"], "ageInDays": 30}, Remote.HYBRID, None, "month"),
        ({"locationName": "Remote"}, Remote.YES, None, "day"),
        (
            {"payPeriod": "ANNUAL", "payPeriodAdjustedPay": {"p10": 50_000.4, "p90": 70_000}, "ageInDays": 0},
            Remote.NOT_STATED,
            (50_000.4, 70_000, "USD", "year", SalaryOrigin.ESTIMATE),
            "day",
        ),
        (
            {"payPeriod": "HOURLY", "payCurrency": "CAD", "payPeriodAdjustedPay": {"p10": 20.5, "p90": 20.5}},
            Remote.NOT_STATED,
            (20.5, 20.5, "CAD", "hour", SalaryOrigin.ESTIMATE),
            "day",
        ),
    ],
)
def test_glassdoor_when_it_tells_work_place_pay_and_age_then_they_are_kept(header, remote, pay, precision):
    posting = read("glassdoor", glassdoor(**header))
    assert (posting.remote, pay_of(posting), posting.posted.precision) == (remote, pay, precision)


def zip_recruiter(**changes):
    reply = {
        "listingKey": "k", "title": "Cook", "status": {"postedAtUtc": {"seconds": MOMENT}}, "employmentTypes": [],
        "location": {"countryCode": "US", "city": "Austin", "stateCode": "TX"}, "applyButtonConfig": {},
        "company": {"name": "Acme"}, "companyUrl": None, "rawCanonicalZipJobPageUrl": "/c/1", "locationTypes": [],
        "pay": {"metadata": {"visible": False}},
    }  # fmt: skip
    return reply | changes


@pytest.mark.parametrize(
    ("names", "remote"),
    [
        (["LOCATION_TYPE_NAME_REMOTE"], Remote.YES),
        (["LOCATION_TYPE_NAME_HYBRID"], Remote.HYBRID),
        (["LOCATION_TYPE_NAME_REMOTE_OPTIONAL"], Remote.HYBRID),
        (["LOCATION_TYPE_NAME_IN_PERSON"], Remote.NO),
        ([2], Remote.YES),
        ([3], Remote.HYBRID),
        ([4], Remote.HYBRID),
        ([1], Remote.NO),
        ([], Remote.NOT_STATED),
    ],
)
def test_zip_recruiter_when_it_names_or_numbers_the_work_place_then_it_is_known(names, remote):
    reply = zip_recruiter(locationTypes=[{"name": name} for name in names])
    assert read("zip_recruiter", reply).remote is remote


@pytest.mark.parametrize("at", [{"seconds": MOMENT}, MOMENT, "2026-05-28T20:26:40Z"])
def test_zip_recruiter_when_its_layout_writes_the_time_otherwise_then_it_is_the_same_second(at):
    posting = read("zip_recruiter", zip_recruiter(status={"postedAtUtc": at}))
    assert (posting.posted.at, posting.posted.precision) == (datetime.fromtimestamp(MOMENT, UTC), "second")


def test_zip_recruiter_when_one_applies_elsewhere_then_it_is_no_easy_apply():
    reply = zip_recruiter(
        applyButtonConfig={"externalApplyUrl": "https://www.ziprecruiter.com/x?match_token=a"},
        pay={"metadata": {"visible": True}, "interval": 1, "min": 18, "max": 22, "currency": 5},
    )
    posting = read("zip_recruiter", reply)
    assert posting.easy_apply is False
    assert pay_of(posting) == (18, 22, "USD", "hour", SalaryOrigin.EMPLOYER)
    assert read("zip_recruiter", zip_recruiter()).easy_apply is None


def naukri(place="Pune", pay="Not disclosed", **changes):
    reply = {
        "jobId": "1", "companyApplyJob": False, "title": "Cook", "companyName": "Acme", "staticUrl": None, "jdURL": "/1",
        "logoPathV3": None, "createdDate": MOMENT * 1000, "tagsAndSkills": "python,sql,python", "experienceText": "2-5 Yrs",
        "placeholders": [{"type": "salary", "label": pay}, {"type": "location", "label": place}],
        "salaryDetail": {"hideSalary": True, "minimumSalary": 0, "maximumSalary": 0, "currency": "INR"},
    }  # fmt: skip
    return reply | changes


@pytest.mark.parametrize(
    ("label", "cities", "remote"),
    [
        ("Pune", ["Pune"], Remote.NO),
        ("Hybrid - Pune, Bengaluru(Whitefield), Mumbai (All Areas)", ["Pune", "Bengaluru", "Mumbai"], Remote.HYBRID),
        ("Hybrid - Noida, Delhi / NCR", ["Noida", "Delhi / NCR"], Remote.HYBRID),
        ("Remote", [None], Remote.YES),
        ("India", [None], Remote.NO),
    ],
)
def test_naukri_when_it_names_several_cities_and_the_work_place_then_all_are_kept(label, cities, remote):
    posting = read("naukri", naukri(label))
    assert [place.city for place in posting.places] == cities
    assert {place.country for place in posting.places} == {"IN"}
    assert posting.remote is remote


@pytest.mark.parametrize(
    ("label", "detail", "expected"),
    [
        ("6-8 Lacs PA", (False, 600_000, 800_000), (600_000, 800_000, "INR", "year", SalaryOrigin.EMPLOYER)),
        ("15,000/month", (True, 0, 0), (15_000, 15_000, "INR", "month", SalaryOrigin.EMPLOYER)),
        ("10,000-15,000/month", (True, 0, 0), (10_000, 15_000, "INR", "month", SalaryOrigin.EMPLOYER)),
        ("50,000-1 Lacs PA", (True, 0, 0), (50_000, 100_000, "INR", "year", SalaryOrigin.EMPLOYER)),
        ("Not disclosed", (True, 100_000, 200_000), None),
        ("Unpaid", (True, 0, 0), None),
    ],
)
def test_naukri_when_pay_is_shown_hidden_or_a_stipend_then_only_what_it_shows_is_kept(label, detail, expected):
    hidden, low, high = detail
    reply = naukri(
        pay=label, salaryDetail={"hideSalary": hidden, "minimumSalary": low, "maximumSalary": high, "currency": "INR"}
    )
    posting = read("naukri", reply)
    assert pay_of(posting) == expected
    assert expected is None or posting.salary.text == label


def test_naukri_when_it_tells_more_then_it_is_kept():
    posting = read("naukri", naukri(ambitionBoxData={"AggregateRating": 3.9, "ReviewsCount": 1_234_567}))
    assert posting.skills == ("python", "sql")
    assert posting.easy_apply is True
    assert posting.posted.precision == "second"
    assert posting.facts["company_reviews_count"] == "1234567"
    assert posting.facts["company_rating"] == "3.9"
    assert read("naukri", naukri(companyApplyJob=True)).easy_apply is False


def bdjobs(**changes):
    reply = {
        "Jobid": "1", "publishDate": "2026-06-10T09:15:00Z", "WorkPlace": None, "location": "Dhaka", "jobTitle": "Cook",
        "companyName": "Acme", "JobType": "Full Time", "Salary": "Negotiable", "logoUrl": None, "Vacancies": 3,
        "experience": "NA",
    }  # fmt: skip
    return reply | changes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tk. 25000 - 35000 (Monthly)", (25_000, 35_000, "BDT", "month", SalaryOrigin.EMPLOYER)),
        ("Tk. 18000 (Monthly)", (18_000, 18_000, "BDT", "month", SalaryOrigin.EMPLOYER)),
        ("Minimum Tk. 20000 (Monthly)", (20_000, None, "BDT", "month", SalaryOrigin.EMPLOYER)),
        ("Tk. 500 (Daily)", (500, 500, "BDT", "day", SalaryOrigin.EMPLOYER)),
        ("৳ ২৫,০০০ - ৩০,০০০ (মাসিক)", (25_000, 30_000, "BDT", "month", SalaryOrigin.EMPLOYER)),
        ("Negotiable", None),
        ("--", None),
    ],
)
def test_bdjobs_when_pay_is_words_then_it_is_read(text, expected):
    posting = read("bdjobs", bdjobs(Salary=text))
    assert pay_of(posting) == expected
    assert expected is None or posting.salary.text.startswith(text[:2])


@pytest.mark.parametrize(
    ("reply", "cities", "remote"),
    [
        ({"location": "Dhaka, Gazipur (Tongi)"}, ["Dhaka", "Gazipur"], Remote.NOT_STATED),
        ({"location": "Anywhere in Bangladesh", "WorkPlace": "Home"}, [None], Remote.YES),
        ({"location": None, "WorkPlace": "Office"}, [None], Remote.NO),
        ({"location": "Dhaka", "WorkPlace": "Hybrid"}, ["Dhaka"], Remote.HYBRID),
    ],
)
def test_bdjobs_when_it_names_places_and_the_work_place_then_all_are_kept(reply, cities, remote):
    posting = read("bdjobs", bdjobs(**reply))
    assert [place.city for place in posting.places] == cities
    assert posting.remote is remote
    assert (posting.posted.at, posting.posted.precision) == (datetime(2026, 6, 10, 9, 15, tzinfo=UTC), "second")

"""Bayt, HelloWork and LinkedIn: what is kept of a card in HTML, shape by shape."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scraper.job import Remote, SalaryOrigin
from tests.scraper.normalise.reading import MOMENT, NOW, pay_of, places_of, read


def bayt(rows="", apply=""):
    return (
        '<li data-js-job="" data-job-id="1"><h2><a href="/en/job-1/">Cook</a></h2>'
        f'<div class="job-company-location-wrapper">Acme</div><dl>{rows}</dl>{apply}'
        f'<span data-automation-jobactivedate="{MOMENT}">2 weeks ago</span></li>'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AED 8,000 - AED 9,000", (8_000, 9_000, "AED", "month", SalaryOrigin.EMPLOYER)),
        ("$3,000 - $4,000", (3_000, 4_000, "USD", "month", SalaryOrigin.EMPLOYER)),
        ("AED 8,000+", (8_000, None, "AED", "month", SalaryOrigin.EMPLOYER)),
        ("SAR 120,000 per year", (120_000, 120_000, "SAR", "year", SalaryOrigin.EMPLOYER)),
        ("Confidential", None),
    ],
)
def test_bayt_when_pay_is_words_then_it_is_a_months_unless_they_say_otherwise(text, expected):
    assert pay_of(read("bayt", bayt(f'<dt class="jb-label-salary">{text}</dt>'))) == expected


def test_bayt_when_its_card_tells_more_then_it_is_kept():
    rows = (
        '<dt class="jb-label-location"><span>Dubai</span><span>UAE</span></dt><dt class="jb-label-remote">Hybrid</dt>'
        '<dt class="jb-label-careerlevel">Mid career · 5+ Years of Experience</dt>'
    )
    posting = read("bayt", bayt(rows, '<div class="jb-easy-apply"><a>Easy Apply</a></div>'))
    assert places_of(posting) == [("Dubai", None, "AE")]
    assert (posting.remote, posting.level, posting.easy_apply) == (Remote.HYBRID, "mid career", True)
    assert (posting.posted.at, posting.posted.precision) == (datetime.fromtimestamp(MOMENT, UTC), "second")
    assert read("bayt", bayt()).easy_apply is False


def hellowork(pay="", place="Lyon 3e - 69", age="il y a 3 jours", label="CDI, temps plein"):
    shown = f"<div>{pay}</div>" if pay else ""
    return (
        '<li data-id-storage-target="item" data-id-storage-item-id="1"><div data-cy="serpCard" data-analytics-values-param="{}">'
        f'<a data-cy="offerTitle" href="/1" aria-label="Voir l\'offre, {label}"><h3><p>Cuisinier H/F</p><p>Acme</p></h3></a>'
        f'<div data-cy="localisationCard">{place}</div><div class="tags"><div data-cy="contractCard">CDI</div>{shown}</div>'
        f"</div><div>{age}</div></li>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45 000 - 60 000 € / an", (45_000, 60_000, "EUR", "year", SalaryOrigin.EMPLOYER)),
        ("12,31\u202f€ / heure", (12.31, 12.31, "EUR", "hour", SalaryOrigin.EMPLOYER)),
        ("À partir de 2\u202f000 € / mois", (2_000, None, "EUR", "month", SalaryOrigin.EMPLOYER)),
        ("66 000 - 85 000 USD / an", (66_000, 85_000, "USD", "year", SalaryOrigin.EMPLOYER)),
        ("", None),
        ("Télétravail partiel", None),
    ],
)
def test_hellowork_when_pay_is_words_then_it_is_read(text, expected):
    assert pay_of(read("hellowork", hellowork(text))) == expected


@pytest.mark.parametrize(
    ("age", "at", "precision"),
    [
        ("il y a 3 jours", datetime(2026, 6, 12, tzinfo=UTC), "day"),
        ("il y a 3 heures", datetime(2026, 6, 15, 11, 30, tzinfo=UTC), "hour"),
        ("moins d'une heure", NOW, "hour"),
        ("il y a 2 semaines", datetime(2026, 6, 1, tzinfo=UTC), "week"),
        ("il y a plus d'un mois", datetime(2026, 5, 16, tzinfo=UTC), "month"),
    ],
)
def test_hellowork_when_it_tells_an_age_then_the_date_is_as_exact_as_that(age, at, precision):
    posted = read("hellowork", hellowork(age=age)).posted
    assert (posted.at, posted.precision) == (at, precision)


@pytest.mark.parametrize(
    ("place", "label", "expected", "remote"),
    [
        ("Lyon 3e - 69", "CDI", ("Lyon 3e", "69", "FR"), Remote.NOT_STATED),
        ("Ajaccio - 2A", "CDI, Télétravail complet", ("Ajaccio", "2A", "FR"), Remote.YES),
        ("Genève", "CDI, Télétravail partiel", ("Genève", None, None), Remote.HYBRID),
    ],
)
def test_hellowork_when_it_names_place_and_work_place_then_they_are_kept(place, label, expected, remote):
    posting = read("hellowork", hellowork(place=place, label=label))
    assert (places_of(posting), posting.remote) == ([expected], remote)


def linkedin(place="Austin, TX", title="Cook", pay="", at="2026-06-10"):
    shown = f'<span class="job-search-card__salary-info">{pay}</span>' if pay else ""
    return (
        f'<div class="base-search-card"><h3 class="base-search-card__title">{title}</h3><h4 class="base-search-card__subtitle">'
        f'<a href="https://www.linkedin.com/company/acme?x=1">Acme</a></h4><div class="base-search-card__metadata">'
        f'<span class="job-search-card__location">{place}</span>{shown}'
        f'<time class="job-search-card__listdate" datetime="{at}">5 days ago</time></div></div>'
    )


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Austin, TX", ("Austin", "TX", "US")),
        ("Toronto, ON", ("Toronto", "ON", "CA")),
        ("London, England, United Kingdom", ("London", "England", "GB")),
        ("Paris, Île-de-France, France", ("Paris", "Île-de-France", "FR")),
        ("United States", (None, None, "US")),
        ("Greater Seattle Area", ("Greater Seattle Area", None, None)),
    ],
)
def test_linkedin_when_it_names_a_place_then_its_parts_are_known(place, expected):
    assert places_of(read("linkedin", linkedin(place), "1")) == [expected]


@pytest.mark.parametrize(
    ("title", "place", "remote"),
    [
        ("Remote Sensing Scientist", "Austin, TX", Remote.NOT_STATED),
        ("Data Engineer (Remote)", "Austin, TX", Remote.YES),
        ("Data Engineer", "Austin, TX (Hybrid)", Remote.HYBRID),
    ],
)
def test_linkedin_when_title_or_place_say_where_then_its_guess_is_not_taken(title, place, remote):
    assert read("linkedin", linkedin(place, title), "1").remote is remote


def test_linkedin_when_its_card_shows_pay_then_it_is_read():
    posting = read("linkedin", linkedin(pay="$60,000.00 - $80,000.00"), "1")
    assert pay_of(posting) == (60_000, 80_000, "USD", None, SalaryOrigin.EMPLOYER)
    assert (posting.posted.day.isoformat(), posting.posted.precision) == ("2026-06-10", "day")

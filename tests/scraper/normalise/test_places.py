from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.normalise.places import place_of, read_place

# Text, country searched, and city, region, country found.
TABLE = [
    ("Austin, TX", "US", ("Austin", "TX", "US")),
    ("Austin, Texas, United States", None, ("Austin", "Texas", "US")),
    ("Remote in Austin, TX 78701", "US", ("Austin", "TX", "US")),
    ("New York, NY (Hybrid)", "US", ("New York", "NY", "US")),
    ("Toronto, ON", "CA", ("Toronto", "ON", "CA")),
    ("London, England, United Kingdom", None, ("London", "England", "GB")),
    ("London", "GB", ("London", None, None)),
    ("München, Bayern, Deutschland", "DE", ("München", "Bayern", "DE")),
    ("80331 München", "DE", ("München", None, None)),
    ("Lyon 3e - 69", "FR", ("Lyon 3e", "69", "FR")),
    ("Paris (75)", "FR", ("Paris", "75", "FR")),
    ("Hybrid - Pune", "IN", ("Pune", None, None)),
    ("Dubai, UAE", "AE", ("Dubai", None, "AE")),
    ("Dhaka, Bangladesh", "BD", ("Dhaka", None, "BD")),
    ("United States", "US", (None, None, "US")),
    ("Deutschland", None, (None, None, "DE")),
    ("Georgia", "US", (None, "Georgia", "US")),
    ("Tbilisi, Georgia", "GE", ("Tbilisi", None, "GE")),
    ("Madrid, España (teletrabajo)", "ES", ("Madrid", None, "ES")),
    ("Remote", "US", None),
    ("Work from home", "US", None),
    ("Télétravail", "FR", None),
    ("", "US", None),
    (" , ", "US", None),
]


@pytest.mark.parametrize(("text", "country", "expected"), TABLE)
def test_read_place_when_a_board_writes_it_then_its_parts_are_known(text, country, expected):
    place = read_place(text, country=country)
    assert (place and (place.city, place.region, place.country)) == expected


@pytest.mark.parametrize(
    ("parts", "country", "expected"),
    [
        (("Austin", "TX", "usa"), "US", ("Austin, TX, USA", "Austin", "TX", "US")),
        (("Toronto", "ON", "usa"), "US", ("Toronto, ON, Canada", "Toronto", "ON", "CA")),
        (("Remote", "", "usa"), "US", ("USA", None, None, "US")),
        (("Paris", "", "france"), "FR", ("Paris, France", "Paris", None, "FR")),
        (("", "", ""), "FR", None),
    ],
)
def test_place_of_when_jobspy_took_it_apart_then_it_is_put_right(parts, country, expected):
    place = place_of(*parts, country=country)
    assert (place and (place.text, place.city, place.region, place.country)) == expected


@given(st.text(max_size=80), st.sampled_from(["US", "CA", "FR", "GE", None]))
def test_read_place_when_given_anything_then_it_is_a_place_or_none(text, country):
    place = read_place(text, country=country)
    if place is not None:
        assert place.text
        assert place.city != ""
        assert place.region != ""


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_place_of_when_given_anything_then_it_is_a_place_or_none(city, region, country):
    place_of(city, region, country, country="US")

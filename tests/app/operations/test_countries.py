from __future__ import annotations

import pytest

from app.operations.countries import country_here, country_named, country_names, name_of


@pytest.mark.parametrize(
    ("environ", "country"),
    [
        ({"LANG": "de_DE.UTF-8"}, "germany"),
        ({"LANG": "en_GB"}, "uk"),
        ({"LC_MESSAGES": "fr_FR@euro", "LANG": "de_DE"}, "france"),
        ({"LC_ALL": "bn_BD.UTF-8", "LANG": "de_DE"}, "bangladesh"),
        ({"LC_ALL": "", "LANG": "pt_BR.UTF-8"}, "brazil"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "usa"),
        ({"LANG": "C.UTF-8"}, "usa"),
        ({"LANG": "eo"}, "usa"),
        ({"LANG": "xx_XX.UTF-8"}, "usa"),
        ({}, "usa"),
    ],
)
def test_country_here_when_the_language_settings_name_one_then_it_is_that(environ, country):
    assert country_here(environ) == country


@pytest.mark.parametrize(
    ("text", "name"), [("Germany", "germany"), (" de ", "germany"), ("UK", "uk"), ("united states", "usa"), ("", None)]
)
def test_country_named_when_a_name_or_a_code_is_given_then_it_is_understood(text, name):
    assert country_named(text) == name


def test_name_of_when_it_is_asked_for_each_name_then_they_are_its_own():
    assert name_of("bd") == "bangladesh"
    assert name_of("XX") == "XX"
    assert all(country_named(name) == name for name in country_names())

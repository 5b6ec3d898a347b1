"""Which sources there are, and that what is told about them is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import BadInput
from scraper.job import JobType
from scraper.query import Criteria, Query
from scraper.sources import boards, registry

GUIDE = (Path(__file__).parents[3] / "docs" / "sites.md").read_text(encoding="utf-8")
FILTERS = ("location", "distance_miles", "country", "remote", "job_types", "max_age_hours", "easy_apply")


def test_the_countries_when_compared_with_jobspys_then_are_the_same():
    from jobspy.glassdoor.constant import domains
    from jobspy.indeed.constant import country_codes
    from jobspy.model import Country

    assert {country.value: country_codes[country] for country in Country} == boards.COUNTRIES
    assert {boards.COUNTRIES[country.value] for country in domains} == set(boards.GLASSDOOR.countries)
    for alias, name in boards.COUNTRY_ALIASES.items():
        assert Country(alias).value == name


def test_what_a_board_filters_when_asked_for_one_by_one_then_is_what_jobspy_accepts():
    """JobSpy warns of a filter a board does not have; what we call a filter must bring no warning."""
    from scraper.network import Network
    from scraper.sources import seam
    from scraper.sources.board_input import scraper_input

    for info in registry.SOURCES:
        for kind in info.job_types:
            query = Query(
                words="x", sites=(info.key,), criteria=Criteria(remote=True, easy_apply=True, job_types=(kind,))
            )
            assert warnings_of(seam.board_class(info.key), scraper_input(info, query, Network())) == []


def warnings_of(board, scraper_input):
    """What a scraper warns of while it writes its request, with nothing asked."""

    class NoSession(BaseException):
        pass

    def refuse(*args, **kwargs):
        raise NoSession

    made = board()
    made_session = property(
        lambda self: self.__dict__["made"], lambda self, session: self.__dict__.update(made=session)
    )
    scraper = type(made.__class__.__name__, (board,), {"session": made_session})()
    import requests
    from curl_cffi import requests as curl_requests

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(requests.Session, "request", refuse)
        patched.setattr(curl_requests.Session, "request", refuse)
        with pytest.raises(NoSession):
            scraper.scrape(scraper_input)
    return scraper.warnings


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("usa", ("linkedin", "indeed", "glassdoor", "zip_recruiter")),
        ("United States", ("linkedin", "indeed", "glassdoor", "zip_recruiter")),
        ("germany", ("linkedin", "indeed", "glassdoor")),
        ("france", ("linkedin", "indeed", "glassdoor", "hellowork")),
        ("india", ("linkedin", "indeed", "glassdoor", "naukri")),
        ("uae", ("linkedin", "indeed", "bayt")),
        ("bangladesh", ("linkedin", "bdjobs")),
    ],
)
def test_defaults_when_a_country_is_given_then_are_the_sites_that_serve_it(country, expected):
    assert registry.defaults_for(country) == expected


@pytest.mark.parametrize("name", ["", "atlantis", "usa!"])
def test_a_country_when_unknown_then_is_a_sentence(name):
    with pytest.raises(BadInput):
        registry.defaults_for(name)
    with pytest.raises(BadInput, match="There are: linkedin"):
        registry.info(name)


def row_of(info):
    (row,) = [line for line in GUIDE.splitlines() if line.startswith(f"| {info.name} | `{info.key}`")]
    return [cell.strip() for cell in row.strip("|").split("|")]


@pytest.mark.parametrize("info", [info for info in registry.SOURCES if not info.available], ids=lambda info: info.key)
def test_the_guide_when_read_then_tells_every_fact_of_a_site(info):
    _, _, *filters, page, pause, job_page, most, describes = row_of(info)
    assert [cell.startswith("yes") for cell in filters] == [name in info.filters for name in FILTERS]
    assert page == str(info.page_size)
    assert pause == "{:g} to {:g} s".format(*info.pause_s)
    assert job_page == ("none needed" if info.describes else "{:g} to {:g} s".format(*info.detail_pause_s))
    assert most == (f"{info.most_results:,}" if info.most_results else "not known")
    assert describes == (
        "with the list" if info.describes else "a request each" if info.key != "glassdoor" else "25 a request"
    )
    kinds = next(line for line in GUIDE.splitlines() if line.startswith(f"- {info.name}: "))
    told = kinds.removeprefix(f"- {info.name}: ").rstrip(".").split(", ") if info.job_types else ["none"]
    assert told == [kind.value for kind in info.job_types] or told == ["none"]
    codes = next(line for line in GUIDE.splitlines() if line.startswith(f"* {info.name}: "))
    assert all(code in codes for code in info.countries)
    assert info.countries or "every country" in codes


def test_the_guide_when_read_then_names_what_is_not_available_and_whom_the_terms_bind():
    assert f"{boards.GOOGLE.name} (`{boards.GOOGLE.key}`): {boards.GOOGLE.available}" in GUIDE
    assert "terms bind the person who searches" in GUIDE
    assert set(JobType) >= {kind for info in registry.SOURCES for kind in info.job_types}

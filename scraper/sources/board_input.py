"""A `Query` as JobSpy's input for one board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.errors import Refused
from scraper.sources import boards
from scraper.sources.registry import country_code, country_name

if TYPE_CHECKING:
    from scraper.network import Network
    from scraper.query import Query
    from scraper.sources.base import SourceInfo

_FILTERS = {
    "distance": "distance_miles",
    "is_remote": "remote",
    "job_type": "job_types",
    "hours_old": "max_age_hours",
    "easy_apply": "easy_apply",
}


def scraper_input(info: SourceInfo, query: Query, network: Network) -> Any:
    """A `ScraperInput` of the board's own: only filters it knows, descriptions as HTML.

    Each board gets one for itself: JobSpy's Google writes to the one it is given.

    Raises:
        BadInput: a country nobody knows.
        Refused: a country the board does not serve.
    """
    from jobspy.model import ScraperInput

    return ScraperInput.model_validate(options(info, query, network))


def options(info: SourceInfo, query: Query, network: Network) -> dict[str, Any]:
    """The same as arguments of `scrape_jobs`, whose names they share; see `scraper_input`."""
    criteria = query.criteria
    values: dict[str, Any] = {
        "site_name": [info.key],
        "search_term": query.words or None,
        "location": query.location or _place_of_country(info, query.country),
        "distance": query.distance_miles,
        "is_remote": criteria.remote,
        "job_type": criteria.job_types[0].value if len(criteria.job_types) == 1 else None,
        "hours_old": criteria.max_age_hours,
        "easy_apply": criteria.easy_apply or None,
        "country_indeed": _country(info, query.country),
        "offset": query.offset,
        "results_wanted": max(query.results, 1),
        "fetch_description": query.describe,
        "description_format": "html",
        "proxies": list(network.proxies),
        "ca_cert": network.ca_cert,
        "user_agent": network.user_agent,
        "verbose": 0,
    }
    for name, filter_name in _FILTERS.items():
        if filter_name not in info.filters:
            values.pop(name)
    if values.get("job_type") not in info.job_types:
        values.pop("job_type", None)
    return {name: value for name, value in values.items() if value is not None}


def _country(info: SourceInfo, name: str) -> str:
    """JobSpy's country for a board; it drives Indeed's and Glassdoor's address and nothing else."""
    name = country_name(name)
    if "country" in info.filters and country_code(name) not in info.countries:
        raise Refused(f"{info.name} does not serve {name.title()}.")
    # JobSpy guesses LinkedIn's pay in dollars where the country is the United States, its default.
    return name if name in boards.COUNTRIES else "uk"


def _place_of_country(info: SourceInfo, name: str) -> str | None:
    """The country as a place, for a board that lists many countries and has no other way to be told which."""
    if info.key not in boards.COUNTRY_BY_PLACE or (info.countries and country_code(name) not in info.countries):
        return None
    name = country_name(name)
    if info.key == "bayt" and name == "united arab emirates":
        return "UAE"  # as its addresses have it; the full name is answered with a redirect that loses the page number
    return {"usa": "United States", "uk": "United Kingdom"}.get(name, name.title())

"""A job site as JobSpy reads it, driven page by page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scraper.errors import LayoutChanged, Refused
from scraper.network import check
from scraper.sources import boards, seam
from scraper.sources.board_run import BoardRun, Ended
from scraper.sources.registry import country_code, country_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.cancel import Cancel
    from scraper.network import Network, Pace
    from scraper.query import Query
    from scraper.sources.base import Ref, Report, SourceInfo

# Without a handler of anyone's, JobSpy's warnings would go to standard error.
logging.getLogger("jobspy").addHandler(logging.NullHandler())


class JobSpyBoard:
    """One board, for one search or one `describe`."""

    def __init__(self, info: SourceInfo, pace: Pace, network: Network) -> None:
        check(network)
        self.info = info
        self._pace, self._network = pace, network

    def search(self, query: Query, report: Report, cancel: Cancel) -> None:
        """Report the list's jobs page by page; see `Source.search`."""
        run = BoardRun(self.info, query, self._pace, self._network, report=report, cancel=cancel)
        scraper = seam.streaming(self.info.key, run)
        try:
            scraper.scrape(scraper_input(self.info, query, self._network))
        except Ended as ended:
            raise ended.error from None
        finally:
            run.flush()
            run.close()
        if scraper.error:
            raise LayoutChanged(f"{self.info.name} answered, and the page could not be read.")

    def describe(self, refs: Sequence[Ref], report: Report, cancel: Cancel) -> None:
        """Report the descriptions of these jobs; see `Source.describe`."""
        cancel.check()
        report.without_description(len(refs))


def scraper_input(info: SourceInfo, query: Query, network: Network) -> Any:
    """JobSpy's input for one board: only the filters the board knows, HTML, one country.

    Raises:
        BadInput: a country that JobSpy does not know.
        Refused: a country the board does not serve.
    """
    from jobspy.model import DescriptionFormat, ScraperInput, Site

    criteria = query.criteria
    values: dict[str, Any] = {
        "site_name": [Site(info.key)],
        "search_term": query.words or None,
        "location": query.location or _place_of_country(info, query.country),
        "distance": query.distance_miles,
        "is_remote": criteria.remote,
        "job_type": criteria.job_types[0] if len(criteria.job_types) == 1 else None,
        "hours_old": criteria.max_age_hours,
        "easy_apply": criteria.easy_apply or None,
        "country_indeed": _country(info, query.country),
        "offset": query.offset,
        "results_wanted": max(query.results, 1),
        "fetch_description": query.describe,
        "description_format": DescriptionFormat.HTML,
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
    return ScraperInput.model_validate({name: value for name, value in values.items() if value is not None})


_FILTERS = {
    "distance": "distance_miles",
    "is_remote": "remote",
    "job_type": "job_types",
    "hours_old": "max_age_hours",
    "easy_apply": "easy_apply",
}


def _country(info: SourceInfo, name: str) -> str | None:
    """JobSpy's country for a board; it drives Indeed's and Glassdoor's address and nothing else."""
    name = country_name(name)
    if "country" in info.filters and country_code(name) not in info.countries:
        raise Refused(f"{info.name} does not serve {name.title()}.")
    # LinkedIn's pay is guessed in dollars where the country is JobSpy's default, the United States.
    return name if name in boards.COUNTRIES else "uk"


def _place_of_country(info: SourceInfo, name: str) -> str | None:
    """The country as a place, for a board that lists many countries and has no other way to be told which."""
    if info.key not in boards.COUNTRY_BY_PLACE or (info.countries and country_code(name) not in info.countries):
        return None
    name = country_name(name)
    return {"usa": "United States", "uk": "United Kingdom"}.get(name, name.title())

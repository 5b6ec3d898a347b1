"""A job site as JobSpy reads it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scraper.errors import LayoutChanged
from scraper.job import RawJob
from scraper.network import check
from scraper.query import Query
from scraper.sources import seam, seam_check, whole_list
from scraper.sources.board_input import scraper_input
from scraper.sources.board_run import BoardRun, Ended
from scraper.sources.job_fields import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.cancel import Cancel
    from scraper.network import Network, Pace
    from scraper.sources.base import Ref, Report, SourceInfo

# Without a handler of anyone's, JobSpy's warnings would go to standard error.
logging.getLogger("jobspy").addHandler(logging.NullHandler())

_BY_ADDRESS = ("zip_recruiter", "bayt", "hellowork")  # their job pages are asked for by address as well


class JobSpyBoard:
    """One board, for one search or one `describe`."""

    def __init__(self, info: SourceInfo, pace: Pace, network: Network) -> None:
        """Raises `BadInput` for a proxy or a CA file that cannot be used."""
        check(network)
        self.info = info
        self._pace, self._network = pace, network

    def search(self, query: Query, report: Report, cancel: Cancel) -> None:
        """Report the list's jobs page by page; see `Source.search`."""
        wanted = scraper_input(self.info, query, self._network)
        moved = seam_check.moved(self.info.key)
        if moved is not None:
            report.note(f"{moved} {self.info.name} is read in one go, without pages and without being asked again.")
            whole_list.search(self.info, query, self._network, report=report, cancel=cancel)
            return
        run = BoardRun(self.info, query, self._pace, self._network, report=report, cancel=cancel)
        scraper = seam.streaming(self.info.key, run)
        try:
            self._scrape(run, scraper, wanted)
            run.finish()
            if scraper.error and run.found < query.results:
                raise LayoutChanged(f"{self.info.name} answered, and nothing could be read.")
        except Ended as ended:
            raise ended.error from None
        finally:
            run.flush()
            for warning in scraper.warnings:
                report.note(f"{self.info.name}: {warning}.")
            run.close()

    def _scrape(self, run: BoardRun, scraper: Any, wanted: Any) -> None:
        """Let JobSpy work; what it does not expect of a page ends the site, not the search of the others."""
        try:
            scraper.scrape(wanted)
        except Exception as error:
            run.flush()
            raise LayoutChanged(f"{self.info.name} answered, and the page could not be read.") from error

    def describe(self, refs: Sequence[Ref], report: Report, cancel: Cancel) -> None:
        """Report these jobs' descriptions; see `Source.describe`."""
        asked, left = refs[: self._pace.descriptions], len(refs)
        if self.info.describes or seam_check.moved(self.info.key) is not None:
            report.note(f"{self.info.name} gives descriptions with its list only.")
            asked = ()
        try:
            for country, some in _by_country(self.info, asked):
                for described in self._described(country, some, report, cancel):
                    left -= described
        finally:
            if left:
                report.without_description(left)

    def _described(self, country: str, refs: Sequence[Ref], report: Report, cancel: Cancel) -> Iterator[int]:
        """How many jobs each request described, as they come; the jobs are of one country."""
        query = Query(words="", sites=(self.info.key,), country=country, describe=True)
        run = BoardRun(self.info, query, self._pace, self._network, report=report, cancel=cancel)
        scraper = seam.prepared(self.info.key, run, scraper_input(self.info, query, self._network))
        try:
            for group in _groups(self.info, refs):
                yield _report(self.info, group, _details(self.info, scraper, group), report)
                if run.no_details is not None:
                    raise run.no_details
        finally:
            run.close()


def _by_country(info: SourceInfo, refs: Sequence[Ref]) -> list[tuple[str, list[Ref]]]:
    """The jobs by the country whose address they have; only Glassdoor's job pages depend on it."""
    if info.key != "glassdoor":
        return [("uk", list(refs))] if refs else []
    countries = seam.glassdoor_countries()
    found: dict[str, list[Ref]] = {}
    for ref in refs:
        found.setdefault(countries.get(urlsplit(ref.url).hostname or "", "usa"), []).append(ref)
    return list(found.items())


def _groups(info: SourceInfo, refs: Sequence[Ref]) -> list[list[Ref]]:
    """The jobs that are asked for together."""
    size = seam.GLASSDOOR_DETAILS if info.key == "glassdoor" else 1
    return [list(refs[start : start + size]) for start in range(0, len(refs), size)]


def _details(info: SourceInfo, scraper: Any, group: list[Ref]) -> dict[str, dict[str, Any]]:
    """What JobSpy reads on these jobs' pages, by the id given."""
    fetch = getattr(scraper, seam.FETCH_DETAILS)
    if info.key == "glassdoor":
        told: dict[str, dict[str, Any]] = fetch([ref.native_id for ref in group])
        return told
    (ref,) = group
    number = ref.native_id.partition("-")[2] or ref.native_id
    details = fetch(number, ref.url) if info.key in _BY_ADDRESS else fetch(number)
    return {ref.native_id: details[-1] if isinstance(details, tuple) else details}


def _report(info: SourceInfo, group: list[Ref], told: dict[str, dict[str, Any]], report: Report) -> int:
    jobs = []
    for ref in group:
        fields = told.get(ref.native_id) or {}
        if fields.get("description"):
            known = {name: plain(value) for name, value in fields.items() if value is not None}
            named = {"id": ref.native_id, "job_url": ref.url, "title": ref.title}
            jobs.append(RawJob(site=info.key, fields=named | known))
    if jobs:
        report.jobs(jobs, position=0, updates=True)
    return len(jobs)

"""What a source is: something that can be asked for jobs and says what it cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from scraper.job import JobType
from scraper.network import Network, Pace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scraper.cancel import Cancel
    from scraper.errors import Reason
    from scraper.job import RawJob
    from scraper.query import Query


__all__ = ["Network", "Pace", "Ref", "Report", "Source", "SourceInfo"]


class SourceInfo(Struct, frozen=True, kw_only=True):
    """What a person should know about a source before using it.

    Attributes:
        key: stable name, as on the command line.
        name: as people write it.
        available: why not, in a sentence, where it cannot be used at present; None if it can.
        countries: ISO 3166 alpha-2 codes it serves; empty for the whole world.
        filters: names of `Query` and `Criteria` fields the site itself applies.
        job_types: of these, the site can be asked for one at a time.
        page_size: jobs in one reply.
        pause_s: least and most pause between two pages.
        detail_pause_s: least and most pause between two job pages.
        most_results: where the site's lists end; None if unknown.
        describes: descriptions come with the list, without further requests.
    """

    key: str
    name: str
    available: str | None = None
    countries: tuple[str, ...] = ()
    filters: frozenset[str] = frozenset()
    job_types: tuple[JobType, ...] = ()
    page_size: int = 0
    pause_s: tuple[float, float] = (0.0, 0.0)
    detail_pause_s: tuple[float, float] = (0.0, 0.0)
    most_results: int | None = None
    describes: bool = False


class Ref(Struct, frozen=True):
    """A job at its site: its id there, the address of its page, and its title, which job pages are not asked for."""

    native_id: str
    url: str
    title: str


class Report(Protocol):
    """Where a source tells what happens; called on the source's own thread."""

    def jobs(self, jobs: Sequence[RawJob], *, position: int, updates: bool = False) -> None:
        """Jobs received, in the site's order; `position` is the listing position after them."""

    def unreadable(self, count: int, why: str) -> None:
        """So many received jobs could not be read."""

    def left_out(self, count: int, rule: str) -> None:
        """So many received jobs were left out by the source itself ("older than asked for"); not among `jobs`."""

    def page(self, number: int) -> None:
        """A page of the list is being asked for."""

    def waiting(self, until: datetime, reason: Reason, message: str) -> None:
        """The source waits before it asks again."""

    def note(self, sentence: str) -> None:
        """Something the person should know: a filter the site ignored, descriptions that did not come."""

    def without_description(self, count: int) -> None:
        """So many jobs were to be described and were not."""


class Source(Protocol):
    """A job site that can be searched. One object serves one search, or one `describe`, on one thread."""

    info: SourceInfo

    def search(self, query: Query, report: Report, cancel: Cancel) -> None:
        """Report jobs as they arrive until the list ends or `query.results` were reported.

        Raises:
            SourceError: the site could not be read to the end; what was reported stays valid.
            Cancelled: `cancel` was set.
        """

    def describe(self, refs: Sequence[Ref], report: Report, cancel: Cancel) -> None:
        """Fetch these jobs' own pages and report them with `updates=True`, each a `RawJob` that has `id` and `job_url`.

        Fields that a job's page does not tell are absent. A job whose page does not come is told by
        `report.without_description`, as are those beyond `Pace.descriptions`. Raises as `search` does.
        """

"""What a source is: something that can be asked for jobs and says what it cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scraper.cancel import Cancel
    from scraper.errors import Reason
    from scraper.job import RawJob
    from scraper.query import Query


class Pace(Struct, frozen=True, kw_only=True):
    """How fast a source asks and how it retries; seconds. A site's own minimum is the least, except on loopback.

    Attributes:
        pause_s: least and most pause between two requests; None for the site's own.
        read_timeout_s: without a byte.
        deadline_s: of one whole request, its body included.
        retries: more tries after a passing fault.
        backoff_s: before the first retry where the site does not say; doubles, with jitter.
        longest_wait_s: a longer wait ends the source as rate limited instead.
    """

    pause_s: tuple[float, float] | None = None
    read_timeout_s: float = 15.0
    deadline_s: float = 30.0
    retries: int = 3
    backoff_s: float = 2.0
    longest_wait_s: float = 120.0


class Network(Struct, frozen=True, kw_only=True):
    """How the sites are reached. Holds secrets (a proxy's password): never logged, shown or stored.

    Attributes:
        proxies: URLs, used in turn (http, https, socks5, socks5h).
        ca_cert: file of the certificate authorities to trust instead of the bundled ones.
    """

    proxies: tuple[str, ...] = ()
    ca_cert: str | None = None
    user_agent: str | None = None


class SourceInfo(Struct, frozen=True, kw_only=True):
    """What a person should know about a source before using it.

    Attributes:
        key: stable name, as on the command line.
        name: as people write it.
        available: why not, in a sentence, where it cannot be used at present; None if it can.
        countries: ISO 3166 alpha-2 codes it serves; empty for the whole world.
        filters: names of `Query` and `Criteria` fields the site itself applies.
        page_size: jobs in one reply.
        pause_s: least and most pause between two pages.
        most_results: where the site's lists end; None if unknown.
        describes: descriptions come with the list, without further requests.
    """

    key: str
    name: str
    available: str | None = None
    countries: tuple[str, ...] = ()
    filters: frozenset[str] = frozenset()
    page_size: int = 0
    pause_s: tuple[float, float] = (0.0, 0.0)
    most_results: int | None = None
    describes: bool = False


class Ref(Struct, frozen=True):
    """A job at its site: its id there and the address of its page."""

    native_id: str
    url: str


class Report(Protocol):
    """Where a source tells what happens; called on the source's own thread."""

    def jobs(self, jobs: Sequence[RawJob], *, position: int, updates: bool = False) -> None:
        """Jobs received, in the site's order; `position` is the listing position after them."""

    def unreadable(self, count: int, why: str) -> None:
        """So many received jobs could not be read."""

    def page(self, number: int) -> None:
        """A page of the list is being asked for."""

    def waiting(self, until: datetime, reason: Reason, message: str) -> None:
        """The source waits before it asks again."""

    def note(self, sentence: str) -> None:
        """Something the person should know: a filter the site ignored, descriptions that did not come."""

    def without_description(self, count: int) -> None:
        """So many jobs were to be described and were not."""


class Source(Protocol):
    """A job site that can be searched. One object serves one search on one thread."""

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
        `report.without_description`. Raises as `search` does.
        """

"""One search on one board: what happens at each step of JobSpy's scraper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.errors import Blocked, LayoutChanged, SourceError
from scraper.job import RawJob
from scraper.sources import page_checks, seam
from scraper.sources.job_fields import fields_of, raw_text
from scraper.transport import Outcome, Reply, Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.cancel import Cancel
    from scraper.network import Network, Pace
    from scraper.query import Query
    from scraper.sources.base import Report, SourceInfo


class Ended(BaseException):
    """The board cannot be read further. Not an `Exception`: it passes through JobSpy's `except Exception`."""

    def __init__(self, error: SourceError) -> None:
        super().__init__()
        self.error = error


class BoardRun:
    """The conductor of one board's scraper in one search (see `seam.Conductor`)."""

    def __init__(
        self, info: SourceInfo, query: Query, pace: Pace, network: Network, *, report: Report, cancel: Cancel
    ) -> None:
        self._info, self._query, self._pace, self._report, self._cancel = info, query, pace, report, cancel
        self._transport = Transport(info.name, pace, network, cancel, report.waiting)
        self._session: Any = None
        self._kept: list[RawJob] = []
        self._position = query.offset
        self._page = 0
        self.found = 0

    def request(self, send: Callable[..., Any], method: str, url: str, options: dict[str, Any]) -> Reply:
        """The answer to a request for a page of the list; ends the search where there is none."""
        self.flush()
        self._page += 1
        self._report.page(self._page)
        outcome = self._fetch(send, method, url, options)
        if outcome.reply is None:
            assert outcome.trouble is not None
            raise Ended(outcome.trouble.error(outcome.retry_at))
        return outcome.reply

    def job(self, read: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """One job of a page, kept until the page is handed over."""
        self._cancel.check()
        self._position += 1
        try:
            job = read(*args)
        except Exception as error:
            self._report.unreadable(1, type(error).__name__)
            raise
        if job is None:
            self._report.left_out(1, "the site's own list")
        else:
            self.found += 1
            self._kept.append(RawJob(site=self._info.key, fields=fields_of(job), raw=raw_text(args[0])))
        return job

    def details(self, fetch: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """A job's page."""
        return fetch(*args)

    def flush(self) -> None:
        """Hand over what was read."""
        if self._kept:
            jobs, self._kept = self._kept, []
            self._report.jobs(jobs, position=self._position)

    def close(self) -> None:
        """End the thread that makes the requests."""
        session = self._session
        self._transport.close(session.close if session is not None else None)

    def _fetch(self, send: Callable[..., Any], method: str, url: str, options: dict[str, Any]) -> Outcome:
        session = self._session = getattr(send, "__self__", None)
        options = {**seam.timeouts(session, self._pace.read_timeout_s, self._pace.deadline_s), **options}
        return self._transport.fetch(
            lambda: send(method, url, **options),
            lambda reply: page_checks.judge(self._info.key, reply),
            self._info.pause_s,
        )


__all__ = ["Blocked", "BoardRun", "Ended", "LayoutChanged"]

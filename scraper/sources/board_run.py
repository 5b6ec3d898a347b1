"""One search on one board: what happens at each step of JobSpy's scraper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from scraper.errors import LayoutChanged, Reason, SourceError
from scraper.job import RawJob
from scraper.sources import listing, page_checks, seam
from scraper.sources.job_fields import fields_of, plain, raw_text
from scraper.sources.listing import Asked
from scraper.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.cancel import Cancel
    from scraper.network import Network, Pace
    from scraper.query import Query
    from scraper.sources.base import Report, SourceInfo
    from scraper.transport import Outcome, Reply, Trouble

_DETAIL = Asked(kind="detail")
_DETAIL_RETRIES = 1  # a description is asked for less stubbornly than a page of the list
_FAILURES_IN_A_ROW = 2  # job pages that stay away, each asked for twice
_EMPTY_IN_A_ROW = 5  # job pages that hold no description
_ALL_UNREADABLE = 3  # so many jobs of a page, and none readable: the layout, not one bad job


class Ended(BaseException):
    """The board cannot be read further. Not an `Exception`: it passes through JobSpy's `except Exception`."""

    def __init__(self, error: SourceError) -> None:
        super().__init__()
        self.error = error


class NoDetail(Exception):
    """A job's page did not come; JobSpy notes it in its log and goes on without."""


class BoardRun:
    """The conductor of one board's scraper in one search (see `seam.Conductor`).

    Attributes:
        found: jobs read so far.
        failure: what the search ends with although the list could be read to its end: a page came incomplete.
        no_details: why no more job pages are asked for; None while they are.
    """

    def __init__(
        self, info: SourceInfo, query: Query, pace: Pace, network: Network, *, report: Report, cancel: Cancel
    ) -> None:
        self._info, self._query, self._pace, self._report, self._cancel = info, query, pace, report, cancel
        self._transport = Transport(info.name, pace, network, cancel, report.waiting)
        self._session: Any = None
        self._kept: list[tuple[RawJob, int]] = []
        self._position = query.offset
        self._page_begins: int | None = None
        self._page = self._page_jobs = self._page_unreadable = 0
        self._in_detail = False
        self._details_failed = self._details_empty = self._details_asked = 0
        self._is_thrifty = False
        self._refusal: SourceError | None = None
        self.found = self.unreadable = self.left_out = 0
        self.failure: SourceError | None = None
        self.no_details: SourceError | None = None

    # The steps of JobSpy's scraper.

    def request(self, send: Callable[..., Any], method: str, url: str, options: dict[str, Any]) -> Reply:
        """The answer to one request; a list that cannot be read further ends the search, a job's page does not."""
        if self._in_detail:
            outcome = self._fetch(send, method, url, options, _DETAIL)
            if outcome.reply is None or outcome.trouble is not None:
                self._detail_failed(outcome)
                raise NoDetail
            self._details_failed = 0
            return outcome.reply
        asked = listing.asked(self._info.key, method, url, options.get("params"))
        self._begin_page(asked)
        outcome = self._fetch(send, method, url, options, asked)
        if outcome.reply is None:
            raise Ended(_error(outcome))
        if outcome.trouble is not None:
            self._make_do(outcome.trouble, asked)
        if asked.kind == "list" and outcome.reply.status_code == 200:  # noqa: PLR2004
            self._count_unreadable(page_checks.drop_unreadable(self._info.key, outcome.reply), "no identity")
        return outcome.reply

    def job(self, read: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """One job of a page, kept until it is handed over."""
        self._cancel.check()
        self._page_jobs += 1
        self._advance(self._position + 1)
        try:
            job = read(*args)
            if job is not None and str(job.id).endswith("-None"):
                raise ValueError("no id")
        except Exception as error:
            self._page_unreadable += 1
            self._count_unreadable(1, type(error).__name__)
            raise
        if job is None:
            self.left_out += 1
            self._report.left_out(1, f"{self._info.name}'s own list")
            return None
        self.found += 1
        raw = RawJob(site=self._info.key, fields=fields_of(job), raw=raw_text(args[0]))
        self._kept.append((raw, self._position))
        if self._query.describe and self._info.key != "glassdoor":
            self.flush()
        return job

    def details(self, fetch: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """What a job's page tells; {} where it is not to be had. Glassdoor asks for a whole page's jobs at once."""
        if args and isinstance(args[0], list):
            return self._details_of_page(fetch, args[0])
        return self._details_of_job(fetch, args)

    # What is handed over.

    def flush(self) -> None:
        """Hand over what was read."""
        self._hand_over(len(self._kept))

    def finish(self) -> None:
        """The list ended without an error of ours: raise what is wrong all the same."""
        self.flush()
        self._check_page()
        if self.failure is not None and self.found < self._query.results:
            raise self.failure
        if self.unreadable and not self.found and not self.left_out:
            raise self._nothing_readable()

    def close(self) -> None:
        """End the thread that makes the requests."""
        session = self._session
        self._transport.close(session.close if session is not None else None)

    def _hand_over(self, count: int) -> None:
        batch, self._kept = self._kept[:count], self._kept[count:]
        if not batch:
            return
        if self._query.describe:
            missing = sum(1 for job, _ in batch if job.fields.get("description") is None)
            if missing:
                self._report.without_description(missing)
        self._report.jobs([job for job, _ in batch], position=batch[-1][1])

    # Pages of the list.

    def _begin_page(self, asked: Asked) -> None:
        """Before a page is asked for: the last one is complete."""
        if asked.kind != "list":
            self._cancel.check()
            return
        if asked.begins is not None and self._kept:
            job, position = self._kept[-1]
            self._kept[-1] = job, max(position, asked.begins)
        self.flush()
        self._check_page()
        ended = self.failure or self._refusal
        if ended is not None:
            raise Ended(ended)
        self._page_begins = asked.begins
        if asked.begins is not None:
            self._position = max(self._position, asked.begins)
        self._page_jobs = self._page_unreadable = 0
        self._page += 1
        self._report.page(self._page)

    def _advance(self, position: int) -> None:
        """Go on in the list; never past the page, or a resumed search would pass over jobs of the next one."""
        if self._page_begins is not None:
            position = min(position, self._page_begins + self._info.page_size)
        self._position = max(self._position, position)

    def _check_page(self) -> None:
        if self._page_unreadable >= _ALL_UNREADABLE and self._page_unreadable == self._page_jobs:
            raise Ended(self._nothing_readable())

    def _nothing_readable(self) -> SourceError:
        return LayoutChanged(f"{self._info.name} answered, and nothing could be read.")

    def _count_unreadable(self, count: int, why: str) -> None:
        if count:
            self.unreadable += count
            self._report.unreadable(count, why)

    def _make_do(self, trouble: Trouble, asked: Asked) -> None:
        """Go on with an answer whose trouble stayed: an empty page is taken for the end, a cut one is the last."""
        if not page_checks.is_empty(trouble):
            self.failure = trouble.error()
        elif asked.kind == "list":
            end = "its list is taken to end there" if self.found else "it is taken to have no such jobs"
            self._report.note(f"{self._info.name} answered with an empty page, and again when asked once more: {end}.")

    # Job pages.

    def _details_of_job(self, fetch: Callable[..., Any], args: tuple[Any, ...], *, jobs: int = 1) -> Any:
        self._cancel.check()
        if self.no_details is not None or self._is_budget_spent(jobs):
            return {}
        self._in_detail = True
        try:
            details = fetch(*args)
        except Exception:  # noqa: BLE001  JobSpy parses some pages outside its own try; the job itself is not lost
            details = {}
        finally:
            self._in_detail = False
        self._details_empty = 0 if _describes(details) else self._details_empty + 1
        if self._details_empty >= _EMPTY_IN_A_ROW:
            self._stop_details(LayoutChanged(f"{self._info.name}'s job pages hold no description that could be read."))
        return details if details is not None else {}

    def _is_budget_spent(self, jobs: int) -> bool:
        """Whether so many more jobs would be more than one search may describe; counts them where not."""
        if self._details_asked + jobs > self._pace.descriptions:
            if not self._is_thrifty:
                self._is_thrifty = True
                self._report.note(
                    f"One search asks {self._info.name} for {self._pace.descriptions} descriptions at most; those of"
                    " other jobs can be fetched when you open them."
                )
            return True
        self._details_asked += jobs
        return False

    def _details_of_page(self, fetch: Callable[..., Any], ids: list[str]) -> dict[str, dict[str, object]]:
        """Glassdoor's: as many jobs as one request holds at a time, handed over with what it told."""
        every: dict[str, dict[str, object]] = {}
        for start in range(0, len(ids), seam.GLASSDOOR_DETAILS):
            some = ids[start : start + seam.GLASSDOOR_DETAILS]
            details = self._details_of_job(partial(fetch, some), (), jobs=len(some))
            every |= details
            for job, _ in self._kept[: len(some)]:
                told = details.get(job.fields["id"], {})
                job.fields.update({name: plain(value) for name, value in told.items()})
            self._hand_over(len(some))
        return every

    def _detail_failed(self, outcome: Outcome) -> None:
        assert outcome.trouble is not None
        reason = outcome.trouble.reason
        error = _error(outcome)
        if reason is Reason.BLOCKED:
            self._refusal = error
        if reason in (Reason.BLOCKED, Reason.RATE_LIMITED):
            self._stop_details(error)
        elif reason is not Reason.REFUSED:  # that one job is gone
            self._details_failed += 1
            if self._details_failed >= _FAILURES_IN_A_ROW:
                self._stop_details(error)

    def _stop_details(self, error: SourceError) -> None:
        if self.no_details is None:
            self.no_details = error
            self._report.note(f"No further descriptions from {self._info.name}: {error}")

    def _fetch(self, send: Callable[..., Any], method: str, url: str, options: dict[str, Any], asked: Asked) -> Outcome:
        info, detail = self._info, asked.kind == "detail"
        session = self._session = getattr(send, "__self__", None)
        options = {**seam.timeouts(session, self._pace.read_timeout_s, self._pace.deadline_s), **options}
        return self._transport.fetch(
            lambda: send(method, url, **options),
            lambda reply: page_checks.judge(info, asked, reply),
            info.detail_pause_s if detail else info.pause_s,
            retries=min(self._pace.retries, _DETAIL_RETRIES) if detail else self._pace.retries,
            paced=asked.paced,
        )


def _describes(details: Any) -> bool:
    """Whether what JobSpy read on job pages has a description: one job's fields, Naukri's pair, Glassdoor's by id."""
    fields = details[-1] if isinstance(details, tuple) else details or {}
    return bool(fields.get("description")) or any(isinstance(one, dict) and _describes(one) for one in fields.values())


def _error(outcome: Outcome) -> SourceError:
    assert outcome.trouble is not None
    return outcome.trouble.error(outcome.retry_at)

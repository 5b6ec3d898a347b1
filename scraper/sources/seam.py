"""The names of JobSpy's scraper classes that we use, and a scraper whose every step is handed to us.

Three things every JobSpy 1.4 board class does make it possible to drive it without copying it:
it assigns `self.session` in `scrape()`, it calls `self._process_job(...)` for every job of a page, and it calls
`self._fetch_details(...)` for job pages. Its pause is a class attribute, `delay`, set to nothing here: we pause.
`scraper.sources.seam_check` says at start whether the installed JobSpy still does so.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

SESSION: Final = "session"
PROCESS_JOB: Final = "_process_job"
FETCH_DETAILS: Final = "_fetch_details"
DELAY: Final = "delay"
GLASSDOOR_DETAILS: Final = 25  # jobs in one of its requests for descriptions


class Conductor(Protocol):
    """Who decides about each step of a board's scraper; called on the thread that scrapes."""

    def request(self, send: Callable[..., Any], method: str, url: str, options: dict[str, Any]) -> Any:
        """The answer to a request the board wants to make; `send(method, url, **options)` makes it."""

    def job(self, read: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """The `JobPost` that `read(*args)` gives for one job of a page, or None for a job it leaves out."""

    def details(self, fetch: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """What `fetch(*args)` gives for a job's page; {} where it is not to be had."""


def board_class(site: str) -> Any:
    """JobSpy's scraper class for a site."""
    from jobspy import SCRAPER_MAPPING
    from jobspy.model import Site

    return SCRAPER_MAPPING[Site(site)]


def streaming(site: str, conductor: Conductor) -> Any:
    """A scraper of JobSpy's whose requests, jobs and job pages go through `conductor`."""
    board = board_class(site)
    read_job: Any = getattr(board, PROCESS_JOB)
    fetch_details: Any = getattr(board, FETCH_DETAILS, None)

    def session(scraper: Any) -> Any:
        return vars(scraper)["our session"]

    def set_session(scraper: Any, made: Any) -> None:
        made.request = _through(conductor, made.request)
        vars(scraper)["our session"] = made

    def process(scraper: Any, *args: Any) -> Any:
        return conductor.job(partial(read_job, scraper), args)

    def details(scraper: Any, *args: Any) -> Any:
        return conductor.details(partial(fetch_details, scraper), args)

    members: dict[str, Any] = {DELAY: (0, 0), SESSION: property(session, set_session), PROCESS_JOB: process}
    if fetch_details is not None:
        members[FETCH_DETAILS] = details
    return type(f"Streaming{board.__name__}", (board,), members)()


class _Prepared(BaseException):
    """The scraper has its session and is about to ask; not an `Exception`, to pass through JobSpy."""


class _UpToTheFirstRequest:
    """A conductor that stops the scraper at its first request, and is another from then on."""

    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor
        self._prepared = False

    def request(self, send: Callable[..., Any], method: str, url: str, options: dict[str, Any]) -> Any:
        if not self._prepared:
            self._prepared = True
            raise _Prepared
        return self._conductor.request(send, method, url, options)

    def job(self, read: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        return self._conductor.job(read, args)

    def details(self, fetch: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        return self._conductor.details(fetch, args)


def prepared(site: str, conductor: Conductor, scraper_input: Any) -> Any:
    """A scraper that has its session and asked for nothing yet, so that single jobs' pages can be asked for."""
    scraper = streaming(site, _UpToTheFirstRequest(conductor))
    try:
        scraper.scrape(scraper_input)
    except _Prepared:
        return scraper
    raise AssertionError(f"{site} was searched without a request")


def glassdoor_countries() -> dict[str, str]:
    """JobSpy's countries by Glassdoor's host names."""
    from jobspy.glassdoor.constant import domains

    return {host: country.value for country, host in domains.items()}


def _through(conductor: Conductor, send: Callable[..., Any]) -> Callable[..., Any]:
    def request(method: str, url: str, **options: Any) -> Any:
        return conductor.request(send, method, url, options)

    return request


def timeouts(session: Any, read_timeout_s: float, deadline_s: float) -> dict[str, Any]:
    """Options for a session's request: requests' timeout is between two bytes, curl's is for the whole.

    With `stream`, requests hands over the response before its body, so that a body that drips can be shut from outside.
    """
    import requests

    if isinstance(session, requests.Session):
        return {"timeout": min(read_timeout_s, deadline_s), "stream": True}
    return {"timeout": deadline_s}

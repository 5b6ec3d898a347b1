"""Whether the installed JobSpy still has what we hold it by.

Cheap enough to be asked before every search: it looks at the classes and runs nothing of them. What is missing is said
in words, for the note under a search and for the test that fails when a new JobSpy moves a name.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import Any

from scraper.sources import seam

# The parameters, after self, that we pass on or read.
_JOB_PARAMETERS = {"linkedin": 2}
_DETAIL_PARAMETERS = {
    "linkedin": 1,
    "zip_recruiter": 2,
    "glassdoor": 1,
    "bayt": 2,
    "naukri": 1,
    "bdjobs": 1,
    "hellowork": 2,
}
_PAUSING = ("linkedin", "zip_recruiter", "bayt", "naukri", "bdjobs", "hellowork")
_JOB_FIELDS = frozenset({
    "id", "job_url", "job_url_direct", "title", "company", "location", "date_posted", "job_type", "salary_source",
    "interval", "min_amount", "max_amount", "currency", "is_remote", "job_level", "description", "skills", "emails",
})  # fmt: skip
_INPUT_FIELDS = frozenset({
    "site_name", "search_term", "location", "distance", "is_remote", "job_type", "hours_old", "easy_apply",
    "country_indeed", "offset", "results_wanted", "fetch_description", "description_format", "proxies", "ca_cert",
    "user_agent", "verbose",
})  # fmt: skip


@cache
def moved(site: str) -> str | None:
    """A sentence that names what JobSpy no longer has for a site, None if all is where it was."""
    try:
        missing = _missing_values() or _missing_in(site, seam.board_class(site))
    except (ImportError, AttributeError, KeyError, ValueError) as error:
        missing = f"SCRAPER_MAPPING, or what comes with it ({type(error).__name__})"
    return f"The installed JobSpy has changed inside: {missing}." if missing else None


def _missing_values() -> str | None:
    from jobspy.model import DescriptionFormat, JobPost, Location, ScraperInput

    for model, names in (
        (JobPost, _JOB_FIELDS),
        (ScraperInput, _INPUT_FIELDS),
        (Location, {"city", "state", "country"}),
    ):
        gone = sorted(set(names) - set(model.model_fields))
        if gone:
            return f"{model.__name__} has no {', '.join(gone)}"
    return None if "html" in [kind.value for kind in DescriptionFormat] else "there is no description format html"


def _missing_in(site: str, board: Any) -> str | None:
    """What a board's class lacks of the seam."""
    scrape, process = getattr(board, "scrape", None), getattr(board, seam.PROCESS_JOB, None)
    if _parameters(scrape) != 1:
        return f"{board.__name__}.scrape(scraper_input) is gone"
    used = _names_in(scrape)
    made = board()
    holds = {
        f"scrape no longer keeps its session in self.{seam.SESSION}": seam.SESSION in used,
        f"scrape no longer calls self.{seam.PROCESS_JOB}": seam.PROCESS_JOB in used,
        f"{seam.PROCESS_JOB} takes other parameters": _parameters(process) == _JOB_PARAMETERS.get(site, 1),
        f"{seam.DELAY} is no longer a range of seconds": site not in _PAUSING or _is_range(made, seam.DELAY),
        "an object no longer has error, warnings and log": {"error", "warnings", "log"} <= vars(made).keys(),
    }
    if site in _DETAIL_PARAMETERS:
        details = getattr(board, seam.FETCH_DETAILS, None)
        holds[f"{seam.FETCH_DETAILS} takes other parameters"] = _parameters(details) == _DETAIL_PARAMETERS[site]
        holds[f"{seam.FETCH_DETAILS} is no longer called"] = seam.FETCH_DETAILS in used | _names_in(process)
    gone = [what for what, holding in holds.items() if not holding]
    return f"in {board.__name__}, {gone[0]}" if gone else None


def _names_in(function: Any) -> set[str]:
    """The names of attributes a function uses."""
    return set(function.__code__.co_names) if inspect.isfunction(function) else set()


def _parameters(function: Any) -> int | None:
    """How many parameters a method has after self; None if it is none."""
    return len(inspect.signature(function).parameters) - 1 if callable(function) else None


def _is_range(made: Any, name: str) -> bool:
    value = getattr(made, name, None)
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(end, (int, float)) for end in value)  # noqa: PLR2004

"""The fall-back: one `scrape_jobs` call for a site, where the installed JobSpy cannot be driven step by step.

Nothing arrives before the list is complete, nothing is asked again, and why a site failed is only a text. JobSpy's
public function is stable where its insides are not, so a person can still search until we follow.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from scraper.errors import LayoutChanged, Unreachable
from scraper.job import RawJob
from scraper.network import redacted
from scraper.sources.board_input import options
from scraper.sources.job_fields import plain
from scraper.transport import aside, trouble_of_status

if TYPE_CHECKING:
    from scraper.cancel import Cancel
    from scraper.errors import SourceError
    from scraper.network import Network
    from scraper.query import Query
    from scraper.sources.base import Report, SourceInfo

_LISTS = ("job_type", "emails", "skills")
_LONGEST_S = 3600.0
_STATUS = re.compile(r"\bstatus code ([1-9][0-9]{2})\b")


def search(info: SourceInfo, query: Query, network: Network, *, report: Report, cancel: Cancel) -> None:
    """Report the site's whole list at once; raises as `Source.search` does."""
    from jobspy import scrape_jobs

    report.page(1)
    wanted = options(info, query, network)
    try:
        table = aside(info.name, lambda: scrape_jobs(**wanted), cancel, _LONGEST_S)
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError):
        # Of a page JobSpy does not expect; its text may hold anything.
        raise LayoutChanged(f"{info.name} answered, and nothing could be read.") from None
    jobs = [RawJob(site=info.key, fields=_fields(row)) for row in table.to_dict("records")]
    if jobs:
        if query.describe:
            report.without_description(sum(1 for job in jobs if job.fields.get("description") is None))
        report.jobs(jobs, position=query.offset + len(jobs))
    for warning in table.attrs.get("warnings", {}).get(info.key, ()):
        report.note(f"{info.name}: {warning}.")
    error = table.attrs.get("errors", {}).get(info.key)
    if error:
        raise _error(info, redacted(str(error), network))


def _error(info: SourceInfo, text: str) -> SourceError:
    """JobSpy's text as an error of ours; only the status in it tells a refusal from a fault."""
    found = _STATUS.search(text)
    trouble = trouble_of_status(info.name, int(found[1]), {}) if found else None
    return trouble.error() if trouble else Unreachable(f"{info.name} could not be read to the end: {text}")


def _fields(row: dict[str, Any]) -> dict[str, object]:
    """A row of JobSpy's table as a job's fields: its texts of several values as lists, its place as one text."""
    fields: dict[str, object] = {name: _value(value) for name, value in row.items()}
    for name in _LISTS:
        text = fields.get(name)
        fields[name] = text.split(", ") if isinstance(text, str) else None
    place = fields.get("location")
    fields["location"] = {"city": place, "state": None, "country": None} if place else None
    return fields


def _value(value: object) -> object:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    item = getattr(value, "item", None)  # numpy's numbers
    return plain(item() if callable(item) else value)

"""What a person asks for."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from scraper.job import JobType

_PART = re.compile(r'(?:-|NOT\s+)(?:"[^"]*"|\([^)]*\)|[^\s"()]+)|"([^"]*)"|([^\s"()]+)')
_FIELD = re.compile(r"^\w+:")
_BINDING = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "not",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "als",
        "am",
        "bei",
        "das",
        "den",
        "der",
        "die",
        "für",
        "im",
        "mit",
        "oder",
        "und",
        "von",
        "zu",
    ]
)


class NotStated(StrEnum):
    """What becomes of a job that does not say what a filter asks about."""

    KEEP = "keep"
    DROP = "drop"


class Facet(StrEnum):
    """What a list can be narrowed by and a job may not state; named as its column."""

    REMOTE = "remote"
    JOB_TYPES = "job_types"
    POSTED = "posted"
    EASY_APPLY = "easy_apply"
    PAY = "pay"
    PLACE = "place"
    COUNTRY = "country"


class Unstated(StrEnum):
    """What becomes in a list of the jobs that do not state a facet: shown too, left out, or alone."""

    KEEP = "keep"
    DROP = "drop"
    ONLY = "only"


class Criteria(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The filters a search applies to what came back and `jobs` applies to what is stored.

    Attributes:
        remote: only jobs whose work can be done from anywhere (hybrid is not remote).
        job_types: any of these; empty for all.
        max_age_hours: posted at most so long ago.
        easy_apply: only jobs one applies to on the site itself.
        min_salary: whole currency units a year; compared with the annualized upper end, in the job's own currency.
        exclude_companies: company names to leave out, compared without case, accents and legal forms.
        exclude_words: words that must occur neither in title nor in description.
    """

    remote: bool = False
    job_types: tuple[JobType, ...] = ()
    max_age_hours: int | None = None
    easy_apply: bool = False
    min_salary: int | None = None
    exclude_companies: tuple[str, ...] = ()
    exclude_words: tuple[str, ...] = ()
    not_stated: NotStated = NotStated.KEEP


class Query(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One search.

    Attributes:
        country: JobSpy's name of the country, lower case ("usa", "germany"); drives Indeed and Glassdoor.
        distance_miles: radius around `location`; None for the site's own default.
        sites: keys of the sources to ask, in order.
        results: jobs wanted from each site.
        offset: jobs to pass over at the start of each site's list.
        rest_of: the run of which a site is asked again for what it owed; None for a search of its own.
        describe: fetch every job's description as well (one more request a job on most sites).
    """

    words: str
    sites: tuple[str, ...]
    location: str | None = None
    country: str = "usa"
    distance_miles: int | None = None
    results: int = 100
    offset: int = 0
    rest_of: int | None = None
    describe: bool = False
    criteria: Criteria = Criteria()


def words_sought(text: str) -> tuple[str, ...]:
    """The words a search looks for, as typed and each once.

    Left out are quotes and brackets, what must not occur ("-senior", "NOT (senior OR lead)"), names of fields ("title:")
    and words that only bind others.
    """
    sought: dict[str, str] = {}
    for phrase, single in _PART.findall(text):
        for part in (phrase or single).split():
            word = _FIELD.sub("", part).strip(",;")
            if any(map(str.isalnum, word)) and word.casefold() not in _BINDING:
                sought.setdefault(word.casefold(), word)
    return tuple(sought.values())

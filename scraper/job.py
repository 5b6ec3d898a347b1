"""What is known about a job: the values every other part passes along.

A `Posting` is one site's advert. A job, the merged record a person sees, lives in `scraper.store` and points at its
postings. Values are frozen; None and `NOT_STATED` both mean that the site did not say, never "no".
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct, field


class Remote(StrEnum):
    """Where the work is done."""

    YES = "yes"
    HYBRID = "hybrid"
    NO = "no"
    NOT_STATED = "not stated"


class JobType(StrEnum):
    """JobSpy's job types, by the names it uses."""

    FULL_TIME = "fulltime"
    PART_TIME = "parttime"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    INTERNSHIP = "internship"
    PER_DIEM = "perdiem"
    VOLUNTEER = "volunteer"
    OTHER = "other"


class Period(StrEnum):
    """What a salary is paid for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class SalaryOrigin(StrEnum):
    """Who says so."""

    EMPLOYER = "employer"
    ESTIMATE = "estimate"
    TEXT = "text"


class DatePrecision(StrEnum):
    """How exactly a posting date is known; `WEEK` and coarser dates are the latest day that fits."""

    SECOND = "second"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Salary(Struct, frozen=True, kw_only=True):
    """Pay as stated: amounts in whole currency units per `period`, never converted.

    Attributes:
        low: lower end; None where only an upper end is stated ("up to 60k").
        high: upper end; None where only a lower end is stated ("from 40k"). Equal to `low` for one amount.
        currency: ISO 4217 code; None where the text leaves it open (a bare "$" outside a known country).
        period: None where the text does not tell.
        text: the words it was read from; made from the site's fields where there were no words.
        origin: stated by the employer, the board's estimate, or read from the description.
    """

    low: float | None
    high: float | None
    currency: str | None
    period: Period | None
    text: str
    origin: SalaryOrigin


class Place(Struct, frozen=True, kw_only=True):
    """A place of work.

    Attributes:
        text: as the site writes it.
        city: city or district, None where not told.
        region: state, department, county.
        country: ISO 3166 alpha-2 code, None where not told.
    """

    text: str
    city: str | None = None
    region: str | None = None
    country: str | None = None


class Posted(Struct, frozen=True, kw_only=True):
    """When the site says it was posted: an aware UTC time, and how exactly that is known."""

    at: datetime
    precision: DatePrecision

    @property
    def day(self) -> date:
        """The UTC day."""
        return self.at.date()

    @property
    def text(self) -> str:
        """The date as it is known, in ISO 8601: a day, or a time where that is known."""
        if self.precision in {DatePrecision.SECOND, DatePrecision.HOUR}:
            return f"{self.at:%Y-%m-%dT%H:%M:%SZ}"
        return self.day.isoformat()


class Posting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One site's advert, normalized.

    Attributes:
        site: the source's key, "indeed".
        native_id: the site's own id, unique within the site.
        url: the advert's page at the site.
        apply_url: the employer's own page to apply on, where the site tells it.
        title, company: plain text, trimmed; company is None where the site hides it.
        posted: None where the site does not say.
        description_html: as received, unsanitised; None where it was not delivered.
        facts: other things said, in plain text by field name (company_industry, company_url, job_function, ...).
        raw: the site's reply for this job, zlib-compressed UTF-8, without the description.
    """

    site: str
    native_id: str
    url: str
    title: str
    company: str | None = None
    apply_url: str | None = None
    places: tuple[Place, ...] = ()
    remote: Remote = Remote.NOT_STATED
    job_types: tuple[JobType, ...] = ()
    level: str | None = None
    easy_apply: bool | None = None
    posted: Posted | None = None
    salary: Salary | None = None
    description_html: str | None = None
    skills: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""

    @property
    def key(self) -> tuple[str, str]:
        """The identity: site and native id."""
        return self.site, self.native_id


class RawJob(Struct, frozen=True, kw_only=True):
    """One job as a source delivers it.

    Attributes:
        fields: JobSpy's `JobPost` fields in plain JSON values: dates as ISO text, lists of text, `location` as a
            mapping with city, state, country, `description` as HTML; missing ones may be absent or None.
        raw: what the site itself sent for this job (JSON or HTML text), where the source has it.
    """

    site: str
    fields: dict[str, object]
    raw: str = ""

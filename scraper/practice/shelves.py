"""What each site shows of the made-up jobs: which of them, and how it writes them."""

from __future__ import annotations

import functools
import random
import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scraper.practice.advert_text import STYLES, Style, Text
from scraper.practice.chance import chance
from scraper.practice.jobs import FRESHEST_MINUTES
from scraper.practice.listing import Listing
from scraper.practice.money import Pay, by_month, estimated
from scraper.practice.native_ids import native_id
from scraper.practice.titles import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.practice.employers import Employer
    from scraper.practice.jobs import Job

SITES = ("linkedin", "indeed", "glassdoor", "zip_recruiter", "bayt", "naukri", "bdjobs", "hellowork")
_GLASSDOOR = frozenset("AU AT BE BR CA CH DE ES FR GB IE IN IT MX NL NZ SG US".split())  # noqa: SIM905 - a table
_BAYT = frozenset("AE EG JO KW MA QA SA".split())  # noqa: SIM905 - a table
_NORTH_AMERICA = frozenset(("US", "CA"))
_REPOSTED = 0.06
_REPOSTED_AFTER_DAYS = 12
_LATEST_DAYS = 4
_UPPER_CASE = 0.02
_ESTIMATING = frozenset(("indeed", "glassdoor", "zip_recruiter"))
# Sites that write cities in English wherever they are.
_ENGLISH_PLACES = frozenset(("linkedin", "bayt"))
_TRACKED = {
    "indeed": "utm_source=indeed&utm_medium=job_board",
    "zip_recruiter": "src=ziprecruiter",
    "naukri": "source=naukri",
    "bdjobs": "ref=bdjobs",
}
_SUMMARY_CHARS = 900
_WHOLE_CRC = 1 << 32


@functools.cache
def share(site: str, country: str) -> float:
    """How many of a country's jobs a site has."""
    shares = {
        "linkedin": 0.62,
        "indeed": 0.0 if country == "BD" else 0.72,
        "glassdoor": 0.6 if country in _GLASSDOOR else 0.0,
        "zip_recruiter": 0.66 if country in _NORTH_AMERICA else 0.0,
        "bayt": 0.86 if country in _BAYT else 0.04 if country in ("IN", "US") else 0.0,
        "naukri": 0.84 if country == "IN" else 0.0,
        "bdjobs": 0.92 if country == "BD" else 0.0,
        "hellowork": 0.84 if country == "FR" else 0.0,
    }
    return shares[site]


def shelf(seed: int, site: str, jobs: Sequence[Job], now: datetime) -> Iterator[tuple[Listing, Job]]:
    """The site's adverts, reposts after the first, in the order of the jobs."""
    for job in jobs:
        if not _has(seed, site, job):
            continue
        rng = random.Random(zlib.crc32(f"{seed}/{site}/{job.number}/written".encode()))  # noqa: S311 - made up
        listing = _listing(seed, site, job, now, rng)
        yield listing, job
        age = now - listing.posted
        if chance(rng, _REPOSTED) and age > timedelta(days=_REPOSTED_AFTER_DAYS):
            yield _repost(seed, site, listing, now, rng), job


def _has(seed: int, site: str, job: Job) -> bool:
    """Whether the site has the job; of two openings both, and every job is somewhere."""
    if _drawn(seed, site, job):
        return True
    home = "bdjobs" if job.country.code == "BD" else "indeed"
    return site == home and not any(_drawn(seed, other, job) for other in SITES)


def _drawn(seed: int, site: str, job: Job) -> bool:
    likely = share(site, job.country.code)
    # Two openings are drawn as one, so that they meet at the same sites.
    number = job.number - (job.twin == "opening")
    return zlib.crc32(f"{seed}/{site}/{number}".encode()) < likely * _WHOLE_CRC


def _listing(seed: int, site: str, job: Job, now: datetime, rng: random.Random) -> Listing:
    delay = rng.choice((0, 0, 0, 1, 1, 2, _LATEST_DAYS)) * 1440 * rng.random()
    # Where a site would have it later than now, it has had it from the first: not all that is fresh is of this moment.
    minutes = job.posted_minutes - int(delay) if job.posted_minutes - delay >= FRESHEST_MINUTES else job.posted_minutes
    by_city = job.with_city or chance(rng, 0.3)
    pay = _pay(site, job, rng)
    return Listing(
        truth=job.number,
        native_id=native_id(site, seed, job.number, 0),
        title=as_shown(job, site, rng),
        company=company_at(site, job.employer),
        city=(job.city.english if site in _ENGLISH_PLACES else job.city.name) if by_city else "",
        region=job.city.region if by_city else "",
        country=job.country.code,
        posted=now - timedelta(minutes=minutes),
        work_place=job.work_place,
        job_type=job.job_type,
        pay=pay,
        text=_text(site, job, rng),
        apply_url=_address(site, job, rng),
        skills=job.skills,
        level=job.level,
        industry=job.employer.industry,
        employees=job.employer.employees,
        website=f"https://www.{job.employer.host}",
        rating=job.employer.rating,
    )


def _repost(seed: int, site: str, first: Listing, now: datetime, rng: random.Random) -> Listing:
    """The same advert again, weeks later, with a new id."""
    age = now - first.posted
    values = {name: getattr(first, name) for name in first.__struct_fields__}
    values["native_id"] = native_id(site, seed, first.truth, 1)
    values["posted"] = now - timedelta(minutes=int(age.total_seconds() / 60 * rng.uniform(0.02, 0.4)))
    return Listing(**values)


def company_at(site: str, employer: Employer) -> str:
    """The employer's name as this site writes it, always the same there."""
    rng = random.Random(zlib.crc32(f"{site}/{employer.number}/{employer.name}".encode()))  # noqa: S311 - made up
    name, form = employer.name, rng.choice(employer.form)
    if " & " in name and chance(rng, 0.3):
        name = name.replace(" & ", " and ")
    if form and chance(rng, 0.42):
        comma = "," if form[0].isalpha() and chance(rng, 0.25) else ""
        name = f"{name}{form}" if form.startswith(",") else f"{name}{comma} {form}"
    return name.upper() if chance(rng, _UPPER_CASE) else name


def _pay(site: str, job: Job, rng: random.Random) -> Pay | None:
    """As the site has it: the employer's, its own guess, or only what the text says."""
    pay = job.pay
    if pay is None:
        return None
    if pay.origin == "estimate":
        return estimated(pay, rng) if site in _ESTIMATING and chance(rng, 0.8) else None
    if pay.origin == "employer" and site in ("bayt", "bdjobs") and pay.period != "MONTH":
        return by_month(pay)
    return pay


def _address(site: str, job: Job, rng: random.Random) -> str | None:
    """Where one applies: the employer's page, with the site's mark on it at times."""
    if job.apply_url is None or chance(rng, 0.12):
        return None
    mark = _TRACKED.get(site)
    if mark is None or chance(rng, 0.5):
        return job.apply_url
    return f"{job.apply_url}{'&' if '?' in job.apply_url else '?'}{mark}"


def _text(site: str, job: Job, rng: random.Random) -> Text:
    told = job.pay and job.pay.origin != "estimate" and (job.pay.origin == "text" or job.employer.number % 2 == 0)
    style: Style = STYLES[job.employer.number % len(STYLES)]
    if site == "linkedin" and style == "headings":
        style = "bold"
    return Text(
        number=job.text_number,
        employer_number=job.employer.number,
        language=job.language,
        family=job.role.family,
        sector=job.employer.sector.key,
        title=job.title,
        company=job.employer.name,
        agency=job.employer.agency,
        city=job.city.name,
        team=job.team,
        skills=job.skills,
        level=job.level,
        pay=job.pay if told else None,
        work_place=job.work_place,
        job_type=job.job_type,
        reference=job.reference,
        note=job.note,
        style=style,
        board_lines=site == "indeed",
        most_chars=_SUMMARY_CHARS if site in ("bayt", "hellowork", "naukri") and chance(rng, 0.05) else None,
    )

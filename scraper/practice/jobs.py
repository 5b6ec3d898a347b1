"""The made-up jobs themselves, each once, with those that are easily mistaken for one another.

Beside jobs that stand alone there are families of jobs of one employer: the same advert in other cities, at another
level, in another team, two openings of one title and city, and an agency's advert for an employer's job. Each is a job
of its own.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from scraper.practice.chance import chance
from scraper.practice.employers import Employer, agencies, employers
from scraper.practice.geography import ALL, WEIGHTS, City, Country
from scraper.practice.listing import WorkPlace
from scraper.practice.money import Pay, pay_of, scaled
from scraper.practice.roles import LEVEL_PAY, LEVELS, Role, by_family
from scraper.practice.titles import local_language, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Twin = Literal["", "city", "level", "team", "opening", "agency"]
FRESHEST_MINUTES = 7
_OLDEST_DAYS = 85
_MIDDLE_DAYS = 11.0
_FAMILIES_FROM_MINUTES = 3 * 24 * 60
_ABROAD = 0.05
_OFFICES = {
    "data": (28, 34, 14, 24),
    "software": (30, 34, 12, 24),
    "sales": (14, 26, 26, 34),
    "office": (12, 26, 26, 36),
}
_OFFICES |= {"finance": (10, 32, 24, 34), "engineering": (3, 22, 40, 35), "education": (4, 6, 40, 50)}
_ON_SITE = (2, 2, 46, 50)
_PLACES: tuple[WorkPlace, ...] = ("remote", "hybrid", "office", "not stated")
_TYPES = ("fulltime", "parttime", "contract", "temporary", "internship", "perdiem")
_TYPE_WEIGHTS = {"data": (84, 2, 12, 2, 0, 0), "software": (84, 2, 12, 2, 0, 0), "health": (62, 18, 5, 4, 0, 11)}
_USUAL_TYPES = (76, 14, 4, 6, 0, 0)
# How often a job has company of its kind, in per mille of the jobs that stand alone.
_TWINS: tuple[tuple[Twin, int], ...] = (("city", 70), ("level", 45), ("team", 40), ("opening", 35), ("agency", 40))
_NOTES = (
    "This opening is for the early shift.", "This opening is for the night shift.", "The position is for our second location, across the river.",
    "The contract is for two years with an option to stay.", "This opening replaces a colleague who retires in spring.", "This is an additional position for a new customer.",
)  # fmt: skip


class Job(Struct, frozen=True, kw_only=True):
    """A real job of the made-up world.

    Attributes:
        posted_minutes: how long ago it was first posted.
        twin: what it shares with the job before it; "" where it stands alone.
        with_city: the advert names a city (remote ones may not).
        apply_url: the employer's own page.
        text_number: the adverts' text about the work; jobs of one number say the same.
    """

    number: int
    role: Role
    employer: Employer
    country: Country
    city: City
    with_city: bool
    level: str
    specialty: str
    team: str
    title: str
    language: str
    work_place: WorkPlace
    job_type: str
    pay: Pay | None
    posted_minutes: int
    apply_url: str | None
    skills: tuple[str, ...]
    reference: str
    text_number: int
    note: str = ""
    twin: Twin = ""


def made_jobs(seed: int, count: int) -> list[Job]:
    """The jobs of a seed; the first ones are the same however many there are."""
    rng = random.Random(seed)  # noqa: S311 - made-up jobs need no secrecy
    houses, agents = employers(rng), agencies(rng)
    jobs: list[Job] = []
    while len(jobs) < count:
        job = _alone(rng, len(jobs), houses)
        jobs.append(job)
        drawn = rng.randrange(1000)
        for twin, share in _TWINS:
            if drawn < share:
                job = jobs[-1] = _not_the_newest(job)
                jobs.extend(_twins(rng, job, twin, agents))
                break
            drawn -= share
    return jobs[:count]


def _not_the_newest(job: Job) -> Job:
    """The job, posted long enough ago: among the newest, which are looked at first, its twins would pass for it stored twice."""
    if job.posted_minutes >= _FAMILIES_FROM_MINUTES:
        return job
    return replace(job, posted_minutes=job.posted_minutes + _FAMILIES_FROM_MINUTES)


def _alone(rng: random.Random, number: int, houses: dict[str, list[Employer]]) -> Job:
    code = rng.choices(tuple(ALL), cum_weights=WEIGHTS)[0]
    country = ALL[code]
    abroad = chance(rng, _ABROAD)
    home = houses[rng.choice(("US", "GB", "DE", "FR"))] if abroad else houses[code]
    employer = home[int(len(home) * rng.random() ** 1.2)]
    family = rng.choices(employer.sector.families, cum_weights=employer.sector.weights)[0]
    role = by_family()[family].choice(rng)
    level = rng.choices(LEVELS, cum_weights=role.levels)[0]
    city = (
        rng.choice(employer.cities)
        if employer.country == code
        else rng.choices(country.cities, cum_weights=country.city_weights)[0]
    )
    languages, shares = country.languages
    language = "fr" if city.region == "QC" else rng.choices(languages, cum_weights=shares)[0]
    work_place = rng.choices(_PLACES, _OFFICES.get(family, _ON_SITE))[0]
    job_type = "internship" if level == "intern" else rng.choices(_TYPES, _TYPE_WEIGHTS.get(family, _USUAL_TYPES))[0]
    specialty = rng.choice(role.specialties) if chance(rng, 0.42) else ""
    known = role.skills[language]
    job = Job(
        number=number,
        role=role,
        employer=employer,
        country=country,
        city=city,
        with_city=not (work_place == "remote" and chance(rng, 0.25)),
        level=level,
        specialty=specialty,
        team=rng.choice(role.teams),
        title="",
        language=language,
        work_place=work_place,
        job_type=job_type,
        pay=pay_of(rng, country, role.pay_k, LEVEL_PAY[level]),
        posted_minutes=_age_minutes(rng),
        apply_url=None,
        skills=tuple(rng.sample(known, k=min(len(known), rng.choice((4, 5, 5, 6, 7))))),
        reference="",
        text_number=rng.getrandbits(40),
    )
    return _finished(rng, job)


def _finished(rng: random.Random, job: Job) -> Job:
    """The job with a title, a reference and an address of its own."""
    reference = _reference(rng, job.employer)
    return replace(job, title=title_of(job, rng), reference=reference, apply_url=_apply_url(rng, job, reference))


def _age_minutes(rng: random.Random) -> int:
    """Many are fresh, few are old: half within eleven days."""
    days = -_MIDDLE_DAYS / math.log(2) * math.log(1 - rng.random())
    return int(min(days, _OLDEST_DAYS * (1 - rng.random() / 4)) * 24 * 60) + FRESHEST_MINUTES


def _reference(rng: random.Random, employer: Employer) -> str:
    number = rng.randrange(10_000, 999_999)
    shape = ("R-{:06d}", "REQ{:06d}", "JR{:06d}", "{:06d}", "2026-{:05d}")[employer.number % 5]
    return shape.format(number)


def _apply_url(rng: random.Random, job: Job, reference: str) -> str | None:
    """Six in ten adverts lead to the employer's page."""
    if chance(rng, 0.4):
        return None
    host = job.employer.host
    if job.employer.one_address:
        return f"https://www.{host}/careers"
    shape = job.employer.number % 4
    return (
        f"https://careers.{host}/jobs/{reference}",
        f"https://jobs.{host}/en/opening/{reference}/apply",
        f"https://{host.removesuffix('.example')}.hire.example/o/{rng.getrandbits(32):08x}",
        f"https://www.{host}/karriere/stelle?id={reference}"
        if job.language == "de"
        else f"https://www.{host}/careers/job?id={reference}",
    )[shape]


def _twins(rng: random.Random, job: Job, twin: Twin, agents: list[Employer]) -> Iterator[Job]:
    """Jobs that are easily mistaken for this one."""
    if twin == "city":
        others = [city for city in job.country.cities if city is not job.city]
        chosen = rng.sample(others, k=min(len(others), rng.choice((1, 1, 2, 3))))
        made = [replace(job, city=city, with_city=True) for city in chosen]
    elif twin == "level":
        index = rng.choice([level for level in ("", "junior", "senior", "lead") if level != job.level])
        factor = LEVEL_PAY[index] / LEVEL_PAY[job.level]
        pay = job.pay and scaled(job.pay, factor)
        made = [replace(job, level=index, pay=pay, job_type="fulltime" if job.level == "intern" else job.job_type)]
    elif twin == "team":
        team = rng.choice([team for team in job.role.teams if team != job.team] or [job.team])
        made = [replace(job, team=team, text_number=rng.getrandbits(40))]
    elif twin == "opening":
        same_text = chance(rng, 0.5)
        number = job.text_number if same_text else rng.getrandbits(40)
        made = [replace(job, text_number=number, note=rng.choice(_NOTES))]
    else:
        agency = rng.choice(agents)
        made = [replace(job, employer=agency, text_number=rng.choice((job.text_number, rng.getrandbits(40))))]
    for offset, one in enumerate(made, 1):
        apart = rng.randrange(-3000, 3000)
        earlier = job.posted_minutes - apart < _FAMILIES_FROM_MINUTES
        later = job.posted_minutes + (abs(apart) if earlier else -apart)
        own = replace(one, number=job.number + offset, twin=twin, posted_minutes=later)
        finished = _finished(rng, own)
        # What is posted for other cities, teams and openings has the title of the first, or the trap were none.
        own_title = twin in ("level", "agency") or (twin == "team" and chance(rng, 0.5))
        if own_title and twin == "team":
            finished = replace(finished, title=f"{job.title}, {finished.team}")
        yield finished if own_title else replace(finished, title=job.title)


def keywords(job: Job) -> Iterator[str]:
    """Words a search finds the job by, beside its title: all of them are in its text, or are its title in English."""
    yield from job.skills
    yield job.employer.name
    yield job.team
    yield job.role.titles["en"]
    if job.language != local_language(job.language, job.country.code):
        yield job.role.titles[local_language(job.language, job.country.code)]

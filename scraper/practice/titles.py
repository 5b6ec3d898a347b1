"""Titles as employers and sites write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.practice.chance import chance

if TYPE_CHECKING:
    import random

    from scraper.practice.jobs import Job

_LEVELS = {
    "en": {"": "", "junior": "Junior", "senior": "Senior", "lead": "Lead", "principal": "Principal", "intern": "Intern"},
    "de": {"": "", "junior": "Junior", "senior": "Senior", "lead": "Lead", "principal": "Principal", "intern": "Praktikum"},
    "fr": {"": "", "junior": "junior", "senior": "senior", "lead": "Lead", "principal": "principal", "intern": "Stage"},
}  # fmt: skip
# What French adverts like to call by its English name.
_BORROWING = ("data", "software")
_CHANGES = ("none", "city", "capitals", "call", "gender")
_CHANGE_WEIGHTS = (910, 940, 955, 970, 1000)
_CALLING = ("indeed", "zip_recruiter")
_GENDERS = {
    "de": (" (m/w/d)", " (m/w/d)", " (m/w/d)", " (w/m/d)", " (all genders)", " m/w/d"),
    "fr": (" H/F", " H/F", " (H/F)", " F/H", " (F/H)"),
    "nl": (" (m/v/x)", "", ""),
}
_ALL_GENDERS = tuple(dict.fromkeys(form for forms in _GENDERS.values() for form in forms if form))


def local_language(language: str, country: str) -> str:
    """The language of titles: in Spain and Mexico adverts may be in English and their titles in Spanish."""
    return "es" if language == "en" and country in ("ES", "MX") else language


def title_of(job: Job, rng: random.Random) -> str:
    """As the employer writes it."""
    language = job.language
    spanish = local_language(language, job.country.code) == "es" and chance(rng, 0.6)
    borrowed = language == "fr" and job.role.family in _BORROWING and chance(rng, 0.5)
    name = job.role.titles["es" if spanish else "en" if borrowed else language]
    if language == "de" and "/in" in name and chance(rng, 0.6):
        name = name.replace("/in", "")
    name = _with_level(name, job, language)
    if job.specialty:
        shapes = ("{name}, {part}", "{name} - {part}", "{name} ({part})", "{name} \N{EN DASH} {part}")
        name = shapes[job.employer.number % 4].format(name=name, part=job.specialty)
    elif chance(rng, 0.06):
        name = f"{name}, {job.team}"
    return name + _gender(job, name, rng)


def _with_level(name: str, job: Job, language: str) -> str:
    level = _LEVELS[language][job.level]
    if not level:
        return name
    if job.level == "intern":
        return f"{name} {level}" if language == "en" else f"{level} {name}"
    if language == "fr" and level.islower():
        return f"{name} {level}"
    if (
        job.level in ("junior", "senior")
        and job.employer.number % 7 == 0
        and job.role.family in ("software", "data", "engineering")
    ):
        return f"{name} {'I' if job.level == 'junior' else 'III'}"
    return f"{level} {name}"


def _gender(job: Job, name: str, rng: random.Random) -> str:
    language = "nl" if job.language == "en" and job.country.code in ("NL", "BE") else job.language
    known = _GENDERS.get(language)
    if not known or (language == "fr" and " / " in name):
        return ""
    return known[(job.employer.number + (chance(rng, 0.1))) % len(known)]


def as_shown(job: Job, site: str, rng: random.Random) -> str:
    """As a site writes the title: most leave it as it is."""
    title = job.title
    if job.level == "senior" and chance(rng, 0.25):
        title = title.replace("Senior ", rng.choice(("Sr. ", "Sr ")))
    if job.level == "junior" and chance(rng, 0.2):
        title = title.replace("Junior ", "Jr. ")
    if job.work_place == "remote" and chance(rng, 0.3):
        title += rng.choice((" - Remote", " (Remote)", " | Remote"))
    change = rng.choices(_CHANGES, cum_weights=_CHANGE_WEIGHTS)[0]
    if change == "city" and job.with_city:
        title += f" - {job.city.name}"
    elif change == "capitals":
        title = title.upper()
    elif change == "call" and site in _CALLING:
        title += rng.choice((" - Now Hiring", " - Immediate Start", " ($ Sign-On Bonus)"))
    elif change == "gender":
        title = _without_gender(title)
    return title


def _without_gender(title: str) -> str:
    for gender in _ALL_GENDERS:
        title = title.removesuffix(gender)
    return title

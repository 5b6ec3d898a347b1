"""The boards JobSpy reads, and what each of them can do; facts about python-jobspy 1.4.1, without importing it.

What a board filters is what its requests carried when JobSpy 1.4.1 was run against local stand-ins: a filter counts
where the board itself, or JobSpy's own reading of the board's list, applies it. Everything else is applied by
`scraper.filters`. The pauses are at least those JobSpy keeps; where it keeps none, ours are the least we think decent.
`docs/sites.md` tells the same to people, and a test holds the two together.
"""

from __future__ import annotations

from scraper.job import JobType
from scraper.sources.base import SourceInfo

COUNTRIES: dict[str, str] = {
    "argentina": "AR",
    "australia": "AU",
    "austria": "AT",
    "bahrain": "BH",
    "belgium": "BE",
    "brazil": "BR",
    "canada": "CA",
    "chile": "CL",
    "china": "CN",
    "colombia": "CO",
    "costa rica": "CR",
    "czech republic": "CZ",
    "denmark": "DK",
    "ecuador": "EC",
    "egypt": "EG",
    "finland": "FI",
    "france": "FR",
    "germany": "DE",
    "greece": "GR",
    "hong kong": "HK",
    "hungary": "HU",
    "india": "IN",
    "indonesia": "ID",
    "ireland": "IE",
    "israel": "IL",
    "italy": "IT",
    "japan": "JP",
    "kuwait": "KW",
    "luxembourg": "LU",
    "malaysia": "MY",
    "mexico": "MX",
    "morocco": "MA",
    "netherlands": "NL",
    "new zealand": "NZ",
    "nigeria": "NG",
    "norway": "NO",
    "oman": "OM",
    "pakistan": "PK",
    "panama": "PA",
    "peru": "PE",
    "philippines": "PH",
    "poland": "PL",
    "portugal": "PT",
    "qatar": "QA",
    "romania": "RO",
    "saudi arabia": "SA",
    "singapore": "SG",
    "south africa": "ZA",
    "south korea": "KR",
    "spain": "ES",
    "sweden": "SE",
    "switzerland": "CH",
    "taiwan": "TW",
    "thailand": "TH",
    "türkiye": "TR",
    "ukraine": "UA",
    "united arab emirates": "AE",
    "uk": "GB",
    "usa": "US",
    "uruguay": "UY",
    "venezuela": "VE",
    "vietnam": "VN",
}
"""JobSpy's names of the countries it can be told, with their ISO 3166 codes."""

MORE_COUNTRIES: dict[str, str] = {
    "algeria": "DZ",
    "bangladesh": "BD",
    "iraq": "IQ",
    "jordan": "JO",
    "lebanon": "LB",
    "tunisia": "TN",
}
"""Countries only a regional board serves; JobSpy itself has no name for them."""

COUNTRY_ALIASES: dict[str, str] = {
    "czechia": "czech republic",
    "turkey": "türkiye",
    "uae": "united arab emirates",
    "united kingdom": "uk",
    "us": "usa",
    "united states": "usa",
}

_WHERE = frozenset({"location", "distance_miles"})
_AGE = "max_age_hours"

LINKEDIN = SourceInfo(
    key="linkedin",
    name="LinkedIn",
    filters=_WHERE | {_AGE, "easy_apply"},
    page_size=10,
    pause_s=(3.0, 7.0),
    detail_pause_s=(1.0, 2.0),
    most_results=1000,
)
INDEED = SourceInfo(
    key="indeed",
    name="Indeed",
    countries=tuple(sorted(COUNTRIES.values())),
    filters=_WHERE | {"country", "remote", "job_types", _AGE, "easy_apply"},
    job_types=tuple(kind for kind in JobType if kind is not JobType.OTHER),
    page_size=100,
    pause_s=(0.3, 0.8),
    describes=True,
)
GLASSDOOR = SourceInfo(
    key="glassdoor",
    name="Glassdoor",
    countries=tuple(
        "AR AT AU BE BR CA CH DE ES FR GB HK IE IN IT MX MY NL NZ SG US VN".split()  # noqa: SIM905  a table, not a list
    ),
    filters=_WHERE | {"country", "remote", "job_types", _AGE, "easy_apply"},
    job_types=(JobType.FULL_TIME, JobType.PART_TIME, JobType.CONTRACT, JobType.TEMPORARY, JobType.INTERNSHIP),
    page_size=100,
    pause_s=(0.5, 1.0),
    detail_pause_s=(0.5, 1.0),
)
ZIP_RECRUITER = SourceInfo(
    key="zip_recruiter",
    name="ZipRecruiter",
    countries=("CA", "US"),
    filters=_WHERE | {"remote", "job_types", _AGE, "easy_apply"},
    job_types=tuple(kind for kind in JobType if kind is not JobType.VOLUNTEER),
    page_size=20,
    pause_s=(3.0, 7.0),
    detail_pause_s=(1.0, 2.0),
)
BAYT = SourceInfo(
    key="bayt",
    name="Bayt",
    countries=("AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "MA", "OM", "QA", "SA", "TN"),
    filters=frozenset({"location", "remote", "job_types", _AGE, "easy_apply"}),
    job_types=(JobType.FULL_TIME, JobType.PART_TIME, JobType.CONTRACT, JobType.TEMPORARY, JobType.INTERNSHIP),
    page_size=30,
    pause_s=(2.0, 5.0),
    detail_pause_s=(1.0, 2.0),
)
NAUKRI = SourceInfo(
    key="naukri",
    name="Naukri",
    countries=("IN",),
    filters=frozenset({"location", "remote", "job_types", _AGE, "easy_apply"}),
    job_types=(JobType.INTERNSHIP,),
    page_size=20,
    pause_s=(3.0, 7.0),
    detail_pause_s=(1.0, 2.0),
)
BDJOBS = SourceInfo(
    key="bdjobs",
    name="BDJobs",
    countries=("BD",),
    filters=frozenset({"location", "remote", "job_types", _AGE}),
    job_types=(JobType.FULL_TIME, JobType.PART_TIME, JobType.CONTRACT, JobType.INTERNSHIP),
    page_size=50,
    pause_s=(2.0, 5.0),
    detail_pause_s=(1.0, 2.0),
)
HELLOWORK = SourceInfo(
    key="hellowork",
    name="HelloWork",
    countries=("FR",),
    filters=_WHERE | {"remote", "job_types", _AGE},
    job_types=(JobType.FULL_TIME, JobType.PART_TIME, JobType.CONTRACT, JobType.TEMPORARY, JobType.INTERNSHIP),
    page_size=30,
    pause_s=(2.0, 5.0),
    detail_pause_s=(1.0, 2.0),
)
GOOGLE = SourceInfo(
    key="google",
    name="Google Jobs",
    available="JobSpy, which reads the sites for us, says that Google Jobs is currently unavailable to it.",
    page_size=10,
    most_results=900,
    describes=True,
)

BOARDS: tuple[SourceInfo, ...] = (
    LINKEDIN,
    INDEED,
    GLASSDOOR,
    ZIP_RECRUITER,
    BAYT,
    NAUKRI,
    BDJOBS,
    HELLOWORK,
    GOOGLE,
)

COUNTRY_BY_PLACE = frozenset({"linkedin", "bayt"})
"""Boards that list many countries and are told which one as a place, where the person names no place."""

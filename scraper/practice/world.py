"""Made-up jobs: the same for the same seed, the same job on several sites, in many shapes."""

from __future__ import annotations

import functools
import random
import zlib
from datetime import UTC, datetime, timedelta
from typing import Literal

from babel import Locale
from msgspec import Struct
from msgspec.structs import replace

WorkPlace = Literal["remote", "hybrid", "office", "not stated"]
PayOrigin = Literal["employer", "estimate", "text"]


class Pay(Struct, frozen=True, kw_only=True):
    """What a job pays; `period` as Indeed names it (HOUR, MONTH, YEAR)."""

    low: float
    high: float
    currency: str
    period: str
    origin: PayOrigin


class Listing(Struct, frozen=True, kw_only=True):
    """One made-up job as one site shows it; `truth` is the same wherever the same job is shown."""

    truth: int
    native_id: str
    title: str
    company: str
    city: str
    region: str
    country: str
    posted: datetime
    work_place: WorkPlace
    job_type: str
    pay: Pay | None
    description_html: str
    apply_url: str | None


_ROLES = {
    "Data Engineer": "pipelines warehouse Spark Python SQL Airflow streaming",
    "Software Engineer": "services APIs Python Go testing cloud deployments",
    "Registered Nurse": "patients ward medication shifts care charts",
    "Accountant": "ledgers audits invoices tax reporting month-end",
    "Truck Driver": "routes deliveries loading logbook safety licence",
    "Sales Manager": "customers targets pipeline negotiation territory",
    "Data Analyst": "dashboards SQL reporting Excel statistics Tableau",
    "Teacher": "lessons pupils curriculum classroom assessment parents",
}
_LEVELS = ("", "", "Senior ", "Junior ", "Lead ")
_COMPANIES = (
    "Northwind Foods", "Blue Harbor Health", "Kestrel Analytics", "Oakline Logistics", "Marigold Software", "Tallgrass Energy",
    "Copperfield Bank", "Silver Birch Schools", "Lumen & Lark", "Étoile Conseil", "Redwood Robotics", "Harvest Lane Markets",
)  # fmt: skip
_PLACES = {
    "US": (
        ("Austin", "TX"), ("Denver", "CO"), ("Boston", "MA"), ("Seattle", "WA"), ("Chicago", "IL"), ("Atlanta", "GA"),
    ),
    "GB": (("London", "ENG"), ("Leeds", "ENG"), ("Glasgow", "SCT")),
    "DE": (("Berlin", "BE"), ("München", "BY"), ("Hamburg", "HH")),
    "FR": (("Paris", "75"), ("Lyon", "69")),
    "IN": (("Bengaluru", "KA"), ("Pune", "MH")),
    "BD": (("Dhaka", "Dhaka"), ("Chattogram", "Chattogram")),
    "AE": (("Dubai", "DU"), ("Abu Dhabi", "AZ")),
}  # fmt: skip
COUNTRY_NAMES = {
    "US": "United States",
    "GB": "United Kingdom",
    "DE": "Germany",
    "FR": "France",
    "IN": "India",
    "BD": "Bangladesh",
    "AE": "United Arab Emirates",
}
_MONEY = {
    "US": ("USD", 1.0),
    "GB": ("GBP", 0.8),
    "DE": ("EUR", 0.8),
    "FR": ("EUR", 0.7),
    "IN": ("INR", 18.0),
    "BD": ("BDT", 20.0),
    "AE": ("AED", 3.0),
}
_SENTENCES = (
    "You will own {a} and {b} from the first sketch to the day it runs.",
    "The team works closely with people who depend on {a}.",
    "Experience with {a} helps; curiosity about {b} matters more.",
    "We review {a} together every week and write down what we learn.",
    "You will mentor colleagues who are new to {b}.",
    "A typical day moves between {a}, {b} and talking to people.",
    "We offer a calm workplace, paid leave and time to study {a}.",
    "You care about {b} that others can rely on.",
)


@functools.cache
def _country_names(code: str) -> tuple[str, str]:
    """A country as people write it in a place, in lower case."""
    return code.lower(), str(Locale("en").territories[code]).lower()


class World:
    """All made-up jobs of one seed."""

    def __init__(self, seed: int = 1, jobs: int = 4000, now: datetime | None = None) -> None:
        rng = random.Random(seed)  # noqa: S311 - made-up jobs need no secrecy
        self.now = (now or datetime.now(UTC)).replace(microsecond=0)
        self._jobs = [self._job(rng, number) for number in range(jobs)]
        self._lists: dict[str, list[Listing]] = {}
        self.search = functools.lru_cache(maxsize=64)(self._search)

    def _search(
        self, site: str, words: str, location: str | None = None, country: str | None = None, *, remote: bool = False
    ) -> list[Listing]:
        """Jobs that have any of the words in their title, best match first; always in the same order."""
        wanted = set(words.lower().split())
        place = (location or "").split(",")[0].strip().lower()
        found = []
        for job in self._listed(site):
            matches = len(wanted & set(job.title.lower().split()))
            if (wanted and not matches) or (country and job.country != country):
                continue
            if place and place not in (job.city.lower(), job.region.lower(), *_country_names(job.country)):
                continue
            if remote and job.work_place != "remote":
                continue
            found.append((-matches, job.truth, job))
        return [job for _, _, job in sorted(found, key=lambda entry: entry[:2])]

    def find(self, site: str, native_id: str) -> Listing | None:
        """The site's job of that id."""
        return next((job for job in self._listed(site) if job.native_id == native_id), None)

    def age_days(self, job: Listing) -> int:
        """Whole days since it was posted."""
        return (self.now - job.posted).days

    def _listed(self, site: str) -> list[Listing]:
        """The jobs a site has: three in four, others on another site; each under an id of its own."""
        if site not in self._lists:
            salt = zlib.crc32(site.encode())
            self._lists[site] = [
                replace(job, native_id=str(3_000_000_000 + (job.truth ^ salt) % 1_000_000_000))
                for job in self._jobs
                if zlib.crc32(f"{site}{job.truth}".encode()) % 4
            ]
        return self._lists[site]

    def _job(self, rng: random.Random, number: int) -> Listing:
        role = rng.choice(tuple(_ROLES))
        country = rng.choices(tuple(_PLACES), weights=(10, 2, 2, 4, 4, 4, 4))[0]
        city, region = rng.choice(_PLACES[country])
        company = rng.choice(_COMPANIES)
        words = _ROLES[role].split()
        sentences = (
            f"<li>{rng.choice(_SENTENCES).format(a=rng.choice(words), b=rng.choice(words))}</li>"
            for _ in range(rng.randrange(12, 40))
        )
        slug = "".join(filter(str.isascii, company.lower().replace(" ", "-").replace("&", "and")))
        return Listing(
            truth=number,
            native_id=str(number),
            title=rng.choice(_LEVELS) + role,
            company=company,
            city=city,
            region=region,
            country=country,
            posted=self.now - timedelta(minutes=rng.randrange(60 * 24 * 45)),
            work_place=rng.choice(("remote", "hybrid", "office", "not stated")),
            job_type=rng.choice(("fulltime", "fulltime", "parttime", "contract")),
            pay=_pay(rng, country),
            description_html=f"<p>{company} looks for a {role} in {city}.</p><ul>{''.join(sentences)}</ul>",
            apply_url=f"https://careers.{slug}.example/jobs/{number}" if rng.randrange(2) else None,
        )


def _pay(rng: random.Random, country: str) -> Pay | None:
    if rng.randrange(5) < len(("hidden", "not stated")):
        return None
    currency, factor = _MONEY[country]
    period, unit = rng.choice((("YEAR", 1000.0), ("YEAR", 1000.0), ("MONTH", 100.0), ("HOUR", 0.5)))
    low = round(rng.randrange(40, 140) * unit * factor, 2)
    high = round(low * rng.choice((1.0, 1.2, 1.5)), 2)
    return Pay(low=low, high=high, currency=currency, period=period, origin=rng.choice(("employer", "estimate")))

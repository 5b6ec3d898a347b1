"""Made-up raw jobs for the benchmarks, as many as wanted, the same for the same seed.

Words follow Zipf's law over 30,000 made-up words, as those of real adverts roughly do, so that a text index meets both
words that every advert has and words that one advert in ten thousand has.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scraper.job import RawJob

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_SYLLABLES = [
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "he",
    "jo",
    "ka",
    "li",
    "mo",
    "na",
    "pe",
    "ra",
    "so",
    "ta",
    "ve",
    "wi",
    "xo",
    "yu",
    "za",
    "tri",
    "sta",
    "ple",
    "gro",
]
_ROLES = [
    "Engineer",
    "Analyst",
    "Nurse",
    "Manager",
    "Driver",
    "Teacher",
    "Accountant",
    "Designer",
    "Developer",
    "Technician",
    "Consultant",
]
_FIELDS = [
    "Data",
    "Software",
    "Sales",
    "Finance",
    "Care",
    "Network",
    "Cloud",
    "Mechanical",
    "Logistics",
    "Marketing",
    "Security",
    "Product",
]
_LEVELS = ("", "", "", "Senior ", "Junior ", "Lead ")
_CITIES = [
    ("Austin", "TX"), ("Denver", "CO"), ("Boston", "MA"), ("Seattle", "WA"), ("Chicago", "IL"), ("Miami", "FL"),
    ("Portland", "OR"), ("Atlanta", "GA"), ("Dallas", "TX"), ("Phoenix", "AZ"), ("Columbus", "OH"), ("Madison", "WI"),
]  # fmt: skip


def vocabulary(size: int = 30_000) -> list[str]:
    """Made-up words, the commonest first."""
    words = ("".join(parts) for length in (2, 3, 4) for parts in itertools.product(_SYLLABLES, repeat=length))
    return list(itertools.islice(words, size))


def raw_jobs(count: int, *, description_bytes: int = 3000, seed: int = 1, first: int = 0) -> Iterator[RawJob]:
    """Raw jobs as Indeed delivers them; about one in twelve repeats an earlier job under a new id."""
    rng = random.Random(seed * 1_000_003 + first)
    words = vocabulary()
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    before: list[dict[str, object]] = []
    for number in range(first, first + count):
        if before and rng.random() < 1 / 12:
            fields = dict(rng.choice(before))
        else:
            fields = _fields(rng, words, weights, description_bytes)
        fields |= {"id": native_id(number), "job_url": address(number)}
        if len(before) < 500:
            before.append(fields)
        else:
            before[rng.randrange(500)] = fields
        yield RawJob(site="indeed", fields=fields, raw=_raw(fields, f"{number:016x}"))


def native_id(number: int) -> str:
    """The board's id of the advert of that number."""
    return f"in-{number:016x}"


def address(number: int) -> str:
    """Where it is to be read."""
    return f"https://www.indeed.com/viewjob?jk={number:016x}"


def _fields(rng: random.Random, words: list[str], weights: list[float], description_bytes: int) -> dict[str, object]:
    city, state = rng.choice(_CITIES)
    low = rng.randrange(35, 160) * 1000
    text = rng.choices(words, cum_weights=weights, k=description_bytes // 7)
    html = "".join(f"<p>{' '.join(text[start : start + 40]).capitalize()}.</p>" for start in range(0, len(text), 40))
    return {
        "title": f"{rng.choice(_LEVELS)}{rng.choice(_FIELDS)} {rng.choice(_ROLES)}",
        "company": f"{rng.choice(words[:4000]).capitalize()} {rng.choice(('Inc', 'LLC', 'Group', 'Labs'))}",
        "location": {"city": city, "state": state, "country": "US"},
        "date_posted": (NOW - timedelta(days=rng.randrange(60))).date().isoformat(),
        "job_type": [rng.choice(("fulltime", "parttime", "contract"))],
        "interval": "yearly",
        "min_amount": float(low),
        "max_amount": low * 1.25,
        "currency": "USD",
        "is_remote": rng.random() < 0.2,
        "description": html,
        "company_industry": "Made Up",
        "company_num_employees": "51 to 200",
        "job_url_direct": f"https://careers.example/{rng.randrange(10**9)}" if rng.random() < 0.4 else None,
    }


def _raw(fields: dict[str, object], key: str) -> str:
    return json.dumps(
        {
            "key": key,
            "title": fields["title"],
            "dateOnIndeed": 1_780_000_000_000,
            "attributes": [],
            "location": {"countryCode": "US", "admin1Code": "TX", "city": "Austin"},
            "compensation": {
                "baseSalary": {
                    "unitOfWork": "YEAR",
                    "range": {"min": fields["min_amount"], "max": fields["max_amount"]},
                },
                "currencyCode": "USD",
                "estimated": None,
            },
            "recruit": {"viewJobUrl": fields["job_url_direct"]},
        }
    )

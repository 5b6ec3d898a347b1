"""A board's reply for one job, read by JobSpy's own code and then by ours."""

from __future__ import annotations

from datetime import UTC, datetime

from bs4 import BeautifulSoup

from scraper.job import RawJob
from scraper.normalise.posting import normalise
from scraper.query import Query
from scraper.sources import seam
from scraper.sources.base import Network
from scraper.sources.board_input import scraper_input
from scraper.sources.job_fields import fields_of, raw_text
from scraper.sources.registry import info

NOW = datetime(2026, 6, 15, 14, 30, tzinfo=UTC)
MOMENT = 1_780_000_000  # 2026-05-28 20:26:40
COUNTRIES = {"naukri": "india", "bdjobs": "bangladesh", "hellowork": "france", "bayt": "united arab emirates"}


def read(site, reply, *more, country=None):
    """What is kept of a reply for one job, after JobSpy's own reading of it."""
    country = country or COUNTRIES.get(site, "usa")
    scraper = seam.board_class(site)()
    scraper.scraper_input = scraper_input(info(site), Query(words="x", sites=(site,), country=country), Network())
    scraper.base_url, scraper.hybrid_ids = f"https://{site}.example", None
    job = scraper._process_job(
        BeautifulSoup(reply, "html.parser").contents[0] if isinstance(reply, str) else reply, *more
    )
    raw = RawJob(site=site, fields=fields_of(job), raw=raw_text(reply))
    return normalise(raw, country=country, now=NOW)


def pay_of(posting):
    pay = posting.salary
    return pay and (pay.low, pay.high, pay.currency, pay.period, pay.origin)


def places_of(posting):
    return [(place.city, place.region, place.country) for place in posting.places]

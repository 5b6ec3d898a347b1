"""LinkedIn's guest job search as JobSpy asks it: ten cards a page as a fragment of HTML, a page for each job."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.geography import region_name
from scraper.practice.html_page import page
from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import COUNTRY_NAMES, Filters

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 10
SEARCH_PATH = "/jobs-guest/jobs/api/seeMoreJobPostings/search"
# What LinkedIn sends past the end, to the letter (jobspy/linkedin/constant.py compares it).
EMPTY_PAGE = b"<!DOCTYPE html>\n\n<!---->"
_UNITS = {"YEAR": "yr", "MONTH": "mo", "HOUR": "hr"}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "CAD": "CA$", "AUD": "A$"}
_TYPES = {
    "fulltime": "Full-time",
    "parttime": "Part-time",
    "contract": "Contract",
    "temporary": "Temporary",
    "internship": "Internship",
    "perdiem": "Other",
}
_LEVELS = {"intern": "Internship", "junior": "Entry level", "": "Associate", "lead": "Director"}


class LinkedIn:
    """The guest pages: no login, no descriptions in the list."""

    name = "linkedin"
    hosts: tuple[str, ...] = ("www.linkedin.com",)

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, request: Request) -> Kind:
        """By path."""
        if request.path == SEARCH_PATH:
            return "search"
        return "detail" if request.path.startswith("/jobs/view/") else "other"

    def answer(self, request: Request) -> Response:
        """A fragment of cards, or a job's page."""
        kind = self.kind(request)
        if kind == "search":
            return self._search(request)
        job = self._world.find(self.name, request.path.removeprefix("/jobs/view/")) if kind == "detail" else None
        return Response(body=_job_page(job)) if job else Response(status=404, body=page("Not found", "<h1>404</h1>"))

    def _search(self, request: Request) -> Response:
        start = int(request.one("start", "0"))
        jobs = self._world.search(
            self.name, request.one("keywords"), request.one("location") or None, **_filters(request)
        )
        cards = "".join(map(_card, jobs[start : start + PAGE_SIZE]))
        return Response(body=f"<!DOCTYPE html>\n\n{cards}<!---->".encode() if cards else EMPTY_PAGE)

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every page past the end is the same
        """The page past the end."""
        return Response(body=EMPTY_PAGE)

    def with_bad_job(self, response: Response) -> Response:
        """The first card has lost its title."""
        return replace(response, body=response.body.replace(b"base-search-card__title", b"base-search-card__x", 1))


def _filters(request: Request) -> Filters:
    """What the address filters by: `f_TPR=r86400` is a day, `f_AL` applying on the site."""
    filters = Filters(easy_apply=request.one("f_AL") == "true")
    if distance := request.one("distance"):
        filters["miles"] = float(distance)
    if seconds := request.one("f_TPR").removeprefix("r"):
        filters["max_age_hours"] = int(seconds) / 3600
    return filters


def _card(job: Listing) -> str:
    url = f"https://www.linkedin.com/jobs/view/{job.native_id}?position=1&amp;refId=x"
    slug = escape(job.company.lower().replace(" ", "-"))
    return f"""
      <li>
        <div class="base-card relative base-search-card job-search-card" data-entity-urn="urn:li:jobPosting:{job.native_id}">
          <a class="base-card__full-link" href="{url}"><span class="sr-only">{escape(job.title)}</span></a>
          <div class="base-search-card__info">
            <h3 class="base-search-card__title">
              {escape(job.title)}
            </h3>
            <h4 class="base-search-card__subtitle">
              <a class="hidden-nested-link" href="https://www.linkedin.com/company/{slug}?trk=x">{escape(job.company)}</a>
            </h4>
            <div class="base-search-card__metadata">
              <span class="job-search-card__location">{escape(_place(job))}</span>
              <time class="job-search-card__listdate" datetime="{job.posted.date().isoformat()}">some days ago</time>
            </div>
          </div>
        </div>
      </li>"""


def _place(job: Listing) -> str:
    country = COUNTRY_NAMES[job.country]
    if not job.city:
        return country
    if job.country == "US":
        return f"{job.city}, {job.region}"
    region = region_name(job.country, job.region)
    return f"{job.city}, {country}" if region == job.city else f"{job.city}, {region}, {country}"


def _job_page(job: Listing) -> bytes:
    salary = ""
    if job.pay and job.pay.origin == "employer" and job.pay.period in _UNITS:
        sign, unit = _SIGNS.get(job.pay.currency, job.pay.currency), _UNITS[job.pay.period]
        amounts = f"{sign}{job.pay.low:,.2f}/{unit} - {sign}{job.pay.high:,.2f}/{unit}"
        salary = f'<div class="salary compensation__salary">{amounts}</div>'
    criteria = (
        ("Seniority level", _LEVELS.get(job.level, "Mid-Senior level")),
        ("Employment type", _TYPES[job.job_type]),
        ("Job function", "Other"),
        ("Industries", job.industry),
    )
    rows = "".join(
        f'<li><h3 class="description__job-criteria-subheader">{name}</h3>'
        f'<span class="description__job-criteria-text">{escape(value)}</span></li>'
        for name, value in criteria
    )
    return page(
        job.title,
        f'<h1 class="top-card-layout__title">{escape(job.title)}</h1>{salary}'
        f'<div class="show-more-less-html__markup relative">{job.description_html}</div>'
        f'<ul class="description__job-criteria-list">{rows}</ul>',
    )

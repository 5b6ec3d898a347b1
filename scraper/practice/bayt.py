"""Bayt's pages as JobSpy reads them: 30 cards a page, a redirect without a page past the end, a page for each job."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.geography import place_kind
from scraper.practice.html_page import page
from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import COUNTRY_NAMES, Filters

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 30
_TYPES = {
    "fulltime": "Full time",
    "internship": "Internship",
    "contract": "Contractor",
    "temporary": "Temporary",
    "parttime": "Part time",
}
_NAMES = COUNTRY_NAMES | {"AE": "UAE", "US": "USA", "GB": "UK"}
_COUNTRIES: dict[str, str | None] = {name.lower().replace(" ", "-"): code for code, name in _NAMES.items()}
_COUNTRIES["international"] = None
_LEVELS = {"intern": "Student/Internship", "junior": "Entry level", "lead": "Management"}
# How old in hours, as the address names it.
_AGES = {"3": 24.0, "2": 24.0 * 7, "1": 24.0 * 30}
_WORK_PLACES = {"": ("remote", "hybrid", "office", "not stated"), "1": ("remote", "hybrid"), "2": ("hybrid",)}


class Bayt:
    """The English pages; knows a few countries, the others are not found."""

    name = "bayt"
    hosts: tuple[str, ...] = ("www.bayt.com",)

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, request: Request) -> Kind:
        """By path: a job's page ends in its number."""
        parts = request.path.strip("/").split("/")
        if len(parts) >= len(("en", "uae", "jobs")) and parts[2] == "jobs":
            return "detail" if parts[-1].rpartition("-")[2].isdecimal() else "search"
        return "other"

    def answer(self, request: Request) -> Response:
        """A page of the list or a job's page."""
        kind = self.kind(request)
        if kind == "search":
            return self._search(request)
        native_id = request.path.strip("/").rpartition("-")[2]
        job = self._world.find(self.name, native_id) if kind == "detail" else None
        return Response(body=_job_page(job)) if job else Response(status=404, body=page("Not found", "<h1>404</h1>"))

    def _search(self, request: Request) -> Response:
        country, slug = _asked(request.path)
        words, _, city = slug.partition("-jobs-in-")
        if country not in _COUNTRIES:
            return Response(status=404, body=page("Not found", "<h1>404</h1>"))
        code = _COUNTRIES[country]
        # As on the real site, asking for remote jobs gives hybrid ones too; only asking for hybrid ones tells them apart.
        if city and place_kind(city.replace("-", " "), code) is None:
            return Response(status=404, body=page("Not found", "<h1>404</h1>"))
        places = _WORK_PLACES[request.one("filters[remote_working_type][]")]
        jobs = [
            job
            for job in self._world.search(
                self.name, words.replace("-", " "), city.replace("-", " ") or None, code, **_filters(request)
            )
            if job.work_place in places
        ]
        number = int(request.one("page", "1"))
        shown = jobs[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        if not shown and number > 1:
            return Response(status=302, body=b"", headers=(("Location", request.path),))
        cards = "".join(map(_card, shown)) or "<p>No jobs match your search.</p>"
        return Response(body=page("Jobs", f'<ul id="results_inner_card">{cards}</ul>'))

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page that says there are none."""
        return Response(body=page("Jobs", "<p>No jobs match your search.</p>"))

    def with_bad_job(self, response: Response) -> Response:
        """The first card has lost its title."""
        return replace(response, body=response.body.replace(b"<h2>", b"<h5>", 1))


def _asked(path: str) -> tuple[str, str]:
    """The country and the words of a path: `/en/uae/jobs/nurse-jobs-in-dubai/` asks uae for nurse-jobs-in-dubai."""
    _, country, _, *slug = path.strip("/").split("/")
    return country, slug[0].removesuffix("-jobs") if slug else ""


def _filters(request: Request) -> Filters:
    """What the address filters by, as the world knows it."""
    filters = Filters(
        easy_apply=request.one("options[jb_is_external_job][]") == "1",
        newest_first=request.one("options[sort][]") == "d",
    )
    if hours := _AGES.get(request.one("filters[jb_last_modification_date_interval][]")):
        filters["max_age_hours"] = hours
    if asked := request.one("filters[jb_employment_type][]"):
        filters["job_types"] = tuple(_TYPES)[int(asked) - 1 : int(asked)]
    return filters


def _card(job: Listing) -> str:
    remote = {"remote": "Remote", "hybrid": "Hybrid"}.get(job.work_place)
    city = f"<span>{escape(job.city)}</span>" if job.city else ""
    rows = f'<dt class="jb-label-location">{city}<span>{_NAMES[job.country]}</span></dt>'
    if remote:
        rows += f'<dt class="jb-label-remote">{remote}</dt>'
    pay = job.shown_pay
    if pay and pay.period == "MONTH":
        rows += f'<dt class="jb-label-salary">{pay.currency} {pay.low:,.0f} - {pay.currency} {pay.high:,.0f}</dt>'
    if job.apply_url is None:
        rows += '<dt><div class="jb-easy-apply"><a href="#">Easy Apply</a></div></dt>'
    return f"""
    <li data-js-job data-job-id="{job.native_id}" class="has-pointer-d">
      <h2><a href="/en/{_path(job)}" data-js-aid="jobID">{escape(job.title)}</a></h2>
      <div class="job-company-location-wrapper"><a href="/en/company/made-up-1/">{escape(job.company)}</a></div>
      <dl>{rows}<dt class="jb-label-careerlevel">{_LEVELS.get(job.level, "Mid career")} · 3 - 8 Years of Experience</dt></dl>
      <div class="jb-date"><span data-automation-jobactivedate="{int(job.posted.timestamp())}">some days ago</span></div>
    </li>"""


def _path(job: Listing) -> str:
    return f"{_NAMES[job.country].lower().replace(' ', '-')}/jobs/made-up-job-{job.native_id}/"


def _job_page(job: Listing) -> bytes:
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "description": job.description_html}
    remote = {"remote": "Remote", "hybrid": "Hybrid"}.get(job.work_place)
    rows = (
        f'<span data-automation-id="id_type_level_experience">{_TYPES.get(job.job_type, "Other")} · Mid career · 3-8 years</span>'
        f'<span data-automation-id="id_company_employees_industry">{job.employees} Employees · {escape(job.industry)}</span>'
        '<span data-automation-id="id_number_of_vacancies">2 open positions</span>'
    )
    if remote:
        rows += f'<span data-automation-id="id_remote_working">{remote}</span>'
    script = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    return page(job.title, f"<h1>{escape(job.title)}</h1>{rows}<div>{job.description_html}</div>", head=script)

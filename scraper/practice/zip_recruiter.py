"""ZipRecruiter's pages as JobSpy reads them: 20 jobs a page, in the data the page embeds for its JavaScript."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.html_page import page
from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import Filters

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 20
_TYPES = {
    "fulltime": "FULL_TIME",
    "parttime": "PART_TIME",
    "contract": "CONTRACTOR",
    "temporary": "TEMPORARY",
    "internship": "INTERNSHIP",
    "perdiem": "PER_DIEM",
}
_ASKED_TYPES = {
    "full_time": "fulltime",
    "part_time": "parttime",
    "contract": "contract",
    "temporary": "temporary",
    "as_needed": "perdiem",
    "other": "other",
}
_CURRENCIES = ("USD", "CAD", "EUR", "GBP", "AUD")
_PLACES = {"remote": "REMOTE", "hybrid": "HYBRID", "office": "IN_PERSON", "not stated": "UNSPECIFIED"}


_ONE_BYTE = 128


class ZipRecruiter:
    """The public search and job pages."""

    name = "zip_recruiter"
    hosts: tuple[str, ...] = ("www.ziprecruiter.com",)

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, request: Request) -> Kind:
        """By path."""
        if request.path.startswith("/jobs-search"):
            return "search"
        return "detail" if request.path.startswith("/c/") else "other"

    def answer(self, request: Request) -> Response:
        """A page of the list or a job's page."""
        kind = self.kind(request)
        if kind == "search":
            return self._search(request)
        job = self._world.find(self.name, request.path.rpartition("-")[2]) if kind == "detail" else None
        if job is None:
            return Response(status=404, body=page("Not found", "<h1>404</h1>"))
        return _flight(job.title, {"jobDetails": _details(job)})

    def _search(self, request: Request) -> Response:
        number = int(request.path.removeprefix("/jobs-search").strip("/") or 1)
        words, place, filters = request.one("search"), request.one("location") or None, _filters(request)
        jobs = self._world.search(self.name, words, place, "US", **filters)
        if place and not jobs:
            jobs = self._world.search(self.name, words, place, "CA", **filters)
        shown = jobs[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        return _flight("Jobs", {"jobKeysMap": {job.native_id: _card(job) for job in shown}, "jobCount": len(jobs)})

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page that says there are none."""
        return _flight("Jobs", {"jobKeysMap": {}, "jobCount": 0})

    def with_bad_job(self, response: Response) -> Response:
        """The first job has lost its title."""
        return replace(response, body=response.body.replace(b'\\"title\\":', b'\\"x\\":', 1))


def _filters(request: Request) -> Filters:
    """What the address filters by, as the world knows it."""
    filters = Filters(
        remote=request.one("refine_by_location_type") == "only_remote",
        easy_apply=request.one("refine_by_apply_type") == "has_zipapply",
    )
    if radius := request.one("radius"):
        filters["miles"] = float(radius)
    if days := request.one("days"):
        filters["max_age_hours"] = float(days) * 24
    if asked := request.one("refine_by_employment").removeprefix("employment_type:"):
        filters["job_types"] = (_ASKED_TYPES.get(asked, asked),)
    return filters


def _flight(title: str, data: dict[str, object]) -> Response:
    # The parser takes no blank after a key's colon, as the site sends none.
    row = "7:" + json.dumps(["$", "div", None, data], separators=(",", ":"), ensure_ascii=False) + "\n"
    push = f"<script>self.__next_f.push([1,{json.dumps(row)}])</script>"
    return Response(body=page(title, f"<h1>{title}</h1>{push}"))


def _card(job: Listing) -> dict[str, object]:
    pay = job.shown_pay if job.shown_pay and job.shown_pay.currency in _CURRENCIES else None
    return {
        "listingKey": job.native_id,
        "title": job.title,
        "status": {"postedAtUtc": {"seconds": int(job.posted.timestamp())}},
        "employmentTypes": [{"name": "EMPLOYMENT_TYPE_NAME_" + _TYPES[job.job_type]}],
        "location": {"countryCode": job.country, "city": job.city or None, "stateCode": job.region or None},
        "applyButtonConfig": {"externalApplyUrl": _redirect(job.apply_url) if job.apply_url else None},
        "company": {"name": job.company},
        "companyUrl": "/co/" + job.company.replace(" ", "-"),
        "companyLogo": {"logoUrl": None},
        "rawCanonicalZipJobPageUrl": f"/c/Made-Up/Job/jid-{job.native_id}",
        "locationTypes": [{"name": "LOCATION_TYPE_NAME_" + _PLACES[job.work_place]}],
        "pay": {
            "metadata": {"visible": bool(pay)},
            "interval": f"PAY_INTERVAL_{pay.period}" if pay else None,
            "min": pay.low if pay else None,
            "max": pay.high if pay else None,
            "currency": f"PAY_CURRENCY_{pay.currency}" if pay else None,
        },
    }


def _redirect(url: str) -> str:
    """The site's own address that leads to the employer's: a token with the length of the address before it."""
    length = len(url.encode())
    told = bytes([length]) if length < _ONE_BYTE else bytes([length % _ONE_BYTE | _ONE_BYTE, length // _ONE_BYTE])
    token = base64.urlsafe_b64encode(b"\x01\x0a" + told + url.encode() + b"\x10").decode()
    return f"https://www.ziprecruiter.com/job-redirect?match_token={token}"


def _details(job: Listing) -> dict[str, object]:
    return {
        "htmlFullDescription": job.description_html,
        "companyWidget": {
            "about": f"{job.company} is made up.",
            "canonicalIndustries": [job.industry],
            "canonicalWebsite": job.website.removeprefix("https://"),
            "companySizeDisplay": job.employees.replace(" to ", " - "),
            "hqLocation": job.city or None,
        },
        "breakroomCompany": {"description": None, "rating": job.rating * 2},
    }

"""Naukri's job API as JobSpy asks it: 20 jobs a page, 400 past the end, a page for each job."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import Filters

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 20
_INDIA = timezone(timedelta(hours=5, minutes=30))
_TYPES = {
    "fulltime": "Full Time, Permanent",
    "parttime": "Part Time",
    "contract": "Temporary/Contractual",
    "temporary": "Temporary/Contractual",
    "internship": "Internship",
    "perdiem": "Freelance/Homebased",
}
_YEARS = {"intern": "0-1 Yrs", "junior": "1-3 Yrs", "senior": "5-9 Yrs", "lead": "8-12 Yrs", "principal": "10-15 Yrs"}


class Naukri:
    """India's board."""

    name = "naukri"
    hosts: tuple[str, ...] = ("www.naukri.com",)

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, request: Request) -> Kind:
        """By path."""
        if request.path == "/jobapi/v3/search":
            return "search"
        return "detail" if request.path.startswith("/jobapi/v4/job/") else "other"

    def answer(self, request: Request) -> Response:
        """A page of the list or a job; without the request token, what a robot gets."""
        if "nkparam" not in request.headers:
            return _json({"message": "recaptcha required"}, status=406)
        if self.kind(request) == "detail":
            job = self._world.find(self.name, request.path.rpartition("/")[2])
            return _json({"jobDetails": _details(job)}) if job else _json({"message": "no such job"}, status=404)
        number = int(request.one("pageNo", "1"))
        jobs = self._world.search(
            self.name,
            request.one("keyword"),
            request.one("location") or None,
            "IN",
            **_filters(request),
        )
        page = jobs[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        if not page and number > 1:
            return _json({"message": "bad page"}, status=400)
        return _json({"noOfJobs": len(jobs), "jobDetails": [_row(job) for job in page]})

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page that says there are none."""
        return _json({"noOfJobs": 0, "jobDetails": []})

    def with_bad_job(self, response: Response) -> Response:
        """The first job has lost its title."""
        answer = json.loads(response.body)
        del answer["jobDetails"][0]["title"]
        return replace(response, body=json.dumps(answer).encode())


def _filters(request: Request) -> Filters:
    """What the address filters by, as the world knows it."""
    filters = Filters(remote=request.one("wfhType") == "2", newest_first=request.one("sort") == "f")
    if days := request.one("jobAge"):
        filters["max_age_hours"] = float(days) * 24
    if request.one("qinternshipFlag") == "true":
        filters["job_types"] = ("internship",)
    return filters


def _json(answer: object, status: int = 200) -> Response:
    return Response(body=json.dumps(answer).encode(), status=status, content_type="application/json")


def _row(job: Listing) -> dict[str, object]:
    place = {"remote": "Remote", "hybrid": f"Hybrid - {job.city}"}.get(job.work_place, job.city or "India")
    pay, years = job.shown_pay, _YEARS.get(job.level, "3-8 Yrs")
    shown = bool(pay and pay.period == "YEAR")
    return {
        "jobId": job.native_id,
        "jobType": "internship" if job.job_type == "internship" else "fulltime",
        "employmentType": _TYPES[job.job_type],
        "vacancy": 2,
        "applyRedirectUrl": job.apply_url,
        "companyApplyJob": job.apply_url is not None,
        "createdDate": int(job.posted.timestamp() * 1000),
        "title": job.title,
        "companyName": job.company,
        "staticUrl": "made-up-jobs-careers-1",
        "jdURL": f"/job-listings-{job.native_id}",
        "logoPathV3": None,
        "placeholders": [
            {"type": "experience", "label": years},
            {"type": "salary", "label": _salary_label(job)},
            {"type": "location", "label": place},
        ],
        "salaryDetail": {
            "hideSalary": not shown,
            "minimumSalary": int(pay.low) if pay and shown else 0,
            "maximumSalary": int(pay.high) if pay and shown else 0,
            "currency": "INR",
        },
        "tagsAndSkills": ",".join(job.skills).lower(),
        "experienceText": years,
        "ambitionBoxData": {"AggregateRating": job.rating, "ReviewsCount": 55},
    }


def _salary_label(job: Listing) -> str:
    pay = job.shown_pay
    return f"{pay.low:,.0f}/month" if pay and pay.period == "MONTH" else "Not disclosed"


def _details(job: Listing) -> dict[str, object]:
    return {
        "jobType": "internship" if job.job_type == "internship" else "fulltime",
        "employmentType": _TYPES[job.job_type],
        "vacancy": 2,
        "applyRedirectUrl": job.apply_url,
        "createdDate": job.posted.astimezone(_INDIA).strftime("%Y-%m-%d %H:%M:%S"),
        "description": job.description_html,
        "industry": job.industry,
        "functionalArea": "Other",
        "companyDetail": {"details": f"<p>{job.company} is made up.</p>", "address": job.city},
    }

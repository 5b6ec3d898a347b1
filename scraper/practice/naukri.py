"""Naukri's job API as JobSpy asks it: 20 jobs a page, 400 past the end, a page for each job."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.http import Kind, Request, Response

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 20
_INDIA = timezone(timedelta(hours=5, minutes=30))
_TYPES = {"fulltime": "Full Time, Permanent", "parttime": "Part Time", "contract": "Temporary/Contractual"}


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
            remote=request.one("wfhType") == "2",
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


def _json(answer: object, status: int = 200) -> Response:
    return Response(body=json.dumps(answer).encode(), status=status, content_type="application/json")


def _row(job: Listing) -> dict[str, object]:
    place = {"remote": "Remote", "hybrid": f"Hybrid - {job.city}"}.get(job.work_place, job.city)
    shown = bool(job.pay and job.pay.period == "YEAR")
    return {
        "jobId": job.native_id,
        "jobType": "fulltime",
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
            {"type": "experience", "label": "3-8 Yrs"},
            {"type": "salary", "label": _salary_label(job)},
            {"type": "location", "label": place},
        ],
        "salaryDetail": {
            "hideSalary": not shown,
            "minimumSalary": int(job.pay.low) if job.pay and shown else 0,
            "maximumSalary": int(job.pay.high) if job.pay and shown else 0,
            "currency": "INR",
        },
        "tagsAndSkills": "python,sql,communication",
        "experienceText": "3-8 Yrs",
        "ambitionBoxData": {"AggregateRating": 4.1, "ReviewsCount": 55},
    }


def _salary_label(job: Listing) -> str:
    return f"{job.pay.low:,.0f}/month" if job.pay and job.pay.period == "MONTH" else "Not disclosed"


def _details(job: Listing) -> dict[str, object]:
    return {
        "jobType": "fulltime",
        "employmentType": _TYPES[job.job_type],
        "vacancy": 2,
        "applyRedirectUrl": job.apply_url,
        "createdDate": job.posted.astimezone(_INDIA).strftime("%Y-%m-%d %H:%M:%S"),
        "description": job.description_html,
        "industry": "Made-up industry",
        "functionalArea": "Engineering",
        "companyDetail": {"details": f"<p>{job.company} is made up.</p>", "address": job.city},
    }

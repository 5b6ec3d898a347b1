"""BDJobs' API as JobSpy asks it: 50 jobs a page and paid ones before the first, a reply for each job."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.http import Kind, Request, Response

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 50
PREMIUM = 5
_TYPES = {"fulltime": "FullTime", "parttime": "PartTime", "contract": "Contract"}


class BDJobs:
    """Bangladesh's board: one host for the list, one for the jobs."""

    name = "bdjobs"
    hosts: tuple[str, ...] = ("api.bdjobs.com", "gateway.bdjobs.com")

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, request: Request) -> Kind:
        """By path."""
        if request.path.endswith("/GetJobSearch"):
            return "search"
        return "detail" if request.path.endswith("/Job-Details") else "other"

    def answer(self, request: Request) -> Response:
        """A page of the list or a job."""
        if self.kind(request) == "detail":
            job = self._world.find(self.name, request.one("jobId"))
            return _json({"data": [_details(job)] if job else None, "message": None if job else "No data found"})
        jobs = self._world.search(self.name, request.one("keyword"), None, "BD", remote=request.one("workplace") == "1")
        premium, rest = jobs[:PREMIUM], jobs[PREMIUM:]
        number = int(request.one("pg", "1"))
        return _json(
            {
                "data": [_row(job) for job in rest[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]],
                "premiumData": [_row(job) for job in premium] if number == 1 else None,
                "common": {"totalpages": math.ceil(len(rest) / PAGE_SIZE)},
            }
        )

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page that says there are none."""
        return _json({"data": [], "premiumData": None, "common": {"totalpages": 0}})

    def with_bad_job(self, response: Response) -> Response:
        """The first job of the page has lost its title."""
        answer = json.loads(response.body)
        del answer["data"][0]["jobTitle"]
        return replace(response, body=json.dumps(answer).encode())


def _json(answer: object) -> Response:
    return Response(body=json.dumps(answer).encode(), content_type="application/json; charset=utf-8")


def _row(job: Listing) -> dict[str, object]:
    salary = "Negotiable"
    if job.pay and job.pay.period == "MONTH":
        salary = f"Tk. {job.pay.low:.0f} - {job.pay.high:.0f} (Monthly)"
    return {
        "Jobid": job.native_id,
        "publishDate": job.posted.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WorkPlace": "Home" if job.work_place == "remote" else "Office",
        "location": f"{job.city}, Anywhere in Bangladesh" if job.work_place == "remote" else job.city,
        "jobTitle": job.title,
        "companyName": job.company,
        "JobType": _TYPES[job.job_type],
        "Salary": salary,
        "logoUrl": "",
        "Vacancies": 3,
        "experience": "2 to 5 years",
    }


def _details(job: Listing) -> dict[str, object]:
    empty = dict.fromkeys(
        (
            "JobKeyPoints", "EducationRequirements", "experience", "AdditionJobRequirements", "JobOtherBenifits",
            "ApplyInstruction", "ApplyEmail", "HardCopy", "WalkInInterview",
        ),
        "",
    )  # fmt: skip
    return empty | {
        "JobDescription": job.description_html,
        "SkillsRequired": "Python, SQL",
        "CompanyID": "1234",
        "HaveAliasName": False,
        "CompanyWeb": "",
        "ApplyURL": f"<a href='{job.apply_url}'>Apply</a>" if job.apply_url else "",
        "CompanyAddress": job.city,
        "CompanyBusiness": "Made up, for practice.",
    }

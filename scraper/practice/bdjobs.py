"""BDJobs' API as JobSpy asks it: 50 jobs a page and paid ones before the first, a reply for each job."""

from __future__ import annotations

import json
import math
import zlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import Filters

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 50
PREMIUM = 5
_TYPES = {
    "fulltime": "FullTime",
    "parttime": "PartTime",
    "contract": "Contract",
    "temporary": "Contract",
    "internship": "Intern",
    "perdiem": "PartTime",
}
# The site's numbers of districts and divisions that have jobs here.
_PLACES = {
    "14": "Dhaka",
    "19": "Gazipur",
    "43": "Narayanganj",
    "10": "Chattogram",
    "12": "Cumilla",
    "28": "Khulna",
    "54": "Rajshahi",
    "62": "Sylhet",
    "1002": "Chattogram",
    "1003": "Dhaka",
    "1004": "Khulna",
    "1006": "Rajshahi",
    "1008": "Sylhet",
}
_DIVISIONS_FROM = 1000


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
        jobs = self._jobs(request)
        premium, rest = jobs[:PREMIUM], jobs[PREMIUM:]
        number = int(request.one("pg", "1"))
        return _json(
            {
                "data": [_row(job) for job in rest[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]],
                "premiumData": [_row(job) for job in premium] if number == 1 else None,
                "common": {"totalpages": math.ceil(len(rest) / PAGE_SIZE)},
            }
        )

    def _jobs(self, request: Request) -> list[Listing]:
        """What the address asks for; a division is a region, a district one city."""
        asked = request.one("location")
        place = _PLACES.get(asked, asked or None)
        jobs = self._world.search(self.name, request.one("keyword"), None, "BD", **_filters(request))
        if place is None:
            return jobs
        division = asked.isdecimal() and int(asked) > _DIVISIONS_FROM
        return [job for job in jobs if place in ((job.region,) if division else (job.city,))]

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page that says there are none."""
        return _json({"data": [], "premiumData": None, "common": {"totalpages": 0}})

    def with_bad_job(self, response: Response) -> Response:
        """The first job of the page has lost its title."""
        answer = json.loads(response.body)
        del answer["data"][0]["jobTitle"]
        return replace(response, body=json.dumps(answer).encode())


def _filters(request: Request) -> Filters:
    """What the address filters by, as the world knows it."""
    filters = Filters(remote=request.one("workplace") == "1")
    if days := request.one("postedWithin"):
        filters["max_age_hours"] = float(days) * 24
    if nature := request.one("jobNature"):
        filters["job_types"] = tuple(name for name, label in _TYPES.items() if label == nature)
    return filters


def _json(answer: object) -> Response:
    return Response(body=json.dumps(answer).encode(), content_type="application/json; charset=utf-8")


def _row(job: Listing) -> dict[str, object]:
    salary = "Negotiable"
    pay = job.shown_pay
    if pay and pay.period == "MONTH":
        salary = f"Tk. {pay.low:.0f}{f' - {pay.high:.0f}' if pay.high > pay.low else ''} (Monthly)"
    anywhere = "Anywhere in Bangladesh" if job.work_place == "remote" else ""
    return {
        "Jobid": job.native_id,
        "publishDate": job.posted.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WorkPlace": "Home" if job.work_place == "remote" else "Office",
        "location": ", ".join(filter(None, (job.city, anywhere))),
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
        "SkillsRequired": ", ".join(job.skills),
        "CompanyID": str(zlib.crc32(job.website.encode()) % 100_000),
        "HaveAliasName": False,
        "CompanyWeb": job.website,
        "ApplyURL": f"<a href='{job.apply_url}'>Apply</a>" if job.apply_url else "",
        "CompanyAddress": job.city,
        "CompanyBusiness": "Made up, for practice.",
    }

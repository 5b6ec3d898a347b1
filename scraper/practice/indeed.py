"""Indeed's job search API as JobSpy asks it: GraphQL over POST, 100 jobs a page, cursors."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.http import Kind, Request, Response

if TYPE_CHECKING:
    from scraper.practice.world import Listing, Pay, World

PAGE_SIZE = 100
# Indeed's own keys for what a job offers, as JobSpy reads them (jobspy/indeed/constant.py).
_JOB_TYPES = {"fulltime": "CF3CP", "parttime": "75GKK", "contract": "NJXCK"}
_WORK_PLACES = {"remote": ["DSQF7"], "hybrid": ["DSQF7", "PAXZC"], "office": [], "not stated": []}


class Indeed:
    """The API host; every country asks the same one, told apart by a header."""

    name = "indeed"
    hosts: tuple[str, ...] = ("apis.indeed.com",)

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, request: Request) -> Kind:
        """Everything is a page of the list: descriptions come with it."""
        return "search" if request.path == "/graphql" else "other"

    def answer(self, request: Request) -> Response:
        """One page of the search that the GraphQL text asks for."""
        if request.path != "/graphql" or "indeed-api-key" not in request.headers:
            return Response(status=404, body=b"")
        query = str(json.loads(request.body)["query"])
        start = int(_text(query, "cursor") or 0)
        jobs = self._world.search(
            self.name,
            _text(query, "what"),
            _text(query, "where") or None,
            request.headers.get("indeed-co", "US"),
            remote='keys: ["DSQF7"]' in query,
        )
        page = jobs[start : start + PAGE_SIZE]
        more = start + PAGE_SIZE < len(jobs)
        return _page(page, str(start + PAGE_SIZE) if more else None)

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page without results or cursor."""
        return _page([], None)

    def with_bad_job(self, response: Response) -> Response:
        """The second job has lost its key."""
        answer = json.loads(response.body)
        results = answer["data"]["jobSearch"]["results"]
        if len(results) > 1:
            del results[1]["job"]["key"]
        return replace(response, body=json.dumps(answer).encode())


def _page(jobs: list[Listing], cursor: str | None) -> Response:
    search = {"pageInfo": {"nextCursor": cursor}, "results": [{"job": _job(job)} for job in jobs]}
    return Response(body=json.dumps({"data": {"jobSearch": search}}).encode(), content_type="application/json")


def _text(query: str, name: str) -> str:
    """The text argument of that name in the query, "" where it is absent."""
    match = re.search(rf'\b{name}: ("(?:[^"\\]|\\.)*")', query)
    return str(json.loads(match[1])) if match else ""


def _job(job: Listing) -> dict[str, object]:
    stated = job.pay if job.pay and job.pay.origin == "employer" else None
    estimated = job.pay if job.pay and job.pay.origin == "estimate" else None
    return {
        "key": job.native_id,
        "title": job.title,
        "sourceEmployerName": job.company,
        "dateOnIndeed": int(job.posted.timestamp() * 1000),
        "description": {"html": job.description_html},
        "location": {"countryCode": job.country, "admin1Code": job.region, "city": job.city},
        "compensation": {
            "estimated": {"currencyCode": estimated.currency, "baseSalary": _salary(estimated)} if estimated else None,
            "baseSalary": _salary(stated) if stated else None,
            "currencyCode": stated.currency if stated else None,
        },
        "attributes": [{"key": _JOB_TYPES[job.job_type]}, *({"key": key} for key in _WORK_PLACES[job.work_place])],
        "employer": {
            "relativeCompanyPageUrl": "/cmp/" + job.company.replace(" ", "-"),
            "name": job.company,
            "ugcStats": {"ratings": {"overallRating": {"value": 3.9, "count": 120}}},
            "dossier": {
                "employerDetails": {
                    "addresses": [f"{job.city}, {job.region}"],
                    "industry": None,
                    "employeesLocalizedLabel": "51 to 200",
                    "revenueLocalizedLabel": None,
                    "briefDescription": f"{job.company} is made up, for practice.",
                },
                "images": {"squareLogoUrl": None},
                "links": {"corporateWebsite": None},
            },
        },
        "recruit": {"viewJobUrl": job.apply_url or f"https://www.indeed.com/apply/{job.native_id}"},
    }


def _salary(pay: Pay) -> dict[str, object]:
    amounts = {"value": pay.low} if pay.low == pay.high else {"min": pay.low, "max": pay.high}
    return {"unitOfWork": pay.period, "range": amounts}

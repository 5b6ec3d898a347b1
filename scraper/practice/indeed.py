"""Indeed's job search API as JobSpy asks it: GraphQL over POST, 100 jobs a page, cursors."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import DEFAULT_MILES, Filters

if TYPE_CHECKING:
    from scraper.practice.world import Listing, Pay, World

PAGE_SIZE = 100
# Indeed's own keys for what a job offers, as JobSpy reads them (jobspy/indeed/constant.py).
_JOB_TYPES = {
    "fulltime": "CF3CP",
    "parttime": "75GKK",
    "contract": "NJXCK",
    "temporary": "4HKF7",
    "internship": "VDTG7",
    "perdiem": "TQKYQ",
}
_WANTED = re.compile(r'keys: \["(\w+)"\](?!, match: MUST_NOT)')
_REMOTE = "DSQF7"
_WORK_PLACES = {"remote": ["DSQF7"], "hybrid": ["DSQF7", "PAXZC"], "office": [], "not stated": []}


# Round sums are told as "from".
_OPEN_ENDED = 50_000


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
            miles=float(_number(query, "radius") or DEFAULT_MILES),
            **_filters(query),
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


def _number(query: str, name: str) -> int | None:
    match = re.search(rf"\b{name}: (\d+)", query)
    return int(match[1]) if match else None


def _filters(query: str) -> Filters:
    """What the GraphQL text filters by, as the world knows it."""
    wanted = set(_WANTED.findall(query))
    filters = Filters(remote=_REMOTE in wanted, easy_apply="DESKTOP" in wanted)
    filters["job_types"] = tuple(name for name, key in _JOB_TYPES.items() if key in wanted)
    if hours := re.search(r'start: "(\d+)h"', query):
        filters["max_age_hours"] = float(hours[1])
    return filters


def _job(job: Listing) -> dict[str, object]:
    stated = job.pay if job.pay and job.pay.origin == "employer" else None
    estimated = job.pay if job.pay and job.pay.origin == "estimate" else None
    return {
        "key": job.native_id,
        "title": job.title,
        "sourceEmployerName": job.company,
        "dateOnIndeed": int(job.posted.timestamp() * 1000),
        "description": {"html": job.description_html},
        "location": {"countryCode": job.country, "admin1Code": job.region or None, "city": job.city or None},
        "compensation": {
            "estimated": {"currencyCode": estimated.currency, "baseSalary": _salary(estimated)} if estimated else None,
            "baseSalary": _salary(stated) if stated else None,
            "currencyCode": stated.currency if stated else None,
        },
        "attributes": [{"key": _JOB_TYPES[job.job_type]}, *({"key": key} for key in _WORK_PLACES[job.work_place])],
        "employer": {
            "relativeCompanyPageUrl": "/cmp/" + job.company.replace(" ", "-"),
            "name": job.company,
            "ugcStats": {"ratings": {"overallRating": {"value": job.rating, "count": 120}}},
            "dossier": {
                "employerDetails": {
                    "addresses": [f"{job.city}, {job.region}"] if job.city else None,
                    "industry": None,
                    "employeesLocalizedLabel": job.employees,
                    "revenueLocalizedLabel": None,
                    "briefDescription": f"{job.company} is made up, for practice.",
                },
                "images": {"squareLogoUrl": None},
                "links": {"corporateWebsite": job.website},
            },
        },
        "recruit": {"viewJobUrl": job.apply_url or f"https://www.indeed.com/apply/{job.native_id}"},
    }


def _salary(pay: Pay) -> dict[str, object]:
    amounts = {"value": pay.low} if pay.low == pay.high else {"min": pay.low, "max": pay.high}
    if pay.low % _OPEN_ENDED == 0:
        del amounts["max" if "max" in amounts else "value"]
        amounts["min"] = pay.low
    return {"unitOfWork": pay.period, "range": amounts}

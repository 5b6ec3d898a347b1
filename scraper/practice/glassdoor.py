"""Glassdoor as JobSpy asks it: places looked up, 100 jobs a page by cursor, descriptions for 25 jobs at a time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.http import Kind, Request, Response

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 100
_COUNTRIES = {
    "www.glassdoor.com": ("US", "United States"),
    "www.glassdoor.co.uk": ("GB", "United Kingdom"),
    "www.glassdoor.de": ("DE", "Germany"),
    "www.glassdoor.fr": ("FR", "France"),
    "www.glassdoor.co.in": ("IN", "India"),
}
_PERIODS = {"YEAR": "ANNUAL", "MONTH": "MONTHLY", "HOUR": "HOURLY"}
_TYPES = {"fulltime": "fulltime", "parttime": "parttime", "contract": "contract"}


class Glassdoor:
    """One host for each country."""

    name = "glassdoor"
    hosts: tuple[str, ...] = tuple(_COUNTRIES)

    def __init__(self, world: World) -> None:
        self._world = world
        self._places: dict[int, str] = {}

    def kind(self, request: Request) -> Kind:
        """By path, and for GraphQL by the operation."""
        if request.path != "/graph":
            return "other"
        return "detail" if b'"JobDetails"' in request.body else "search"

    def answer(self, request: Request) -> Response:
        """Places, a page of the list, or descriptions."""
        if request.path == "/autocomplete/location":
            return self._place(request.one("term"))
        if request.path != "/graph" or "gd-csrf-token" not in request.headers:
            return Response(status=403, body=b"{}", content_type="application/json")
        asked = json.loads(request.body)[0]
        if asked["operationName"] == "JobDetails":
            return self._details(asked["query"])
        return self._search(asked["variables"], *_COUNTRIES[request.host])

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page without listings."""
        return _listings([], [])

    def with_bad_job(self, response: Response) -> Response:
        """The first job has lost its title."""
        answer = json.loads(response.body)
        del answer[0]["data"]["jobListings"]["jobListings"][0]["jobview"]["job"]["jobTitleText"]
        return replace(response, body=json.dumps(answer).encode())

    def _place(self, term: str) -> Response:
        city = term.split(",", maxsplit=1)[0].strip().lower()
        if city == "nowhere":
            return _json([])
        number = 1_000_000 + sum(city.encode())
        self._places[number] = city
        return _json([{"locationId": number, "locationType": "C", "label": term}])

    def _search(self, variables: dict[str, object], country: str, country_name: str) -> Response:
        start = int(str(variables.get("pageCursor") or 0))
        place = self._places.get(int(str(variables.get("locationId") or 0)))
        filters = json.dumps(variables.get("filterParams"))
        jobs = self._world.search(
            self.name, str(variables.get("keyword") or ""), place, country, remote="remoteWorkType" in filters
        )
        page = jobs[start : start + PAGE_SIZE]
        number = int(str(variables["pageNumber"]))
        more = start + PAGE_SIZE < len(jobs)
        cursors = [{"cursor": str(start + PAGE_SIZE), "pageNumber": number + 1}] if more else []
        return _listings([_listing(job, country_name, self._world.age_days(job)) for job in page], cursors)

    def _details(self, query: str) -> Response:
        ids = re.findall(r"listingId: (\d+)", query)
        found = {native_id: self._world.find(self.name, native_id) for native_id in ids}
        return _json(
            [
                {
                    "data": {
                        f"j{native_id}": {"job": {"description": job.description_html}} if job else None
                        for native_id, job in found.items()
                    }
                }
            ]
        )


def _json(answer: object) -> Response:
    return Response(body=json.dumps(answer).encode(), content_type="application/json")


def _listings(listings: list[dict[str, object]], cursors: list[dict[str, object]]) -> Response:
    return _json([{"data": {"jobListings": {"jobListings": listings, "paginationCursors": cursors}}}])


def _listing(job: Listing, country_name: str, age_days: int) -> dict[str, object]:
    return {
        "jobview": {
            "header": {
                "adOrderSponsorshipLevel": "ORGANIC",
                "ageInDays": age_days,
                "employer": {"id": 1000 + len(job.company)},
                "employerNameFromSearch": job.company,
                "jobTypeKeys": [f"employmentType.{_TYPES[job.job_type]}"],
                "locationName": f"{job.city}, {job.region}" if job.country == "US" else job.city,
                "locationType": "C",
                "payCurrency": job.pay.currency if job.pay else None,
                "payPeriod": _PERIODS[job.pay.period] if job.pay else None,
                "payPeriodAdjustedPay": {"p10": job.pay.low, "p90": job.pay.high} if job.pay else None,
                "rating": 3.7,
                "remoteWorkTypes": {"remote": ["WORK_FROM_HOME"], "hybrid": ["HYBRID"]}.get(job.work_place),
            },
            "job": {"jobTitleText": job.title, "listingId": int(job.native_id)},
            "map": {"country": country_name},
            "overview": {
                "headquarters": job.city,
                "overview": {"description": f"{job.company} is made up."},
                "primaryIndustry": {"industryName": "Made-up industry"},
                "revenue": None,
                "size": "51 to 200 Employees",
                "squareLogoUrl": None,
                "website": None,
            },
        }
    }

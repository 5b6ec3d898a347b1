"""Glassdoor as JobSpy asks it: places looked up, 100 jobs a page by cursor, descriptions for 25 jobs at a time."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.geography import place_kind
from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import COUNTRY_NAMES, Filters

if TYPE_CHECKING:
    from scraper.practice.world import Listing, World

PAGE_SIZE = 100
_COUNTRIES = {
    "www.glassdoor.com.ar": "AR",
    "www.glassdoor.com.au": "AU",
    "www.glassdoor.at": "AT",
    "fr.glassdoor.be": "BE",
    "www.glassdoor.com.br": "BR",
    "www.glassdoor.ca": "CA",
    "www.glassdoor.fr": "FR",
    "www.glassdoor.de": "DE",
    "www.glassdoor.com.hk": "HK",
    "www.glassdoor.co.in": "IN",
    "www.glassdoor.ie": "IE",
    "www.glassdoor.it": "IT",
    "www.glassdoor.com.mx": "MX",
    "www.glassdoor.nl": "NL",
    "www.glassdoor.co.nz": "NZ",
    "www.glassdoor.sg": "SG",
    "www.glassdoor.es": "ES",
    "de.glassdoor.ch": "CH",
    "www.glassdoor.co.uk": "GB",
    "www.glassdoor.com": "US",
}
_PLACE_TYPES = {"city": "C", "region": "S", "country": "N"}
_PERIODS = {"YEAR": "ANNUAL", "MONTH": "MONTHLY", "HOUR": "HOURLY"}
_TYPES = ("fulltime", "parttime", "contract", "internship", "temporary")


_WITH_REGION = ("US", "CA")


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
            return self._place(request.one("term"), _COUNTRIES[request.host])
        if request.path != "/graph" or "gd-csrf-token" not in request.headers:
            return Response(status=403, body=b"{}", content_type="application/json")
        asked = json.loads(request.body)[0]
        if asked["operationName"] == "JobDetails":
            return self._details(asked["query"])
        return self._search(asked["variables"], _COUNTRIES[request.host])

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page without listings."""
        return _listings([], [])

    def with_bad_job(self, response: Response) -> Response:
        """The first job has lost its title."""
        answer = json.loads(response.body)
        del answer[0]["data"]["jobListings"]["jobListings"][0]["jobview"]["job"]["jobTitleText"]
        return replace(response, body=json.dumps(answer).encode())

    def _place(self, term: str, country: str) -> Response:
        kind = place_kind(term, country)
        if kind is None:
            return _json([])
        number = 1_000_000 + zlib.crc32(term.encode()) % 1_000_000_000
        self._places[number] = term
        return _json([{"locationId": number, "locationType": _PLACE_TYPES[kind], "label": term}])

    def _search(self, variables: dict[str, object], country: str) -> Response:
        start = int(str(variables.get("pageCursor") or 0))
        place = self._places.get(int(str(variables.get("locationId") or 0)))
        jobs = self._world.search(
            self.name, str(variables.get("keyword") or ""), place, country, **_filters(variables.get("filterParams"))
        )
        page = jobs[start : start + PAGE_SIZE]
        number = int(str(variables["pageNumber"]))
        more = start + PAGE_SIZE < len(jobs)
        cursors = [{"cursor": str(start + PAGE_SIZE), "pageNumber": number + 1}] if more else []
        return _listings([_listing(job, self._world.age_days(job)) for job in page], cursors)

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


def _filters(asked: object) -> Filters:
    """The search's own list of keys and values as the world knows it."""
    values = {one["filterKey"]: one["values"] for one in asked} if isinstance(asked, list) else {}
    filters = Filters(remote="remoteWorkType" in values, easy_apply="applicationType" in values)
    if "radius" in values:
        filters["miles"] = float(values["radius"])
    if "fromAge" in values:
        filters["max_age_hours"] = float(values["fromAge"]) * 24
    if "jobType" in values:
        filters["job_types"] = (values["jobType"],)
    return filters


def _json(answer: object) -> Response:
    return Response(body=json.dumps(answer).encode(), content_type="application/json")


def _listings(listings: list[dict[str, object]], cursors: list[dict[str, object]]) -> Response:
    return _json([{"data": {"jobListings": {"jobListings": listings, "paginationCursors": cursors}}}])


def _listing(job: Listing, age_days: int) -> dict[str, object]:
    country_name = COUNTRY_NAMES[job.country]
    pay = job.shown_pay if job.shown_pay and job.shown_pay.period in _PERIODS else None
    place = f"{job.city}, {job.region}" if job.country in _WITH_REGION else job.city
    return {
        "jobview": {
            "header": {
                "adOrderSponsorshipLevel": "ORGANIC",
                "ageInDays": age_days,
                "employer": {"id": zlib.crc32(job.website.encode()) % 10_000_000},
                "employerNameFromSearch": job.company,
                "jobTypeKeys": [f"employmentType.{job.job_type}"] if job.job_type in _TYPES else [],
                "locationName": place if job.city else country_name,
                "locationType": "C" if job.city else "N",
                "payCurrency": pay.currency if pay else None,
                "payPeriod": _PERIODS[pay.period] if pay else None,
                "payPeriodAdjustedPay": {"p10": pay.low, "p90": pay.high} if pay else None,
                "rating": job.rating,
                "remoteWorkTypes": {"remote": ["WORK_FROM_HOME"], "hybrid": ["HYBRID"]}.get(job.work_place),
            },
            "job": {"jobTitleText": job.title, "listingId": int(job.native_id)},
            "map": {"country": country_name},
            "overview": {
                "headquarters": job.city or None,
                "overview": {"description": f"{job.company} is made up."},
                "primaryIndustry": {"industryName": job.industry},
                "revenue": None,
                "size": f"{job.employees} Employees",
                "squareLogoUrl": None,
                "website": job.website,
            },
        }
    }

"""HelloWork's pages as JobSpy reads them: 30 cards a page and a pager, a page for each job, all in French."""

from __future__ import annotations

import json
import math
import zlib
from html import escape
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper.practice.html_page import page
from scraper.practice.http import Kind, Request, Response
from scraper.practice.world import Filters

if TYPE_CHECKING:
    from datetime import timedelta

    from scraper.practice.world import Listing, World

PAGE_SIZE = 30
SEARCH_PATH = "/fr-fr/emploi/recherche.html"
_TYPES = {
    "fulltime": ("CDI", "temps plein"),
    "parttime": ("CDI", "temps partiel"),
    "contract": ("Freelance", ""),
    "temporary": ("CDD", ""),
    "internship": ("Stage", ""),
    "perdiem": ("Intérim", ""),
}
_ASKED_TYPES = {
    "ft": ("fulltime",),
    "pt": ("parttime",),
    "CDD": ("temporary",),
    "Travail_temp": ("perdiem",),
    "Stage": ("internship",),
    "Freelance": ("contract",),
}
_UNITS = {"YEAR": "an", "MONTH": "mois", "DAY": "jour", "HOUR": "heure"}
_HOURS = {"h": 24.0, "d": 72.0, "w": 168.0, "m": 720.0}
_KM_PER_MILE = 1.609344
_USUAL_KM = 20
# Cities whose arrondissements the cards name.
_DIVIDED = {"Paris": 20, "Lyon": 9, "Marseille": 16}
_YEARS = {"intern": "Débutant", "junior": "1 à 3 ans", "senior": "5 à 10 ans", "lead": "plus de 7 ans"}
_REMOTE = {"remote": "Télétravail complet", "hybrid": "Télétravail partiel"}


class HelloWork:
    """France's board."""

    name = "hellowork"
    hosts: tuple[str, ...] = ("www.hellowork.com",)

    def __init__(self, world: World) -> None:
        self._world = world

    def kind(self, request: Request) -> Kind:
        """By path."""
        if request.path == SEARCH_PATH:
            return "search"
        return "detail" if request.path.startswith("/fr-fr/emplois/") else "other"

    def answer(self, request: Request) -> Response:
        """A page of the list or a job's page."""
        kind = self.kind(request)
        if kind == "search":
            return self._search(request)
        native_id = request.path.rpartition("/")[2].removesuffix(".html")
        job = self._world.find(self.name, native_id) if kind == "detail" else None
        return Response(body=_job_page(job)) if job else Response(status=404, body=page("Introuvable", "<h1>404</h1>"))

    def _search(self, request: Request) -> Response:
        jobs = self._world.search(self.name, request.one("k"), request.one("l") or None, "FR", **_filters(request))
        number = int(request.one("p", "1"))
        cards = "".join(
            _card(job, self._world.now - job.posted) for job in jobs[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        )
        pages = math.ceil(len(jobs) / PAGE_SIZE)
        pager = f'<input type="number" name="p" min="1" max="{pages}" value="{number}">' if pages > 1 else ""
        return Response(body=page("Offres", f"<ul>{cards or _none()}</ul>{pager}"))

    def empty(self, request: Request) -> Response:  # noqa: ARG002 - every search is empty in the same way
        """A page that says there are none."""
        return Response(body=page("Offres", f"<ul>{_none()}</ul>"))

    def with_bad_job(self, response: Response) -> Response:
        """The first card has lost its data."""
        return replace(response, body=response.body.replace(b'data-cy="serpCard"', b'data-cy="x"', 1))


def _filters(request: Request) -> Filters:
    """What the address filters by, as the world knows it."""
    filters = Filters(remote=request.one("t") == "Complet", miles=float(request.one("ray") or _USUAL_KM) / _KM_PER_MILE)
    if hours := _HOURS.get(request.one("d")):
        filters["max_age_hours"] = hours
    if asked := request.query.get("c", []) + request.query.get("ctt", []):
        filters["job_types"] = tuple(name for one in asked for name in _ASKED_TYPES.get(one, ()))
    return filters


def _none() -> str:
    return "<p>Aucune offre ne correspond à votre recherche.</p>"


def _card(job: Listing, age: timedelta) -> str:
    contract, hours = _TYPES[job.job_type]
    label = f"Voir l'offre de {job.title}, {contract}, {hours}, {_REMOTE.get(job.work_place, '')}"
    salary = ""
    pay = job.shown_pay
    if pay:
        low, high = (
            f"{amount:,.2f}".removesuffix(".00").replace(",", " ").replace(".", ",") for amount in (pay.low, pay.high)
        )
        amounts = low if low == high else f"{low} - {high}"
        salary = f"<div>{amounts} € / {_UNITS[pay.period]}</div>"
    return f"""
    <li data-id-storage-target="item" data-id-storage-item-id="{job.native_id}">
      <div data-cy="serpCard" data-analytics-values-param='{{"list":"LO-Moteur"}}'>
        <a data-cy="offerTitle" href="/fr-fr/emplois/{job.native_id}.html" aria-label="{escape(label)}" title="x">
          <h3><p>{escape(job.title)}</p><p>{escape(job.company)}</p></h3></a>
        <div><div data-cy="localisationCard">{escape(_place(job))}</div>
        <div data-cy="contractCard">{contract}</div>{salary}</div>
        <div>{_age(age)}</div>
      </div>
    </li>"""


def _age(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    number, unit = (age.days, "jour") if age.days else (hours, "heure")
    return f"il y a {number} {unit}{'s' if number > 1 else ''}" if number else "moins d'une heure"


def _place(job: Listing) -> str:
    """The city with its department: "Nantes - 44", "Lyon 3e - 69"; "France" where there is none."""
    if not job.city:
        return "France"
    number = zlib.crc32(job.native_id.encode()) % 40
    part = f" {number}e" if 1 < number <= _DIVIDED.get(job.city, 0) else ""
    return f"{job.city}{part} - {job.region}"


def _job_page(job: Listing) -> bytes:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "description": job.description_html,
        "datePosted": job.posted.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "hiringOrganization": {"sameAs": "https://www.hellowork.com/fr-fr/entreprises/inventee.html"},
        "industry": job.industry,
        "occupationalCategory": "Autre",
        "skills": list(job.skills),
    }
    script = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    content = f"<h1>{escape(job.title)}</h1><ul><li>Exp. {_YEARS.get(job.level, '3 à 5 ans')}</li></ul><section><h2>Les missions du poste</h2>{job.description_html}</section>"
    return page(job.title, content, head=script)

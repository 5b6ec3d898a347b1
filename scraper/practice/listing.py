"""What a practice site shows: one made-up job, as that site writes it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from scraper.practice.advert_text import Text, render
from scraper.practice.money import Pay

WorkPlace = Literal["remote", "hybrid", "office", "not stated"]


class Listing(Struct, frozen=True, kw_only=True):
    """One made-up job as one site shows it; `truth` is the same wherever the same job is shown.

    Attributes:
        truth: the real job's number; an agency's copy of an employer's job is another job.
        native_id: the site's own id; a job that was posted again has another one there.
        city: "" where the advert names a country only.
        region: the code of the city's region, "TX".
        job_type: JobSpy's name of it, "fulltime".
        pay: with the origin "text" only the description tells it.
        text: what the description is made from.
        apply_url: the employer's own page; None where one applies on the site.
        skills: what the advert asks for.
        industry, employees, website, rating: about the employer.
    """

    truth: int
    native_id: str
    title: str
    company: str
    city: str
    region: str
    country: str
    posted: datetime
    work_place: WorkPlace
    job_type: str
    pay: Pay | None
    text: Text
    apply_url: str | None
    skills: tuple[str, ...] = ()
    level: str = ""
    industry: str = ""
    employees: str = ""
    website: str = ""
    rating: float = 0.0

    @property
    def description_html(self) -> str:
        """The advert's text, 1 to 6 kB; made anew each time."""
        return render(self.text)

    @property
    def shown_pay(self) -> Pay | None:
        """The pay the site tells beside the text."""
        return self.pay if self.pay and self.pay.origin != "text" else None

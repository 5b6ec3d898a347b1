"""Postings of one made-up job, changed where a test wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scraper.job import DatePrecision, Place, Posted, Posting

DAY = datetime(2026, 6, 1, tzinfo=UTC)
AUSTIN = Place(text="Austin, TX", city="Austin", region="TX", country="US")
TEXT = (
    "Northwind bakes bread for four hundred cafés and sells none of it twice. You will keep the ovens' controllers honest: "
    "read their logs, find out why the third deck runs hot, and write the change that makes it stop. Nights are quiet, "
    "mornings are not. We pair on everything that can burn, we write down what we learned, and we eat what we bake. "
    "Bring Python, patience with old hardware and a liking for numbers that mean something."
)
OTHER_TEXT = (
    "The treasury team settles what the cafés owe by noon. You reconcile three banks, chase what is missing and explain "
    "to people who hate spreadsheets why the total is right. You know IFRS well enough to say when it does not matter, "
    "and you have closed a quarter with the auditors in the room. Excel is a tool here and no religion."
)


def advert(site="indeed", number=1, *, days=2, **changes):
    """One board's advert of a data engineer's job in Austin."""
    values = {
        "site": site,
        "native_id": f"{site}-{number}",
        "url": f"https://{site}.example/{number}",
        "title": "Data Engineer",
        "company": "Northwind Bakeries",
        "places": (AUSTIN,),
        "posted": Posted(at=DAY - timedelta(days=days), precision=DatePrecision.DAY),
    }
    return Posting(**(values | changes))

"""The columns of an export in a person's words, told so that they are found again in the file."""

from __future__ import annotations

from app.ui import words
from app.ui.i18n import QT_TRANSLATE_NOOP

_WORDS = {
    "id": QT_TRANSLATE_NOOP("ExportColumns", "Number"),
    "title": QT_TRANSLATE_NOOP("ExportColumns", "Title"),
    "company": QT_TRANSLATE_NOOP("ExportColumns", "Company"),
    "place": QT_TRANSLATE_NOOP("ExportColumns", "Place"),
    "country": QT_TRANSLATE_NOOP("ExportColumns", "Country"),
    "remote": QT_TRANSLATE_NOOP("ExportColumns", "Workplace"),
    "job_types": QT_TRANSLATE_NOOP("ExportColumns", "Job types"),
    "level": QT_TRANSLATE_NOOP("ExportColumns", "Level"),
    "posted": QT_TRANSLATE_NOOP("ExportColumns", "Posted"),
    "posted_precision": QT_TRANSLATE_NOOP("ExportColumns", "How exactly the date is known"),
    "pay": QT_TRANSLATE_NOOP("ExportColumns", "Pay"),
    "pay_low": QT_TRANSLATE_NOOP("ExportColumns", "Pay from"),
    "pay_high": QT_TRANSLATE_NOOP("ExportColumns", "Pay up to"),
    "pay_currency": QT_TRANSLATE_NOOP("ExportColumns", "Currency of the pay"),
    "pay_period": QT_TRANSLATE_NOOP("ExportColumns", "What the pay is for"),
    "pay_origin": QT_TRANSLATE_NOOP("ExportColumns", "Who says what is paid"),
    "easy_apply": QT_TRANSLATE_NOOP("ExportColumns", "Apply on the site"),
    "sites": QT_TRANSLATE_NOOP("ExportColumns", "Sites"),
    "postings": QT_TRANSLATE_NOOP("ExportColumns", "Adverts"),
    "link": QT_TRANSLATE_NOOP("ExportColumns", "Link"),
    "url": QT_TRANSLATE_NOOP("ExportColumns", "At the site"),
    "apply_url": QT_TRANSLATE_NOOP("ExportColumns", "At the employer"),
    "skills": QT_TRANSLATE_NOOP("ExportColumns", "Skills"),
    "company_url": QT_TRANSLATE_NOOP("ExportColumns", "Page of the company"),
    "company_industry": QT_TRANSLATE_NOOP("ExportColumns", "Industry"),
    "status": QT_TRANSLATE_NOOP("ExportColumns", "Status"),
    "hidden": QT_TRANSLATE_NOOP("ExportColumns", "Hidden"),
    "note": QT_TRANSLATE_NOOP("ExportColumns", "Note"),
    "first_seen": QT_TRANSLATE_NOOP("ExportColumns", "First seen"),
    "last_seen": QT_TRANSLATE_NOOP("ExportColumns", "Last seen"),
    "description": QT_TRANSLATE_NOOP("ExportColumns", "Description"),
}


def column_words(key: str) -> str:
    """A column by its key: what it holds, and its heading in the file where that is another word."""
    told = words.translate("ExportColumns", _WORDS[key])
    return told if told.lower().replace(" ", "_") == key else f"{told} ({key})"

"""The columns of the table of jobs: which stored values each is made of, and the words for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from app.ui import words
from app.ui.i18n import QT_TRANSLATE_NOOP

_CONTEXT = "JobColumns"


class JobColumn(Struct, frozen=True, kw_only=True):
    """A column.

    Attributes:
        key: stable name, remembered in the settings.
        header: untranslated; `title` gives it in the program's language.
        keys: columns of the store it is made of.
        text: of these values, the words to show; "" for not stated.
        sort: what the store sorts by; None if it cannot.
        width: in average characters.
        least: so narrow it becomes where there is little room; 0 for not narrower.
        most: so wide it becomes where there is room; 0 for not wider.
        spare: where there is no room at all, the column with the greatest number is left out first; 0 for never.
        right: aligned to the right.
        shown: without the person's choosing it.
        tip: of these values, the words for the tooltip; None for those of the cell.
    """

    key: str
    header: str
    keys: tuple[str, ...]
    text: Callable[..., str]
    sort: str | None
    width: int
    least: int = 0
    most: int = 0
    spare: int = 0
    right: bool = False
    shown: bool = True
    tip: Callable[..., str] | None = None

    @property
    def title(self) -> str:
        """The header in the program's language."""
        return QCoreApplication.translate(_CONTEXT, self.header)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _list(value: str | None) -> str:
    return ", ".join(json.loads(value)) if value else ""


COLUMNS: tuple[JobColumn, ...] = (
    JobColumn(
        key="title",
        header=QT_TRANSLATE_NOOP("JobColumns", "Title"),
        keys=("title",),
        text=_plain,
        sort="title",
        width=24,
        least=18,
        most=60,
    ),
    JobColumn(
        key="company",
        header=QT_TRANSLATE_NOOP("JobColumns", "Company"),
        keys=("company",),
        text=_plain,
        sort="company",
        width=13,
        least=11,
        most=26,
    ),
    JobColumn(
        key="place",
        header=QT_TRANSLATE_NOOP("JobColumns", "Place"),
        keys=("place",),
        text=_plain,
        sort="place",
        width=13,
        least=11,
        most=24,
    ),
    JobColumn(
        key="pay",
        header=QT_TRANSLATE_NOOP("JobColumns", "Pay"),
        keys=("pay_low", "pay_high", "pay_currency", "pay_period"),
        text=words.pay_short,
        sort="pay",
        width=13,
        least=12,
        most=18,
        spare=1,
    ),
    JobColumn(
        key="posted",
        header=QT_TRANSLATE_NOOP("JobColumns", "Posted"),
        keys=("posted", "posted_precision"),
        text=words.posted_short,
        sort="posted",
        width=9,
        tip=words.posted_long,
    ),
    JobColumn(
        key="remote",
        header=QT_TRANSLATE_NOOP("JobColumns", "Workplace"),
        keys=("remote",),
        text=words.remote,
        sort="remote",
        width=8,
        most=13,
        spare=2,
    ),
    JobColumn(
        key="job_types",
        header=QT_TRANSLATE_NOOP("JobColumns", "Job type"),
        keys=("job_types",),
        text=words.job_types,
        sort="job_types",
        width=11,
        shown=False,
    ),
    JobColumn(
        key="sites",
        header=QT_TRANSLATE_NOOP("JobColumns", "Seen on"),
        keys=("sites",),
        text=words.sites,
        sort="sites",
        width=9,
        most=24,
        spare=3,
    ),
    JobColumn(
        key="level",
        header=QT_TRANSLATE_NOOP("JobColumns", "Level"),
        keys=("level",),
        text=_plain,
        sort="level",
        width=12,
        shown=False,
    ),
    JobColumn(
        key="country",
        header=QT_TRANSLATE_NOOP("JobColumns", "Country"),
        keys=("country",),
        text=words.country,
        sort=None,
        width=12,
        shown=False,
    ),
    JobColumn(
        key="industry",
        header=QT_TRANSLATE_NOOP("JobColumns", "Industry"),
        keys=("company_industry",),
        text=_plain,
        sort=None,
        width=16,
        shown=False,
    ),
    JobColumn(
        key="skills",
        header=QT_TRANSLATE_NOOP("JobColumns", "Skills"),
        keys=("skills",),
        text=_list,
        sort=None,
        width=20,
        shown=False,
    ),
    JobColumn(
        key="easy_apply",
        header=QT_TRANSLATE_NOOP("JobColumns", "Apply on the site"),
        keys=("easy_apply",),
        text=words.yes_no,
        sort="easy_apply",
        width=10,
        shown=False,
    ),
    JobColumn(
        key="postings",
        header=QT_TRANSLATE_NOOP("JobColumns", "Adverts"),
        keys=("postings",),
        text=_plain,
        sort="postings",
        width=8,
        right=True,
        shown=False,
    ),
    JobColumn(
        key="first_seen",
        header=QT_TRANSLATE_NOOP("JobColumns", "First seen"),
        keys=("first_seen",),
        text=words.ago,
        sort="first_seen",
        width=10,
        shown=False,
        tip=words.exact,
    ),
    JobColumn(
        key="last_seen",
        header=QT_TRANSLATE_NOOP("JobColumns", "Last seen"),
        keys=("last_seen",),
        text=words.ago,
        sort="last_seen",
        width=10,
        shown=False,
        tip=words.exact,
    ),
    JobColumn(
        key="note",
        header=QT_TRANSLATE_NOOP("JobColumns", "Note"),
        keys=("note",),
        text=_plain,
        sort=None,
        width=16,
        shown=False,
    ),
)

BY_KEY = {column.key: column for column in COLUMNS}

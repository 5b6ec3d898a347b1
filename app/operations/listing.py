"""Which of the stored jobs are shown, and in which order."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.job import Remote
from scraper.query import Criteria, Facet, Unstated
from scraper.store.records import Shown

if TYPE_CHECKING:
    from array import array

    from scraper.store.store import Store


class Asked(Struct, frozen=True, kw_only=True):
    """What a list shows; the fields are those of `Store.ids`, `criteria` are the person's and `found_by` those of the search."""

    words: str = ""
    criteria: Criteria = Criteria()
    sites: tuple[str, ...] = ()
    work: tuple[Remote, ...] = ()
    unstated: dict[Facet, Unstated] = {}
    status: Shown = Shown.NOT_HIDDEN
    runs: tuple[int, ...] = ()
    found_by: Criteria = Criteria()
    new_since: datetime | None = None
    sort: str = "posted"
    descending: bool = True


def job_ids(store: Store, asked: Asked) -> array[int]:
    """The numbers of the jobs asked for, in order; raises as `Store.ids` does."""
    return store.ids(
        asked.words,
        asked.criteria,
        sites=asked.sites,
        work=asked.work,
        unstated=asked.unstated,
        status=asked.status,
        run=asked.runs,
        found_by=asked.found_by,
        new_since=asked.new_since,
        sort=asked.sort,
        descending=asked.descending,
    )

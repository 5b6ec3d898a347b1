"""What a person does about jobs, each with what takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.normalise.names import company_key
from scraper.store.records import Mark, MarkKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.store.store import Store


class Undo(Struct, frozen=True, kw_only=True):
    """How things were before: one kind of mark on each advert, decisions made.

    A mark belongs to an advert, not to the job it is part of: jobs that were merged may have had different ones.
    """

    jobs: tuple[int, ...]
    kind: MarkKind = MarkKind.STATUS
    marks: tuple[Mark, ...] = ()
    decisions: tuple[int, ...] = ()


def set_status(store: Store, jobs: Sequence[int], status: Status) -> Undo:
    """Mark jobs as saved or applied for, or as neither; jobs that are gone are passed over."""
    undo = _before(store, jobs, MarkKind.STATUS)
    store.set_status(undo.jobs, status)
    return undo


def hide(store: Store, jobs: Sequence[int], *, hidden: bool = True) -> Undo:
    """Leave jobs out of lists, or show them again; jobs that are gone are passed over."""
    undo = _before(store, jobs, MarkKind.HIDDEN)
    store.hide(undo.jobs, hidden=hidden)
    return undo


def write_note(store: Store, job: int, text: str) -> Undo:
    """Write a note in the place of the one there was."""
    undo = _before(store, [job], MarkKind.NOTE)
    if undo.jobs:
        store.note(job, text)
    return undo


def hide_company(store: Store, job: int) -> Undo:
    """Leave out every stored job of this one's company, however the sites write its name; none where it has none."""
    record = store.job(job)
    key = company_key(record.shown.company) if record and record.shown.company else ""
    if not key:
        return Undo(jobs=())
    same = [
        number
        for number, company in store.export_rows(store.ids(key), ("id", "company"))
        if company and company_key(company) == key
    ]
    return hide(store, list(dict.fromkeys((job, *same))))


def split(store: Store, job: int) -> Undo:
    """Make every advert of a job but the first a job of its own; nothing to take back where there is one, or the job is gone."""
    record = store.job(job)
    adverts = [advert.id for advert in record.postings[1:]] if record else []
    return Undo(jobs=(job,) if adverts else (), decisions=tuple(store.split_all(adverts)))


def merge(store: Store, jobs: Sequence[int]) -> Undo:
    """Make one job of several, of which the first that is still there keeps its number; nothing is done to only one."""
    kept, *others = _there(store, jobs) or (0,)
    return Undo(jobs=(kept, *others) if others else (), decisions=tuple(store.merge_all(kept, others)))


def take_back(store: Store, undo: Undo) -> None:
    """Make things as they were; jobs that are gone since, and decisions taken back already, are passed over."""
    if undo.marks:
        store.put_back(undo.kind, undo.marks)
    made = {decision.id for decision in store.decisions() if decision.undone_at is None} if undo.decisions else set()
    for number in reversed(undo.decisions):
        if number in made:
            store.undo(number)


def _before(store: Store, jobs: Sequence[int], kind: MarkKind) -> Undo:
    """How the jobs that are there are marked."""
    there = _there(store, jobs)
    return Undo(jobs=there, kind=kind, marks=tuple(store.marks_of(there, kind)))


def _there(store: Store, jobs: Sequence[int]) -> tuple[int, ...]:
    """Those of the jobs that are not gone, in their order."""
    return tuple(number for (number,) in store.rows(jobs, ("id",)))

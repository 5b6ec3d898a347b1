"""What a person does about jobs, each with what takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from scraper.normalise.names import company_key
from scraper.store.records import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.store.store import Store


class Undo(Struct, frozen=True, kw_only=True):
    """How things were before: jobs by the status they had, jobs that were hidden or not, notes, decisions made."""

    jobs: tuple[int, ...]
    statuses: dict[Status, tuple[int, ...]] = {}
    hidden: dict[bool, tuple[int, ...]] = {}
    note: str | None = None
    decisions: tuple[int, ...] = ()


def set_status(store: Store, jobs: Sequence[int], status: Status) -> Undo:
    """Mark jobs as saved or applied for, or as neither; jobs that are gone are passed over."""
    before = _before(store, jobs, "status")
    statuses: dict[Status, list[int]] = {}
    for job, value in before.items():
        statuses.setdefault(Status(value or Status.NONE), []).append(job)
    store.set_status(list(before), status)
    return Undo(jobs=tuple(before), statuses={value: tuple(some) for value, some in statuses.items()})


def hide(store: Store, jobs: Sequence[int], *, hidden: bool = True) -> Undo:
    """Leave jobs out of lists, or show them again; jobs that are gone are passed over."""
    before = _before(store, jobs, "hidden")
    were: dict[bool, list[int]] = {}
    for job, value in before.items():
        were.setdefault(bool(value), []).append(job)
    store.hide(list(before), hidden=hidden)
    return Undo(jobs=tuple(before), hidden={value: tuple(some) for value, some in were.items()})


def write_note(store: Store, job: int, text: str) -> Undo:
    """Write a note in the place of the one there was."""
    record = store.job(job)
    if record is None:
        return Undo(jobs=())
    store.note(job, text)
    return Undo(jobs=(job,), note=record.note)


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
    """Make every advert of a job but the first a job of its own."""
    record = store.job(job)
    adverts = record.postings[1:] if record else ()
    return Undo(jobs=(job,), decisions=tuple(store.split(advert.id) for advert in adverts))


def merge(store: Store, jobs: Sequence[int]) -> Undo:
    """Make one job of several; the first keeps its number."""
    kept, *others = jobs
    return Undo(jobs=tuple(jobs), decisions=tuple(store.merge(kept, other) for other in others))


def take_back(store: Store, undo: Undo) -> None:
    """Make things as they were; jobs that are gone since, and decisions taken back already, are passed over."""
    there = set(_before(store, undo.jobs, "id"))
    for status, jobs in undo.statuses.items():
        store.set_status([job for job in jobs if job in there], status)
    for hidden, jobs in undo.hidden.items():
        store.hide([job for job in jobs if job in there], hidden=hidden)
    if undo.note is not None and undo.jobs[0] in there:
        store.note(undo.jobs[0], undo.note)
    made = {decision.id for decision in store.decisions() if decision.undone_at is None} if undo.decisions else set()
    for number in reversed(undo.decisions):
        if number in made:
            store.undo(number)


def _before(store: Store, jobs: Sequence[int], key: str) -> dict[int, Any]:
    """A value of each job that is there."""
    return dict(store.rows(jobs, ("id", key)))

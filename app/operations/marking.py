"""What a person does about jobs, each with what takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from scraper.store.records import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.store.store import Store


class Undo(Struct, frozen=True, kw_only=True):
    """How things were before: jobs by the status they had, jobs that were hidden or not, notes, a decision made."""

    jobs: tuple[int, ...]
    statuses: dict[Status, tuple[int, ...]] = {}
    hidden: dict[bool, tuple[int, ...]] = {}
    note: str | None = None
    decision: int | None = None


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


def split(store: Store, job: int, posting: int) -> Undo:
    """Make one of a job's adverts a job of its own."""
    return Undo(jobs=(job,), decision=store.split(posting))


def merge(store: Store, kept: int, moved: int) -> Undo:
    """Make one job of two."""
    return Undo(jobs=(kept, moved), decision=store.merge(kept, moved))


def take_back(store: Store, undo: Undo) -> None:
    """Make things as they were; jobs that are gone since are passed over."""
    there = set(_before(store, undo.jobs, "id"))
    for status, jobs in undo.statuses.items():
        store.set_status([job for job in jobs if job in there], status)
    for hidden, jobs in undo.hidden.items():
        store.hide([job for job in jobs if job in there], hidden=hidden)
    if undo.note is not None:
        store.note(undo.jobs[0], undo.note)
    if undo.decision is not None:
        store.undo(undo.decision)


def _before(store: Store, jobs: Sequence[int], key: str) -> dict[int, Any]:
    """A value of each job that is there."""
    return dict(store.rows(jobs, ("id", key)))

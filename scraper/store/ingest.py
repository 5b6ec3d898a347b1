"""Storing a batch: in one transaction, postings are inserted or brought up to date, logged, merged into jobs and indexed.

What was known is never lost to a reply that says less: a list without descriptions leaves the descriptions of an
earlier search in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper import merge
from scraper.store import grouping, searches
from scraper.store.batches import insert_rows, next_number
from scraper.store.database import transaction
from scraper.store.decisions import kept_apart
from scraper.store.job_values import seconds
from scraper.store.postings import Arrival, arrivals, write_postings
from scraper.store.records import Changes
from scraper.store.show import show_jobs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from scraper.job import Posting


def ingest(
    connection: sqlite3.Connection,
    run: int,
    postings: Sequence[Posting],
    seen_at: datetime,
    reached: Mapping[str, int] | None = None,
) -> Changes:
    """Store a batch; see `Store.ingest`."""
    at = seconds(seen_at)
    with transaction(connection):
        arriving = arrivals(connection, postings)
        new = [arrival for arrival in arriving if arrival.stored is None]
        added = _place(connection, new)
        write_postings(connection, arriving, run, at)
        _compare_anew(connection, [arrival for arrival in arriving if arrival.stored is not None and not arrival.same])
        touched = {arrival.job for arrival in arriving if not arrival.same}
        show_jobs(connection, touched, {arrival.id: arrival.posting for arrival in arriving})
        connection.executemany(
            "UPDATE listing SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1) WHERE job = ?2",
            [(at, arrival.job) for arrival in arriving if arrival.same],
        )
        for site, position in (reached or {}).items():
            searches.reached(connection, run, site, position)
    return Changes(
        added=tuple(sorted(added)),
        updated=tuple(sorted(touched - added)),
        merged=len(new) - len(added),
        known=len(arriving) - len(new),
        new=len(new),
    )


def _place(connection: sqlite3.Connection, new: Sequence[Arrival]) -> set[int]:
    """Give every new posting its number and its job; the jobs that are new."""
    added: set[int] = set()
    if not new:
        return added
    next_posting, next_job = next_number(connection, "postings"), next_number(connection, "jobs")
    found = [merge.features(arrival.posting) for arrival in new]
    keys = [merge.block_keys(features) for features in found]
    groups = grouping.Groups(connection, (key for some in keys for key in some))
    apart = kept_apart(connection, (arrival.posting.key for arrival in new))
    for number, (arrival, features, some) in enumerate(zip(new, found, keys, strict=True)):
        arrival.id = next_posting + number
        job = groups.job_for(some, features, apart.get(arrival.posting.key, ()))
        if job is None:
            job = next_job + len(added)
            added.add(job)
        arrival.job = job
        groups.add(some, arrival.id, job, features)
    numbers = [arrival.id for arrival in new]
    packed = map(grouping.packed, found)
    insert_rows(connection, "posting_features", ("posting", "features"), zip(numbers, packed, strict=True))
    blocks = sorted((key, number) for number, some in zip(numbers, keys, strict=True) for key in some)
    insert_rows(connection, "posting_blocks", ("block", "posting"), blocks)
    return added


def _compare_anew(connection: sqlite3.Connection, changed: Sequence[Arrival]) -> None:
    """Bring up to date what postings are compared by: a description that came later tells more than a title.

    Their job stays: what a person has seen as one does not fall apart on its own.
    """
    found = [merge.features(arrival.posting) for arrival in changed]
    numbers = [arrival.id for arrival in changed]
    connection.executemany(
        "UPDATE posting_features SET features = ? WHERE posting = ?",
        zip(map(grouping.packed, found), numbers, strict=True),
    )
    connection.executemany("DELETE FROM posting_blocks WHERE posting = ?", [(number,) for number in numbers])
    blocks = sorted(
        (key, number) for number, each in zip(numbers, found, strict=True) for key in merge.block_keys(each)
    )
    insert_rows(connection, "posting_blocks", ("block", "posting"), blocks)

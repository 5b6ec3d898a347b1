"""A big store from one that was filled as a person's is: its jobs again and again, each time otherwise put together.

What is stored of a copy comes from the store's own functions. Left out is only the search for a job it might belong to:
a copy of a job is a job, and has as many adverts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import msgspec
from msgspec.structs import replace

from scraper import merge
from scraper.job import Posting
from scraper.merge import Features
from scraper.store import grouping
from scraper.store.batches import insert_rows, next_number
from scraper.store.database import connect, transaction
from scraper.store.job_values import seconds
from scraper.store.postings import Arrival, content_of, posting_from, text_hash, write_postings
from scraper.store.show import show_jobs
from tests.benchmarks import corpus

BATCH = 25_000
# How many jobs further on a copy finds the rest of its title, its company, places, offer and description, turn by turn:
# no two copies are put together alike.
_STEPS = (0, 7_919, 3_571, 1_237, 11_093)
# Indexes that nothing of this asks; they are made at the end, all at once.
_LATER = "name GLOB 'listing_*' OR name IN ('posting_blocks_posting', 'run_postings_posting', 'sightings_of')"


@dataclass(frozen=True)
class _Job:
    """A job's postings, and what they are compared by."""

    postings: tuple[Posting, ...]
    features: tuple[Features, ...]


def multiply(path: Path, size: int) -> None:
    """Add copies of the stored jobs until there are so many postings."""
    with closing(connect(path)) as connection:
        # Nobody else has the file, and it is thrown away where this does not come to its end.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"):
            connection.execute(f"PRAGMA {setting}")
        indexes = connection.execute(
            f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND ({_LATER})"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.execute("CREATE TEMP TABLE blocks (block TEXT, posting INTEGER)")
        copies = _copies(_jobs(connection), next_number(connection, "postings") - 1, size)
        while batch := list(islice(copies, BATCH)):
            with transaction(connection):
                _store(connection, batch)
        connection.execute("INSERT INTO posting_blocks SELECT block, posting FROM blocks ORDER BY block, posting")
        for _, statement in indexes:
            connection.execute(statement)


def _jobs(connection: sqlite3.Connection) -> list[_Job]:
    rows = connection.execute(
        "SELECT p.job, p.content, t.description, t.raw, f.features FROM postings p "
        "JOIN posting_texts t ON t.posting = p.id JOIN posting_features f ON f.posting = p.id ORDER BY p.job, p.id"
    )
    found = []
    for _, some in groupby(rows, key=itemgetter(0)):
        members = list(some)
        postings = (posting_from(*values) for _, *values, _ in members)
        features = (msgspec.msgpack.decode(packed, type=Features) for *_, packed in members)
        found.append(_Job(tuple(postings), tuple(features)))
    return found


def _copies(jobs: Sequence[_Job], stored: int, size: int) -> Iterator[_Job]:
    """Copies of all jobs in turn, until there are `size` postings; the last may have fewer than its original."""
    turn = 0
    while True:
        turn += 1
        for number in range(len(jobs)):
            if stored >= size:
                return
            yield _put_together(jobs, number, turn, range(stored, size))
            stored += len(jobs[number].postings)


def _put_together(jobs: Sequence[_Job], number: int, turn: int, free: Sequence[int]) -> _Job:
    """The job with company, places, offer and description of four others, its postings numbered with what is free."""
    job, company, places, offer, text = (jobs[(number + turn * step) % len(jobs)] for step in _STEPS)
    said = {
        "company": company.postings[0].company,
        "places": places.postings[0].places,
        "salary": offer.postings[0].salary,
        "apply_url": offer.postings[0].apply_url,
        "description_html": text.postings[0].description_html,
    }
    compared = {
        "company": company.features[0].company,
        "places": places.features[0].places,
        "pay": offer.features[0].pay,
        "openings": offer.features[0].openings,
        "text": text.features[0].text,
    }
    made = [
        (
            replace(posting, native_id=corpus.native_id(new), url=corpus.address(new), **said),
            replace(features, **compared),
        )
        for posting, features, new in zip(job.postings, job.features, free, strict=False)
    ]
    return _Job(tuple(posting for posting, _ in made), tuple(features for _, features in made))


def _store(connection: sqlite3.Connection, jobs: Sequence[_Job]) -> None:
    [[run]] = connection.execute("SELECT max(id) FROM runs")
    posting, first = next_number(connection, "postings"), next_number(connection, "jobs")
    arriving, compared, blocks = [], [], []
    for number, job in enumerate(jobs, first):
        for each, features in zip(job.postings, job.features, strict=True):
            arriving.append(Arrival(each, content_of(each), text_hash(each), None, same=False, id=posting, job=number))
            compared.append((posting, grouping.packed(features)))
            blocks += [(key, posting) for key in merge.block_keys(features)]
            posting += 1
    insert_rows(connection, "posting_features", ("posting", "features"), compared)
    insert_rows(connection, "blocks", ("block", "posting"), blocks)
    write_postings(connection, arriving, run, seconds(corpus.NOW))
    show_jobs(connection, range(first, first + len(jobs)), {each.id: each.posting for each in arriving})

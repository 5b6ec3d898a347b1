"""What is shown of jobs, made anew from their postings: the rows of `jobs`, `listing` and the full-text index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from scraper.merge import chosen
from scraper.normalise.html import plain
from scraper.store.batches import insert_rows, marks, select_in
from scraper.store.job_values import JOB_COLUMNS, LISTING_COLUMNS, Seen, job_row, listing_row, place_text, seconds
from scraper.store.postings import posting_from
from scraper.store.text_search import docid_ceiling, docid_floor

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from scraper.job import Posting

_UPSERT_JOB = (
    f"INSERT INTO jobs ({', '.join(JOB_COLUMNS)}) VALUES ({marks(len(JOB_COLUMNS))}) ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in JOB_COLUMNS[1:])
)


class _Member(msgspec.Struct):
    """A posting of a job that is to be shown."""

    id: int
    site: str
    first_seen: int
    last_seen: int
    status: int
    hidden: int


def show_jobs(connection: sqlite3.Connection, jobs: Collection[int], loaded: Mapping[int, Posting]) -> None:
    """Bring jobs up to date with their postings; a job without postings goes.

    `loaded` has postings by number, descriptions and all, that need not be read again.
    """
    members = _members(connection, jobs)
    postings = {**_contents(connection, [m.id for some in members.values() for m in some], loaded), **loaded}
    before: dict[int, int] = dict(select_in(connection, "SELECT job, docid FROM listing WHERE job IN (...)", jobs))
    numbers = _Docids(connection)
    job_rows, listing_rows, texts = [], [], {}
    for job, some in members.items():
        shown, origins = chosen([postings[member.id] for member in some])
        docid = numbers.for_job(seconds(shown.posted.at) if shown.posted else None, before.get(job))
        job_rows.append(job_row(job, shown, _origins(some, origins)))
        listing_rows.append(listing_row(docid, job, shown, _seen(some)))
        texts[docid] = (shown.title, shown.company, place_text(shown), _plain(shown))
    gone = [job for job in jobs if job not in members]
    _write_texts(connection, set(before.values()), texts)
    connection.executemany("DELETE FROM listing WHERE job = ?", [(job,) for job in before])
    connection.executemany("DELETE FROM jobs WHERE id = ?", [(job,) for job in gone])
    connection.executemany(_UPSERT_JOB, job_rows)
    insert_rows(connection, "listing", LISTING_COLUMNS, sorted(listing_rows))


def show_marks(connection: sqlite3.Connection, jobs: Collection[int]) -> None:
    """Bring the marks of jobs up to date with those of their postings."""
    seen = {job: _seen(some) for job, some in _members(connection, jobs).items()}
    connection.executemany(
        "UPDATE listing SET status = ?, hidden = ? WHERE job = ?",
        [(each.status, each.hidden, job) for job, each in seen.items()],
    )


def _origins(members: Sequence[_Member], origins: Mapping[str, int]) -> str | None:
    """Field to posting, as JSON; None where there is one posting, from which everything came."""
    if len(members) == 1:
        return None
    return msgspec.json.encode({name: members[index].id for name, index in origins.items()}).decode()


def _plain(posting: Posting) -> str | None:
    return None if posting.description_html is None else plain(posting.description_html)


def _members(connection: sqlite3.Connection, jobs: Collection[int]) -> dict[int, list[_Member]]:
    """The postings of each job that has any, first seen first."""
    members: dict[int, list[_Member]] = {}
    rows = select_in(
        connection,
        "SELECT p.job, p.id, p.site, p.first_seen, p.last_seen, coalesce(m.status, 0), coalesce(m.hidden, 0) "
        "FROM postings p LEFT JOIN marks m ON m.site = p.site AND m.native_id = p.native_id "
        "WHERE p.job IN (...) ORDER BY p.id",
        jobs,
    )
    for job, *values in rows:
        members.setdefault(job, []).append(_Member(*values))
    return members


def _contents(connection: sqlite3.Connection, ids: Sequence[int], loaded: Mapping[int, Posting]) -> dict[int, Posting]:
    rows = select_in(
        connection,
        "SELECT p.id, p.content, t.description, t.raw FROM postings p "
        "LEFT JOIN posting_texts t ON t.posting = p.id WHERE p.id IN (...)",
        [number for number in ids if number not in loaded],
    )
    return {number: posting_from(content, description, raw) for number, content, description, raw in rows}


def _seen(members: Sequence[_Member]) -> Seen:
    """What the postings add up to. A job is hidden where one is, unless another was saved or applied for."""
    hidden = any(m.hidden for m in members) and not any(m.status and not m.hidden for m in members)
    return Seen(
        sites=tuple(dict.fromkeys(m.site for m in members)),
        postings=len(members),
        status=max(m.status for m in members),
        hidden=hidden,
        first_seen=min(m.first_seen for m in members),
        last_seen=max(m.last_seen for m in members),
    )


class _Docids:
    """Gives out row numbers of the full-text index (see `scraper.store.text_search`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._next: dict[int, int] = {}

    def for_job(self, posted_at: int | None, before: int | None) -> int:
        """The number the job has, or a new one if it has none or one of another hour."""
        floor = docid_floor(posted_at)
        if before is not None and floor <= before < docid_ceiling(floor):
            return before
        if floor not in self._next:
            last = self._connection.execute(
                "SELECT max(docid) FROM listing WHERE docid >= ? AND docid < ?", (floor, docid_ceiling(floor))
            ).fetchone()[0]
            self._next[floor] = floor if last is None else last + 1
        docid = self._next[floor]
        self._next[floor] += 1
        return docid


def _write_texts(connection: sqlite3.Connection, before: set[int], texts: Mapping[int, tuple[Any, ...]]) -> None:
    """Bring the texts up to date, in the order of their numbers.

    In any other order FTS5 writes what it has gathered to disk at each step back, a hundred times slower.
    """
    stored = {
        docid: tuple(values)
        for docid, *values in select_in(
            connection, "SELECT docid, title, company, place, description FROM job_texts WHERE docid IN (...)", before
        )
    }
    for docid in sorted(before | texts.keys()):
        if docid in texts and stored.get(docid) == texts[docid]:
            continue
        if docid in stored:
            connection.execute("DELETE FROM job_texts WHERE docid = ?", (docid,))
        if docid in texts:
            connection.execute("INSERT INTO job_texts VALUES (?, ?, ?, ?, ?)", (docid, *texts[docid]))

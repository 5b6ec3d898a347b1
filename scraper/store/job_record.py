"""All that is known about one job."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from scraper.job import Posting, Remote
from scraper.merge.choose import at_employer
from scraper.query import Query
from scraper.store.marks import STATUSES
from scraper.store.postings import posting_from
from scraper.store.records import JobRecord, Link, Sighting, StoredPosting
from scraper.store.searches import moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_ORIGINS = msgspec.json.Decoder(dict[str, int])
_QUERY = msgspec.json.Decoder(Query)
_IDENTITY = {"site", "native_id", "url", "raw"}


def job_record(connection: sqlite3.Connection, job: int) -> JobRecord | None:
    """The job of that number; None if there is none."""
    row = connection.execute(
        "SELECT j.origins, l.status, l.hidden, l.first_seen, l.last_seen FROM jobs j JOIN listing l ON l.job = j.id "
        "WHERE j.id = ?",
        (job,),
    ).fetchone()
    if row is None:
        return None
    stored_origins, status, hidden, first_seen, last_seen = row
    postings = _postings(connection, job)
    shown, origins = _shown(postings, stored_origins)
    return JobRecord(
        id=job,
        shown=shown,
        origins=origins,
        postings=postings,
        sightings=_sightings(connection, job),
        links=links(postings),
        searched=_searched(connection, job),
        status=STATUSES[status],
        hidden=bool(hidden),
        note="\n\n".join(_notes(connection, job)),
        first_seen=datetime.fromtimestamp(first_seen, UTC),
        last_seen=datetime.fromtimestamp(last_seen, UTC),
    )


def links(postings: Sequence[StoredPosting]) -> tuple[Link, ...]:
    """Where the job can be applied for and read, each address once: the employer's own pages first."""
    own = [(each.posting.apply_url, each.posting.site, True) for each in postings if each.posting.apply_url]
    own.sort(key=lambda link: not at_employer(link[0]))
    sites = [(each.posting.url, each.posting.site, False) for each in postings]
    found: dict[str, Link] = {}
    for url, site, applies in (*own, *sites):
        found.setdefault(url, Link(url=url, site=site, applies=applies))
    return tuple(found.values())


def _postings(connection: sqlite3.Connection, job: int) -> tuple[StoredPosting, ...]:
    rows = connection.execute(
        "SELECT p.id, p.content, t.description, t.raw, p.first_seen, p.last_seen FROM postings p "
        "LEFT JOIN posting_texts t ON t.posting = p.id WHERE p.job = ? ORDER BY p.id",
        (job,),
    )
    return tuple(
        StoredPosting(
            id=number,
            posting=posting_from(content, description, raw),
            first_seen=datetime.fromtimestamp(first_seen, UTC),
            last_seen=datetime.fromtimestamp(last_seen, UTC),
        )
        for number, content, description, raw, first_seen, last_seen in rows
    )


def _shown(postings: Sequence[StoredPosting], stored_origins: str | None) -> tuple[Posting, dict[str, tuple[str, str]]]:
    """The values shown, put together from the postings they came from."""
    first = postings[0].posting
    if stored_origins is None:
        said = (name for name in Posting.__struct_fields__ if name not in _IDENTITY)
        return first, {
            name: first.key for name in said if getattr(first, name) not in (None, (), {}, Remote.NOT_STATED)
        }
    by_number = {each.id: each.posting for each in postings}
    origins = {name: by_number[number] for name, number in _ORIGINS.decode(stored_origins).items()}
    base = origins.get("title", first)
    values = {name: getattr(posting, name) for name, posting in origins.items()}
    return msgspec.structs.replace(base, **values), {name: posting.key for name, posting in origins.items()}


def _sightings(connection: sqlite3.Connection, job: int) -> tuple[Sighting, ...]:
    rows = connection.execute(
        "SELECT s.site, s.native_id, s.url, s.claimed_at, s.text_hash, s.first_seen, s.last_seen, s.times "
        "FROM postings p JOIN sightings s ON s.site = p.site AND s.native_id = p.native_id WHERE p.job = ? ORDER BY s.id",
        (job,),
    )
    return tuple(
        Sighting(
            site=site,
            native_id=native_id,
            url=url,
            claimed_at=moment(claimed_at),
            text_hash=text_hash.hex(),
            first_seen=datetime.fromtimestamp(first_seen, UTC),
            last_seen=datetime.fromtimestamp(last_seen, UTC),
            times=times,
        )
        for site, native_id, url, claimed_at, text_hash, first_seen, last_seen, times in rows
    )


def _searched(connection: sqlite3.Connection, job: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT query FROM searches WHERE id IN (SELECT r.search FROM postings p JOIN run_postings f ON f.posting = p.id "
        "JOIN runs r ON r.id = f.run WHERE p.job = ?) ORDER BY id",
        (job,),
    )
    return tuple(dict.fromkeys(_QUERY.decode(text).words for (text,) in rows))


def _notes(connection: sqlite3.Connection, job: int) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT m.note FROM postings p JOIN marks m ON m.site = p.site AND m.native_id = p.native_id "
        "WHERE p.job = ? AND m.note <> '' ORDER BY p.id",
        (job,),
    )
    return [text for (text,) in rows]

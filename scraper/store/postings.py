"""Postings as they are stored, and the permanent log of sightings."""

from __future__ import annotations

import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

from scraper.filters import latest
from scraper.job import DatePrecision, Posting, Remote, SalaryOrigin
from scraper.store.batches import insert_rows, marks, next_number, select_in
from scraper.store.job_values import place_text, seconds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from scraper.job import Posted, Salary

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Posting)
_LEVEL = 1  # a higher one makes the file a twentieth smaller and storing as much slower
_PRECISIONS = tuple(DatePrecision)

_SIGHTING_COLUMNS = (
    "id", "site", "native_id", "url", "claimed_at", "text_hash", "first_seen", "last_seen", "times", "first_run",
    "last_run",
)  # fmt: skip


def packed(text: str | None) -> bytes | None:
    """A description as it is stored."""
    return None if text is None else zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(stored: bytes | None) -> str | None:
    """A description as it was received."""
    return None if stored is None else zlib.decompress(stored).decode("utf-8", "surrogatepass")


def content_of(posting: Posting) -> str:
    """The posting as JSON, without description and raw reply."""
    return _ENCODER.encode(msgspec.structs.replace(posting, description_html=None, raw=b"")).decode()


def posting_from(content: str, description: bytes | None = None, raw: bytes | None = None) -> Posting:
    """The posting that was stored."""
    posting = _DECODER.decode(content)
    if description is None and not raw:
        return posting
    return msgspec.structs.replace(posting, description_html=unpacked(description), raw=raw or b"")


def filled(newer: Posting, older: Posting) -> Posting:
    """The newer posting, with what only the older one says."""
    gaps = {
        name: getattr(older, name)
        for name in Posting.__struct_fields__
        if getattr(newer, name) in (None, (), b"", Remote.NOT_STATED)
    }
    merged = {
        "facts": older.facts | newer.facts,
        "posted": steady(newer.posted, older.posted),
        "salary": _stated_first(newer.salary, older.salary),
    }
    return msgspec.structs.replace(newer, **(gaps | merged))


def _stated_first(newer: Salary | None, older: Salary | None) -> Salary | None:
    """The newer pay, unless it was only read from the description, and the site had shown some itself."""
    if newer is None or older is None:
        return newer or older
    return older if newer.origin is SalaryOrigin.TEXT and older.origin is not SalaryOrigin.TEXT else newer


def steady(newer: Posted | None, older: Posted | None) -> Posted | None:
    """The older date as long as the newer one says the same or less.

    "3 weeks ago" names another day every day; without this, each search would move the job in every list.
    """
    if newer is None or older is None:
        return newer or older
    reach = max(latest(newer) - newer.at, latest(older) - older.at)
    no_finer = _PRECISIONS.index(newer.precision) >= _PRECISIONS.index(older.precision)
    return older if no_finer and abs(newer.at - older.at) < reach else newer


def text_hash(posting: Posting) -> bytes:
    """Tells whether an advert's words changed: 8 bytes over title, company, place and description."""
    parts = (posting.title, posting.company or "", place_text(posting) or "", posting.description_html or "")
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Stored(msgspec.Struct):
    """What the table has of a posting."""

    id: int
    job: int
    content: str
    text_hash: bytes
    sighting: int
    description: bytes | None
    raw: bytes | None


class Arrival(msgspec.Struct):
    """A posting on its way in; `stored` is None for a new one, `same` says that nothing about it changed."""

    posting: Posting
    content: str
    hash: bytes
    stored: Stored | None
    same: bool
    id: int = 0
    job: int = 0
    sighting: int = 0


def arrivals(connection: sqlite3.Connection, postings: Sequence[Posting]) -> list[Arrival]:
    """Each posting once, compared with what is stored of it."""
    latest: dict[tuple[str, str], Posting] = {}
    for posting in postings:
        latest[posting.key] = filled(posting, latest[posting.key]) if posting.key in latest else posting
    stored = _stored(connection, latest)
    return [_arrival(posting, stored.get(key)) for key, posting in latest.items()]


def _stored(connection: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Stored]:
    by_site: dict[str, list[str]] = {}
    for site, native_id in keys:
        by_site.setdefault(site, []).append(native_id)
    found = {}
    for site, native_ids in by_site.items():
        rows = connection.execute(
            "SELECT p.native_id, p.id, p.job, p.content, p.text_hash, p.sighting, t.description, t.raw "
            "FROM postings p LEFT JOIN posting_texts t ON t.posting = p.id "
            f"WHERE p.site = ? AND p.native_id IN ({marks(len(native_ids))})",
            (site, *native_ids),
        )
        for native_id, *values in rows:
            found[site, native_id] = Stored(*values)
    return found


def _arrival(posting: Posting, stored: Stored | None) -> Arrival:
    if stored is None:
        return Arrival(posting, content_of(posting), text_hash(posting), None, same=False)
    posting = filled(posting, posting_from(stored.content, stored.description, stored.raw))
    content, found = content_of(posting), text_hash(posting)
    same = content == stored.content and found == stored.text_hash
    return Arrival(posting, content, found, stored, same=same, id=stored.id, job=stored.job)


def write_postings(connection: sqlite3.Connection, arriving: Sequence[Arrival], run: int, at: int) -> None:
    """Insert what is new, bring the rest up to date, log every one as seen at that time (seconds) in that run."""
    _log_sightings(connection, arriving, run, at)
    new = [arrival for arrival in arriving if arrival.stored is None]
    changed = [arrival for arrival in arriving if arrival.stored is not None and not arrival.same]
    connection.executemany(
        "INSERT INTO postings (id, site, native_id, job, content, text_hash, first_seen, last_seen, sighting) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(each.id, *each.posting.key, each.job, each.content, each.hash, at, at, each.sighting) for each in new],
    )
    connection.executemany(
        "UPDATE postings SET content = ?, text_hash = ? WHERE id = ?",
        [(each.content, each.hash, each.id) for each in changed],
    )
    connection.executemany(
        "UPDATE postings SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1), sighting = ?2 WHERE id = ?3",
        [(at, each.sighting, each.id) for each in arriving if each.stored is not None],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO posting_texts (posting, description, raw) VALUES (?, ?, ?)",
        [(each.id, packed(each.posting.description_html), each.posting.raw or None) for each in (*new, *changed)],
    )
    connection.executemany("INSERT OR IGNORE INTO run_postings VALUES (?, ?)", [(run, each.id) for each in arriving])


def _claimed_at(posting: Posting) -> int | None:
    return seconds(posting.posted.at) if posting.posted else None


def _log_sightings(connection: sqlite3.Connection, arriving: Sequence[Arrival], run: int, at: int) -> None:
    """Write one row for each state that was not seen last time, and count the rest up."""
    known = [arrival.stored.sighting for arrival in arriving if arrival.stored is not None]
    before = {
        number: (url, claimed_at, found)
        for number, url, claimed_at, found in select_in(
            connection, "SELECT id, url, claimed_at, text_hash FROM sightings WHERE id IN (...)", known
        )
    }
    number = next_number(connection, "sightings")
    rows: list[tuple[Any, ...]] = []
    for arrival in arriving:
        if arrival.stored is not None and _same_state(arrival, before.get(arrival.stored.sighting)):
            arrival.sighting = arrival.stored.sighting
            continue
        arrival.sighting = number + len(rows)
        posting = arrival.posting
        rows.append(
            (arrival.sighting, *posting.key, posting.url, _claimed_at(posting), arrival.hash, at, at, 1, run, run)
        )
    insert_rows(
        connection,
        "sightings",
        _SIGHTING_COLUMNS,
        rows,
    )
    connection.executemany(
        "UPDATE sightings SET first_seen = min(first_seen, ?1), last_seen = max(last_seen, ?1), times = times + 1, "
        "last_run = ?2 WHERE id = ?3",
        [(at, run, arrival.sighting) for arrival in arriving if arrival.sighting < number],
    )


def _same_state(arrival: Arrival, before: tuple[str, int | None, bytes] | None) -> bool:
    return before == (arrival.posting.url, _claimed_at(arrival.posting), arrival.hash)

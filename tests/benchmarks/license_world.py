"""Licenses by the million, servers to ask about them, and what asking costs."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import create_engine

from licensing.protocol.license_key import new_key
from licensing.server.database.migrate import upgrade
from licensing.server.keys.ring import open_ring
from tests.services.process import until

ROOT = Path(__file__).parents[2]
ALL_PARTS = ("machine_id", "board", "disk", "cpu", "memory", "os")
NONCE = "q3Vd0sZkT1mJx8aYb2LwUg"
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_HEAD = (
    "POST /api/v1/licenses/validate HTTP/1.1\r\nHost: license.test\r\nContent-Type: application/json\r\n"
    f"JobSpy-Nonce: {NONCE}\r\nContent-Length: %d\r\n\r\n"
)
_FILL = """
SET session_replication_role = replica;
CREATE TEMP TABLE seeds AS
  SELECT i, gen_random_uuid() AS owner, gen_random_uuid() AS license, gen_random_uuid() AS machine,
         coalesce(digest, encode(sha256(('nobody' || i)::bytea), 'hex')) AS digest
  FROM generate_series(0, %(count)s - 1) AS i LEFT JOIN given USING (i);
INSERT INTO users (id, email_sealed, email_index, created_at, updated_at)
  SELECT owner, '', digest, now(), now() FROM seeds;
INSERT INTO licenses (id, user_id, key_digest, key_kid, key_ending, license_type, created_at, updated_at)
  SELECT license, owner, digest, 'pepper', 'ENDING', 'pro', now(), now() FROM seeds;
INSERT INTO machines (id, license_id, hardware_fingerprint, activated_at, last_seen_at)
  SELECT machine, license, encode(sha256(('fingerprint' || i)::bytea), 'hex'), now(), now() FROM seeds;
INSERT INTO components (machine_id, name, value)
  SELECT machine, name, encode(sha256((name || i)::bytea), 'hex') FROM seeds, unnest(%(parts)s::text[]) AS name;
DROP TABLE seeds, given;
"""


def migrated(url: str) -> None:
    """Bring an empty PostgreSQL database to the newest version; for `fresh_database`."""
    engine = create_engine(url)
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()


def filled(url: str, folder: Path, count: int, *, known: int, parts: Sequence[str] = ALL_PARTS) -> list[bytes]:
    """Fill a database with so many licenses of one machine each; the requests that validate the known ones, spread evenly."""
    keys = open_ring(folder, int(time.time())).now
    step = max(1, count // known)
    places = range(0, step * min(known, count), step)
    made = [new_key() for _ in places]
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE given (i int, digest text)")
        with cursor.copy("COPY given FROM STDIN") as copy:
            for place, key in zip(places, made, strict=True):
                copy.write_row((place, keys.digest_of_key(key)))
        for statement in filter(str.strip, _FILL.split(";")):
            cursor.execute(statement.encode(), {"count": count, "parts": list(parts)})
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return [_request(key, place, parts) for place, key in zip(places, made, strict=True)]


def _request(key: str, place: int, parts: Sequence[str]) -> bytes:
    body = json.dumps(
        {
            "license_key": key,
            "hardware_fingerprint": _hash(f"fingerprint{place}"),
            "app_version": "1.0.0",
            "components": {name: _hash(f"{name}{place}") for name in parts},
            "nonce": NONCE,
        }
    ).encode()
    return (_HEAD % len(body)).encode() + body


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Running:
    """A server's process."""

    pid: int
    port: int


@contextmanager
def server(kind: str, folder: Path, **environment: str) -> Iterator[Running]:
    """A process of `license_process`, while the block lasts."""
    with tempfile.TemporaryDirectory() as name:
        ready = Path(name) / "ready"
        log = Path(name) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.license_process", kind, str(ready)],
                cwd=ROOT,
                env=os.environ | {"JOBSPY_LICENSE_DATA_DIR": str(folder)} | environment,
                stdout=output,
                stderr=output,
            )
        try:
            until(ready.exists, "the server to listen", log=lambda: log.read_text(errors="replace"))
            yield Running(process.pid, int(ready.read_text().strip().rpartition(":")[2]))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@contextmanager
def keys_folder() -> Iterator[Path]:
    """A data folder with keys in it, for every server of one benchmark."""
    folder = Path(tempfile.mkdtemp(prefix="license-keys-"))
    try:
        open_ring(folder, int(time.time()))
        yield folder
    finally:
        shutil.rmtree(folder)


def validated(ports: Sequence[int], requests: Iterator[bytes], count: int, *, at_once: int) -> list[float]:
    """How long each of so many requests took, in seconds; over so many connections that are kept, to these servers in turn."""
    return asyncio.run(_validated(ports, itertools.islice(requests, count), at_once))


async def _validated(ports: Sequence[int], requests: Iterator[bytes], at_once: int) -> list[float]:
    took: list[float] = []

    async def client(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in requests:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(_length(head))
            took.append(time.perf_counter() - began)
            assert head.startswith(b"HTTP/1.1 200 "), head + body
            assert b'"valid":true' in body, body
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(client(ports[number % len(ports)]) for number in range(at_once)))
    return took


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])


def cpu_s(pid: int, *, with_children: bool = False) -> float:
    """The processor time that a process has used, in seconds; if so asked with that of its children, gone and alive.

    A child that ends while it is looked at is counted with its parent, or else with none: so everything is read again, until
    the parent has taken in nobody meanwhile.
    """
    if not with_children:
        return sum(_ticks(pid)[:2]) / TICKS
    while True:
        used = _ticks(pid)
        try:
            alive = sum(sum(_ticks(child)[:2]) for child in _children(pid))
        except (FileNotFoundError, ProcessLookupError):
            continue
        if _ticks(pid)[2:] == used[2:]:
            return (sum(used) + alive) / TICKS


def _ticks(pid: int) -> list[int]:
    """What a process has used itself, in user and in system mode, then the same of its children that are gone."""
    return [int(field) for field in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]]


def _children(pid: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

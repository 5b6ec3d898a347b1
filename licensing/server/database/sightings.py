"""What validations tell of machines and licenses, written behind: a validation itself writes nothing.

What a process was about to write is lost when it is killed: counters and moments of at most a second or so. Nothing that was
confirmed to anybody is among it.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from msgspec import Struct
from sqlalchemy import BigInteger, Text, Uuid, case, text, update

from licensing.server.database.given_rows import given_rows
from licensing.server.database.tables import licenses, machines
from licensing.server.database.types import UtcDateTime
from licensing.server.errors import ProblemError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause, Update
    from sqlalchemy.types import TypeEngine

    from licensing.server.database.database import Database

EVERY_S = 1.0
MOST_AT_ONCE = 1_000
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('sightings'))")
_Seen = TypeVar("_Seen")
_log = logging.getLogger(__name__)

_MACHINE_COLUMNS: dict[str, TypeEngine[Any]] = {
    "id": Uuid(),
    "at": UtcDateTime(),
    "seq": BigInteger(),
    "renewed": BigInteger(),
    "app_version": Text(),
}
_LICENSE_COLUMNS: dict[str, TypeEngine[Any]] = {"id": Uuid(), "at": UtcDateTime(), "count": BigInteger()}


class Sighting(Struct, frozen=True, kw_only=True):
    """A machine that was given a lease.

    Attributes:
        seq: of the lease; `renewed` of the one it was renewed from.
    """

    at: datetime
    seq: int
    renewed: int
    app_version: str


class Sightings:
    """What was seen and is not written yet. For one event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._machines: dict[UUID, Sighting] = {}
        self._licenses: dict[UUID, tuple[datetime, int]] = {}
        self._writing = asyncio.Lock()

    def latest(self, machine_id: UUID) -> Sighting | None:
        """What is not written yet of this machine."""
        return self._machines.get(machine_id)

    def add_machine(self, machine_id: UUID, sighting: Sighting) -> None:
        """A machine was given a lease."""
        self._machines[machine_id] = sighting

    def add_license(self, license_id: UUID, at: datetime, count: int = 1) -> None:
        """A license was validated, with whatever outcome."""
        before = self._licenses.get(license_id)
        self._licenses[license_id] = (at, count) if before is None else (max(at, before[0]), count + before[1])

    async def write_on(self) -> None:
        """Write every `EVERY_S` seconds, until cancelled. What cannot be written now is kept for the next time."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.write()
            except ProblemError:
                _log.warning("what was seen of computers is not written: the database does not answer")
            except Exception:  # noqa: BLE001 - a bug is told, and does not end the writing for good
                _log.exception("what was seen of computers is not written")

    async def write(self) -> None:
        """Write all there is now, `MOST_AT_ONCE` rows in a transaction; what comes meanwhile waits for the next time.

        Raises:
            ProblemError: the database does not answer; what was not written is kept.
        """
        async with self._writing:
            for seen in _batches(self._machines):
                await self._write_machines(seen)
            for validated in _batches(self._licenses):
                await self._write_licenses(validated)

    async def _write_machines(self, batch: list[tuple[UUID, Sighting]]) -> None:
        rows = [
            {"id": key.hex, "at": self._moment(seen.at), "seq": seen.seq, "renewed": seen.renewed}
            | {"app_version": seen.app_version}
            for key, seen in batch
        ]
        await self._update(rows, _MACHINE_COLUMNS, _update_machines)
        for key, seen in batch:
            # One that was seen again in the meantime stays, and is looked up until it is written.
            if self._machines.get(key) is seen:
                del self._machines[key]

    async def _write_licenses(self, batch: list[tuple[UUID, tuple[datetime, int]]]) -> None:
        rows = [{"id": key.hex, "at": self._moment(at), "count": count} for key, (at, count) in batch]
        for key, _ in batch:
            del self._licenses[key]
        try:
            await self._update(rows, _LICENSE_COLUMNS, _update_licenses)
        except BaseException:
            for key, (at, count) in batch:
                self.add_license(key, at, count)
            raise

    async def _update(self, rows: list[dict[str, Any]], columns: dict[str, TypeEngine[Any]], into: Any) -> None:
        async with self._database.changing() as connection:
            if self._database.is_postgresql:
                # Two processes that update the same rows in another order would wait for each other.
                await connection.execute(_LOCK)
                await connection.execute(text("SET LOCAL synchronous_commit = off"))
            source = given_rows("seen", columns, postgresql=self._database.is_postgresql)
            await connection.execute(into(source), {"seen": rows})

    def _moment(self, at: datetime) -> str:
        """As the database reads it in JSON; SQLite compares texts."""
        return f"{at:%Y-%m-%d %H:%M:%S.%f}" + ("+00" if self._database.is_postgresql else "")


def _batches(rows: dict[UUID, _Seen]) -> list[list[tuple[UUID, _Seen]]]:
    items = list(rows.items())
    return [items[start : start + MOST_AT_ONCE] for start in range(0, len(items), MOST_AT_ONCE)]


def _update_machines(seen: FromClause) -> Update:
    newer = seen.c.seq > machines.c.seq
    return (
        update(machines)
        .where(machines.c.id == seen.c.id)
        .values(
            last_seen_at=_later(machines.c.last_seen_at, seen.c.at),
            app_version=seen.c.app_version,
            seq=case((newer, seen.c.seq), else_=machines.c.seq),
            seq_renewed=case((newer, seen.c.renewed), else_=machines.c.seq_renewed),
        )
    )


def _update_licenses(seen: FromClause) -> Update:
    return (
        update(licenses)
        .where(licenses.c.id == seen.c.id)
        .values(
            last_validated_at=_later(licenses.c.last_validated_at, seen.c.at),
            validation_count=licenses.c.validation_count + seen.c.count,
        )
    )


def _later(known: ColumnElement[Any], seen: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((known > seen, known), else_=seen)

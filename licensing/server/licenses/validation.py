"""Validating a license: one statement that reads, a decision, a lease. What is to be written is written behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from licensing.protocol import lease as leases
from licensing.protocol.codes import Code
from licensing.protocol.license_key import WrongKey, read_key
from licensing.protocol.messages import Activate, Outcome, Validate
from licensing.server.audit.repository import record, who
from licensing.server.catalog import TERMS
from licensing.server.clock import seconds
from licensing.server.database.database import Database
from licensing.server.database.sightings import Sighting, Sightings
from licensing.server.keys.ring import Keys
from licensing.server.licenses import repository
from licensing.server.licenses.leases import Renewal, lease_of, renewal
from licensing.server.licenses.matching import Known, Seen, drift_of, machine_of, moves
from licensing.server.licenses.repository import Found
from licensing.server.licenses.rules import Asked, Decision, decide

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


class Desk(Struct, frozen=True, kw_only=True):
    """What one request about a license is answered with.

    Attributes:
        issuer: the server's address, as leases name it.
    """

    database: Database
    keys: Keys
    sightings: Sightings
    issuer: str
    now: datetime


class Ruling(Struct, frozen=True):
    """What is known of the license and the machine, each None where it is not, and what follows."""

    found: Found | None
    machine: Known | None
    decision: Decision


async def validate(desk: Desk, request: Validate, digests: Sequence[str]) -> Outcome:
    """Whether this computer may use the license whose key these are the digests of."""
    seen = Seen(request.hardware_fingerprint, request.components)
    found = await repository.find(desk.database, digests, seen) if digests else None
    ruling = ruling_on(desk, found, seen, joining=False)
    machine = ruling.machine
    if found is not None:
        desk.sightings.add_license(found.license.id, desk.now)
    if found is None or machine is None or ruling.decision.code is not Code.VALID:
        return outcome_of(desk, request, ruling)
    renewed = renewal(machine, request.seq, desk.now)
    machine = await _with_what_changed(desk, found, machine, seen, renewed)
    desk.sightings.add_machine(
        machine.id,
        Sighting(at=desk.now, seq=renewed.seq, renewed=renewed.renewed, app_version=request.app_version),
    )
    return outcome_of(desk, request, ruling, signed_lease(desk, request, found, machine, renewed))


def digests_of(keys: Keys, license_key: str) -> tuple[str, ...]:
    """What may be stored of a key that somebody sent; nothing for one that cannot be a key, which nobody need look for."""
    try:
        return keys.digests_of_key(read_key(license_key))
    except WrongKey:
        return ()


def ruling_on(desk: Desk, found: Found | None, seen: Seen, *, joining: bool) -> Ruling:
    """The machine that asks, with the number of its last lease, and what is decided about it."""
    machine = None if found is None else machine_of(found.candidates, seen, desk.now)
    decision = decide(
        Asked(
            license=None if found is None else found.license,
            machine=machine,
            machines_used=0 if found is None else found.machines_used,
            now=seconds(desk.now),
            joining=joining,
        )
    )
    return Ruling(found, None if machine is None else _up_to_now(desk, machine), decision)


def signed_lease(
    desk: Desk, request: Validate | Activate, found: Found, machine: Known, renewed: Renewal, *, offline: bool = False
) -> str:
    """The machine's next lease, as a token."""
    lease = lease_of(
        found.license,
        machine,
        issuer=desk.issuer,
        now=desk.now,
        seq=renewed.seq,
        nonce=request.nonce,
        offline=offline,
    )
    return leases.sign(lease, desk.keys.signing)


def outcome_of(desk: Desk, request: Validate | Activate, ruling: Ruling, lease: str | None = None) -> Outcome:
    """The answer to a request."""
    decision, found, machine = ruling.decision, ruling.found, ruling.machine
    valid = decision.code is Code.VALID
    if found is None:
        return Outcome(
            valid=valid, code=decision.code, detail=decision.detail, nonce=request.nonce, server_time=desk.now
        )
    ends = found.license.expires_at
    return Outcome(
        valid=valid,
        code=decision.code,
        detail=decision.detail,
        nonce=request.nonce,
        server_time=desk.now,
        license_id=str(found.license.id),
        license_type=found.license.type,
        expires_at=None if ends is None else datetime.fromtimestamp(ends, UTC),
        features=TERMS[found.license.type].features,
        machine_id=None if machine is None else str(machine.id),
        machines_used=found.machines_used,
        machines_allowed=found.license.machines_allowed,
        lease=lease,
        trial=found.license.trial,
    )


async def store_drift(
    connection: AsyncConnection, desk: Desk, license_id: UUID, machine: Known, seen: Seen
) -> dict[str, str]:
    """The parts and the fingerprint as they are now, in the transaction of the connection; gives the parts that were stored.

    None are where the machine was given up or moved on in this moment.
    """
    drift = drift_of(machine, seen)
    renamed = machine.hardware_fingerprint != seen.hardware_fingerprint
    if not (drift or renamed):
        return {}
    if not await repository.replace_parts(connection, machine.id, drift, machine.moved_at):
        return {}
    moved_at = desk.now if moves(machine, seen) else machine.moved_at
    await repository.change_machine(
        connection, machine.id, hardware_fingerprint=seen.hardware_fingerprint, moved_at=moved_at
    )
    changed = [*sorted(drift), *(["hardware_fingerprint"] if renamed else [])]
    await record(
        connection,
        desk.now,
        who("license", license_id),
        "machine.drifted",
        who("machine", machine.id),
        parts=" ".join(changed),
    )
    return drift


async def _with_what_changed(desk: Desk, found: Found, machine: Known, seen: Seen, renewed: Renewal) -> Known:
    """The machine as it is known from now on. What is new about it is written at once; it seldom is."""
    drift: dict[str, str] = {}
    copied = renewed.cloned and machine.cloned_at is None
    if copied or drift_of(machine, seen) or machine.hardware_fingerprint != seen.hardware_fingerprint:
        async with desk.database.changing() as connection:
            drift = await store_drift(connection, desk, found.license.id, machine, seen)
            if copied and await repository.flag_as_cloned(connection, machine.id, desk.now):
                actor, subject = who("license", found.license.id), who("machine", machine.id)
                await record(connection, desk.now, actor, "machine.cloned", subject)
    return replace(machine, components={**machine.components, **drift}) if drift else machine


def _up_to_now(desk: Desk, machine: Known) -> Known:
    """With the number of a lease that is not written yet."""
    latest = desk.sightings.latest(machine.id)
    if latest is None or latest.seq <= machine.seq:
        return machine
    return replace(machine, seq=latest.seq, seq_renewed=latest.renewed)

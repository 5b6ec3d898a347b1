"""Making a computer one of a license's machines, and giving one up: under the license's lock, so that no race adds one too many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from msgspec.structs import replace

from licensing.protocol.codes import Code, LicenseType
from licensing.protocol.messages import Activate, Deactivate, Deactivated, Outcome
from licensing.server.audit.repository import record, who
from licensing.server.catalog import DEACTIVATION_DAYS, deactivations_allowed, machines_allowed
from licensing.server.keys.sealing import seal
from licensing.server.licenses import repository
from licensing.server.licenses.leases import renewal
from licensing.server.licenses.matching import Known, Seen
from licensing.server.licenses.repository import BY_OWNER, NAME_PLACE, Found
from licensing.server.licenses.rules import NO_SUCH_KEY
from licensing.server.licenses.validation import (
    Desk,
    Ruling,
    outcome_of,
    ruling_on,
    signed_lease,
    store_drift,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


async def activate(desk: Desk, request: Activate, digests: Sequence[str]) -> Outcome:
    """Make this computer one of the license's machines, if there is room. One that is one already is answered the same.

    `digests` are those of the key (`validation.digests_of`).
    """
    if not digests:
        return outcome_of(desk, request, Ruling(None, None, NO_SUCH_KEY))
    seen = Seen(request.hardware_fingerprint, request.components)
    async with desk.database.changing() as connection:
        locked = await repository.lock(connection, digests)
        found = None
        if locked is not None:
            found = await repository.find_locked(connection, digests, seen, postgresql=desk.database.is_postgresql)
        ruling = ruling_on(desk, found, seen, joining=True)
        machine = ruling.machine
        if found is None or ruling.decision.code is not Code.VALID:
            return outcome_of(desk, request, ruling)
        if machine is None:
            machine = await _join(connection, desk, found, seen, request)
            found = replace(found, machines_used=found.machines_used + 1)
        else:
            drift = await store_drift(connection, desk, found.license.id, machine, seen)
            machine = replace(machine, components={**machine.components, **drift})
        # As a renewal of the last lease: where this reply is lost, the client goes on with that one, and is no copy.
        renewed = renewal(machine, machine.seq, desk.now)
        await repository.change_machine(
            connection,
            machine.id,
            seq=renewed.seq,
            seq_renewed=renewed.renewed,
            app_version=request.app_version,
            last_seen_at=desk.now,
            **_told(desk, machine, request),
        )
    lease = signed_lease(desk, request, found, machine, renewed, offline=request.offline)
    return outcome_of(desk, request, Ruling(found, machine, ruling.decision), lease)


async def deactivate(desk: Desk, request: Deactivate, digests: Sequence[str]) -> Deactivated:
    """Give up a machine of the license with this key, unless too many were given up lately."""
    machine_id = UUID(request.machine_id)
    async with desk.database.changing() as connection:
        license_id = await repository.lock(connection, digests) if digests else None
        if license_id is None:
            return _told_gone(request, NO_SUCH_KEY.code, NO_SUCH_KEY.detail, 0, 0)
        since = desk.now - timedelta(days=DEACTIVATION_DAYS)
        counted = await repository.count(connection, license_id, machine_id, since)
        allowed = machines_allowed(LicenseType(counted.license_type), counted.own_machines)
        if not counted.is_active:
            detail = "This computer is none of the license's computers."
            return _told_gone(request, Code.VALID, detail, counted.used, allowed)
        if counted.given_up >= deactivations_allowed(allowed):
            return _told_gone(request, Code.TOO_MANY_DEACTIVATIONS, _TOO_MANY, counted.used, allowed)
        await repository.give_up(connection, [machine_id], desk.now, BY_OWNER)
        actor, subject = who("license", license_id), who("machine", machine_id)
        await record(connection, desk.now, actor, "machine.deactivated", subject, license=str(license_id))
    detail = "The computer was deactivated: another can take its place."
    return _told_gone(request, Code.VALID, detail, counted.used - 1, allowed)


async def _join(connection: AsyncConnection, desk: Desk, found: Found, seen: Seen, request: Activate) -> Known:
    """A new machine of the license."""
    machine_id = uuid4()
    columns = {
        "id": machine_id,
        "license_id": found.license.id,
        "hardware_fingerprint": seen.hardware_fingerprint,
        "activated_at": desk.now,
        "last_seen_at": desk.now,
    }
    await repository.add_machine(connection, columns, seen.components)
    actor, subject = who("license", found.license.id), who("machine", machine_id)
    license_id = str(found.license.id)
    await record(connection, desk.now, actor, "machine.activated", subject, license=license_id, offline=request.offline)
    return Known(
        id=machine_id,
        hardware_fingerprint=seen.hardware_fingerprint,
        components=seen.components,
        seq=0,
        seq_renewed=0,
        cloned_at=None,
        place=found.machines_used,
        moved_at=None,
    )


def _told(desk: Desk, machine: Known, request: Activate) -> dict[str, str]:
    """The columns of what a person says of the computer; what is left out stays as it was."""
    told = {"platform": request.platform} if request.platform else {}
    if request.name:
        told["name_sealed"] = seal(desk.keys, NAME_PLACE, machine.id, request.name)
    return told


def _told_gone(request: Deactivate, code: Code, detail: str, used: int, allowed: int) -> Deactivated:
    return Deactivated(
        deactivated=code is Code.VALID,
        code=code,
        detail=detail,
        nonce=request.nonce,
        machines_used=used,
        machines_allowed=allowed,
    )


_TOO_MANY = (
    f"This license has given up as many computers as it may in {DEACTIVATION_DAYS} days. "
    "Wait, or ask whoever gave you the license."
)

"""What the owner of a license does with it: look at its machines, make a new key, give it to somebody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from licensing.protocol.codes import LicenseType, ProblemCode
from licensing.protocol.license_key import new_key
from licensing.server.audit.repository import record, who
from licensing.server.auth.callers import Caller, KeyHolder, require_holder_or_admin, require_owner
from licensing.server.catalog import DEACTIVATION_DAYS, deactivations_allowed, machines_allowed
from licensing.server.context import Context
from licensing.server.errors import ProblemError
from licensing.server.keys.sealing import unseal
from licensing.server.licenses import repository
from licensing.server.licenses.issue import stored_form
from licensing.server.licenses.repository import BY_OWNER, NAME_PLACE, Owned
from licensing.server.licenses.rules import Status
from licensing.server.licenses.schemas import Machine, Machines, RotatedKey, Transferred


async def machines_of(given: Context, license_id: UUID, caller: Caller | KeyHolder) -> Machines:
    """The machines of a license: its owner's, its key holder's or an administrator's to see."""
    async with given.database.reading() as connection:
        owned = await repository.owned(connection, license_id)
        require_holder_or_admin(caller, license_id, None if owned is None else owned.owner)
        rows = await repository.machines_of(connection, license_id)
    assert owned is not None
    keys = given.keys
    return Machines(
        machines=tuple(
            Machine(
                machine_id=row.id,
                name=unseal(keys, NAME_PLACE, row.id, row.name_sealed) if row.name_sealed else "",
                platform=row.platform,
                app_version=row.app_version,
                activated_at=row.activated_at,
                last_seen_at=row.last_seen_at,
            )
            for row in rows
        ),
        machines_allowed=machines_allowed(LicenseType(owned.license_type), owned.own_machines),
    )


async def rotate_key(given: Context, license_id: UUID, caller: Caller) -> RotatedKey:
    """A new key for the license; the one before is void at once.

    Raises:
        ProblemError: it is not the caller's (`NOT_FOUND`; `FORBIDDEN` where an administrator asks), or suspended or withdrawn
            (`FORBIDDEN`).
    """
    key, keys, now = new_key(), given.keys, given.clock()
    async with given.database.changing() as connection:
        await repository.lock_by_id(connection, license_id)
        _in_hand(await repository.owned(connection, license_id), caller)
        await repository.change_license(connection, license_id, updated_at=now, **stored_form(keys, key))
        actor, subject = who("user", caller.user_id), who("license", license_id)
        await record(connection, now, actor, "license.key_rotated", subject)
    return RotatedKey(license_id=license_id, license_key=key)


async def transfer(given: Context, license_id: UUID, new_owner: UUID, caller: Caller) -> Transferred:
    """Give the license to another user: its machines are given up, its key is void, and only the new owner can make one.

    Raises:
        ProblemError: the license is not the caller's or there is no such user (`NOT_FOUND`); it is suspended or withdrawn, or too
            many machines were given up lately (`FORBIDDEN`): else two accounts would hand one license to and fro.
    """
    now = given.clock()
    async with given.database.changing() as connection:
        await repository.lock_by_id(connection, license_id)
        owned = _in_hand(await repository.owned(connection, license_id), caller)
        if owned.owner == new_owner or not await repository.is_active_user(connection, new_owner):
            raise ProblemError(ProblemCode.NOT_FOUND, "There is no other user with this id.")
        machines = [row.id for row in await repository.machines_of(connection, license_id)]
        given_up = await repository.given_up(connection, license_id, now - timedelta(days=DEACTIVATION_DAYS))
        allowed = machines_allowed(LicenseType(owned.license_type), owned.own_machines)
        if given_up + len(machines) > deactivations_allowed(allowed):
            raise ProblemError(
                ProblemCode.FORBIDDEN,
                f"This license has given up too many computers in {DEACTIVATION_DAYS} days to be handed on. Ask for help.",
            )
        await repository.give_up(connection, machines, now, BY_OWNER)
        await repository.change_license(
            connection, license_id, user_id=new_owner, updated_at=now, **stored_form(given.keys, new_key())
        )
        await record(
            connection,
            now,
            who("user", caller.user_id),
            "license.transferred",
            who("license", license_id),
            before=str(owned.owner),
            after=str(new_owner),
            machines=len(machines),
        )
    return Transferred(license_id=license_id, user_id=new_owner, machines_deactivated=len(machines))


def _in_hand(owned: Owned | None, caller: Caller) -> Owned:
    """The license, if the caller may change it."""
    require_owner(caller, None if owned is None else owned.owner)
    assert owned is not None
    if owned.status != Status.ACTIVE:
        raise ProblemError(ProblemCode.FORBIDDEN, "This license is suspended or withdrawn: ask whoever gave it to you.")
    return owned

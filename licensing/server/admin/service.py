"""What the administrator does; each is one transaction with its line in the audit log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct

from licensing.protocol.license_key import LENGTH, WrongKey, count_letters, read_key
from licensing.server.admin import repository
from licensing.server.audit.repository import record, who
from licensing.server.auth import passwords
from licensing.server.auth.addresses import WrongAddress, typed
from licensing.server.auth.repository import ACTIVE, ADMIN, EMAIL_PLACE, SUSPENDED, USER, account_by_email, end_sessions
from licensing.server.database.tables import licenses
from licensing.server.errors import SetupError
from licensing.server.licenses.issue import issue
from licensing.server.licenses.repository import BY_ADMIN, give_up, lock_by_id, machines_of
from licensing.server.users import service as users

if TYPE_CHECKING:
    import asyncio

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.admin.office import Office
    from licensing.server.admin.repository import LicenseLine
    from licensing.server.auth.repository import Account
    from licensing.server.keys.ring import Keys
    from licensing.server.users.service import Terms

REVOKED = "revoked"
_SHOWN = 10
_TYPOS = 6


class Created(Struct, frozen=True, kw_only=True):
    """A license that was just made; its key is shown this once."""

    license_id: UUID
    user_id: UUID
    email: str
    license_key: str


class Holder(Struct, frozen=True):
    """Whose account it is, by the address as it was registered, and how many licenses it has."""

    email: str
    licenses: int


async def create(office: Office, email: str, terms: Terms, password: str | None, turn: asyncio.Semaphore) -> Created:
    """A license, of a new account or of the one there is. Raises `SetupError`."""
    address = _typed(email)
    password_hash = None if password is None else await _hashed(turn, password)
    keys, now = office.keys, office.now
    async with office.database.changing() as connection:
        account = await account_by_email(connection, users.index_of(keys, address))
        if account is not None and password is not None:
            raise SetupError("This address has an account already: leave the password out.")
        if account is None:
            made = await users.add(connection, keys, address, terms, password_hash=password_hash, now=now)
            user_id, issued = made.id, made.license
        else:
            user_id = account.id
            issued = await issue(
                connection,
                keys,
                user_id=user_id,
                license_type=terms.license_type,
                now=now,
                expires_at=terms.expires_at,
                machines_allowed=terms.machines,
            )
        await record(
            connection,
            now,
            office.actor,
            "license.created",
            who("license", issued.id),
            type=terms.license_type.value,
            user=str(user_id),
            expires_at=_shown(terms.expires_at),
            machines=terms.machines,
        )
    return Created(license_id=issued.id, user_id=user_id, email=address, license_key=issued.key)


async def find(office: Office, connection: AsyncConnection, text: str) -> LicenseLine:
    """The license that is meant: by id, key, the key's last letters, or the address of an owner who has one only.

    Raises:
        SetupError: there is none, or more than one.
    """
    condition = await _meant(office.keys, connection, text)
    found = await repository.licenses_that(connection, office.keys, condition, _SHOWN + 1)
    if not found:
        raise SetupError(f"There is no such license: {_safe(text)}. The command `list` shows all.")
    if len(found) > 1:
        ids = ", ".join(str(line.id) for line in found[:_SHOWN])
        raise SetupError(f"{_safe(text)} has more than one license; say which by its id: {ids}.")
    return found[0]


async def suspend(office: Office, text: str, *, account: bool) -> LicenseLine:
    """Make a license unusable for now; with `account`, nobody signs in to its owner's account either."""
    return await _set_status(office, text, SUSPENDED, account=account)


async def resume(office: Office, text: str, *, account: bool) -> LicenseLine:
    """Make a suspended license usable again, and the account if so asked."""
    return await _set_status(office, text, ACTIVE, account=account)


def require_not_revoked(line: LicenseLine) -> None:
    """Return if something can become of this license still. Raises `SetupError`."""
    if line.status == REVOKED:
        raise SetupError("This license has been withdrawn, which is for good: create another.")


async def revoke(office: Office, text: str) -> LicenseLine:
    """Withdraw a license for good."""
    return await _set_status(office, text, REVOKED, account=False)


async def extend(office: Office, text: str, until: datetime | timedelta | None) -> LicenseLine:
    """Let a license end then, so much after its end (after now, where that is over), or never (None).

    Its owner's subscription goes with it. Raises `SetupError` where the license is withdrawn, or has no end to count from.
    """
    async with office.database.changing() as connection:
        line = await _locked(office, connection, text)
        require_not_revoked(line)
        if isinstance(until, timedelta):
            if line.expires_at is None:
                raise SetupError(
                    "This license has no end that days could be added to; to give it one, use --until DATE."
                )
            until = max(line.expires_at, office.now) + until
        await repository.change_license(connection, line.id, office.now, expires_at=until)
        await record(
            connection,
            office.now,
            office.actor,
            "license.extended",
            who("license", line.id),
            was=_shown(line.expires_at),
            until=_shown(until),
        )
        return await find(office, connection, str(line.id))


async def allow_machines(office: Office, text: str, most: int | None) -> LicenseLine:
    """Let a license have so many machines at once, or as many as its type has (None). Raises `SetupError` where it is withdrawn."""
    async with office.database.changing() as connection:
        line = await _locked(office, connection, text)
        require_not_revoked(line)
        await repository.change_license(connection, line.id, office.now, machines_allowed=most)
        after = await find(office, connection, str(line.id))
        subject = who("license", line.id)
        details = {"was": line.machines_allowed, "allowed": after.machines_allowed}
        await record(connection, office.now, office.actor, "license.machines allowed", subject, **details)
        return after


async def give_up_machine(office: Office, text: str, machine_id: UUID) -> LicenseLine:
    """Give up a machine of a license in its owner's place, however many were given up lately. Raises `SetupError`."""
    async with office.database.changing() as connection:
        line = await _locked(office, connection, text)
        if machine_id not in {row.id for row in await machines_of(connection, line.id)}:
            raise SetupError("This license has no such computer. The command `machines` shows those that it has.")
        await give_up(connection, [machine_id], office.now, BY_ADMIN)
        subject = who("machine", machine_id)
        await record(connection, office.now, office.actor, "machine.deactivated", subject, license=str(line.id))
        return await find(office, connection, str(line.id))


async def holder(office: Office, email: str) -> Holder:
    """Whom this address belongs to. Raises `SetupError` where that is nobody."""
    address = _typed(email)
    async with office.database.reading() as connection:
        account = await _registered(office.keys, connection, address)
        registered = repository.opened(office.keys, EMAIL_PLACE, account.id, account.email_sealed)
        return Holder(registered, await repository.count_licenses_of(connection, account.id))


async def delete_account(office: Office, email: str) -> int:
    """Take an account away for good: nothing personal stays; how many licenses it had, which are withdrawn. Raises `SetupError`.

    Rows and audit log stay, and name nobody. Who has the address may register anew.
    """
    address, now = _typed(email), office.now
    async with office.database.changing() as connection:
        account = await _registered(office.keys, connection, address)
        held = await repository.lock_licenses_of(connection, account.id)
        for license_id in held:
            await repository.change_license(connection, license_id, now, status=REVOKED)
            active = [row.id for row in await machines_of(connection, license_id)]
            await give_up(connection, active, now, BY_ADMIN)
        await repository.forget_user(connection, office.keys, account.id, now)
        details = {"licenses": len(held)}
        await record(connection, now, office.actor, "user.deleted", who("user", account.id), **details)
    return len(held)


async def set_admin(office: Office, email: str, *, admin: bool) -> None:
    """Make somebody who registered an administrator of the API, or an ordinary user again. Raises `SetupError`."""
    address = _typed(email)
    async with office.database.changing() as connection:
        account = await _registered(office.keys, connection, address)
        if admin:
            _require_password(account, address)
        await repository.change_user(connection, account.id, office.now, role=ADMIN if admin else USER)
        await end_sessions(connection, account.id, office.now)
        action = "user.made admin" if admin else "user.made ordinary"
        await record(connection, office.now, office.actor, action, who("user", account.id))


async def set_password(office: Office, email: str, password: str, turn: asyncio.Semaphore) -> int:
    """Give somebody another password, or their first, and end all their sessions; how many that were. Raises `SetupError`."""
    address = _typed(email)
    password_hash = await _hashed(turn, password)
    now = office.now
    async with office.database.changing() as connection:
        account = await _registered(office.keys, connection, address)
        await repository.change_user(connection, account.id, now, password_hash=password_hash)
        ended = await end_sessions(connection, account.id, now)
        subject = who("user", account.id)
        await record(connection, now, office.actor, "user.password set", subject, sessions_ended=ended)
    return ended


async def _registered(keys: Keys, connection: AsyncConnection, address: str) -> Account:
    account = await account_by_email(connection, users.index_of(keys, address))
    if account is None:
        raise SetupError(f"Nobody with the address {address} has registered.")
    return account


async def _hashed(turn: asyncio.Semaphore, password: str) -> str:
    if not passwords.LEAST <= len(password) <= passwords.MOST:
        raise SetupError(f"A password has {passwords.LEAST} to {passwords.MOST} characters.")
    return await passwords.hashed(turn, password)


async def _set_status(office: Office, text: str, status: str, *, account: bool) -> LicenseLine:
    async with office.database.changing() as connection:
        line = await _locked(office, connection, text)
        require_not_revoked(line)
        await repository.change_license(connection, line.id, office.now, status=status)
        details = {"was": line.status}
        if account:
            await repository.change_user(connection, line.user_id, office.now, status=status)
            await end_sessions(connection, line.user_id, office.now)
            details["account"] = str(line.user_id)
        subject = who("license", line.id)
        await record(connection, office.now, office.actor, f"license.{status}", subject, **details)
        return await find(office, connection, str(line.id))


async def _locked(office: Office, connection: AsyncConnection, text: str) -> LicenseLine:
    """As `find`, locked until the transaction ends, and as it is then: somebody else may be changing it in this moment."""
    found = await find(office, connection, text)
    await lock_by_id(connection, found.id)
    return await find(office, connection, str(found.id))


async def _meant(keys: Keys, connection: AsyncConnection, text: str) -> ColumnElement[bool]:
    text = text.strip()
    if "@" in text:
        account = await account_by_email(connection, users.index_of(keys, text))
        return licenses.c.user_id == (account.id if account else None)
    try:
        return licenses.c.id == UUID(text)
    except ValueError:
        pass
    try:
        return licenses.c.key_digest.in_(keys.digests_of_key(read_key(text)))
    except WrongKey:
        return licenses.c.key_ending == text.upper()


def _typed(email: str) -> str:
    try:
        return typed(email)
    except WrongAddress as error:
        raise SetupError(str(error)) from None


def _require_password(account: Account, address: str) -> None:
    if account.password_hash is None:
        raise SetupError(f"{address} has no password, so that nobody could sign in.")


def _safe(text: str) -> str:
    """What was typed, unless it may be a key, with a letter wrong or two: that is not repeated in an error."""
    if "@" in text or _is_id(text) or count_letters(text) < LENGTH - _TYPOS:
        return text
    return f"the key that ends in {text.strip()[-5:]}"


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text.strip()))
    except ValueError:
        return False


def _shown(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()

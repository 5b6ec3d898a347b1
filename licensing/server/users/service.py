"""Registering, and what a user subscribes to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct
from sqlalchemy.exc import IntegrityError

from licensing.protocol.codes import LicenseType, ProblemCode
from licensing.server.audit.repository import record, who
from licensing.server.auth import passwords
from licensing.server.auth.addresses import usual
from licensing.server.auth.callers import Caller, require_owner_or_admin
from licensing.server.auth.repository import ACTIVE, EMAIL_INDEX
from licensing.server.errors import ProblemError
from licensing.server.licenses.issue import IssuedLicense, issue
from licensing.server.users import repository
from licensing.server.users.schemas import Plan, Registered, Subscription, SubscriptionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from licensing.server.context import Context
    from licensing.server.keys.ring import Keys
    from licensing.server.users.repository import Held

TRIAL_LASTS = timedelta(days=14)
PLANS = {LicenseType.FREE: Plan.BASIC, LicenseType.PRO: Plan.PRO, LicenseType.ENTERPRISE: Plan.ENTERPRISE}
"""What one subscribes to with a license of a type; the least first."""


class Terms(Struct, frozen=True, kw_only=True):
    """What a new user gets; `machines` is None for as many as the license's type has, `expires_at` None for no end."""

    license_type: LicenseType
    expires_at: datetime | None = None
    trial: bool = False
    machines: int | None = None


class NewUser(Struct, frozen=True):
    """A user that was just made, and the license."""

    id: UUID
    license: IssuedLicense


async def register(given: Context, email: str, password: str) -> Registered:
    """A new user with a license: a free one, or a paid one for trying out where the server is for that.

    Raises:
        ProblemError: `EMAIL_TAKEN`.
    """
    now = given.clock()
    async with given.database.reading() as connection:
        if await repository.is_taken(connection, index_of(given.keys, email)):
            raise _taken()
    password_hash = await passwords.hashed(given.hashing, password)
    terms = Terms(license_type=LicenseType.FREE)
    if given.settings.trial:
        terms = Terms(license_type=LicenseType.PRO, expires_at=now + TRIAL_LASTS, trial=True)
    async with given.database.changing() as connection:
        made = await add(connection, given.keys, email, terms, password_hash=password_hash, now=now)
        await record(
            connection, now, who("user", made.id), "register", who("user", made.id), license=str(made.license.id)
        )
    return Registered(user_id=made.id, license_key=made.license.key, license_type=terms.license_type)


async def add(
    connection: AsyncConnection, keys: Keys, email: str, terms: Terms, *, password_hash: str | None, now: datetime
) -> NewUser:
    """A new user with a license and a subscription, in the transaction of the connection; the audit log is the caller's.

    Raises:
        ProblemError: `EMAIL_TAKEN`; also where somebody else registered it in this moment.
    """
    try:
        user_id = await repository.add_user(
            connection, keys, email, email_index=index_of(keys, email), password_hash=password_hash, now=now
        )
    except IntegrityError:
        raise _taken() from None
    issued = await issue(
        connection,
        keys,
        user_id=user_id,
        license_type=terms.license_type,
        now=now,
        expires_at=terms.expires_at,
        trial=terms.trial,
        machines_allowed=terms.machines,
    )
    plan = PLANS[terms.license_type]
    await repository.add_subscription(connection, user_id, plan.value, now=now, until=terms.expires_at)
    return NewUser(user_id, issued)


async def subscription(given: Context, user_id: UUID, caller: Caller) -> Subscription:
    """What this user subscribes to. Raises `ProblemError` (`NOT_FOUND`) unless it is the caller, or an administrator asks."""
    require_owner_or_admin(caller, user_id)
    async with given.database.reading() as connection:
        found = as_it_is(await repository.licenses_of(connection, user_id), given.clock())
    if found is None:
        raise ProblemError(ProblemCode.NOT_FOUND, "This user has no subscription.")
    return found


def as_it_is(held: Sequence[Held], now: datetime) -> Subscription | None:
    """What somebody with these licenses subscribes to now: the most that may be used or, where none may, was; None without any."""
    usable = [each for each in held if each.status == ACTIVE and (each.expires_at is None or each.expires_at > now)]
    best = max(usable or held, key=_worth, default=None)
    if best is None:
        return None
    status = SubscriptionStatus.ACTIVE if usable else SubscriptionStatus.CANCELED
    return Subscription(
        status=status, plan_type=PLANS[LicenseType(best.license_type)], current_period_end=best.expires_at
    )


def _worth(held: Held) -> tuple[int, bool, datetime]:
    ends = held.expires_at or datetime.max.replace(tzinfo=UTC)
    return tuple(PLANS).index(LicenseType(held.license_type)), held.status == ACTIVE, ends


def index_of(keys: Keys, email: str) -> str:
    """By what the user with this address is found."""
    return keys.index_of(EMAIL_INDEX, usual(email))


def _taken() -> ProblemError:
    return ProblemError(
        ProblemCode.EMAIL_TAKEN,
        "There is an account with this e-mail address already: use its key, or ask whoever runs the server for a new one.",
    )

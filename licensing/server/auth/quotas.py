"""How often somebody may do what. Each counts one request, has its verdict shown in the reply, or raises `ProblemError`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.server.auth.addresses import usual
from licensing.server.auth.repository import EMAIL_INDEX
from licensing.server.limits.zones import (
    DATA,
    LICENSE,
    LOGIN_BY_ACCOUNT,
    LOGIN_BY_ADDRESS,
    REGISTER_BY_ACCOUNT,
    REGISTER_BY_ADDRESS,
    Zone,
)
from licensing.server.web.limited import address_of, spend

if TYPE_CHECKING:
    from uuid import UUID

    from fastapi import Request

    from licensing.server.auth.callers import Caller
    from licensing.server.context import Context


async def spend_login(given: Context, request: Request, email: str) -> None:
    """One try to sign in, from this address and at this account, whether there is one or not."""
    await spend_password(given, request, given.keys.index_of(EMAIL_INDEX, usual(email)))


async def spend_password(given: Context, request: Request, email_index: str) -> None:
    """One try of a password: the same count as signing in, so that a stolen access token gives no more guesses."""
    await _by_address_and_account(given, request, email_index, LOGIN_BY_ADDRESS, LOGIN_BY_ACCOUNT)


async def spend_registration(given: Context, request: Request, email: str) -> None:
    """One registration, which tells whether an e-mail address is known."""
    index = given.keys.index_of(EMAIL_INDEX, usual(email))
    await _by_address_and_account(given, request, index, REGISTER_BY_ADDRESS, REGISTER_BY_ACCOUNT)


async def spend_key(given: Context, request: Request, digest: str | None) -> None:
    """One question about the license whose key has this digest; None, which is no key, counts for its address."""
    subject = digest or address_of(request.scope)
    await spend(request.scope, given.limiter, LICENSE.times(given.settings.limits_times), subject)


async def spend_license(given: Context, request: Request, of: UUID) -> None:
    """One question about licenses by somebody who is known: a user, or the license itself."""
    await spend(request.scope, given.limiter, LICENSE.times(given.settings.limits_times), str(of))


async def spend_data(given: Context, request: Request, caller: Caller) -> None:
    """One request within the quota of a user's tier."""
    await spend(request.scope, given.limiter, DATA[caller.license_type], str(caller.user_id))


async def _by_address_and_account(
    given: Context, request: Request, email_index: str, by_address: Zone, by_account: Zone
) -> None:
    wider = by_address.times(given.settings.limits_times)
    await spend(request.scope, given.limiter, wider, address_of(request.scope))
    await spend(request.scope, given.limiter, by_account, email_index)

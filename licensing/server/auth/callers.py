"""Who makes a request: a user with an access token, or whoever holds a license's key.

Endpoints take them as parameters: `caller: SignedIn`, `caller: HoldsKey` or `caller: SignedInOrKeyHolder`.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Security
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials, HTTPBase
from msgspec import Struct

from licensing.protocol.codes import LicenseType, ProblemCode
from licensing.protocol.license_key import WrongKey, read_key
from licensing.protocol.messages import KEY_SCHEME
from licensing.server.auth import repository, tokens
from licensing.server.context import Context, Given
from licensing.server.errors import ProblemError

BEARER = "Bearer"
_bearer = HTTPBearer(auto_error=False, scheme_name="AccessToken", description="An access token from `/auth/login`.")
_key = HTTPBase(
    scheme=KEY_SCHEME,
    auto_error=False,
    scheme_name="LicenseKey",
    description=f"`Authorization: {KEY_SCHEME} KEY`: the license's computers, and nothing else.",
)
Sent = HTTPAuthorizationCredentials | None


class Caller(Struct, frozen=True, kw_only=True):
    """A user who signed in, whose account is active and whose session still holds.

    Attributes:
        license_type: as it was when the token was made: ten minutes ago at the most.
    """

    user_id: UUID
    license_type: LicenseType
    session_id: UUID
    is_admin: bool

    def may_see(self, owner: UUID) -> bool:
        """Whether what belongs to this user is theirs to see."""
        return self.is_admin or self.user_id == owner

    def may_change(self, owner: UUID) -> bool:
        """Whether it is theirs to change: an administrator changes what is others' on the command line."""
        return self.user_id == owner


class KeyHolder(Struct, frozen=True, kw_only=True):
    """Somebody who has the key of a license, whatever its status."""

    license_id: UUID
    owner: UUID


async def signed_in(given: Given, sent: Annotated[Sent, Security(_bearer)] = None) -> Caller:
    """The user who makes the request. Raises `ProblemError` (`NOT_SIGNED_IN`) where there is none."""
    return await _caller(given, sent)


async def key_holder(given: Given, sent: Annotated[Sent, Security(_key)] = None) -> KeyHolder:
    """Who makes the request, by a license's key. Raises `ProblemError` (`NOT_SIGNED_IN`) where it is none."""
    return await _key_holder(given, sent)


async def signed_in_or_key_holder(
    given: Given,
    bearer: Annotated[Sent, Security(_bearer)] = None,
    sent: Annotated[Sent, Security(_key)] = None,
) -> Caller | KeyHolder:
    """Either of the two. Raises `ProblemError` (`NOT_SIGNED_IN`) where it is neither."""
    return await _caller(given, bearer) if bearer else await _key_holder(given, sent)


SignedIn = Annotated[Caller, Depends(signed_in)]
HoldsKey = Annotated[KeyHolder, Depends(key_holder)]
SignedInOrKeyHolder = Annotated[Caller | KeyHolder, Depends(signed_in_or_key_holder)]


def require_owner_or_admin(caller: Caller, owner: UUID | None) -> None:
    """Return if what belongs to `owner` (None: what is not there) is the caller's to see.

    Raises:
        ProblemError: it is not; `NOT_FOUND`, so that nobody learns what there is of others.
    """
    if owner is None or not caller.may_see(owner):
        raise ProblemError(ProblemCode.NOT_FOUND, "There is no such thing, or it is not yours.")


def require_owner(caller: Caller, owner: UUID | None) -> None:
    """Return if what belongs to `owner` is the caller's to change.

    Raises:
        ProblemError: it is not; `NOT_FOUND`, or `FORBIDDEN` where the caller may see it.
    """
    require_owner_or_admin(caller, owner)
    if owner is not None and not caller.may_change(owner):
        raise ProblemError(
            ProblemCode.FORBIDDEN, "An administrator changes what belongs to others on the server's command line."
        )


def require_holder_or_admin(caller: Caller | KeyHolder, license_id: UUID, owner: UUID | None) -> None:
    """Return if this license (`owner` is None where there is none) is the caller's. Raises as `require_owner_or_admin`."""
    if isinstance(caller, Caller):
        require_owner_or_admin(caller, owner)
    elif caller.license_id != license_id:
        raise ProblemError(ProblemCode.NOT_FOUND, "There is no such thing, or it is not yours.")


async def _caller(given: Context, sent: Sent) -> Caller:
    if sent is None or sent.scheme.lower() != BEARER.lower():
        raise not_signed_in(BEARER)
    try:
        claimed = tokens.read(sent.credentials, given.keys, issuer=given.issuer, now=given.clock())
    except tokens.NotAToken:
        raise not_signed_in(BEARER) from None
    async with given.database.reading() as connection:
        is_admin = await repository.role_now(connection, claimed, given.clock())
    if is_admin is None:
        raise not_signed_in(BEARER)
    return Caller(
        user_id=claimed.user_id,
        license_type=claimed.license_type,
        session_id=claimed.session_id,
        is_admin=is_admin,
    )


async def _key_holder(given: Context, sent: Sent) -> KeyHolder:
    if sent is None or sent.scheme.lower() != KEY_SCHEME.lower():
        raise not_signed_in(KEY_SCHEME)
    try:
        digests = given.keys.digests_of_key(read_key(sent.credentials))
    except WrongKey:
        raise not_signed_in(KEY_SCHEME) from None
    async with given.database.reading() as connection:
        found = await repository.license_by_key(connection, digests)
    if found is None:
        raise not_signed_in(KEY_SCHEME)
    license_id, owner = found
    return KeyHolder(license_id=license_id, owner=owner)


def not_signed_in(scheme: str) -> ProblemError:
    """The one answer to every token and key that does not hold, whatever is wrong with it."""
    return ProblemError(
        ProblemCode.NOT_SIGNED_IN,
        "Sign in, or send the license's key: what was sent does not hold, or not any more.",
        {"WWW-Authenticate": scheme},
    )

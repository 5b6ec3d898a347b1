"""Access tokens: the specification's JWT (RS256), checked against the server's own keys and nothing else.

A token says who signed in; whether that still holds is asked of the database (`callers`). Its header has exactly `alg`, `typ`
and `kid`: a header that names a key or a place to fetch one from (`jwk`, `jku`, `x5u`, ...) or asks for more (`crit`) is no
header of ours, and neither is one that names a key by anything but its name in the list.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import jwt
import msgspec
from msgspec import Struct

from licensing.protocol.codes import LicenseType
from licensing.protocol.signing import from_text
from licensing.server.catalog import TERMS
from licensing.server.clock import seconds

if TYPE_CHECKING:
    from licensing.server.keys.ring import Keys

AUDIENCE = "api.jobspy.com"
LIFETIME = timedelta(minutes=10)
ALGORITHM, TYP = "RS256", "JWT"
LEEWAY_S = 5
"""How far the clocks of several servers may be apart."""
_MOST_BYTES = 8_192


class NotAToken(ValueError):
    """It is no access token of this server that holds now; `str(error)` says why, for the log."""


class Identity(Struct, frozen=True, kw_only=True):
    """What an access token is made of.

    Attributes:
        version: the user's `token_version`; when that grows, all older tokens are void.
        session_id: the sign-in it belongs to.
    """

    user_id: UUID
    email: str
    license_type: LicenseType
    version: int
    session_id: UUID


class Claimed(Struct, frozen=True, kw_only=True):
    """What a token that was checked says of its bearer."""

    user_id: UUID
    license_type: LicenseType
    version: int
    session_id: UUID


class _Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    alg: str
    typ: str
    kid: str


class _Claims(Struct, frozen=True, kw_only=True):
    """What has to be there; also as what."""

    sub: UUID
    email: str
    license_type: LicenseType
    permissions: tuple[str, ...]
    iat: int
    exp: int
    iss: str
    aud: str
    jti: UUID
    ver: int
    sid: UUID


_HEADERS = msgspec.json.Decoder(_Header)


def sign(identity: Identity, keys: Keys, *, issuer: str, now: datetime, token_id: UUID) -> str:
    """An access token that holds for `LIFETIME` from now."""
    claims = {
        "sub": str(identity.user_id),
        "email": identity.email,
        "license_type": identity.license_type.value,
        "permissions": list(TERMS[identity.license_type].features),
        "iat": seconds(now),
        "exp": seconds(now + LIFETIME),
        "iss": issuer,
        "aud": AUDIENCE,
        "jti": str(token_id),
        "ver": identity.version,
        "sid": str(identity.session_id),
    }
    # The key is an object, loaded once: given its bytes, PyJWT takes a hundred times as long.
    return jwt.encode(claims, keys.token_key, algorithm=ALGORITHM, headers={"typ": TYP, "kid": keys.token_kid})


def read(token: str, keys: Keys, *, issuer: str, now: datetime) -> Claimed:
    """What a token says.

    Raises:
        NotAToken: it is not one of this server's, or not one that holds now.
    """
    header = _header(token)
    key = keys.token_publics.get(header.kid)
    if header.alg != ALGORITHM or header.typ != TYP or key is None:
        raise NotAToken("signed in another way, or by a key that is not ours")
    try:
        # Times are compared below, by the server's own clock.
        body = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=issuer,
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "strict_aud": True},
        )
        claims = msgspec.convert(body, _Claims)
    except (jwt.InvalidTokenError, msgspec.ValidationError) as error:
        raise NotAToken("not signed by us, or not an access token") from error
    _check_times(claims, body, seconds(now))
    return Claimed(user_id=claims.sub, license_type=claims.license_type, version=claims.ver, session_id=claims.sid)


def _header(token: str) -> _Header:
    if len(token) > _MOST_BYTES:
        raise NotAToken("too long")
    try:
        return _HEADERS.decode(from_text(token.partition(".")[0]))
    except (ValueError, UnicodeError, msgspec.MsgspecError):
        raise NotAToken("its header is not one of ours") from None


def _check_times(claims: _Claims, body: dict[str, Any], now: int) -> None:
    if now >= claims.exp + LEEWAY_S:
        raise NotAToken("expired")
    if claims.iat > now + LEEWAY_S or "nbf" in body:
        raise NotAToken("of the future")

"""Leases: what a license allows on one machine, signed, to be believed without a network for a while.

A lease is a compact JWS (RFC 7515) of which exactly one form is read: one header, one algorithm ("Ed25519", RFC 9864), keys
from a local list. Nothing in the token chooses how it is checked.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from licensing.protocol.codes import LicenseType
from licensing.protocol.signing import NotSigned, SigningKey, from_text, to_text, verify

TYP = "lease+jwt"
ALGORITHM = "Ed25519"
AUDIENCE = "jobspy-desktop"
_PURPOSE = "lease"
_MOST_BYTES = 16_384


class Lease(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a license allows on one machine; times are whole seconds since 1970, by the server's clock.

    Attributes:
        iss: the server's address; `aud` the product.
        sub: the license's id; `machine` the machine's, on the server.
        type: of the license; `features` what it unlocks.
        components: what the machine is known by (see `licensing.fingerprint`).
        iat: when it was made; `exp` until when it holds; `grace_until` until when it is honored after that.
        expires_at: when the license itself ends; None for never.
        seq: grows with every lease of the machine.
        nonce: of the request it answers.
        trial: whether a local trial server made it.
    """

    iss: str
    aud: str
    sub: str
    machine: str
    type: LicenseType
    features: tuple[str, ...]
    components: dict[str, str]
    iat: int
    exp: int
    grace_until: int
    expires_at: int | None
    seq: int
    nonce: str
    trial: bool = False


class _Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    alg: str
    kid: str
    typ: str


_HEADERS = msgspec.json.Decoder(_Header)
_LEASES = msgspec.json.Decoder(Lease)


def sign(lease: Lease, key: SigningKey) -> str:
    """The lease as a token."""
    header = msgspec.json.encode(_Header(alg=ALGORITHM, kid=key.kid, typ=TYP))
    message = f"{to_text(header)}.{to_text(msgspec.json.encode(lease))}"
    return f"{message}.{to_text(key.sign(_PURPOSE, message.encode()))}"


def read(token: str, trusted: dict[str, bytes], *, issuer: str) -> Lease:
    """The lease in a token.

    Args:
        token: as `sign` gives it, from wherever.
        trusted: the public keys trusted for this issuer, by name.
        issuer: the server it has to come from.

    Raises:
        NotSigned: it is no lease of that server for this product, or was changed.
    """
    if len(token) > _MOST_BYTES:
        raise NotSigned("too long for a lease")
    try:
        header_text, body_text, signature_text = token.split(".")
        header = _HEADERS.decode(from_text(header_text))
        body, signature = from_text(body_text), from_text(signature_text)
    except (ValueError, UnicodeError, msgspec.MsgspecError):
        raise NotSigned("not a lease") from None
    if header.alg != ALGORITHM or header.typ != TYP:
        raise NotSigned("not a lease, or not signed as leases are")
    verify(trusted, header.kid, _PURPOSE, f"{header_text}.{body_text}".encode(), signature)
    try:
        lease = _LEASES.decode(body)
    except msgspec.MsgspecError:
        raise NotSigned("signed, but not a lease that this version knows") from None
    if lease.aud != AUDIENCE or lease.iss != issuer:
        raise NotSigned("a lease for another product or of another server")
    if not lease.iat < lease.exp <= lease.grace_until:
        raise NotSigned("its times contradict each other")
    return lease

"""Personal fields, sealed: AES-256-GCM under a key with a name, bound to the row and column they stand in.

A sealed text is "v1.KID.NONCE.CIPHERTEXT". Put into another row or column it does not open. Its 96-bit nonce is random; one
key is good for 2^32 fields (NIST SP 800-38D), which is more than a server that rotates every 90 days will ever seal.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag

from licensing.protocol.codes import ProblemCode
from licensing.protocol.signing import from_text, to_text
from licensing.server.errors import ProblemError

if TYPE_CHECKING:
    from uuid import UUID

    from licensing.server.keys.ring import Keys

KEYS_AWAY = "The server cannot read its keys. Try again in a minute."
_VERSION = "v1"
_NONCE_BYTES = 12


class NotOpened(Exception):
    """A sealed text is damaged, stands where it does not belong, or its key is gone."""


def seal(keys: Keys, place: str, row: UUID, text: str) -> str:
    """The text, sealed for a place ("users.email_sealed") in the row of this id.

    Raises:
        ProblemError: the server could not look for newer keys lately (`UNAVAILABLE`).
    """
    if not keys.seals:
        raise ProblemError(ProblemCode.UNAVAILABLE, KEYS_AWAY, {"Retry-After": "60"})
    nonce = secrets.token_bytes(_NONCE_BYTES)
    kid = keys.field_kid
    ciphertext = keys.fields[kid].encrypt(nonce, text.encode(), _bound(kid, place, row))
    return f"{_VERSION}.{kid}.{to_text(nonce)}.{to_text(ciphertext)}"


def unseal(keys: Keys, place: str, row: UUID, sealed: str) -> str:
    """The text that was sealed for this place and row.

    Raises:
        NotOpened: it was not, or not with a key that is still there.
    """
    try:
        version, kid, nonce, ciphertext = sealed.split(".")
        if version != _VERSION:
            raise NotOpened("sealed in a way that this version does not know")
        return keys.fields[kid].decrypt(from_text(nonce), from_text(ciphertext), _bound(kid, place, row)).decode()
    except (KeyError, ValueError, InvalidTag) as error:
        raise NotOpened(f"{place} of a row does not open") from error


def sealed_by(kid: str) -> str:
    """How every text begins that was sealed with this key."""
    return f"{_VERSION}.{kid}."


def _bound(kid: str, place: str, row: UUID) -> bytes:
    return f"{_VERSION}.{kid}.{place}.{row}".encode()

"""Sealed data: AES-256-GCM under a key derived for one purpose, so that what was edited, cut or swapped does not open.

Also the sealed secret of a computer without a keyring, which opens on this computer alone: the secret is locked once for
each part that tells computers apart, as LUKS does with passwords, so that one new part does not lock its owner out.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from licensing.protocol.components import TELLING
from licensing.protocol.signing import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET_BYTES = 32
_NONCE_BYTES = 12
_MARK = b"JDL1"
_ALIKE = "all"
"""The slot for all parts that many computers have alike."""


class DoesNotOpen(ValueError):
    """It was changed, or belongs to another computer, folder or purpose."""


def new_secret() -> bytes:
    """32 random bytes."""
    return os.urandom(SECRET_BYTES)


def seal(secret: bytes, purpose: str, data: bytes) -> bytes:
    """The data, to be opened with the same secret for the same purpose only."""
    nonce = os.urandom(_NONCE_BYTES)
    return _MARK + nonce + AESGCM(_derived(secret, purpose)).encrypt(nonce, data, _bound(purpose))


def unseal(secret: bytes, purpose: str, sealed: bytes) -> bytes:
    """What was sealed.

    Raises:
        DoesNotOpen: anything about it is otherwise.
    """
    start = len(_MARK) + _NONCE_BYTES
    if not sealed.startswith(_MARK):
        raise DoesNotOpen
    try:
        return AESGCM(_derived(secret, purpose)).decrypt(sealed[len(_MARK) : start], sealed[start:], _bound(purpose))
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None


class _Slots(Struct, frozen=True, forbid_unknown_fields=True):
    slots: dict[str, str]
    sealed: str


def seal_here(components: Mapping[str, str], purpose: str, data: bytes) -> bytes:
    """The data, to be opened on a computer that still has one of the parts that tell computers apart
    (`licensing.fingerprint`); where none can be read, on one that is alike in all others.
    """
    secret = new_secret()
    parts = _telling(components) or _alike(components)
    slots = {name: to_text(seal(part, f"{purpose} {name}", secret)) for name, part in parts.items()}
    return msgspec.json.encode(_Slots(slots, to_text(seal(secret, purpose, data))))


def unseal_here(components: Mapping[str, str], purpose: str, sealed: bytes) -> bytes:
    """What was sealed on this computer.

    Raises:
        DoesNotOpen: it was changed, or this is another computer.
    """
    try:
        read = msgspec.json.decode(sealed, type=_Slots)
        slots, body = {name: from_text(text) for name, text in read.slots.items()}, from_text(read.sealed)
    except (ValueError, msgspec.MsgspecError):
        raise DoesNotOpen from None
    # Also as it was sealed while no such part could be read. What was sealed for one has no slot for its being gone: who
    # is kept from a computer's parts proves nothing.
    for name, part in (_telling(components) | _alike(components)).items():
        try:
            secret = unseal(part, f"{purpose} {name}", slots.get(name, b""))
        except DoesNotOpen:
            continue
        return unseal(secret, purpose, body)
    raise DoesNotOpen


def _telling(components: Mapping[str, str]) -> dict[str, bytes]:
    return {name: components[name].encode() for name in TELLING if name in components}


def _alike(components: Mapping[str, str]) -> dict[str, bytes]:
    others = sorted(components.keys() - set(TELLING))
    return {_ALIKE: "|".join(f"{name}={components[name]}" for name in others).encode()}


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"jobspy-desktop key " + purpose.encode()).derive(secret)


def _bound(purpose: str) -> bytes:
    return b"jobspy-desktop " + purpose.encode()

"""Ed25519 signatures under a key's name, for one purpose each.

What is signed begins with its purpose, so that a reply's signature is never taken for a lease's.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLIC_BYTES = 32


class NotSigned(ValueError):
    """The signature is missing, wrong, or of a key that is not trusted; `str(error)` says which, for the log."""


class SigningKey(Struct, frozen=True):
    """A server's private key and the name it goes by; the name says nothing about the key."""

    kid: str
    private: Ed25519PrivateKey

    def sign(self, purpose: str, message: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self.private.sign(_framed(purpose, message))

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()


def verify(trusted: Mapping[str, bytes], kid: str, purpose: str, message: bytes, signature: bytes) -> None:
    """Return if the signature is that of the trusted key of this name.

    `trusted` has public keys by name; no other key is ever used, whatever a message says.

    Raises:
        NotSigned: it is not.
    """
    public = trusted.get(kid)
    if public is None:
        raise NotSigned("signed by a key that is not trusted")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _framed(purpose, message))
    except (InvalidSignature, ValueError):
        raise NotSigned("the signature is not right") from None


def fingerprint(public: bytes) -> str:
    """What a person compares when trusting a key: "4f1a-…", 128 bits of its hash in groups of four."""
    digest = hashlib.sha256(b"jobspy key " + public).hexdigest()[:32]
    return "-".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def to_text(data: bytes) -> str:
    """URL-safe base 64 without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The bytes of `to_text`; only its own spelling is read, so that no two texts mean the same.

    Raises:
        ValueError: it is not that.
    """
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if to_text(data) != text:
        raise ValueError("not the one spelling")
    return data


def _framed(purpose: str, message: bytes) -> bytes:
    return b"jobspy " + purpose.encode() + b"\n" + message

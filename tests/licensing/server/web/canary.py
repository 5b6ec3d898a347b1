"""Secrets of every kind, and where in all of what was said they are found again."""

from __future__ import annotations

import base64
import secrets

from licensing.protocol.license_key import new_key


def secrets_of_every_kind() -> dict[str, str]:
    """One of each, new every time."""
    claims = base64.urlsafe_b64encode(b'{"sub":"7","jti":"' + secrets.token_hex(16).encode() + b'"}').decode()
    return {
        "license key": new_key(),
        "token": f"eyJhbGciOiJSUzI1NiJ9.{claims.rstrip('=')}.{secrets.token_urlsafe(40)}",
        "password": f"correct horse {secrets.token_hex(6)}",
        "email": f"canary.{secrets.token_hex(5)}@example.com",
        "nonce": secrets.token_urlsafe(16),
        "fingerprint": secrets.token_hex(32),
        "refresh token": secrets.token_urlsafe(32),
    }


def found_in(text: str, secret: str) -> bool:
    """Whether the secret is in the text: as it is, without its dashes, or a telling part of it."""
    spellings = {secret, secret.replace("-", ""), secret.lower(), secret.split("@", maxsplit=1)[0], secret[5:25]}
    return any(spelling in text for spelling in spellings)

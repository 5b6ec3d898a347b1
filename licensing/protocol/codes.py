"""Why a license may be used or not, as the server tells it."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """The outcome of a validation; only `VALID` unlocks anything."""

    VALID = "VALID"
    EXPIRED = "EXPIRED"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    NOT_FOUND = "NOT_FOUND"
    NOT_ACTIVATED = "NOT_ACTIVATED"
    """The license is good; this computer is not one of its machines yet."""
    TOO_MANY_MACHINES = "TOO_MANY_MACHINES"
    FINGERPRINT_MISMATCH = "FINGERPRINT_MISMATCH"


class LicenseType(StrEnum):
    """What kind of license it is."""

    FREE = "free"
    PRO = "pro"
    ENTERPRISE = "enterprise"

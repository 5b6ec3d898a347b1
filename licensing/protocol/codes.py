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
    TOO_MANY_DEACTIVATIONS = "TOO_MANY_DEACTIVATIONS"
    """Of `deactivate` alone: the license has given up as many machines as it may in thirty days."""


class ProblemCode(StrEnum):
    """What is wrong with a request; each goes with one status."""

    INVALID_REQUEST = "INVALID_REQUEST"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    TOKEN_REUSED = "TOKEN_REUSED"  # noqa: S105 - a code
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    TOO_SLOW = "TOO_SLOW"
    EMAIL_TAKEN = "EMAIL_TAKEN"
    TOO_LARGE = "TOO_LARGE"
    RATE_LIMITED = "RATE_LIMITED"
    INTERNAL = "INTERNAL"
    UNAVAILABLE = "UNAVAILABLE"


PROBLEM_STATUS: dict[ProblemCode, int] = {
    ProblemCode.INVALID_REQUEST: 422,
    ProblemCode.WRONG_CREDENTIALS: 401,
    ProblemCode.NOT_SIGNED_IN: 401,
    ProblemCode.TOKEN_REUSED: 401,
    ProblemCode.FORBIDDEN: 403,
    ProblemCode.NOT_FOUND: 404,
    ProblemCode.METHOD_NOT_ALLOWED: 405,
    ProblemCode.TOO_SLOW: 408,
    ProblemCode.EMAIL_TAKEN: 409,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.RATE_LIMITED: 429,
    ProblemCode.INTERNAL: 500,
    ProblemCode.UNAVAILABLE: 503,
}


class LicenseType(StrEnum):
    """What kind of license it is."""

    FREE = "free"
    PRO = "pro"
    ENTERPRISE = "enterprise"

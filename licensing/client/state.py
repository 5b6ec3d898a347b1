"""What a lease is worth now: a pure function of the lease, the clock, and what the clock was known to be."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licensing.protocol.lease import Lease

BACK_S = 3600
"""How far a clock may be set back without a question: summer time, and a battery that runs slow."""
REFRESH_SHARE = 0.5
"""The part of a lease's time after which it is renewed."""


class State(StrEnum):
    """Whether the license may be used, and if not, why not."""

    VALID = "VALID"
    REFRESH_DUE = "REFRESH_DUE"
    GRACE = "GRACE"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"
    CLOCK_ROLLBACK = "CLOCK_ROLLBACK"
    FINGERPRINT_MISMATCH = "FINGERPRINT_MISMATCH"
    TAMPERED = "TAMPERED"
    UNTRUSTED = "UNTRUSTED"
    """No key of its server is trusted here, so that nothing tells a good lease from a made-up one."""

    @property
    def unlocks(self) -> bool:
        """Whether what the license allows may be used."""
        return self in {State.VALID, State.REFRESH_DUE, State.GRACE}


def state_of(lease: Lease, now: int, latest: int, *, matches: bool) -> State:
    """What the lease is worth.

    Args:
        lease: signed by a trusted key; what is not never gets here (`State.TAMPERED`).
        now: this computer's clock, in seconds since 1970.
        latest: the latest time known. This computer's clock only moves it on; a fresh reply to our own nonce outweighs all that
            the clock has said, so that one which was once wrong by years does not lock anybody out.
        matches: whether this computer is the one of the lease.
    """
    if not matches:
        return State.FINGERPRINT_MISMATCH
    if now < max(latest, lease.iat) - BACK_S:
        return State.CLOCK_ROLLBACK
    # Within the slack the later of the two is the time: setting the clock back an hour gains nothing.
    moment = max(now, latest, lease.iat)
    if moment >= lease.grace_until or (lease.expires_at is not None and moment >= lease.expires_at):
        return State.EXPIRED
    if moment >= lease.exp:
        return State.GRACE
    due = lease.iat + (lease.exp - lease.iat) * REFRESH_SHARE
    return State.REFRESH_DUE if moment >= due else State.VALID

"""When a lease is renewed: after half of its time, not everybody at the same moment, and ever less often while it fails."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

from licensing.client.state import REFRESH_SHARE, State

if TYPE_CHECKING:
    from licensing.protocol.lease import Lease

JITTER_SHARE = 0.1
"""The part of a lease's time over which the renewals of many computers are spread."""
DAY_S = 86_400
_FIRST_RETRY_S = 300
LAST_RETRY_S = 6 * 3600
_random = random.SystemRandom()
_UNSURE = frozenset({None, State.CLOCK_ROLLBACK, State.FINGERPRINT_MISMATCH, State.TAMPERED})
"""What a word of the server can mend, so that it is asked at once."""


def renewal_at(lease: Lease) -> int:
    """When to renew a lease, in seconds since 1970; the same at every start of the program."""
    digest = hashlib.sha256(f"{lease.machine} {lease.nonce}".encode()).digest()
    share = int.from_bytes(digest[:4], "big") / (1 << 32)
    return lease.iat + int((lease.exp - lease.iat) * (REFRESH_SHARE + JITTER_SHARE * share))


def refresh_at(state: State | None, lease: Lease | None, *, checked_at: int | None, refused: bool, now: int) -> int:
    """When to ask the server again.

    Args:
        state: of the license here; None where it cannot be read.
        lease: None where it cannot be read.
        checked_at: when the server last answered.
        refused: whether it said then that the license is not to be used: it is asked again once a day.
        now: in seconds since 1970.
    """
    if refused and checked_at is not None and checked_at <= now:
        return checked_at + DAY_S
    if lease is None or refused or state in _UNSURE:
        return now
    return renewal_at(lease)


def pause_s(tries: int) -> float:
    """How long to wait after so many tries in a row that mended nothing: minutes first, then hours, never exactly the same."""
    longest = min(_FIRST_RETRY_S * 2 ** min(max(tries - 1, 0), 20), LAST_RETRY_S)
    return _random.uniform(longest / 2, longest)

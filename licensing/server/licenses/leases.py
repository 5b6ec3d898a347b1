"""What goes into a lease, and which of two leases of a machine is the newer one."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from licensing.protocol.lease import AUDIENCE, Lease
from licensing.server.catalog import TERMS, lease_times
from licensing.server.clock import seconds
from licensing.server.licenses.matching import Known
from licensing.server.licenses.rules import License


class Renewal(Struct, frozen=True):
    """The place of a lease among those of its machine.

    Attributes:
        seq: of the lease; `renewed` that of the lease the machine had when it asked, 0 for none.
        cloned: whether that one shows that two copies of the machine ask in turn.
    """

    seq: int
    renewed: int
    cloned: bool


def renewal(machine: Known, has: int, now: datetime) -> Renewal:
    """What follows on the machine's last lease, when it asks with `has`.

    The number is the time in milliseconds, or one more than the last: it grows although the last is written behind, whichever
    process of the server answers, and after a crash.

    A machine may ask with its last lease, or once more with the one before, where our reply was lost. One that asks with
    another older lease shows two copies of itself: it has either gone back, or had a reply that another copy never got.
    """
    number = max(machine.seq + 1, int(now.timestamp() * 1000))
    cloned = has < machine.seq and has not in {0, machine.seq_renewed}
    return Renewal(number, has, cloned)


def lease_of(
    license_: License,
    machine: Known,
    *,
    issuer: str,
    now: datetime,
    seq: int,
    nonce: str,
    offline: bool = False,
) -> Lease:
    """The lease of a machine as it is known now; it never outlives the license."""
    lasts_s, grace_s = lease_times(license_.type, trial=license_.trial, offline=offline)
    made = seconds(now)
    end = made + lasts_s + grace_s if license_.expires_at is None else license_.expires_at
    return Lease(
        iss=issuer,
        aud=AUDIENCE,
        sub=str(license_.id),
        machine=str(machine.id),
        type=license_.type,
        features=TERMS[license_.type].features,
        components=machine.components,
        iat=made,
        exp=min(made + lasts_s, end),
        grace_until=min(made + lasts_s + grace_s, end),
        expires_at=license_.expires_at,
        seq=seq,
        nonce=nonce,
        trial=license_.trial,
    )

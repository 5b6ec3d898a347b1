"""What each type of license allows: the one table that decides; clients only show it."""

from __future__ import annotations

from msgspec import Struct

from licensing.protocol.codes import LicenseType

PREMIUM_DATA = "api:premium_data"
UNLIMITED_SEARCH = "features:unlimited_search"
EXPORT_DATA = "features:export_data"

DAY_S = 86_400
DEACTIVATIONS_A_MACHINE = 2
"""How many machines may be given up in `DEACTIVATION_DAYS`, for each that a license may have."""
DEACTIVATION_DAYS = 30
TRIAL_LEASE_S = DAY_S
"""What a trial server signs holds for a day, without grace, with or without a network: it is for trying out."""


class Terms(Struct, frozen=True, kw_only=True):
    """What a type of license allows, and how long a machine may go by that without asking.

    Attributes:
        features: what it unlocks; also the permissions in an access token.
        machines: how many computers may use it, unless the license says otherwise.
        requests_an_hour: how many the API answers.
        lease_s: how long a lease holds.
        grace_s: how long it is honored after that, while the server is not reached.
        offline_lease_s: how long a lease holds for a computer without a network.
    """

    features: tuple[str, ...]
    machines: int
    requests_an_hour: int
    lease_s: int = 7 * DAY_S
    grace_s: int = 7 * DAY_S
    offline_lease_s: int = 30 * DAY_S


_PAID = (PREMIUM_DATA, UNLIMITED_SEARCH, EXPORT_DATA)
TERMS: dict[LicenseType, Terms] = {
    LicenseType.FREE: Terms(features=(EXPORT_DATA,), machines=1, requests_an_hour=100),
    LicenseType.PRO: Terms(features=_PAID, machines=3, requests_an_hour=1_000),
    LicenseType.ENTERPRISE: Terms(
        features=_PAID, machines=10, requests_an_hour=10_000, grace_s=14 * DAY_S, offline_lease_s=90 * DAY_S
    ),
}


def machines_allowed(license_type: LicenseType, own: int | None) -> int:
    """How many machines a license may have at once; `own` is its own number, None for that of its type."""
    return TERMS[license_type].machines if own is None else own


def deactivations_allowed(machines: int) -> int:
    """How many machines a license that may have so many may give up in `DEACTIVATION_DAYS`."""
    return machines * DEACTIVATIONS_A_MACHINE


def lease_times(license_type: LicenseType, *, trial: bool, offline: bool) -> tuple[int, int]:
    """How long a lease holds, and how long it is honored after that, in seconds."""
    terms = TERMS[license_type]
    if trial:
        return TRIAL_LEASE_S, 0
    return (terms.offline_lease_s if offline else terms.lease_s), terms.grace_s

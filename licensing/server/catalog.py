"""What each type of license allows: the one table that decides; clients only show it."""

from __future__ import annotations

from msgspec import Struct

from licensing.protocol.codes import LicenseType

PREMIUM_DATA = "api:premium_data"
UNLIMITED_SEARCH = "features:unlimited_search"
EXPORT_DATA = "features:export_data"


class Terms(Struct, frozen=True, kw_only=True):
    """What a type of license allows.

    Attributes:
        features: what it unlocks; also the permissions in an access token.
        machines: how many computers may use it, unless the license says otherwise.
        requests_an_hour: how many the API answers.
    """

    features: tuple[str, ...]
    machines: int
    requests_an_hour: int


_PAID = (PREMIUM_DATA, UNLIMITED_SEARCH, EXPORT_DATA)
TERMS: dict[LicenseType, Terms] = {
    LicenseType.FREE: Terms(features=(EXPORT_DATA,), machines=1, requests_an_hour=100),
    LicenseType.PRO: Terms(features=_PAID, machines=3, requests_an_hour=1_000),
    LicenseType.ENTERPRISE: Terms(features=_PAID, machines=10, requests_an_hour=10_000),
}

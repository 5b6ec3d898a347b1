"""What is limited, and what a limiter says: `Zone`, `Verdict`, the role `Limiter`, and the zones there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from licensing.protocol.codes import LicenseType

if TYPE_CHECKING:
    from collections.abc import Mapping


class Zone(Struct, frozen=True):
    """One kind of request. Each subject (an address, an account, a license, a user) has its own count in it.

    Zones of one name share their counts: whoever changes to another tier keeps what was used.

    Attributes:
        per_hour: requests in any 3,600 seconds.
        per_second: requests in any one second.
        fail_open: what holds while the shared counts cannot be reached: True counts in each process alone, False refuses.
    """

    name: str
    per_hour: int
    per_second: int
    fail_open: bool = True

    def times(self, factor: int) -> Zone:
        """The same with limits that many times as wide."""
        return (
            self if factor == 1 else replace(self, per_hour=factor * self.per_hour, per_second=factor * self.per_second)
        )


class Verdict(Struct, frozen=True):
    """Whether one request may go on, and what is left.

    Attributes:
        limit, remaining: requests an hour.
        reset_at: when more of them come back, whole seconds since 1970; a refused one may be sent again then.
        retry_after_s: seconds until one more is allowed; 0 when this one was.
        down: refused only because nobody can count: the zone is closed while the shared counts cannot be reached.
    """

    allowed: bool
    limit: int
    remaining: int
    reset_at: int
    retry_after_s: int = 0
    down: bool = False


class Limiter(Protocol):
    """Counts requests. Refused ones are not counted."""

    async def hit(self, zone: Zone, subject: str) -> Verdict:
        """Count one request of `subject`, if it is within the zone's limits."""
        ...

    async def close(self) -> None:
        """Give back what is held; `hit` is not called afterwards."""
        ...


# Before anybody is known: a whole company may come from one address.
ADDRESS = Zone("address", per_hour=20_000, per_second=50)
# What is no HTTP, by each process alone: there is no request that could be answered, signed or counted elsewhere.
UNREADABLE = Zone("unreadable", per_hour=600, per_second=10)
# Guessing is slow by address and by account; who cannot be counted is not let in. It is the hour that keeps it slow: the second
# only spreads the work of checking passwords, and leaves room for who mistypes one a few times.
LOGIN_BY_ADDRESS = Zone("login-address", per_hour=100, per_second=10, fail_open=False)
LOGIN_BY_ACCOUNT = Zone("login-account", per_hour=20, per_second=5, fail_open=False)
REGISTER_BY_ADDRESS = Zone("register-address", per_hour=20, per_second=5, fail_open=False)
REGISTER_BY_ACCOUNT = Zone("register-account", per_hour=5, per_second=3, fail_open=False)
# Outside the data quota, so that nobody is locked out of their own license by having used the service.
LICENSE = Zone("license", per_hour=600, per_second=10)
DATA: Mapping[LicenseType, Zone] = {
    LicenseType.FREE: Zone("data", per_hour=100, per_second=5),
    LicenseType.PRO: Zone("data", per_hour=1_000, per_second=20),
    LicenseType.ENTERPRISE: Zone("data", per_hour=10_000, per_second=50),
}

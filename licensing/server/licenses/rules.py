"""Whether a license may be used on a machine: small rules in a fixed order, of which the first that has something to say decides.

What is wrong with the license comes before what is wrong with the machine, and what cannot be undone before what can, so that
a person is told first what matters most.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from licensing.protocol.codes import Code, LicenseType
from licensing.server.catalog import machines_allowed
from licensing.server.licenses.matching import Known


class Status(StrEnum):
    """What the row of a license or of a user says."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class License(Struct, frozen=True, kw_only=True):
    """A license, as far as it is decided about.

    Attributes:
        status: of the license; `owner_status` of the user that it belongs to.
        own_machines: how many machines it may have; None for as many as its type.
        expires_at: in seconds since 1970; None for never.
    """

    id: UUID
    type: LicenseType
    status: str
    owner_status: str
    own_machines: int | None
    trial: bool
    expires_at: int | None

    @property
    def machines_allowed(self) -> int:
        """How many machines it may have at once."""
        return machines_allowed(self.type, self.own_machines)


class Asked(Struct, frozen=True, kw_only=True):
    """What is decided about.

    Attributes:
        license: None where no license has this key.
        machine: the one of its machines that asks; None if it is none of them.
        machines_used: how many it has.
        now: in seconds since 1970.
        joining: whether the machine wants to become one of them.
    """

    license: License | None
    machine: Known | None
    machines_used: int
    now: int
    joining: bool


class Decision(Struct, frozen=True):
    """A code, and the sentence that goes with it."""

    code: Code
    detail: str


def decide(asked: Asked) -> Decision:
    """What the first rule says that has something to say."""
    if asked.license is None:
        return NO_SUCH_KEY
    for rule in RULES:
        decision = rule(asked, asked.license)
        if decision is not None:
            return decision
    return _VALID


def _revoked(_asked: Asked, license_: License) -> Decision | None:
    return _REVOKED if license_.status == Status.REVOKED else None


def _suspended(_asked: Asked, license_: License) -> Decision | None:
    if license_.status == Status.SUSPENDED:
        return _SUSPENDED
    return _OWNER_SUSPENDED if license_.owner_status != Status.ACTIVE else None


def _expired(asked: Asked, license_: License) -> Decision | None:
    return _EXPIRED if license_.expires_at is not None and license_.expires_at <= asked.now else None


def _too_many(asked: Asked, license_: License) -> Decision | None:
    """Of a machine that joins, or of the youngest ones of a license that may have fewer than it has."""
    allowed = license_.machines_allowed
    if asked.machine is not None:
        return _beyond(allowed) if asked.machine.place >= allowed else None
    return _full(allowed) if asked.joining and asked.machines_used >= allowed else None


def _stranger(asked: Asked, license_: License) -> Decision | None:
    """Of a computer that is none of the license's machines: where there is room, it can become one; else it is like none."""
    if asked.machine is not None or asked.joining:
        return None
    return _NOT_ACTIVATED if asked.machines_used < license_.machines_allowed else _MISMATCH


RULES: tuple[Callable[[Asked, License], Decision | None], ...] = (_revoked, _suspended, _expired, _too_many, _stranger)
"""In this order, after NOT_FOUND; where none has anything to say, it is VALID."""


def _computers(count: int) -> str:
    return "1 computer" if count == 1 else f"{count} computers"


def _full(allowed: int) -> Decision:
    return Decision(
        Code.TOO_MANY_MACHINES,
        f"This license is for {_computers(allowed)} and is in use on as many: deactivate one that you no longer use.",
    )


def _beyond(allowed: int) -> Decision:
    return Decision(
        Code.TOO_MANY_MACHINES,
        f"This license is for {_computers(allowed)} now, and this one was added last: deactivate another to use it here.",
    )


_VALID = Decision(Code.VALID, "The license is valid on this computer.")
NO_SUCH_KEY = Decision(Code.NOT_FOUND, "No license has this key. Compare it with the one you were sent.")
_REVOKED = Decision(Code.REVOKED, "This license has been withdrawn. Ask whoever gave it to you.")
_SUSPENDED = Decision(Code.SUSPENDED, "This license is suspended for now. Ask whoever gave it to you.")
_OWNER_SUSPENDED = Decision(Code.SUSPENDED, "The account of this license is suspended. Ask whoever gave it to you.")
_EXPIRED = Decision(
    Code.EXPIRED, "This license has ended. Renew it to use what it unlocks; what you stored stays yours."
)
_NOT_ACTIVATED = Decision(Code.NOT_ACTIVATED, "This license is not activated on this computer yet: activate it.")
_MISMATCH = Decision(
    Code.FINGERPRINT_MISMATCH,
    "This license is activated on other computers, and this one is like none of them: deactivate one, then activate this one.",
)

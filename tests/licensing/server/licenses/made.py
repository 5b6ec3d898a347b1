"""Licenses and machines as values, for tests of what is decided about them."""

from __future__ import annotations

from uuid import UUID

from licensing.protocol.codes import LicenseType
from licensing.protocol.components import WEIGHTS
from licensing.server.licenses.matching import Known, Seen
from licensing.server.licenses.rules import Asked, License, Status

NOW = 1_800_000_000
FINGERPRINT = "ab" * 32


def part(name: str, of: str = "a") -> str:
    """The hash of a part; `of` tells computers apart."""
    return (name + of).encode().hex().ljust(64, "0")


def parts(of: str = "a", **others: str) -> dict[str, str]:
    """All parts of a computer; some may be of another."""
    return {name: part(name, others.get(name, of)) for name in WEIGHTS}


def seen(components=None, fingerprint=FINGERPRINT) -> Seen:
    return Seen(fingerprint, parts() if components is None else components)


def known(number: int = 0, **changes) -> Known:
    values = {
        "id": UUID(int=number + 1),
        "hardware_fingerprint": FINGERPRINT,
        "components": parts(),
        "seq": 0,
        "seq_renewed": 0,
        "cloned_at": None,
        "place": number,
        "moved_at": None,
    }
    return Known(**(values | changes))


def license_(**changes) -> License:
    values = {
        "id": UUID(int=99),
        "type": LicenseType.PRO,
        "status": Status.ACTIVE,
        "owner_status": Status.ACTIVE,
        "own_machines": None,
        "trial": False,
        "expires_at": None,
    }
    return License(**(values | changes))


def asked(**changes) -> Asked:
    values = {"license": license_(), "machine": known(), "machines_used": 1, "now": NOW, "joining": False}
    return Asked(**(values | changes))

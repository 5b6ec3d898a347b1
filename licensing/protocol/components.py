"""When two lists of a machine's parts are the same machine: by weight, so that one new part is not a new computer.

Parts are told apart by keyed hashes that the client makes (`licensing.fingerprint`); nobody but it sees what they are of.
The weights and the threshold are those of `docs/decisions/licensing-protocol.md`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS: dict[str, int] = {"machine_id": 5, "board": 5, "disk": 3, "cpu": 1, "memory": 1, "os": 1}
THRESHOLD = 0.6
TELLING = ("machine_id", "board", "disk")
"""Parts of which two computers of one make differ."""
_HASH = re.compile(r"[0-9a-f]{64}")


def sound(components: Mapping[str, str]) -> bool:
    """Whether these are components: known names, hashes of 32 bytes in hexadecimal."""
    return all(name in WEIGHTS and _HASH.fullmatch(value) for name, value in components.items())


def likeness(known: Mapping[str, str], seen: Mapping[str, str]) -> float:
    """The weight of what both have alike, as a part of the weight of what was known; 0.0 where nothing was.

    What was known and cannot be read now counts as changed: a program that is kept from its machine's parts proves nothing.
    """
    whole = sum(WEIGHTS.get(name, 0) for name in known)
    alike = sum(WEIGHTS.get(name, 0) for name, value in known.items() if seen.get(name) == value)
    return alike / whole if whole else 0.0


def same_machine(known: Mapping[str, str], seen: Mapping[str, str]) -> bool:
    """Whether what is seen is the machine that was known.

    Known by parts alone that many computers share, it is none that has others: a lease for every computer of one make is none.
    """
    told_apart = any(name in known for name in TELLING) or not any(name in seen for name in TELLING)
    return told_apart and likeness(known, seen) >= THRESHOLD


def drifted(known: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, str]:
    """What to know a machine by from now on, when it is the same: its parts as they are now, and those not seen now."""
    return {**known, **{name: value for name, value in seen.items() if name in WEIGHTS}}

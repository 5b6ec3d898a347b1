"""Which of a license's machines a request comes from.

By the weight of its parts, where both sides tell them apart; else by the specification's fingerprint, which is not unique:
two computers set up from one image have the same. So two machines with one fingerprint and different parts are two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from licensing.protocol.components import TELLING, drifted, likeness, same_machine

STRONG = frozenset(TELLING)
"""The other parts weigh so little together (3 of at least 6) that no machine is taken for another without one of these being
alike: a query may look for candidates by them alone."""
MOVES = timedelta(days=30)
"""So long after one of them was another than before, no other may be: else a license would go from computer to computer, a
part at a time."""


class Seen(Struct, frozen=True):
    """A computer, as a request tells of it."""

    hardware_fingerprint: str
    components: dict[str, str]


class Known(Struct, frozen=True, kw_only=True):
    """A machine of a license.

    Attributes:
        seq: of its last lease; `seq_renewed` the one that was renewed with it.
        place: how many machines of the license were activated before it.
        moved_at: when a part that tells computers apart was last another than before.
    """

    id: UUID
    hardware_fingerprint: str
    components: dict[str, str]
    seq: int
    seq_renewed: int
    cloned_at: datetime | None
    place: int
    moved_at: datetime | None


def machine_of(machines: Iterable[Known], seen: Seen, now: datetime) -> Known | None:
    """The one that is most like what is seen, the oldest of several; None if none is like enough, or moves on too soon."""
    return max(
        (machine for machine in machines if _is(machine, seen) and not _too_soon(machine, seen, now)),
        key=lambda machine: (
            likeness(machine.components, seen.components),
            machine.hardware_fingerprint == seen.hardware_fingerprint,
            not machine.components,
            -machine.place,
        ),
        default=None,
    )


def drift_of(machine: Known, seen: Seen) -> dict[str, str]:
    """The parts that are other or new since the machine was last known; empty for none."""
    now = drifted(machine.components, seen.components)
    return {name: value for name, value in now.items() if machine.components.get(name) != value}


def moves(machine: Known, seen: Seen) -> bool:
    """Whether a part that tells computers apart is another than the one that was known."""
    return any(
        machine.components.get(name, value) != value for name, value in seen.components.items() if name in STRONG
    )


def strong(components: Mapping[str, str]) -> list[str]:
    """The values by which candidates are looked for."""
    return [value for name, value in components.items() if name in STRONG]


def _too_soon(machine: Known, seen: Seen, now: datetime) -> bool:
    return machine.moved_at is not None and machine.moved_at > now - MOVES and moves(machine, seen)


def _is(machine: Known, seen: Seen) -> bool:
    if seen.components and strong(machine.components):
        return same_machine(machine.components, seen.components)
    return machine.hardware_fingerprint == seen.hardware_fingerprint

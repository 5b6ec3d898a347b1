"""What is kept after a server's word: pure functions from what was known and what came to what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from licensing.client.errors import NotTrusted
from licensing.client.standing import known_of, lease_in
from licensing.client.vault import Kept, Queued
from licensing.protocol import lease as leases
from licensing.protocol.codes import Code
from licensing.protocol.components import same_machine
from licensing.protocol.messages import Outcome
from licensing.protocol.signing import NotSigned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licensing.client.vault import Held, Opened, Pending

_WRONG = "The license server's answer contradicts itself; nothing of it was believed."


class Word(Struct, frozen=True, kw_only=True):
    """A server's word about this computer and a license key.

    Attributes:
        outcome: `checked`.
        key: whose license it is; `server` is the address of whose word it is.
        created: when it was said, by the server's clock.
        latest: what counts as the latest time from then on (`state.state_of`).
    """

    outcome: Outcome
    key: str
    server: str
    created: int
    latest: int


def checked(outcome: Outcome, nonce: str, server: str, keys: Mapping[str, bytes]) -> Outcome:
    """The outcome, if it answers our question and its lease is the one it speaks of.

    Raises:
        NotTrusted: it does not.
    """
    good = outcome.code is Code.VALID
    if outcome.nonce != nonce or outcome.valid != good or good != (outcome.lease is not None):
        raise NotTrusted(_WRONG)
    if outcome.lease is not None:
        try:
            lease = leases.read(outcome.lease, dict(keys), issuer=server)
        except NotSigned as error:
            raise NotTrusted(f"The license server's lease is not one that can be believed ({error}).") from None
        if (lease.nonce, lease.sub, lease.machine) != (nonce, outcome.license_id, outcome.machine_id):
            raise NotTrusted(_WRONG)
    return outcome


def former(
    opened: Opened,
    outcome: Outcome,
    keys_of: Callable[[str], Mapping[str, bytes]],
    components: Callable[[], Mapping[str, str]],
    *,
    now: int,
) -> Queued | None:
    """This computer's place in the license that was here, to be given up once the outcome is of another one.

    None where it is of the same license, where the place is another computer's (the folder was copied), and where nobody
    waits for it: a license for trying out is for one computer.
    """
    held, lease = opened.held, lease_in(opened.held, opened.kept, keys_of)
    if held is None or lease is None or outcome.code is not Code.VALID or not known_of(held, opened.kept).active:
        return None
    if lease.trial or lease.sub == outcome.license_id or not same_machine(lease.components, components()):
        return None
    return Queued(server=held.server, key=held.key, machine_id=lease.machine, since=now)


def after_outcome(opened: Opened, held: Held, word: Word, former: Queued | None, *, now: int) -> tuple[Held, Kept]:
    """What is known after a server's word.

    Args:
        opened: what is kept.
        held: the entry to write further into.
        word: the server's.
        former: to be told to the server of the license before.
        now: by this computer's clock.
    """
    kept, code = opened.kept or Kept(), word.outcome.code
    known = known_of(opened.held, opened.kept)
    same = (held.key, held.server) == (word.key, word.server)
    again = same and known.code is code
    epoch = known.epoch + 1
    return (
        replace(held, key=word.key, server=word.server, epoch=epoch, latest=word.latest, code=code, written_at=now),
        replace(
            kept,
            epoch=epoch,
            active=True,
            latest=word.latest,
            code=code,
            lease=word.outcome.lease or (kept.lease if same else None),
            checked_at=word.created,
            refused_at=None if code is Code.VALID else (again and kept.refused_at) or word.created,
            queued=_queue((*kept.queued, former) if former else kept.queued, word),
            pending=_not_ahead(kept.pending, word.latest),
        ),
    )


def _queue(waiting: tuple[Queued, ...], word: Word) -> tuple[Queued, ...]:
    """What servers are still to be told: not that a machine is given up which has just become the license's again."""
    if word.outcome.code is not Code.VALID:
        return waiting
    return tuple(each for each in waiting if (each.key, each.machine_id) != (word.key, word.outcome.machine_id))


def _not_ahead(pending: Pending | None, latest: int) -> Pending | None:
    """The request that waits; made while the clock was ahead, it would set it back with an answer that was saved up."""
    return None if pending is None else replace(pending, latest=min(pending.latest, latest))


def after_leaving(opened: Opened, held: Held, queued: tuple[Queued, ...]) -> tuple[Held, Kept]:
    """What is known once there is no license here any more, but something to tell a server about it."""
    kept = opened.kept or Kept()
    known = known_of(opened.held, opened.kept)
    latest = max(known.latest, kept.latest)
    return (
        replace(held, key="", server="", epoch=known.epoch + 1, latest=latest, code=None),
        Kept(epoch=known.epoch + 1, latest=latest, queued=queued, pending=kept.pending),
    )

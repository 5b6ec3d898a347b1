"""What is kept after a server's word: pure functions from what was known and what came to what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from licensing.client.errors import NotTrusted
from licensing.client.standing import known_of, lease_in
from licensing.client.vault import Kept, Queued
from licensing.protocol import lease as leases
from licensing.protocol.codes import Code
from licensing.protocol.components import same_machine
from licensing.protocol.signing import NotSigned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licensing.client.vault import Held, Opened
    from licensing.protocol.messages import Outcome

_WRONG = "The license server's answer contradicts itself; nothing of it was believed."


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


def after_outcome(
    opened: Opened,
    held: Held,
    outcome: Outcome,
    former: Queued | None,
    *,
    key: str,
    server: str,
    latest: int,
    created: int,
    now: int,
) -> tuple[Held, Kept]:
    """What is known after a server's word about this computer and a key.

    Args:
        opened: what is kept.
        held: the entry to write further into.
        outcome: `checked`.
        former: to be told to the server of the license before.
        key: whose license it is, on which server.
        server: its address.
        latest: what counts as the latest time from now on (`state.state_of`).
        created: when the server said so.
        now: by this computer's clock.
    """
    kept = opened.kept or Kept()
    known = known_of(opened.held, opened.kept)
    same = held.key == key and held.server == server
    lease = outcome.lease or (kept.lease if same else None)
    mine = outcome.code is Code.VALID
    waiting = (*kept.queued, former) if former else kept.queued
    queued = tuple(each for each in waiting if not (mine and each.key == key and each.machine_id == outcome.machine_id))
    again = same and known.code is outcome.code
    pending = kept.pending
    if pending is not None:
        # Else a request made while the clock was ahead would set it back with an answer that was saved up.
        pending = replace(pending, latest=min(pending.latest, latest))
    return (
        replace(held, key=key, server=server, epoch=known.epoch + 1, latest=latest, code=outcome.code, written_at=now),
        replace(
            kept,
            epoch=known.epoch + 1,
            active=True,
            latest=latest,
            code=outcome.code,
            lease=lease,
            checked_at=created,
            refused_at=None if mine else (again and kept.refused_at) or created,
            queued=queued,
            pending=pending,
        ),
    )


def after_leaving(opened: Opened, held: Held, queued: tuple[Queued, ...]) -> tuple[Held, Kept]:
    """What is known once there is no license here any more, but something to tell a server about it."""
    kept = opened.kept or Kept()
    known = known_of(opened.held, opened.kept)
    latest = max(known.latest, kept.latest)
    return (
        replace(held, key="", server="", epoch=known.epoch + 1, latest=latest, code=None),
        Kept(epoch=known.epoch + 1, latest=latest, queued=queued, pending=kept.pending),
    )

"""Which server a question goes to where nobody named one, and what here hangs on a server's being trusted."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from licensing.client.errors import Undecided, Unreachable, VendorUnreachable
from licensing.client.standing import known_of, lease_in
from licensing.client.trust import VENDOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licensing.client.trust import Trust
    from licensing.client.vault import Opened


class Ties(Struct, frozen=True, kw_only=True):
    """What here needs a server's keys.

    Attributes:
        license: the license that is used here is of it: without its keys nobody can tell whether the lease is real.
        queued: so many computers were given up here that it has not been told of.
        requested: a request by file waits for its answer.
    """

    license: bool = False
    queued: int = 0
    requested: bool = False


def ties_of(server: str, opened: Opened) -> Ties:
    """What hangs on this server of what is kept."""
    held, kept = opened.held, opened.kept
    return Ties(
        license=held is not None and held.server == server and known_of(held, kept).active,
        queued=sum(each.server == server for each in kept.queued) if kept else 0,
        requested=kept is not None and kept.pending is not None and kept.pending.server == server,
    )


def usual_server(opened: Opened, trust: Trust) -> str:
    """The server of the license that is here, else the only one that was added, else the vendor's.

    None of them is one for trying out: it may not run, and its port, on which keys come in clear, be somebody else's.

    Raises:
        Undecided: several were added.
    """
    lease = lease_in(opened.held, opened.kept, trust.keys_of)
    tried = lease.iss if lease is not None and lease.trial else None
    added = [keys.server for keys in trust.servers()[1:] if keys.server != tried and not trust.tried(keys.server)]
    here = opened.held.server if opened.held is not None else ""
    if here and here in {*added, VENDOR.server}:
        return here
    if len(added) > 1:
        raise Undecided(added)
    return added[0] if added else VENDOR.server


@contextmanager
def asked_first(server: str, given: str | None) -> Iterator[None]:
    """While a key is taken to a server for the first time: raises `VendorUnreachable` where the vendor's, which nobody has
    `given`, does not answer.
    """
    try:
        yield
    except Unreachable as error:
        if given is None and server == VENDOR.server:
            raise VendorUnreachable(str(error)) from error
        raise

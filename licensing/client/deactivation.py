"""Giving up a computer's place in a license; a server that cannot be told now is told later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from licensing.client import questions, timing
from licensing.client.errors import Declined, NotTrusted, Refused, ServerTrouble, TooManyRequests, Unreachable
from licensing.client.standing import license_in
from licensing.client.vault import Queued
from licensing.protocol.codes import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from licensing.client.api import Server
    from licensing.client.keeping import Keeping
    from licensing.client.standing import Standing
    from licensing.client.trust import Trust
    from licensing.client.vault import Vault
    from licensing.protocol.messages import Deactivated

_QUEUE_S = 60 * timing.DAY_S
"""How long a server that cannot be told is tried."""


class Deactivation:
    """Gives up places. May wait for the keyring and the network.

    Args:
        vault: what is kept here; `keeping` writes into it.
        clock: in seconds since 1970.
        server: the server at an address; raises `NotTrusted`.
        refresh: asks the server of the license that is here how it stands.
    """

    def __init__(
        self,
        vault: Vault,
        trust: Trust,
        keeping: Keeping,
        *,
        clock: Callable[[], float],
        server: Callable[[str], Server],
        refresh: Callable[[], Standing],
    ) -> None:
        self._vault, self._trust, self._keeping, self._clock = vault, trust, keeping, clock
        self._server, self._refresh = server, refresh

    def this_computer(self) -> Literal["done", "queued", "removed"]:
        """Give up this computer's place (`LicenseClient.deactivate`)."""
        opened = self._vault.open()
        if opened.damage and opened.held is None:
            with self._vault.changing() as now:
                if now.damage and now.held is None:
                    self._vault.clear(now)
                    return "removed"
            opened = self._vault.open()  # another program mended it meanwhile
        held, lease = license_in(opened, self._trust.keys_of)
        if not self._trust.keys_of(held.server):
            self._keeping.leave(held, None)
            return "removed"
        if lease is None:
            code = self._refresh().code
            held, lease = license_in(self._vault.open(), self._trust.keys_of)
            if lease is None:
                # The server has just said that this license is not for this computer, or not by this key.
                self._keeping.leave(held, None)
                return "removed" if code is Code.NOT_FOUND else "done"
        queued = Queued(server=held.server, key=held.key, machine_id=lease.machine, since=int(self._clock()))
        try:
            told = self._tell(queued)
        except (Unreachable, NotTrusted, ServerTrouble, TooManyRequests):
            self._keeping.leave(held, queued)
            return "queued"
        if not told.deactivated and told.code is not Code.NOT_FOUND:
            raise Declined(told.code, told.detail)
        self._keeping.leave(held, None)
        return "done" if told.code is not Code.NOT_FOUND else "removed"

    def machine(self, machine_id: str) -> Deactivated:
        """Give up the place of any computer of the license (`LicenseClient.deactivate_machine`)."""
        held, lease = license_in(self._vault.open(), self._trust.keys_of)
        told = self._tell(Queued(server=held.server, key=held.key, machine_id=machine_id, since=int(self._clock())))
        if told.deactivated and lease is not None and lease.machine == machine_id:
            self._keeping.leave(held, None)
        return told

    def send_queued(self, to: str | None) -> int:
        """Tell servers, or the one named, what waits for them; how many were told."""
        kept = self._vault.open().kept
        return sum(self.send(queued) for queued in (kept.queued if kept else ()) if to in {None, queued.server})

    def send(self, queued: Queued) -> bool:
        """Whether a server was told that a machine was given up here; what can never be told is not kept any longer."""
        told = False
        try:
            answer = self._tell(queued)
            told = answer.deactivated and answer.code is not Code.NOT_FOUND
            over = told or answer.code is Code.NOT_FOUND
        except (Unreachable, NotTrusted, ServerTrouble, Refused):
            over = self._clock() > queued.since + _QUEUE_S
        if over:
            self._keeping.told(queued)
        return told

    def _tell(self, queued: Queued) -> Deactivated:
        return questions.give_up(self._server(queued.server), queued)

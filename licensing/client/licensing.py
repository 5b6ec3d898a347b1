"""The license of this computer, as the application uses it.

Everything here may read the keyring, and a keyring may ask the person to unlock it and wait: call it on a worker thread, never
on a window's own. One object may be used from several threads, and several programs may use one folder at a time.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from licensing.client import by_file, questions, record, timing
from licensing.client.api import Server, new_nonce
from licensing.client.deactivation import Deactivation
from licensing.client.errors import (
    BadInput,
    Declined,
    FolderTrouble,
    LicensingError,
    NotTrusted,
    TooManyRequests,
)
from licensing.client.exchange import WAIT_S
from licensing.client.files import DAMAGED
from licensing.client.keeping import Keeping
from licensing.client.keyrings import Keyring
from licensing.client.servers import Ties, asked_first, ties_of, usual_server
from licensing.client.standing import Activation, Standing, known_of, license_in, standing_of
from licensing.client.state import State
from licensing.client.trust import Trust, address
from licensing.client.vault import LOCKED, Damage, Vault
from licensing.fingerprint import Machine, NotAnswered, this_machine
from licensing.protocol.codes import Code
from licensing.protocol.messages import (
    Deactivated,
    Machines,
    Outcome,
    Register,
    Registered,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from licensing.client.keyrings import Backend
    from licensing.client.vault import Held, Opened, Pending
    from licensing.protocol.key_file import ServerKeys
    from licensing.protocol.lease import Lease


class LicenseClient:
    """The license in a folder.

    Args:
        folder: for what is kept; made when there is something to keep.
        server: the address to register and activate at; None for the usual one (`servers.usual_server`). A license is always
            refreshed and given up at its own server.
        app_version: told to the server.
        clock: seconds since 1970.
        machine: what this computer is known by; asked until it answers.
        keyring: None for the system's own.
        wait_s: for one exchange with a server.
        ca_cert: file of certificate authorities to trust in place of the usual ones; "" for those.
        development: whether servers with keys named `dev-*` can be added. Only tests say so.

    Raises:
        BadInput: `server` is no address of a license server.
    """

    def __init__(
        self,
        folder: Path,
        *,
        server: str | None = None,
        app_version: str,
        clock: Callable[[], float] = time.time,
        machine: Callable[[], Machine] = this_machine,
        keyring: Backend | None = None,
        wait_s: float = WAIT_S,
        ca_cert: str = "",
        development: bool = False,
    ) -> None:
        self._given = None if server is None else address(server)
        self._app_version, self._clock, self._wait_s, self._ca_cert = app_version, clock, wait_s, ca_cert
        self.put_aside_in = folder / DAMAGED
        """Where what could not be read is kept once something else took its place, or it was given up."""
        self._ask_machine = machine
        self._machine: Machine | None = None
        self._trust = Trust(folder / "trusted", development=development)
        self._vault = Vault(folder, Keyring(keyring), lambda: self._this().components)
        self._keeping = Keeping(self._vault, clock, self._trust.keys_of, lambda: self._this().components)
        self._deactivation = Deactivation(
            self._vault, self._trust, self._keeping, clock=clock, server=self._server, refresh=self.refresh
        )
        self._tries, self._not_before = 0, 0.0

    def standing(self) -> Standing:
        """How this computer stands. No network; one read of the keyring the first time, then of files alone.

        Never raises: what was changed, copied or cannot be read is a state, or `trouble` in words.
        """
        try:
            opened = self._vault.open()
            self._keeping.time(opened)
            return self._standing(opened)
        except FolderTrouble as error:
            return Standing(trouble=str(error))

    def next_refresh_at(self) -> datetime | None:
        """When to ask the server again; None where there is no license that could be refreshed. No network."""
        try:
            opened, now = self._vault.open(), int(self._clock())
            _, lease = self._license(opened)
            state = self._standing(opened).state
        except BadInput:
            return None
        if state is State.UNTRUSTED:
            return None
        refused = known_of(opened.held, opened.kept).code not in {None, Code.VALID}
        checked_at = opened.kept.checked_at if opened.kept else None
        at = timing.refresh_at(state, lease, checked_at=checked_at, refused=refused, now=now)
        # Not where the clock was set back since the last try.
        pause = self._not_before if self._not_before <= now + timing.LAST_RETRY_S else 0
        return datetime.fromtimestamp(max(at, pause), UTC)

    def due(self, now: datetime | None = None) -> bool:
        """Whether to `refresh` now; asked every few minutes by whoever refreshes in the background."""
        at = self.next_refresh_at()
        return at is not None and at <= (now or datetime.fromtimestamp(self._clock(), UTC))

    def register(self, email: str, password: str) -> Registered:
        """A new account and its license key, which is shown this once; `activate` it next. Raises `LicensingError`."""
        body = Register(email=email, password=password, hardware_fingerprint=self._this().fingerprint)
        server = self._target()
        with asked_first(server.address, self._given):
            return server.ask("POST", "/auth/register", Registered, nonce=new_nonce(), body=body).value

    def activate(self, key: str, *, name: str = "") -> Activation:
        """Make this computer one of the license's machines; doing it again changes nothing.

        A license that says no is no error: the outcome tells why, and what is here stays. Else this computer's place in
        another license that was here is given up; where that one's server cannot be told now, `send_queued` tells it later.

        Args:
            key: as typed or pasted.
            name: what its owner calls this computer; the only name that is sent.

        Raises:
            BadInput: the text is no license key, or it has to be said which server is meant.
            LicensingError: it could not be asked.
        """
        server, nonce = self._target(), new_nonce()
        body = questions.activation(key, self._this(), nonce, self._app_version, name=name)
        with asked_first(server.address, self._given):
            answer = server.ask("POST", by_file.PATH, Outcome, nonce=nonce, body=body)
        outcome = record.checked(answer.value, nonce, server.address, server.keys)
        former = self._keeping.outcome(outcome, answer.created, key=body.license_key, server=server.address, anew=True)
        if former is not None:
            with suppress(FolderTrouble):  # the license is here; what is queued is told another time
                self._deactivation.send(former)
        return Activation(outcome=outcome, standing=self.standing())

    def refresh(self) -> Standing:
        """Ask whether the license still holds, and renew the lease.

        A computer that is none of the license's machines any more is not made one again: that is for the person to decide.

        Raises:
            BadInput: there is no license here, or its key is not known any more.
            LicensingError: it could not be asked; what is here stays as it is.
        """
        held, lease = self._license(self._vault.open())
        server, nonce, machine = self._server(held.server), new_nonce(), self._this()
        body = questions.validation(held.key, machine, nonce, self._app_version, seq=lease.seq if lease else 0)
        try:
            answer = server.ask("POST", "/licenses/validate", Outcome, nonce=nonce, body=body)
            outcome = record.checked(answer.value, nonce, server.address, server.keys)
            self._keeping.outcome(outcome, answer.created, key=held.key, server=server.address, anew=False)
        except LicensingError as error:
            self._tried(mended=False, wait_s=error.retry_after_s if isinstance(error, TooManyRequests) else 0)
            raise
        standing = self.standing()
        self._tried(mended=standing.state is not None and standing.state.unlocks)
        return standing

    def deactivate(self) -> Literal["done", "queued", "removed"]:
        """Give up this computer's place in the license: the license is gone from here at once.

        "queued" where the server could not be told; `send_queued` tells it later. "removed" where it can never be told, as the
        key cannot be read any more or is another one by now, or the server is not trusted: the place has to be given up from
        another computer. What cannot be read is put aside (`put_aside_in`).

        Raises:
            Declined: the license has given up as many machines as it may; it stays here.
            LicensingError: there is no license here, or it cannot be removed.
        """
        return self._deactivation.this_computer()

    def send_queued(self, to: str | None = None) -> int:
        """Tell servers, or the one named, which machines were given up here while they were out of reach; how many were told.

        Never raises for a server that is out of reach still.
        """
        return self._deactivation.send_queued(to)

    def machines(self) -> Machines:
        """The license's machines. Raises `LicensingError`."""
        held, lease = self._license(self._vault.open())
        server = self._server(held.server)
        if lease is None:
            raise BadInput("What is kept of the license was changed. Refresh it first.")
        path = f"/licenses/{quote(lease.sub, safe='')}/machines"
        return server.ask("GET", path, Machines, nonce=new_nonce(), license_key=held.key).value

    def deactivate_machine(self, machine_id: str) -> Deactivated:
        """Give up another computer's place in the license; this one's as well, and then the license is gone from here.

        Whether it was given up is in what comes back. Raises `LicensingError`.
        """
        return self._deactivation.machine(machine_id)

    def trust(self, content: bytes, *, tried: bool = False) -> ServerKeys:
        """Trust the server of a key file, after the person compared its `fingerprints()` (`read_key_file` gives them).

        `tried` says that it is a server for trying out, which nobody is sent to without having named it.

        Raises:
            BadInput: it is none, or not one that can be added.
        """
        return self._trust.add(content, tried=tried)

    def untrust(self, server: str, *, forget_queued: bool = False) -> None:
        """Trust a server no more. A license of it stays here, and does not hold until its server is trusted again.

        Args:
            server: its address.
            forget_queued: also where it is still to be told of what was given up here, which it is then never told.

        Raises:
            BadInput: it is not trusted, or always (the vendor's); `StillQueued`.
        """
        at = address(server)
        self._keeping.untrust(at, lambda: self._trust.remove(at), forget_queued=forget_queued)

    def ties(self, server: str) -> Ties:
        """What here hangs on the keys of a server that was added. Raises `BadInput`."""
        at, opened = address(server), self._vault.open()
        self._trust.check_added(at)
        if opened.damage is Damage.LOCKED:
            raise FolderTrouble(LOCKED)
        return ties_of(at, opened)

    def trusted(self) -> tuple[ServerKeys, ...]:
        """The servers trusted here; the vendor's first."""
        return self._trust.servers()

    def tried(self, server: str) -> bool:
        """Whether a server is trusted for trying out alone."""
        return self._trust.tried(server)

    # By file, for a computer without a network

    def export_request(self, key: str, *, name: str = "") -> bytes:
        """A file that activates this computer when it is answered on another one (`answer_request`). It has the key in it.

        Raises:
            BadInput: the text is no license key, or nothing can be kept here.
            NotTrusted: the server is not one that is trusted here.
        """
        server, nonce = self._target(), new_nonce()
        body = questions.activation(key, self._this(), nonce, self._app_version, name=name, offline=True)
        self._keeping.ask_by_file(server.address, body.license_key, nonce)
        return by_file.write_request(server.address, body)

    def answer_request(self, content: bytes) -> bytes:
        """The answer to another computer's request, from its server; nothing changes here.

        Raises:
            BadInput: it is no such request.
            Declined: the license does not allow it.
            LicensingError: the server could not be asked, or is not one that is trusted here.
        """
        request = by_file.read_request(content)
        server, body = self._server(address(request.server)), request.activate
        answer = server.ask("POST", by_file.PATH, Outcome, nonce=body.nonce, body=body)
        outcome = record.checked(answer.value, body.nonce, server.address, server.keys)
        if outcome.code is not Code.VALID:
            raise Declined(outcome.code, outcome.detail)
        return by_file.write_answer(server.address, answer.signature, answer.body)

    def import_lease(self, content: bytes) -> Standing:
        """Take the answer to the last request that was made here.

        Raises:
            BadInput: it is no answer, or none is waited for.
            NotTrusted: it is not the server's answer to that request.
            Declined: the license does not allow it.
        """
        answer = by_file.read_answer(content)

        def verify(pending: Pending) -> tuple[Outcome, int]:
            return by_file.verified(answer, pending, self._trust.keys_of(pending.server))

        self._keeping.answer_by_file(verify)
        return self.standing()

    # Inside

    def _standing(self, opened: Opened) -> Standing:
        return standing_of(opened, int(self._clock()), lambda: self._this().components, self._trust)

    def _this(self) -> Machine:
        if self._machine is None:
            try:
                self._machine = self._ask_machine()
            except NotAnswered as error:
                raise FolderTrouble("This computer is too busy to say what it is known by. Try again later.") from error
        return self._machine

    def _target(self) -> Server:
        return self._server(usual_server(self._vault.open(), self._trust) if self._given is None else self._given)

    def _server(self, at: str) -> Server:
        keys = self._trust.keys_of(at)
        if not keys:
            raise NotTrusted(
                f"{at} is not a server you trust. Ask whoever runs it for its key file, and add that first."
            )
        return Server(address=at, keys=keys, app_version=self._app_version, wait_s=self._wait_s, ca_cert=self._ca_cert)

    def _license(self, opened: Opened) -> tuple[Held, Lease | None]:
        """The key, and the lease if it can be read. Raises `BadInput` where there is no license here."""
        return license_in(opened, self._trust.keys_of)

    def _tried(self, *, mended: bool, wait_s: float = 0) -> None:
        self._tries = 0 if mended else self._tries + 1
        pause = max(timing.pause_s(self._tries), wait_s)
        self._not_before = self._clock() + pause

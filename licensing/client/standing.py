"""How this computer stands with its license: a pure function of what is kept, the clock and the computer's parts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from licensing.client.errors import BadInput, FolderTrouble
from licensing.client.state import State, state_of
from licensing.client.vault import LOCKED, Damage
from licensing.protocol import lease as leases
from licensing.protocol.codes import Code, LicenseType
from licensing.protocol.components import same_machine
from licensing.protocol.license_key import last_letters
from licensing.protocol.messages import Outcome
from licensing.protocol.signing import NotSigned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licensing.client.trust import Trust
    from licensing.client.vault import Held, Kept, Opened

_LOCKED = "The license is in this computer's keyring, which cannot be read now. Unlock it, or sign in to the desktop."


class Untold(Struct, frozen=True, kw_only=True):
    """A server that is still to be told what was given up here.

    Attributes:
        server: its address.
        since: when the first of it was given up, by this computer's clock; None for beyond the years there are.
        tried: it is one for trying out, which runs only then.
    """

    server: str
    since: datetime | None
    tried: bool


class Standing(Struct, frozen=True, kw_only=True):
    """What the application shows of a license, and asks of it.

    Attributes:
        state: None where there is no license here.
        license_type: and `features` as the license has them; whether they may be used now is for `unlocked` and `allows`.
        trial: a local server made it for trying out: everything it unlocks is labelled so.
        tried: it is of a server that was started here for trying out; any other may run on this computer as well.
        expires_at: when the license ends; None for never.
        offline_until: until when it is honored without asking the server.
        checked_at: when the server last answered, by its clock.
        refused_at: when it first said `code`, by its clock; None where that is no refusal, or not known.
        server: its address.
        key_ending: the key's last six letters; None where the key itself is not known any more.
        stored_in: where the key is: in the system's keyring, or in an encrypted file.
        code: the server's last word; it says more than the state why a license does not unlock.
        untold: the servers that are still to be told of a license that was here before.
        trouble: a sentence for the person where what is kept cannot be read at present.
    """

    state: State | None = None
    license_type: LicenseType | None = None
    features: tuple[str, ...] = ()
    trial: bool = False
    tried: bool = False
    expires_at: datetime | None = None
    offline_until: datetime | None = None
    checked_at: datetime | None = None
    refused_at: datetime | None = None
    server: str | None = None
    key_ending: str | None = None
    license_id: str | None = None
    machine_id: str | None = None
    stored_in: Literal["keyring", "file"] | None = None
    code: Code | None = None
    untold: tuple[Untold, ...] = ()
    trouble: str | None = None

    @property
    def unlocked(self) -> LicenseType:
        """The kind of license that may be used now; `FREE` where there is none or it does not hold."""
        return self.license_type if self.license_type and self.state and self.state.unlocks else LicenseType.FREE

    def allows(self, feature: str) -> bool:
        """Whether a feature may be used now."""
        return self.state is not None and self.state.unlocks and feature in self.features


class Activation(Struct, frozen=True, kw_only=True):
    """What became of an activation.

    Attributes:
        outcome: what the server said: its code, a sentence, the machines used and allowed.
        standing: as it is now; unchanged where the server said no to another key than the one that is here.
    """

    outcome: Outcome
    standing: Standing

    @property
    def done(self) -> bool:
        """Whether this computer is one of the license's machines now."""
        return self.outcome.code is Code.VALID


class Known(Struct, frozen=True, kw_only=True):
    """What the newer of entry and file says: whether there is a license, the latest time known, the server's last word."""

    active: bool
    latest: int
    code: Code | None
    epoch: int


def known_of(held: Held | None, kept: Kept | None) -> Known:
    """The word of the newer one; the later time of two of the same age."""
    entry = Known(active=bool(held.key), latest=held.latest, code=held.code, epoch=held.epoch) if held else None
    file = Known(active=kept.active, latest=kept.latest, code=kept.code, epoch=kept.epoch) if kept else None
    if entry is None or file is None:
        return entry or file or Known(active=False, latest=0, code=None, epoch=0)
    if entry.epoch != file.epoch:
        return entry if entry.epoch > file.epoch else file
    return Known(active=file.active, latest=max(entry.latest, file.latest), code=entry.code, epoch=entry.epoch)


def standing_of(opened: Opened, now: int, components: Callable[[], Mapping[str, str]], trust: Trust) -> Standing:
    """How this computer stands.

    Args:
        opened: what is kept.
        now: this computer's clock, in seconds since 1970.
        components: what it is known by.
        trust: the servers trusted here.
    """
    if opened.damage is Damage.LOCKED:
        return Standing(stored_in=opened.place, trouble=_LOCKED)
    held, kept, about = opened.held, opened.kept, _without_lease(opened, trust)
    if opened.damage is not None:
        return replace(about, state=State.TAMPERED)
    known = known_of(held, kept)
    if not known.active:
        return Standing(untold=about.untold)
    lease = lease_in(held, kept, trust.keys_of)
    if lease is None or kept is None:
        unread = State.TAMPERED if held is None or trust.keys_of(held.server) else State.UNTRUSTED
        return replace(about, state=_said(known.code) or unread, code=known.code)
    state = _said(known.code) or state_of(
        lease, now, known.latest, matches=same_machine(lease.components, components())
    )
    return replace(
        about,
        state=state,
        license_type=lease.type,
        features=lease.features,
        trial=about.trial or lease.trial,
        expires_at=_at(lease.expires_at),
        offline_until=_at(min(lease.grace_until, lease.expires_at or lease.grace_until)),
        checked_at=_at(kept.checked_at),
        refused_at=_at(kept.refused_at),
        license_id=lease.sub,
        machine_id=lease.machine,
        code=known.code,
    )


def _without_lease(opened: Opened, trust: Trust) -> Standing:
    """What is known whether or not there is a lease that can be read."""
    held = opened.held
    return Standing(
        # Nothing but a server for trying out is reached without https, whatever it says of itself.
        trial=held is not None and held.server.startswith("http:"),
        tried=held is not None and trust.tried(held.server),
        server=held.server or None if held else None,
        key_ending=last_letters(held.key) if held and held.key else None,
        stored_in=opened.place,
        untold=_untold(opened.kept, trust),
    )


def lease_in(
    held: Held | None, kept: Kept | None, keys_of: Callable[[str], Mapping[str, bytes]]
) -> leases.Lease | None:
    """The lease that is kept, if it is one of the server whose key is kept, signed by a key that is trusted for it."""
    if held is None or kept is None or kept.lease is None:
        return None
    try:
        return leases.read(kept.lease, dict(keys_of(held.server)), issuer=held.server)
    except NotSigned:
        return None


def license_in(opened: Opened, keys_of: Callable[[str], Mapping[str, bytes]]) -> tuple[Held, leases.Lease | None]:
    """The license that is here, to do something with: its key, and the lease if it can be read.

    Raises:
        FolderTrouble: the keyring is locked.
        BadInput: there is no license here.
    """
    if opened.damage is Damage.LOCKED:
        raise FolderTrouble(LOCKED)
    if opened.held is None or not opened.held.key or not known_of(opened.held, opened.kept).active:
        raise BadInput("There is no license on this computer. Enter a license key first.")
    return opened.held, lease_in(opened.held, opened.kept, keys_of)


def _untold(kept: Kept | None, trust: Trust) -> tuple[Untold, ...]:
    """Each server once, in the order in which something was given up."""
    first: dict[str, int] = {}
    for each in kept.queued if kept else ():
        first.setdefault(each.server, each.since)
    return tuple(Untold(server=server, since=_at(since), tried=trust.tried(server)) for server, since in first.items())


def _said(code: Code | None) -> State | None:
    """What the server's last word makes of any lease; None where the lease speaks for itself."""
    if code in {None, Code.VALID}:
        return None
    return {Code.EXPIRED: State.EXPIRED, Code.FINGERPRINT_MISMATCH: State.FINGERPRINT_MISMATCH}.get(code, State.REVOKED)


def _at(seconds: int | None) -> datetime | None:
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):  # signed, but beyond the years there are
        return None

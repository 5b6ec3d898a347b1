"""What this computer keeps of its license: a few words in the keyring, the rest in a file that only they open.

In the folder:

- `vault.json`: the name of this folder's entry, and whether it lies in the keyring or in a file.
- `license.sealed`: `Kept`, sealed under the secret of `Held`.
- `secret.sealed`: `Held`, where there is no keyring; opens on this computer alone, mode 0600.
- `license.lock`: held while any of them is changed.
- `damaged/`: what could not be read when something else took its place.

Both `Held` and `Kept` say how new they are (`epoch`), and the newer one's word counts: whichever of the two was written when
a program was killed in between, what follows is known. Files are replaced whole.
"""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from licensing.client.errors import FolderTrouble
from licensing.client.files import put_aside, replace_file
from licensing.client.keyrings import Keyring, NoKeyring
from licensing.client.sealing import SECRET_BYTES, DoesNotOpen, new_secret, seal, seal_here, unseal, unseal_here
from licensing.protocol.codes import Code
from licensing.protocol.signing import from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

Place = Literal["keyring", "file"]
_Kind = TypeVar("_Kind")
_LOCK_WAIT_S = 20.0
_MOST_BYTES = 1 << 20
LOCKED = "The license is in this computer's keyring, which is locked. Unlock it, then try again."
_FILE = "license.sealed"
_SECRET = "secret.sealed"  # noqa: S105 - a file's name


class Held(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is small and secret: one entry in the keyring, below the 2,560 bytes that Windows allows.

    Attributes:
        secret: opens `license.sealed`; 32 bytes as text.
        key: the license's; empty for none.
        server: whose license it is.
        epoch: grows with every word from a server and every change by the person.
        latest: the latest time that was known when it was written (`state.state_of`).
        code: the server's last word.
        written_at: by this computer's clock.
    """

    secret: str
    key: str = ""
    server: str = ""
    epoch: int = 0
    latest: int = 0
    code: Code | None = None
    written_at: int = 0


class Queued(Struct, frozen=True, kw_only=True):
    """A machine that was given up here while its server was out of reach."""

    server: str
    key: str
    machine_id: str
    since: int


class Pending(Struct, frozen=True, kw_only=True):
    """A request by file that waits for its answer; `latest` is the latest time known when it was written."""

    server: str
    key: str
    nonce: str
    latest: int


class Kept(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The rest, in the sealed file.

    Attributes:
        active: whether there is a license here; without one only what is `queued` or `pending` is kept.
        lease: as signed (`licensing.protocol.lease`).
        checked_at: when the server last answered, by its clock.
        refused_at: when it first said `code`, by its clock; None where that is no refusal, or not known.
    """

    epoch: int = 0
    active: bool = False
    latest: int = 0
    code: Code | None = None
    lease: str | None = None
    checked_at: int | None = None
    refused_at: int | None = None
    queued: tuple[Queued, ...] = ()
    pending: Pending | None = None


class Damage(StrEnum):
    """Why what is kept cannot be used as it is."""

    CHANGED = "changed"
    """It was edited, cut, deleted in part, or copied from elsewhere."""
    LOCKED = "locked"
    """The keyring it belongs to cannot be used now."""


class Opened(Struct, frozen=True, kw_only=True):
    """What is kept; `held` and `kept` are None where they cannot be read, and where there is nothing."""

    place: Place | None = None
    held: Held | None = None
    kept: Kept | None = None
    damage: Damage | None = None


class _Vault(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    id: str
    place: Place
    leaving: bool = False


class Vault:
    """The folder. Every method may wait for the keyring, and with it for the person: never on a window's own thread.

    Args:
        components: what this computer is known by; asked only where there is no keyring.
    """

    def __init__(self, folder: Path, keyring: Keyring, components: Callable[[], Mapping[str, str]]) -> None:
        self._folder, self._keyring, self._components = folder, keyring, components
        self._one = threading.RLock()
        self._read: tuple[str, Held] | None = None  # the entry as last read: a keyring is slow, and may ask

    def open(self) -> Opened:
        """What is kept. Raises `FolderTrouble` where the folder cannot be read."""
        try:
            with self._one:
                return self._opened()
        except OSError as error:
            reason = (error.strerror or "no reason given").lower()
            raise FolderTrouble(f"What is kept of the license in {self._folder} cannot be read ({reason}).") from error

    def _opened(self) -> Opened:
        about = self._about()
        if about is None:
            return Opened(damage=Damage.CHANGED if (self._folder / _FILE).exists() else None)
        if isinstance(about, Damage):
            return Opened(damage=about)
        if about.leaving:
            return Opened()
        try:
            held, kept = self._both(about)
        except NoKeyring:
            # Without the file there never was a license: a program was killed while it looked for a keyring.
            there = (self._folder / _FILE).exists()
            return Opened(place=about.place, damage=Damage.LOCKED) if there else Opened()
        except DoesNotOpen:
            return Opened(place=about.place, held=self._read[1] if self._read else None, damage=Damage.CHANGED)
        missing = (held is None and (self._folder / _FILE).exists()) or (held and held.key and kept is None)
        return Opened(place=about.place, held=held, kept=kept, damage=Damage.CHANGED if missing else None)

    @contextmanager
    def changing(self, wait_s: float = _LOCK_WAIT_S) -> Iterator[Opened]:
        """Keeps every other process from changing anything meanwhile; what is kept now.

        Raises:
            FolderTrouble: another process holds it for too long, or the folder cannot be written.
        """
        with self._one, self._alone(wait_s):
            yield self.open()

    @contextmanager
    def _alone(self, wait_s: float) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self._folder / "license.lock", timeout=wait_s, thread_local=False)
            lock.acquire()
        except Timeout:
            raise FolderTrouble(
                "Another program is changing the license. Wait until it is done, then try again."
            ) from None
        except OSError as error:
            raise FolderTrouble(_cannot_write(self._folder, error)) from error
        try:
            yield
        finally:
            lock.release()

    def prepared(self, now: Opened) -> Held:
        """The entry to write further into; a new one, in the keyring or else in a file, where there is none that can be used.

        While `changing`.

        Raises:
            FolderTrouble: the keyring with the present one is locked, or the folder cannot be written.
        """
        if now.damage is Damage.LOCKED:
            raise FolderTrouble(LOCKED)
        if now.held is not None:
            self._put_aside(now)
            return now.held
        self.clear(now)
        held, name = Held(secret=to_text(new_secret())), secrets.token_hex(16)
        # The name first: an entry that nobody can name any more would stay for ever.
        self._replace("vault.json", msgspec.json.encode(_Vault(id=name, place="keyring")))
        try:
            self._keyring.write(name, _text(held))
            if self._keyring.read(name) != _text(held):  # some keyrings take what they do not keep
                raise NoKeyring
        except NoKeyring:
            self._replace(_SECRET, seal_here(self._components(), f"held {name}", msgspec.json.encode(held)))
            self._replace("vault.json", msgspec.json.encode(_Vault(id=name, place="file")))
        self._read = (name, held)
        return held

    def write(self, held: Held, kept: Kept) -> None:
        """Keep both, the entry first; after `prepared`, while `changing`. Raises `FolderTrouble`."""
        about = self._known()
        if about.place == "file":
            self._replace(_SECRET, seal_here(self._components(), f"held {about.id}", msgspec.json.encode(held)))
        else:
            try:
                self._keyring.write(about.id, _text(held))
            except NoKeyring as error:
                raise FolderTrouble(f"{error} Unlock it, then try again.") from error
        self._read = (about.id, held)
        self.write_kept(held, kept)

    def write_kept(self, held: Held, kept: Kept) -> None:
        """Keep the file alone; while `changing`. Raises `FolderTrouble`."""
        about = self._known()
        self._replace(_FILE, seal(from_text(held.secret), f"license {about.id}", msgspec.json.encode(kept)))

    def clear(self, now: Opened) -> None:
        """Forget everything; while `changing`. Killed in between, it counts as done.

        What cannot be read is put aside, and its entry in the keyring stays: it may be read another time, or elsewhere.

        Raises:
            FolderTrouble: the files cannot be removed.
        """
        self._put_aside(now)
        about = self._about()
        self._read = None
        try:
            if isinstance(about, _Vault):
                self._replace("vault.json", msgspec.json.encode(msgspec.structs.replace(about, leaving=True)))
                if about.place == "keyring":
                    with suppress(NoKeyring):  # it stays behind without the file it belongs to, and opens nothing
                        self._keyring.delete(about.id)
            for name in (_FILE, _SECRET, "vault.json"):
                (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise FolderTrouble(_cannot_write(self._folder, error)) from error

    def _put_aside(self, now: Opened) -> None:
        """Put aside what cannot be read of what is kept; nothing where all can. Raises `FolderTrouble`."""
        if now.damage is None:
            return
        try:
            put_aside(self._folder, (_FILE,) if now.held is not None else ("vault.json", _SECRET, _FILE))
        except OSError as error:
            raise FolderTrouble(_cannot_write(self._folder, error)) from error

    def _about(self) -> _Vault | Damage | None:
        content = self._content("vault.json")
        if content is None:
            return None
        try:
            return msgspec.json.decode(content, type=_Vault)
        except msgspec.MsgspecError:
            return Damage.CHANGED

    def _known(self) -> _Vault:
        about = self._about()
        if not isinstance(about, _Vault) or about.leaving:
            raise FolderTrouble("The license was removed meanwhile. Try again.")
        return about

    def _both(self, about: _Vault) -> tuple[Held | None, Kept | None]:
        held = self._held(about)
        kept = self._kept(about, held) if held else None
        if held and kept and kept.epoch > held.epoch:
            # Another process may have written both since this one read the entry.
            self._read = None
            held = self._held(about)
        return held, kept

    def _held(self, about: _Vault) -> Held | None:
        """The entry; None where there is none. Raises `NoKeyring`, `DoesNotOpen`."""
        if self._read is not None and self._read[0] == about.id:
            return self._read[1]
        self._read = None
        if about.place == "file":
            sealed = self._content(_SECRET)
            content = None if sealed is None else unseal_here(self._components(), f"held {about.id}", sealed)
        else:
            text = self._keyring.read(about.id)
            content = None if text is None else text.encode("utf-8", "surrogatepass")
        if content is None:
            return None
        held = _decoded(content, Held)
        try:
            whole = len(from_text(held.secret)) == SECRET_BYTES
        except ValueError:
            whole = False
        if not whole:
            raise DoesNotOpen
        self._read = (about.id, held)
        return held

    def _kept(self, about: _Vault, held: Held) -> Kept | None:
        sealed = self._content(_FILE)
        if sealed is None:
            return None
        return _decoded(unseal(from_text(held.secret), f"license {about.id}", sealed), Kept)

    def _content(self, name: str) -> bytes | None:
        """A file's content; None where there is none. Raises `OSError`."""
        try:
            with (self._folder / name).open("rb") as file:
                return file.read(_MOST_BYTES)
        except FileNotFoundError:
            return None

    def _replace(self, name: str, content: bytes) -> None:
        try:
            replace_file(self._folder / name, content)
        except OSError as error:
            raise FolderTrouble(_cannot_write(self._folder, error)) from error


def _decoded(content: bytes, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, ValueError):
        raise DoesNotOpen from None


def _text(held: Held) -> str:
    return msgspec.json.encode(held).decode()


def _cannot_write(folder: Path, error: OSError) -> str:
    reason = (error.strerror or "no reason given").lower()
    return f"The license cannot be kept in {folder} ({reason}). Allow this user to write to it, or choose another data folder."

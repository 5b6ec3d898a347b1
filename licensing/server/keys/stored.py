"""The key file on disk: what kinds of keys there are, how new ones are made, how the file is read and written."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
import threading
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from filelock import FileLock
from msgspec import Struct
from typing_extensions import override

from licensing.server.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_NAME = "keys.json"
RSA_BITS = 3072
_SECRET_BYTES = 32


class Purpose(StrEnum):
    """What a key is for; a key has one purpose."""

    TOKENS = "tokens"
    """RSA: signs access tokens (RS256)."""
    LEASES = "leases"
    """Ed25519: signs leases and replies."""
    FIELDS = "fields"
    """AES-256-GCM: seals personal fields."""
    INDEX = "index"
    """HMAC-SHA256: finds a sealed e-mail address; the one key that is never rotated, for its digests would have to be too."""
    PEPPER = "pepper"
    """HMAC-SHA256: what is stored of a license key; older ones are kept, for nobody but its owner has the key."""


class Role(StrEnum):
    """What a key is used for now."""

    NEXT = "next"
    """Known to clients and to every server already, not used yet: whoever uses it first is understood by all."""
    CURRENT = "current"
    OLD = "old"
    """Only for what was made with it."""
    KEPT = "kept"
    """Old, of a rotation that is over: there are texts that it is named by and that do not open."""


ROTATED = tuple(purpose for purpose in Purpose if purpose is not Purpose.INDEX)
_TEMPORARY = ".keys-"
_REPLACE_TRIES = 50
"""A second, in which a server that reads the file has long closed it."""


class StoredKey(Struct, frozen=True, kw_only=True):
    """One key: PKCS #8 (DER) where it signs, else bytes.

    Attributes:
        since: when it got its role, in seconds since 1970.
    """

    kid: str
    purpose: Purpose
    role: Role
    since: int
    material: bytes

    @override
    def __repr__(self) -> str:
        return f"StoredKey({self.kid!r}, {self.purpose.value}, {self.role.value})"


def new_key(purpose: Purpose, role: Role, now: int) -> StoredKey:
    """A new key with a name that says nothing about it; an RSA key takes a second."""
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    if purpose is Purpose.TOKENS:
        material = generate_private_key(65537, RSA_BITS).private_bytes(serialization.Encoding.DER, *private)
    elif purpose is Purpose.LEASES:
        material = Ed25519PrivateKey.generate().private_bytes(serialization.Encoding.DER, *private)
    else:
        material = secrets.token_bytes(_SECRET_BYTES)
    return StoredKey(
        kid=f"{purpose.value}-{secrets.token_hex(6)}", purpose=purpose, role=role, since=now, material=material
    )


def first_keys(now: int) -> tuple[StoredKey, ...]:
    """What a new server has: one of each, and the next of those that are rotated."""
    current = tuple(new_key(purpose, Role.CURRENT, now) for purpose in Purpose)
    return current + tuple(new_key(purpose, Role.NEXT, now) for purpose in ROTATED)


def read(path: Path) -> tuple[StoredKey, ...]:
    """The keys in the file.

    Raises:
        SetupError: others may read it, or it is no key file.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise SetupError(f"{path} can be read by others: chmod 600 it, and rotate the keys if others did.")
            return msgspec.json.decode(file.read(), type=tuple[StoredKey, ...])
    except msgspec.MsgspecError:
        raise SetupError(f"{path} is not a key file of this program: put back the one from the backup.") from None
    except OSError as error:
        raise SetupError(f"{path} cannot be read: {error.strerror}.") from error


def write(path: Path, keys: tuple[StoredKey, ...]) -> None:
    """Put the keys into the file, whole or not at all, for its owner only; under the file's lock.

    The file stays its owner's, whoever writes: a server of another account than root's has to read what root wrote.

    Raises:
        SetupError: it cannot be written; it is as it was.
    """
    try:
        _write(path, msgspec.json.encode(keys))
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}. It is as it was.") from error


def _write(path: Path, content: bytes) -> None:
    for left in path.parent.glob(f"{_TEMPORARY}*"):  # by one that was killed here
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_TEMPORARY)  # of mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            _give(file.fileno(), path)
        _replace(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _keep_name(path.parent)


def _replace(new: Path, path: Path) -> None:
    for left in reversed(range(_REPLACE_TRIES)):
        try:
            new.replace(path)
        except PermissionError:  # Windows, while a server reads it
            if not left or os.name != "nt":
                raise
            threading.Event().wait(0.02)
        else:
            return


def _give(handle: int, path: Path) -> None:
    """Give a file that is open to whoever has the one of this path; where there is none, if possible to its folder's owner."""
    if os.name != "posix":
        return
    there = path.exists()
    like = (path if there else path.parent).stat()
    if os.fstat(handle).st_uid != like.st_uid:
        try:
            os.fchown(handle, like.st_uid, like.st_gid)
        except PermissionError:
            if there:
                raise


def _keep_name(folder: Path) -> None:
    """See to it that a power cut does not bring the older file back; Windows does so itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def lock(path: Path) -> FileLock:
    """Held by whoever changes the file.

    Raises:
        SetupError: the lock's own file cannot be had.
    """
    place = path.with_suffix(".lock")
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _give(handle, path)
        finally:
            os.close(handle)
    except OSError as error:
        raise SetupError(f"{place} cannot be opened: {error.strerror}.") from error
    return FileLock(place, mode=0o600)


def of_purpose(keys: tuple[StoredKey, ...], purpose: Purpose) -> Iterator[StoredKey]:
    """Those of one purpose."""
    return (key for key in keys if key.purpose is purpose)


def make_folder(folder: Path) -> None:
    """The data folder, for its owner only.

    Raises:
        SetupError: it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SetupError(f"{folder} cannot be made: {error.strerror}. Choose another with --data-dir.") from error
    if not os.access(folder, os.W_OK):
        raise SetupError(f"{folder} cannot be written: allow it, or choose another with --data-dir.")

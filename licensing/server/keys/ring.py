"""The keys as the server uses them: loaded once, looked at again when the file has changed."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_der_private_key
from msgspec import Struct
from msgspec.structs import replace

from licensing.protocol.key_file import ServerKeys
from licensing.protocol.signing import SigningKey
from licensing.server.errors import SetupError
from licensing.server.keys import rotate, stored
from licensing.server.keys.stored import FILE_NAME, Purpose, Role, StoredKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY_FILE = "server-keys.json"
"""In the data folder: what is given to those who are to trust this server."""
_Loaded = TypeVar("_Loaded")


class Keys(Struct, frozen=True, kw_only=True):
    """All keys, ready for use: loading an RSA key costs a hundred signatures.

    Attributes:
        token_kid, token_key: with which access tokens are signed; `token_publics` those they are checked with, by name.
        signing: signs leases and replies; `public` is what clients trust: the current key and the next.
        field_kid: with which personal fields are sealed; `fields` all there are, by name.
        pepper_kid: with which license keys are digested; `peppers` all there are, by name, the current one first.
        seals: whether something may be sealed with them.
    """

    token_kid: str
    token_key: RSAPrivateKey
    token_publics: dict[str, RSAPublicKey]
    signing: SigningKey
    public: dict[str, bytes]
    field_kid: str
    fields: dict[str, AESGCM]
    index: bytes
    pepper_kid: str
    peppers: dict[str, bytes]
    seals: bool = True

    def digest_of_key(self, license_key: str, kid: str | None = None) -> str:
        """What is stored of a license key in its usual form, in hexadecimal; by the current pepper unless told."""
        return _hmac(self.peppers[kid or self.pepper_kid], license_key)

    def digests_of_key(self, license_key: str) -> tuple[str, ...]:
        """What may be stored of a license key: one for each pepper, the current first."""
        return tuple(_hmac(pepper, license_key) for pepper in self.peppers.values())

    def index_of(self, place: str, text: str) -> str:
        """By what a sealed text in this place ("users.email") is found, in hexadecimal."""
        return _hmac(self.index, f"{place}\n{text}")


class KeyRing:
    """The keys in a data folder. `now` may change when somebody rotates them; ask it anew for each request."""

    def __init__(self, folder: Path, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._path, self._monotonic_s = folder / FILE_NAME, monotonic_s
        self._stamp = (0, 0)
        self._keys: Keys
        self.reload()

    @property
    def is_current(self) -> bool:
        """Whether the file was looked at lately; if not, somebody may have rotated the keys since."""
        return self._monotonic_s() - self._looked_s < rotate.SEALS_S

    @property
    def now(self) -> Keys:
        """The keys; with such as are not known to be the current ones nothing is sealed."""
        return self._keys if self.is_current else replace(self._keys, seals=False)

    def reload(self) -> bool:
        """Whether the file had changed, and was loaded. Raises `SetupError` where it cannot be."""
        began_s = self._monotonic_s()
        try:
            status = self._path.stat()
        except OSError as error:
            raise SetupError(f"{self._path} cannot be read: {error.strerror}.") from error
        stamp = (status.st_mtime_ns, status.st_ino)
        changed = stamp != self._stamp
        if changed:
            self._keys = load(stored.read(self._path))
            self._stamp = stamp
        self._looked_s = began_s
        return changed


def open_ring(folder: Path, now: int) -> KeyRing:
    """The keys in the folder, made if there are none; may take seconds then. Two that start at once make one set.

    Keys with which nothing is signed or checked any more are taken out.

    Raises:
        SetupError: the folder or the file is not as it has to be.
    """
    stored.make_folder(folder)
    path = folder / FILE_NAME
    with stored.lock(path):
        if not path.exists():
            stored.write(path, stored.first_keys(now))
    rotate.drop_spent(folder, now)
    return KeyRing(folder)


def public_keys(keys: Keys, address: str) -> ServerKeys:
    """What a person gives to those who are to trust this server."""
    return ServerKeys(address, keys.public)


def load(keys: tuple[StoredKey, ...]) -> Keys:
    """The keys made ready. Raises `SetupError` where one that is needed is missing or damaged."""
    try:
        current = {key.purpose: key for key in keys if key.role is Role.CURRENT}
        token_publics = _loaded(keys, Purpose.TOKENS, _rsa_public)
        leases = _loaded(keys, Purpose.LEASES, _ed25519)
        live = [key.kid for key in stored.of_purpose(keys, Purpose.LEASES) if key.role is not Role.OLD]
        lease_kid, pepper_kid = current[Purpose.LEASES].kid, current[Purpose.PEPPER].kid
        peppers = _loaded(keys, Purpose.PEPPER, bytes)
        return Keys(
            token_kid=current[Purpose.TOKENS].kid,
            token_key=_rsa(current[Purpose.TOKENS].material),
            token_publics=token_publics,
            signing=SigningKey(lease_kid, leases[lease_kid]),
            public={kid: leases[kid].public_key().public_bytes_raw() for kid in sorted(live, key=lease_kid.__ne__)},
            field_kid=current[Purpose.FIELDS].kid,
            fields=_loaded(keys, Purpose.FIELDS, AESGCM),
            index=current[Purpose.INDEX].material,
            pepper_kid=pepper_kid,
            peppers={kid: peppers[kid] for kid in sorted(peppers, key=pepper_kid.__ne__)},
        )
    except (KeyError, ValueError, TypeError, msgspec.MsgspecError) as error:
        raise SetupError("The key file is damaged or lacks a key: put back the one from the backup.") from error


def _loaded(keys: tuple[StoredKey, ...], purpose: Purpose, ready: Callable[[bytes], _Loaded]) -> dict[str, _Loaded]:
    return {key.kid: ready(key.material) for key in stored.of_purpose(keys, purpose)}


def _rsa(material: bytes, *, unchecked: bool = False) -> RSAPrivateKey:
    key = load_der_private_key(material, None, unsafe_skip_rsa_key_validation=unchecked)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("not an RSA key")
    return key


def _rsa_public(material: bytes) -> RSAPublicKey:
    """Unchecked: the check of an RSA key takes a tenth of a second, and is of use only for one that signs."""
    return _rsa(material, unchecked=True).public_key()


def _ed25519(material: bytes) -> Ed25519PrivateKey:
    key = load_der_private_key(material, None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("not an Ed25519 key")
    return key


def _hmac(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

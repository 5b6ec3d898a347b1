"""The release file: what the newest version is and where its installers are, signed by whoever publishes this program.

One JSON object with `kid`, `signature` and `signed`, a text. Only after the signature of that text is found right is
anything in it read, so that nobody else's words are ever parsed as a release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from licensing.protocol.signing import NotSigned, SigningKey, from_text, to_text, verify
from scraper.errors import Expected

if TYPE_CHECKING:
    from collections.abc import Mapping

PRODUCT = "jobspy-desktop"
MOST_BYTES = 64 * 1024
MOST_INSTALLER_BYTES = 400_000_000
_PURPOSE = "release"
_VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){1,3}")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

_Seconds = Annotated[int, Meta(gt=0, lt=2**37)]
_Line = Annotated[str, Meta(min_length=1, max_length=2000)]


class WrongRelease(Expected):
    """The release file cannot be believed or used; nothing of it was."""


class Installer(Struct, frozen=True, kw_only=True):
    """One file to install from.

    Attributes:
        system: "linux", "windows" or "macos".
        machine: "x86_64" or "arm64".
        kind: how its name ends: "deb", "tar.xz", "exe" or "dmg".
        size: of the whole file, in bytes.
        sha256: of the whole file, in hexadecimal.
    """

    system: Annotated[str, Meta(pattern="^(linux|windows|macos)$")]
    machine: Annotated[str, Meta(pattern="^(x86_64|arm64)$")]
    kind: Annotated[str, Meta(pattern=r"^(deb|tar\.xz|exe|dmg)$")]
    url: _Line
    size: Annotated[int, Meta(gt=0, le=MOST_INSTALLER_BYTES)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class Release(Struct, frozen=True, kw_only=True):
    """The newest version.

    Attributes:
        serial: grows with every release file that is signed; a lower one is an old file shown again.
        published_at, expires_at: seconds since 1970; after the second it is not to be believed any more.
        page: where a person downloads it.
        notes: what is new, by language; there is always "en".
    """

    product: str
    version: str
    serial: _Seconds
    published_at: _Seconds
    expires_at: _Seconds
    page: _Line
    notes: dict[str, Annotated[str, Meta(max_length=20_000)]]
    files: Annotated[list[Installer], Meta(max_length=16)]


class _Envelope(Struct, frozen=True, forbid_unknown_fields=True):
    kid: str
    signature: str
    signed: str


def write_release(release: Release, key: SigningKey) -> bytes:
    """The signed file's content."""
    text = msgspec.json.encode(release).decode()
    envelope = _Envelope(key.kid, to_text(key.sign(_PURPOSE, text.encode())), text)
    content = msgspec.json.encode(envelope) + b"\n"
    if len(content) > MOST_BYTES:
        raise WrongRelease(f"The release file would have {len(content)} bytes, and {MOST_BYTES} are read: shorten it.")
    return content


def read_release(content: bytes, trusted: Mapping[str, bytes]) -> Release:
    """What a file says, if a trusted key signed it; whether it is new is for `app.operations.updates` to say.

    Raises:
        WrongRelease: it is none, or nobody we trust signed it.
    """
    try:
        envelope = msgspec.json.decode(content, type=_Envelope)
        signed, signature = envelope.signed.encode(), from_text(envelope.signature)
    except (msgspec.MsgspecError, ValueError):
        raise WrongRelease("What was answered is no release file of this program. Nothing was changed.") from None
    try:
        verify(trusted, envelope.kid, _PURPOSE, signed, signature)
    except NotSigned as error:
        raise WrongRelease(
            f"The release file was refused: {error}. Nothing was changed; get the program from its own page instead."
        ) from None
    try:
        release = msgspec.json.decode(signed, type=Release)
    except (msgspec.MsgspecError, ValueError):
        raise WrongRelease("The release file is of a kind this version cannot read: see the program's page.") from None
    _check(release)
    return release


def _check(release: Release) -> None:
    if release.product != PRODUCT:
        raise WrongRelease("The release file was refused: it is one of another program.")
    if not _VERSION.fullmatch(release.version) or "en" not in release.notes:
        raise WrongRelease("The release file is of a kind this version cannot read: see the program's page.")
    for address in (release.page, *(file.url for file in release.files)):
        secure_address(address)


def secure_address(address: str) -> str:
    """The address, if it is one of https, or of http on this computer itself.

    Raises:
        WrongRelease: it is not.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    fine = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if (
        not host
        or not fine
        or parts.username
        or parts.password
        or not address.isprintable()
        or re.search(r"[\s\\]", address)
    ):
        raise WrongRelease("Updates come through https only, from an address such as https://example.com/release.json.")
    return address


def version_key(version: str) -> tuple[int, ...]:
    """What versions are compared by: 0.10 is newer than 0.9, and 1.0 is 1.0.0."""
    numbers = [int(part) for part in re.findall("[0-9]+", version.partition("+")[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)

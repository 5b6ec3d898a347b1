"""Whether there is a newer version, asked for by the person and never by itself; its installer, verified.

A release file is used only if one of our keys signed it, it has not run out, it is not older than one seen before, and
it does not offer a version older than this one. The installer's size and hash come from that file.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum
from secrets import token_hex
from typing import TYPE_CHECKING

from msgspec import Struct

from app.operations import publisher
from app.operations.fetching import fetch
from app.operations.release_file import (
    MOST_BYTES,
    Installer,
    Release,
    WrongRelease,
    read_release,
    secure_address,
    version_key,
)
from scraper.errors import BadInput, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from scraper.cancel import Cancel
    from scraper.network import Network

_ASK_S = 30.0
_DOWNLOAD_S = 3600.0
_CLOCKS_APART_S = 24 * 3600
_MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


class Standing(Enum):
    """How this program stands to the newest version."""

    NEWEST = "newest"
    NEWER_OUT = "newer out"


class Place(Struct, frozen=True, kw_only=True):
    """Which installer is for here: system, machine and kind as a release file has them; None where there is none."""

    system: str | None
    machine: str | None
    kind: str | None


class Found(Struct, frozen=True, kw_only=True):
    """What asking brought.

    Attributes:
        installer: for this system; None where the release has none.
    """

    standing: Standing
    current: str
    release: Release
    installer: Installer | None

    def notes(self, language: str) -> str:
        """What is new, in that language if the release has it, else in English."""
        return self.release.notes.get(language) or self.release.notes["en"]


def address_for(set_address: str) -> str:
    """Where to ask: what the settings say, else the publisher's own.

    Raises:
        BadInput: neither says anything.
        WrongRelease: it is not an address to trust.
    """
    address = set_address or publisher.ADDRESS
    if not address:
        raise BadInput(
            "This version does not know where updates are: put the address of a release file into the settings"
            " (Address for updates; update_address in settings.toml)."
        )
    return secure_address(address)


def look(
    address: str,
    memory: Path,
    *,
    current: str,
    network: Network,
    cancel: Cancel,
    trusted: Mapping[str, bytes] | None = None,
    now: float | None = None,
) -> Found:
    """Ask for the release file at `address`, and remember in `memory` how new it was; takes up to 30 s.

    Raises:
        NotFetched, WrongRelease: it did not come, or cannot be believed; nothing is remembered of it then.
        StoreError: `memory` cannot be written.
        Cancelled: `cancel` was set.
    """
    content = bytearray()
    fetch(
        secure_address(address),
        most_bytes=MOST_BYTES,
        deadline_s=_ASK_S,
        network=network,
        cancel=cancel,
        keep=content.extend,
    )
    release = read_release(bytes(content), publisher.trusted_keys() if trusted is None else trusted)
    seen = _seen(memory)
    standing = judge(release, current=current, seen=seen, now=now or datetime.now(UTC).timestamp())
    if release.serial > seen:
        _remember(memory, release.serial)
    return Found(standing=standing, current=current, release=release, installer=installer_for(release, here()))


def judge(release: Release, *, current: str, seen: int, now: float) -> Standing:
    """How a release that was signed by us stands to the version `current`; `seen` is the highest serial so far.

    Raises:
        WrongRelease: it is an old one shown again, or one from the future.
    """
    day = datetime.fromtimestamp(release.expires_at, UTC).date()
    if release.serial < seen:
        raise WrongRelease("The release file was refused: a newer one was seen here before. Nothing was changed.")
    if release.published_at > now + _CLOCKS_APART_S:
        raise WrongRelease("The release file was refused: it is from the future. Is this computer's clock right?")
    if release.expires_at < now:
        raise WrongRelease(
            f"The release file was refused: it was good until {day}. Is this computer's clock right? If it is, somebody"
            " may be keeping newer ones from you."
        )
    ours, theirs = version_key(current), version_key(release.version)
    if theirs < ours:
        raise WrongRelease(
            f"The release file was refused: it offers version {release.version}, which is older than this one, {current}."
        )
    return Standing.NEWEST if theirs == ours else Standing.NEWER_OUT


def here(program: str = sys.executable) -> Place:
    """Which installer this computer takes; on Linux the .deb only where the program was installed from one."""
    system, machine = _SYSTEMS.get(sys.platform), _MACHINES.get(platform.machine().lower())
    linux = "deb" if getattr(sys, "frozen", False) and program.startswith("/usr/lib/") else "tar.xz"
    kind = {"linux": linux, "windows": "exe", "macos": "dmg"}.get(system or "")
    return Place(system=system, machine=machine, kind=kind)


def installer_for(release: Release, place: Place) -> Installer | None:
    """The release's file for that place."""
    wanted = (place.system, place.machine, place.kind)
    return next((file for file in release.files if (file.system, file.machine, file.kind) == wanted), None)


def download(
    found: Found,
    folder: Path,
    *,
    network: Network,
    cancel: Cancel,
    progress: Callable[[int], object] = lambda _: None,
) -> Path:
    """Fetch the installer into `folder` under a name of ours; it appears there whole and verified, or not at all.

    `progress` is told the bytes so far, on the caller's thread.

    Raises:
        NotFetched, WrongRelease: it did not come, or is not what was signed.
        StoreError: it cannot be written there.
        Cancelled: `cancel` was set.
    """
    installer = found.installer
    if installer is None:
        raise WrongRelease(
            f"Version {found.release.version} has no installer for this system: see {found.release.page}."
        )
    machine = f"{installer.system}-{installer.machine}"
    target = folder / f"jobspy-desktop-{found.release.version}-{machine}.{installer.kind}"
    # Under a name nobody knows: whoever may write to the folder, too, could have put a link there, or keep it open.
    beside = target.with_name(f".{target.name}.{token_hex(8)}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _fetched(installer, beside, network, cancel, progress)
        beside.replace(target)
    except OSError as error:
        raise StoreError(
            f"The installer cannot be written to {folder} ({(error.strerror or 'no reason given').lower()}): choose"
            " another folder."
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return target


def _fetched(
    installer: Installer, target: Path, network: Network, cancel: Cancel, progress: Callable[[int], object]
) -> None:
    digest, so_far = hashlib.sha256(), 0
    with open(target, "xb", opener=lambda name, flags: os.open(name, flags, 0o644)) as file:

        def keep(piece: bytes) -> None:
            nonlocal so_far
            digest.update(piece)
            file.write(piece)
            so_far += len(piece)
            progress(so_far)

        fetch(
            installer.url,
            most_bytes=installer.size,
            deadline_s=_DOWNLOAD_S,
            network=network,
            cancel=cancel,
            keep=keep,
        )
    if so_far != installer.size or digest.hexdigest() != installer.sha256:
        raise WrongRelease("The installer that came is not the one that was signed, so it was thrown away. Try again.")


def _seen(memory: Path) -> int:
    """The highest serial so far; 0 where nothing is remembered, or nothing that can be read."""
    try:
        serial = json.loads(memory.read_bytes())["serial"]
    except (OSError, ValueError, KeyError, TypeError):
        return 0
    return serial if isinstance(serial, int) else 0


def _remember(memory: Path, serial: int) -> None:
    beside = memory.with_name(f".{memory.name}.part")
    try:
        memory.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_text(json.dumps({"serial": serial}) + "\n", encoding="utf-8")
        beside.replace(memory)
    except OSError as error:
        raise StoreError(
            f"{memory} cannot be written ({(error.strerror or 'no reason given').lower()}), so an old release file could"
            " be shown again unnoticed: allow this user to write to the data folder."
        ) from error

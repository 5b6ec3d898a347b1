"""A computer's parts on macOS: what `ioreg` and `sysctl` say, asked by their full paths, as property lists where there are any."""

from __future__ import annotations

import plistlib
import subprocess
from typing import TYPE_CHECKING, Any

from licensing.fingerprint.parts import NotAnswered, Parts, believable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_IOREG = "/usr/sbin/ioreg"
_SYSCTL = "/usr/sbin/sysctl"
_WAIT_S = 10
PLATFORM = (_IOREG, "-a", "-r", "-d", "1", "-c", "IOPlatformExpertDevice")
DISKS = (_IOREG, "-a", "-r", "-d", "1", "-c", "IOBlockStorageDevice")
CPU = (_SYSCTL, "-n", "machdep.cpu.brand_string")
MEMORY = (_SYSCTL, "-n", "hw.memsize")


def run(command: tuple[str, ...]) -> bytes:
    """What a program of the system prints; nothing where it is not there, or fails.

    Raises:
        NotAnswered: it took too long, was ended by another, or could not be started now.
    """
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_WAIT_S, stdin=subprocess.DEVNULL)  # noqa: S603 - our own constants, a full path, no shell
    except (FileNotFoundError, PermissionError):
        return b""
    except (OSError, subprocess.SubprocessError) as error:
        raise NotAnswered from error
    if done.returncode < 0:
        raise NotAnswered
    return done.stdout if done.returncode == 0 else b""


def read(ask: Callable[[tuple[str, ...]], bytes] = run) -> Parts:
    """What the system says; `ask` runs a command. Raises `NotAnswered`."""
    platform = ask(PLATFORM)
    return Parts(
        machine_id=named_in(platform, "IOPlatformUUID"),
        board=named_in(platform, "IOPlatformSerialNumber"),
        disk=disk_in(ask(DISKS)),
        cpu=_line(ask(CPU)),
        memory_bytes=memory_in(ask(MEMORY)),
    )


def named_in(output: bytes, name: str) -> str | None:
    """The first believable text of this name in ioreg's property list."""
    return next((found for entry in _entries(output) if (found := _believed(entry.get(name)))), None)


def disk_in(output: bytes) -> str | None:
    """The serial number of the first disk that is built in."""
    for entry in _entries(output):
        about, place = entry.get("Device Characteristics"), entry.get("Protocol Characteristics")
        if not isinstance(about, dict) or not isinstance(place, dict):
            continue
        if place.get("Physical Interconnect Location") == "Internal" and (
            found := _believed(about.get("Serial Number"))
        ):
            return found
    return None


def memory_in(output: bytes) -> int | None:
    """The memory's size in bytes."""
    text = output.strip()
    return int(text) if text.isdigit() and len(text) <= 18 else None  # noqa: PLR2004 - more bytes than there are


def _entries(output: bytes) -> Iterator[dict[str, Any]]:
    try:
        found = plistlib.loads(output) if output else None
    except Exception:  # noqa: BLE001 - plistlib lets through what its parser and its numbers raise, each its own
        return
    if isinstance(found, list):
        yield from (entry for entry in found if isinstance(entry, dict))


def _believed(value: object) -> str | None:
    return believable(value) if isinstance(value, str) else None


def _line(output: bytes) -> str | None:
    return output.decode("utf-8", "replace").strip() or None

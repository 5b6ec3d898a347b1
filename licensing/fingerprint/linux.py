"""A computer's parts on Linux, from files that every user may read; the board's serial number is root's on most."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from licensing.fingerprint.parts import Parts, believable

if TYPE_CHECKING:
    from collections.abc import Iterable

_MACHINE_IDS = ("etc/machine-id", "var/lib/dbus/machine-id")
_BOARD = ("product_uuid", "board_serial", "product_serial")
_UDEV = ("ID_SERIAL_SHORT", "ID_SERIAL", "ID_WWN")
_MODELS = ("model name", "cpu model", "Processor", "cpu", "Hardware")
_MOST_BYTES = 1 << 20
_DEPTH = 8
"""How many layers (encryption, volumes, RAID) lie between a file system and its disk at most."""


def read(root: Path = Path("/")) -> Parts:
    """What can be read below `root`."""
    return Parts(
        machine_id=_first(machine_id_in(_text(root / name)) for name in _MACHINE_IDS),
        board=_first(believable(_text(root / "sys/class/dmi/id" / name)) for name in _BOARD),
        disk=_disk(root),
        cpu=cpu_in(_text(root / "proc/cpuinfo")),
        memory_bytes=memory_in(_text(root / "proc/meminfo")),
    )


def machine_id_in(text: str) -> str | None:
    """The id in `/etc/machine-id`; None where it is empty or not set up yet."""
    found = text.strip().lower()
    return found if re.fullmatch(r"[0-9a-f]{32}", found) else None


def cpu_in(text: str) -> str | None:
    """The first processor's model in `/proc/cpuinfo`."""
    fields: dict[str, str] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and value.strip():
            fields.setdefault(name.strip(), value.strip())
    return _first(fields.get(name) for name in _MODELS)


def memory_in(text: str) -> int | None:
    """The usable memory in `/proc/meminfo`, bytes."""
    found = re.search(r"^MemTotal:[ \t]*(\d{1,15})[ \t]*kB", text, flags=re.MULTILINE | re.ASCII)
    return int(found[1]) * 1024 if found else None


def root_device_in(text: str) -> tuple[str, str] | None:
    """The number ("8:2") and the name of the device that `/` is on in `/proc/self/mountinfo`; the last one mounted counts.

    The number of some file systems is of no device (btrfs: "0:26"), and the name of some is of none ("/dev/root").
    """
    found = None
    for line in text.splitlines():
        mount, dash, source = line.partition(" - ")
        fields, of_source = mount.split(" "), source.split(" ")
        if dash and len(fields) > 4 and fields[4] == "/" and len(of_source) > 1:  # noqa: PLR2004 - as proc(5) counts them
            found = fields[2], of_source[1]
    return found if found and re.fullmatch(r"\d+:\d+", found[0], re.ASCII) else None


def serial_in(text: str) -> str | None:
    """The serial number in udev's file about a disk."""
    fields = dict(line[2:].split("=", 1) for line in text.splitlines() if line.startswith("E:") and "=" in line)
    return _first(believable(fields.get(name)) for name in _UDEV)


def _disk(root: Path) -> str | None:
    device = root_device_in(_text(root / "proc/self/mountinfo"))
    if device is None:
        return None
    number, source = device
    try:
        folder = root / "sys/dev/block" / number
        if not folder.exists():
            # "/dev/mapper/name" and "/dev/disk/by-uuid/..." are links to the device itself.
            folder = root / "sys/class/block" / (root / source.lstrip("/")).resolve().name
        folder = _whole_disk(folder)
    except (OSError, ValueError, RuntimeError):
        return None
    number = _text(folder / "dev").strip()
    of_udev = serial_in(_text(root / "run/udev/data" / f"b{number}")) if number else None
    return of_udev or _first(believable(_text(folder / place)) for place in ("serial", "device/serial", "device/wwid"))


def _whole_disk(folder: Path) -> Path:
    """The disk below a partition, an encrypted volume, a logical volume or a RAID; its first one where there are several."""
    for _ in range(_DEPTH):
        folder = folder.resolve()
        below = sorted(each.name for each in (folder / "slaves").glob("*"))
        if below:
            folder = folder / "slaves" / below[0]
        elif (folder / "partition").exists():
            folder = folder.parent
        else:
            break
    return folder


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)

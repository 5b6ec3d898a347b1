"""A computer's parts, and what is made of them: the specification's fingerprint, and a keyed hash for each part."""

from __future__ import annotations

import hashlib
import hmac
import platform
import re
import socket
import sys
from typing import TYPE_CHECKING

from msgspec import Struct
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping

_SALT = b"jobspy-desktop component v1"
"""Keeps our hashes apart from those of other programs; it is in every copy, and no secret."""
_GIB = 1 << 30
_LONGEST = 512

# What makers leave where a serial number belongs; compared without case, blanks and punctuation.
_JUNK = frozenset({
    "", "0", "na", "no", "none", "null", "unknown", "notspecified", "notapplicable", "notavailable", "notpresent", "notsettable",
    "tobefilledbyoem", "filledbyoem", "oem", "defaultstring", "default", "systemserialnumber", "systemmanufacturer",
    "systemproductname", "systemuuid", "baseboardserialnumber", "boardserialnumber", "chassisserialnumber", "serialnumber",
    "serial", "invalid", "empty", "undefined", "unset", "uninitialized", "sn", "tbd", "xxxxxxxx", "0123456789", "123456789",
    "1234567890", "0123456789abcdef", "03000200040005000006000700080009", "00020003000400050006000700080009",
})  # fmt: skip
_MADE_UP = re.compile(r"(?:.*qemu.*)?(?:qm\d{5}|drive(?:ide|sata|scsi|virtio)\d+)")
"""What QEMU calls a virtual machine's disks by itself, alike in all of them; udev and the kernel put the maker before it."""
_ARCHITECTURES = {
    "x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64", "i386": "ia32", "i686": "ia32", "x86": "ia32",
    "armv6l": "arm", "armv7l": "arm", "ppc64le": "ppc64", "loongarch64": "loong64",
}  # fmt: skip
_SYSTEMS = {"darwin": "macos", "win32": "windows"}


class NotAnswered(Exception):
    """A part could not be asked for: what is known of the computer now would be less than there is. Another time it may do."""


class Parts(Struct, frozen=True, kw_only=True):
    """What a reader found; None is what could not be read or is a maker's junk.

    Never stored, sent or logged; its text shows nothing of it.

    Attributes:
        machine_id: the system's own id of this installation.
        board: the board's serial number or id; disk that of the disk the system is on.
        cpu: the processor's model; memory_bytes what the system can use.
    """

    machine_id: str | None = None
    board: str | None = None
    disk: str | None = None
    cpu: str | None = None
    memory_bytes: int | None = None

    @override
    def __repr__(self) -> str:
        return f"Parts({', '.join(name for name in self.__struct_fields__ if getattr(self, name) is not None)})"


class Machine(Struct, frozen=True, kw_only=True):
    """A computer as a license server sees it.

    Attributes:
        fingerprint: the specification's, 64 hexadecimal digits.
        components: a keyed hash for each part that could be read (`licensing.protocol.components`).
        platform: "linux", "macos" or "windows".
    """

    fingerprint: str
    components: dict[str, str]
    platform: str


class Surroundings(Struct, frozen=True, kw_only=True):
    """What the specification's fingerprint takes beside the parts, in Node's words."""

    host: str
    architecture: str
    system: str
    interfaces: tuple[str, ...]


def machine_of(parts: Parts, around: Surroundings | None = None) -> Machine:
    """The computer with these parts; `around` as it is now, unless given."""
    around = around or surroundings()
    family = _SYSTEMS.get(around.system, around.system)
    return Machine(fingerprint=fingerprint_of(parts, around), components=components_of(parts, family), platform=family)


def fingerprint_of(parts: Parts, around: Surroundings) -> str:
    """The specification's fingerprint: it changes with the host's name and with every network, and is only compared where
    a server knows nothing better. A part that cannot be read is an empty field.
    """
    fields = (
        around.host,
        parts.cpu or "",
        str(parts.memory_bytes or ""),
        around.architecture,
        around.system,
        "|".join(sorted(around.interfaces)),
    )
    return hashlib.sha256("|".join(fields).encode("utf-8", "surrogateescape")).hexdigest()


def components_of(parts: Parts, family: str) -> dict[str, str]:
    """A keyed hash for each part there is; `family` names the system."""
    memory = parts.memory_bytes
    values: Mapping[str, str | None] = {
        "machine_id": believable(parts.machine_id),
        "board": believable(parts.board),
        "disk": believable(parts.disk),
        "cpu": believable(parts.cpu),
        "memory": str(round(memory / _GIB)) if memory and memory >= _GIB // 2 else None,
        "os": believable(family),
    }
    return {name: _keyed(name, value) for name, value in values.items() if value is not None}


def believable(value: str | None) -> str | None:
    """The value in one spelling, or None where it is what makers leave in empty fields."""
    if value is None:
        return None
    shown = " ".join(value.split()).casefold()
    letters = re.sub(r"[\W_]", "", shown)
    if letters in _JUNK or len(set(letters)) == 1 or len(shown) > _LONGEST or _MADE_UP.fullmatch(letters):
        return None
    return shown


def surroundings() -> Surroundings:
    """Host name, architecture, system and network interfaces, as Node names them."""
    machine = platform.machine().lower()
    system = "linux" if sys.platform.startswith("linux") else sys.platform
    try:
        interfaces = tuple(name for _, name in socket.if_nameindex())
    except OSError:
        interfaces = ()
    return Surroundings(
        host=socket.gethostname(),
        architecture=_ARCHITECTURES.get(machine, machine),
        system=system,
        interfaces=interfaces,
    )


def _keyed(name: str, value: str) -> str:
    return hmac.new(_SALT, f"{name}:{value}".encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()

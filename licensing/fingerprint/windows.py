"""A computer's parts on Windows, from the registry and the system's own calls: no program is started, no rights are needed.

The readers are thin; what they get is parsed by `smbios_board`, `first_disk` and `storage_serial`, which are pure.
"""

from __future__ import annotations

import struct
import sys
import uuid

from licensing.fingerprint.parts import Parts, believable

_HEADER = 8  # RawSMBIOSData: four bytes, then the table's length
_SYSTEM, _BASEBOARD, _END = 1, 2, 127
_UUID_AT, _UUID_BYTES = 8, 16
_SERIAL_NUMBER_AT = 7
_SERIAL_OFFSET_AT = 24  # STORAGE_DEVICE_DESCRIPTOR.SerialNumberOffset
_QUERY_PROPERTY, _DISK_EXTENTS = 0x002D1400, 0x00560000
_EXTENT_AT = 8  # VOLUME_DISK_EXTENTS: how many, then structures that begin with a disk's number
_RSMB = 0x52534D42


def smbios_board(raw: bytes) -> str | None:
    """The system's id in what `GetSystemFirmwareTable("RSMB")` gives, else the serial number of its board.

    The format is DMTF's DSP0134: structures of type, length, handle and fields, each followed by its texts.
    """
    serial = None
    table = raw[_HEADER:]
    while len(table) >= 4:  # noqa: PLR2004 - a structure's header
        kind, length = table[0], table[1]
        if kind == _END or length < 4:  # noqa: PLR2004 - as above
            break
        fields, rest = table[:length], table[length:]
        end = rest.find(b"\0\0")
        texts = rest[: max(end, 0)].split(b"\0")
        if kind == _SYSTEM and len(fields) >= _UUID_AT + _UUID_BYTES:
            found = believable(str(uuid.UUID(bytes_le=bytes(fields[_UUID_AT : _UUID_AT + _UUID_BYTES]))))
            if found:
                return found
        if kind == _BASEBOARD and serial is None and len(fields) > _SERIAL_NUMBER_AT:
            place = fields[_SERIAL_NUMBER_AT]
            serial = believable(texts[place - 1].decode("ascii", "replace")) if 0 < place <= len(texts) else None
        if end < 0:
            break
        table = rest[end + 2 :]
    return serial


def storage_serial(descriptor: bytes) -> str | None:
    """The disk's serial number in a STORAGE_DEVICE_DESCRIPTOR."""
    if len(descriptor) < _SERIAL_OFFSET_AT + 4:
        return None
    (offset,) = struct.unpack_from("<I", descriptor, _SERIAL_OFFSET_AT)
    if not _SERIAL_OFFSET_AT < offset < len(descriptor):
        return None
    return believable(descriptor[offset:].split(b"\0", 1)[0].decode("ascii", "replace"))


def first_disk(extents: bytes) -> int | None:
    """The number of the first disk that a volume is on, in its VOLUME_DISK_EXTENTS."""
    if len(extents) < _EXTENT_AT + 4:
        return None
    count, number = struct.unpack_from("<I4xI", extents)
    return number if count else None


if sys.platform == "win32":  # pragma: no cover - needs Windows; mypy reads it as there
    import ctypes
    import winreg
    from ctypes import wintypes

    def read() -> Parts:
        """What the system says."""
        return Parts(
            machine_id=_registry(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid"),
            board=smbios_board(_firmware()),
            disk=storage_serial(_system_disk()),
            cpu=_registry(r"HARDWARE\DESCRIPTION\System\CentralProcessor\0", "ProcessorNameString"),
            memory_bytes=_memory(),
        )

    def _registry(path: str, name: str) -> str | None:
        try:
            # A 32-bit program would else be shown another part of the registry, with another id.
            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, access) as key:
                value, _ = winreg.QueryValueEx(key, name)
        except OSError:
            return None
        return value.strip() if isinstance(value, str) else None

    def _firmware() -> bytes:
        table = ctypes.windll.kernel32.GetSystemFirmwareTable
        size = table(_RSMB, 0, None, 0)
        room = ctypes.create_string_buffer(size)
        return room.raw[: table(_RSMB, 0, room, size)] if size else b""

    def _system_disk() -> bytes:
        """What the disk that Windows is on says of itself; the first disk need not be that one."""
        folder = ctypes.create_unicode_buffer(260)
        if not ctypes.windll.kernel32.GetSystemWindowsDirectoryW(folder, len(folder)):
            return b""
        number = first_disk(_control(rf"\\.\{folder.value[:2]}", _DISK_EXTENTS, b""))
        return b"" if number is None else _control(rf"\\.\PhysicalDrive{number}", _QUERY_PROPERTY, bytes(12))

    def _control(path: str, code: int, query: bytes) -> bytes:
        """What a volume or a disk answers, opened without any right to it; nothing where it does not."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        opened = kernel.CreateFileW(path, 0, 3, None, 3, 0, None)
        if opened in {None, wintypes.HANDLE(-1).value}:
            return b""
        handle, room, got = wintypes.HANDLE(opened), ctypes.create_string_buffer(4096), wintypes.DWORD()
        try:
            done = kernel.DeviceIoControl(
                handle, code, query or None, len(query), room, len(room), ctypes.byref(got), None
            )
            return room.raw[: got.value] if done else b""
        finally:
            kernel.CloseHandle(handle)

    class _MemoryStatus(ctypes.Structure):
        _fields_ = (
            ("length", wintypes.DWORD),
            ("load", wintypes.DWORD),
            ("total", ctypes.c_ulonglong),
            ("others", ctypes.c_ulonglong * 6),
        )

    def _memory() -> int | None:
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        return status.total if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None

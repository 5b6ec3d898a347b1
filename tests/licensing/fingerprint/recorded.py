"""What systems say of themselves. Serial numbers and ids are made up; the forms are those of the systems."""

from __future__ import annotations

import plistlib
import struct
import uuid

_X86 = """processor\t: 0
vendor_id\t: {vendor}
cpu family\t: 6
model\t\t: 186
model name\t: {model}
stepping\t: 3
flags\t\t: fpu vme de pse tsc msr

processor\t: 1
vendor_id\t: {vendor}
model name\t: {model}
"""
_MEMINFO = (
    "MemTotal:       {kib} kB\nMemFree:        1235460 kB\nMemAvailable:    9876540 kB\nSwapTotal:       8388604 kB\n"
)
_MOUNTS = """23 30 0:22 / /proc rw,nosuid,nodev,noexec,relatime shared:14 - proc proc rw
30 1 {number} / / rw,relatime shared:1 - {kind} {source} rw,errors=remount-ro
31 30 0:26 / /dev/shm rw,nosuid,nodev shared:5 - tmpfs tmpfs rw
"""
_UDEV = "S:disk/by-id/nvme-Samsung\nI:3141592\nE:ID_MODEL=Samsung_SSD_990_PRO_2TB\n{serial}E:ID_REVISION=4B2QJXD7\nG:systemd\n"


def cpuinfo(model, vendor="GenuineIntel"):
    return _X86.format(model=model, vendor=vendor)


# Path: content; None is a folder; a tuple is a link. As an ordinary user sees them: board serial numbers are root's.
THINKPAD = {
    "etc/machine-id": "8f3c2a9d4b5e4f6a8b7c6d5e4f3a2b1c\n",
    "sys/class/dmi/id/product_name": "21HMCTO1WW\n",
    "proc/cpuinfo": cpuinfo("13th Gen Intel(R) Core(TM) i7-1360P"),
    "proc/meminfo": _MEMINFO.format(kib=32530048),
    # An encrypted logical volume: dm-1 on dm-0 on a partition of the disk.
    "proc/self/mountinfo": _MOUNTS.format(number="254:1", kind="ext4", source="/dev/mapper/vg-root"),
    "sys/dev/block/254:1": ("../../devices/virtual/block/dm-1",),
    "sys/devices/virtual/block/dm-1/slaves/dm-0": ("../../dm-0",),
    "sys/devices/virtual/block/dm-0/slaves/nvme0n1p3": (
        "../../../../pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1/nvme0n1p3",
    ),
    "sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1/nvme0n1p3/partition": "3\n",
    "sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1/dev": "259:0\n",
    "sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1/device": ("..",),
    "sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/serial": "S7HENJ0W512345A     \n",
    "run/udev/data/b259:0": _UDEV.format(serial="E:ID_SERIAL_SHORT=S7HENJ0W512345A\n"),
}
BTRFS_DESKTOP = {
    "etc/machine-id": "uninitialized\n",
    "var/lib/dbus/machine-id": "0123456789abcdef0123456789abcdee\n",
    # Read as root, on a board whose maker filled in nothing.
    "sys/class/dmi/id/product_uuid": "03000200-0400-0500-0006-000700080009\n",
    "sys/class/dmi/id/board_serial": "To Be Filled By O.E.M.\n",
    "sys/class/dmi/id/product_serial": "Default string\n",
    "proc/cpuinfo": cpuinfo("AMD Ryzen 7 5800X 8-Core Processor", "AuthenticAMD"),
    "proc/meminfo": _MEMINFO.format(kib=16302540),
    # The number of a btrfs is of no device; its name is.
    "proc/self/mountinfo": _MOUNTS.format(number="0:26", kind="btrfs", source="/dev/sda2"),
    "sys/class/block/sda2": ("../../devices/pci0000:00/0000:02:00.1/ata1/host0/block/sda/sda2",),
    "sys/devices/pci0000:00/0000:02:00.1/ata1/host0/block/sda/sda2/partition": "2\n",
    "sys/devices/pci0000:00/0000:02:00.1/ata1/host0/block/sda/dev": "8:0\n",
    "run/udev/data/b8:0": _UDEV.format(
        serial="E:ID_SERIAL=CT1000MX500SSD1_2147E5E1A2B3\nE:ID_SERIAL_SHORT=2147E5E1A2B3\n"
    ),
    "dev/sda2": "",
}
SERVER_AS_ROOT = THINKPAD | {
    "sys/class/dmi/id/product_uuid": "4c4c4544-0042-3510-8052-b4c04f4e4d32\n",
    "sys/class/dmi/id/board_serial": "/5BNMN53/CNFCP0012A00AB/\n",
}
RASPBERRY = {
    "etc/machine-id": "c0ffee00c0ffee00c0ffee00c0ffee01\n",
    "proc/cpuinfo": "processor\t: 0\nBogoMIPS\t: 108.00\nCPU part\t: 0xd0b\n\nHardware\t: BCM2835\nSerial\t\t: 10000000a1b2c3d4\n",
    "proc/meminfo": _MEMINFO.format(kib=8245432),
    "proc/self/mountinfo": _MOUNTS.format(number="179:2", kind="ext4", source="/dev/root"),
    "sys/dev/block/179:2": ("../../devices/platform/emmc2bus/mmc1/mmc1:aaaa/block/mmcblk0/mmcblk0p2",),
    "sys/devices/platform/emmc2bus/mmc1/mmc1:aaaa/block/mmcblk0/mmcblk0p2/partition": "2\n",
    "sys/devices/platform/emmc2bus/mmc1/mmc1:aaaa/block/mmcblk0/dev": "179:0\n",
    "sys/devices/platform/emmc2bus/mmc1/mmc1:aaaa/block/mmcblk0/device": ("../..",),
    "sys/devices/platform/emmc2bus/mmc1/mmc1:aaaa/serial": "0x12a4b6c8\n",
}
CONTAINER = {
    "etc/machine-id": "",
    "proc/cpuinfo": cpuinfo("AMD EPYC", "AuthenticAMD"),
    "proc/meminfo": _MEMINFO.format(kib=24684084),
    "proc/self/mountinfo": _MOUNTS.format(number="0:51", kind="overlay", source="overlay"),
}


def ioreg(*entries):
    return plistlib.dumps(list(entries))


MAC_PLATFORM = ioreg({
    "IOBusyInterest": "IOCommand is not serializable",
    "IOObjectClass": "IOPlatformExpertDevice",
    "IOPlatformSerialNumber": "C02ZX1YZMD6M",
    "IOPlatformUUID": "5F2C8D11-9E3B-5A7C-8F10-2D4E6A8B0C1D",
    "model": b"Mac14,7\x00",
})  # fmt: skip
MAC_DISKS = ioreg(
    {
        "Device Characteristics": {"Product Name": "My Passport", "Serial Number": "WX12D3456789"},
        "Protocol Characteristics": {"Physical Interconnect": "USB", "Physical Interconnect Location": "External"},
    },
    {
        "Device Characteristics": {"Product Name": "APPLE SSD AP0512Z", "Serial Number": "0ba0123c4d5e6f7a"},
        "Protocol Characteristics": {
            "Physical Interconnect": "Apple Fabric",
            "Physical Interconnect Location": "Internal",
        },
    },
)
MAC_CPU, MAC_MEMORY = b"Apple M2\n", b"17179869184\n"


def structure(kind, fields, *texts):
    head = bytes((kind, 4 + len(fields))) + struct.pack("<H", kind)
    return head + fields + (b"".join(text.encode() + b"\0" for text in texts) or b"\0") + b"\0"


def smbios(system_id, board_serial):
    """What `GetSystemFirmwareTable("RSMB")` gives: BIOS, system and board, then the end."""
    bios = structure(0, bytes(20), "LENOVO", "N3XET45W (1.20)", "06/14/2023")
    system = structure(1, b"\x01\x02\x03\x04" + uuid.UUID(system_id).bytes_le + b"\x06\x05\x06", "LENOVO", "21HM", "ThinkPad", "PF4ABCDE", "LENOVO_MT")  # fmt: skip
    board = structure(2, b"\x01\x02\x03\x04\x05\x09\x00\x00\x00\x0a\x00", "LENOVO", "21HMCTO1WW", "SDK0", board_serial)
    table = bios + system + board + structure(127, b"")
    return b"\x00\x03\x04\x00" + struct.pack("<I", len(table)) + table


def storage_descriptor(serial):
    """A STORAGE_DEVICE_DESCRIPTOR with its texts behind it."""
    texts = b"\0\0\0\0" + b"Samsung SSD 990 PRO 2TB\0" + b"4B2QJXD7\0"
    offset = 36 + len(texts)
    whole = texts + serial.encode() + b"\0"
    return struct.pack("<IIBBBBIIIIII", 40, 36 + len(whole), 0, 0, 0, 1, 0, 40, 64, offset, 17, 0) + whole

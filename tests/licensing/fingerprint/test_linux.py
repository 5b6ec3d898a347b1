import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.fingerprint import linux
from tests.licensing.fingerprint.recorded import BTRFS_DESKTOP, CONTAINER, RASPBERRY, SERVER_AS_ROOT, THINKPAD

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Linux's files are told apart by colons in their names")


def tree(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, tuple):
            path.symlink_to(content[0])
        else:
            path.write_text(content)
    return root


@pytest.mark.parametrize(
    ("files", "expected", "gib"),
    [
        (THINKPAD, ("8f3c2a9d4b5e4f6a8b7c6d5e4f3a2b1c", None, "s7henj0w512345a", "13th Gen Intel(R) Core(TM) i7-1360P"), 31),
        (BTRFS_DESKTOP, ("0123456789abcdef0123456789abcdee", None, "2147e5e1a2b3", "AMD Ryzen 7 5800X 8-Core Processor"), 16),
        (SERVER_AS_ROOT, ("8f3c2a9d4b5e4f6a8b7c6d5e4f3a2b1c", "4c4c4544-0042-3510-8052-b4c04f4e4d32", "s7henj0w512345a", "13th Gen Intel(R) Core(TM) i7-1360P"), 31),
        (RASPBERRY, ("c0ffee00c0ffee00c0ffee00c0ffee01", None, "0x12a4b6c8", "BCM2835"), 8),
        (CONTAINER, (None, None, None, "AMD EPYC"), 24),
    ],
    ids=["laptop", "desktop", "as root", "raspberry", "container"],
)  # fmt: skip
def test_read_when_a_system_is_as_recorded_then_gives_its_parts(tmp_path, files, expected, gib):
    parts = linux.read(tree(tmp_path, files))
    assert (parts.machine_id, parts.board, parts.disk, parts.cpu) == expected
    assert round(parts.memory_bytes / 2**30) == gib


def test_read_when_udev_is_not_there_then_asks_the_disk_itself(tmp_path):
    files = {name: content for name, content in THINKPAD.items() if "udev" not in name}
    assert linux.read(tree(tmp_path, files)).disk == "s7henj0w512345a"


def test_read_when_layers_go_in_circles_then_ends(tmp_path):
    files = THINKPAD | {"sys/devices/virtual/block/dm-0/slaves/nvme0n1p3": ("../../dm-1",)}
    assert linux.read(tree(tmp_path, files)).disk is None


def test_read_when_nothing_is_there_then_gives_nothing(tmp_path):
    parts = linux.read(tmp_path)
    assert [getattr(parts, name) for name in parts.__struct_fields__] == [None] * 5


JUNK = st.text() | st.lists(st.sampled_from(["MemTotal:", "1 2 3:4 / / - ", " kB", "\n", "E:ID_SERIAL=", "model name\t: ", "99", "\0"])).map("".join)  # fmt: skip


@given(JUNK)
def test_parsers_when_given_junk_then_give_a_value_or_nothing(text):
    assert linux.machine_id_in(text) is None or len(linux.machine_id_in(text)) == 32
    assert linux.cpu_in(text) is None or linux.cpu_in(text)
    assert linux.memory_in(text) is None or linux.memory_in(text) >= 0
    assert linux.root_device_in(text) is None or len(linux.root_device_in(text)) == 2
    assert linux.serial_in(text) is None or linux.serial_in(text)

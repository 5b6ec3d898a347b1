import hashlib
import hmac
import shutil
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.fingerprint import this_machine
from licensing.fingerprint.parts import Parts, Surroundings, believable, components_of, fingerprint_of, machine_of
from licensing.protocol.components import WEIGHTS, same_machine, sound

PARTS = Parts(machine_id="8f3c2a9d4b5e4f6a8b7c6d5e4f3a2b1c", board="Board-1", disk="Disk-1", cpu="Some CPU", memory_bytes=16_302_540 * 1024)  # fmt: skip
AROUND = Surroundings(host="desk", architecture="x64", system="linux", interfaces=("lo", "eth0"))


def test_fingerprint_when_made_then_it_is_the_specifications():
    said = "desk|Some CPU|16693800960|x64|linux|eth0|lo"
    assert fingerprint_of(PARTS, AROUND) == hashlib.sha256(said.encode()).hexdigest()


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not on this computer")
def test_surroundings_when_compared_with_node_then_architecture_system_and_host_are_the_same():
    script = "const os = require('os'); console.log([os.arch(), os.platform(), os.hostname()].join('|'))"
    said = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout.strip()
    from licensing.fingerprint.parts import surroundings

    around = surroundings()
    assert said == f"{around.architecture}|{around.system}|{around.host}"


def test_components_when_made_then_each_is_a_keyed_hash_of_name_and_value():
    made = components_of(PARTS, "linux")
    assert set(made) == set(WEIGHTS)
    assert sound(made)
    salt = b"jobspy-desktop component v1"
    assert made["board"] == hmac.new(salt, b"board:board-1", hashlib.sha256).hexdigest()
    assert made["memory"] == hmac.new(salt, b"memory:16", hashlib.sha256).hexdigest()


def test_components_when_a_part_cannot_be_read_then_it_is_left_out():
    assert components_of(Parts(), "linux").keys() == {"os"}
    assert components_of(Parts(board="To be filled by O.E.M.", disk="0", cpu="Some CPU"), "macos").keys() == {
        "cpu",
        "os",
    }


def test_components_when_two_parts_say_the_same_then_their_hashes_differ():
    made = components_of(Parts(machine_id="same-1", board="same-1", disk="same-1"), "linux")
    assert len({made["machine_id"], made["board"], made["disk"]}) == 3


def test_components_when_one_part_is_new_then_it_is_the_same_machine_but_not_with_another_ones():
    known = machine_of(PARTS, AROUND).components
    bigger = Parts(machine_id=PARTS.machine_id, board=PARTS.board, disk="Disk-2", cpu=PARTS.cpu, memory_bytes=2**35)
    assert same_machine(known, machine_of(bigger, AROUND).components)
    twin = Parts(
        machine_id="0" * 31 + "1", board="Board-2", disk="Disk-2", cpu=PARTS.cpu, memory_bytes=PARTS.memory_bytes
    )
    assert not same_machine(known, machine_of(twin, AROUND).components)


@pytest.mark.parametrize(
    "value",
    ["", " ", "None", "N/A", "To Be Filled By O.E.M.", "TO BE FILLED BY O.E.M", "Default string", "Not Specified",
     "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "03000200-0400-0500-0006-000700080009",
     "System Serial Number", "0123456789", "................", "unknown", "x" * 600,
     "QM00001", "QEMU_HARDDISK_QM00003", "t10.ATA     QEMU HARDDISK        QM00001 ", "drive-scsi0", "0QEMU_QEMU_HARDDISK_drive-scsi0-0-1"],
)  # fmt: skip
def test_believable_when_a_maker_left_junk_then_it_is_not_there(value):
    assert believable(value) is None


def test_believable_when_a_serial_number_only_looks_like_a_virtual_disks_then_it_counts():
    assert believable("WD-QM00001") == "wd-qm00001"
    assert believable("QEMU_HARDDISK_vol-0a1b") == "qemu_harddisk_vol-0a1b"


@given(st.text())
def test_believable_when_given_any_text_then_gives_one_spelling_or_nothing(text):
    found = believable(text)
    assert found is None or (found and believable(found) == found and believable(f" {text}\n") == found)


@given(st.builds(Parts, machine_id=st.none() | st.text(), board=st.none() | st.text(), disk=st.none() | st.text(), cpu=st.none() | st.text(), memory_bytes=st.none() | st.integers(0, 2**60)))  # fmt: skip
def test_machine_when_made_of_anything_then_it_is_sound_and_shows_nothing(parts):
    made = machine_of(parts, AROUND)
    assert sound(made.components)
    assert len(made.fingerprint) == 64
    assert all(str(value) not in repr(parts) for value in (parts.machine_id, parts.board) if value and len(value) > 12)


def test_this_machine_when_asked_twice_then_it_is_the_same_and_has_what_this_system_shows():
    first = this_machine()
    assert first == this_machine()
    assert sound(first.components)
    assert "os" in first.components
    if sys.platform == "linux":
        assert {"cpu", "memory"} <= first.components.keys()
        assert first.platform == "linux"

import struct

from hypothesis import given
from hypothesis import strategies as st

from licensing.fingerprint.windows import first_disk, smbios_board, storage_serial
from tests.licensing.fingerprint.recorded import smbios, storage_descriptor

ID = "8a3f0c4e-5b6d-11ed-9c2b-902e16a1b2c3"


def test_board_when_the_table_is_as_recorded_then_gives_the_systems_id():
    assert smbios_board(smbios(ID, "L1HF2AB00QZ")) == ID


def test_board_when_the_id_is_junk_then_gives_the_serial_number_of_the_board():
    for junk in ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "03000200-0400-0500-0006-000700080009"):  # fmt: skip
        assert smbios_board(smbios(junk, "L1HF2AB00QZ")) == "l1hf2ab00qz"
        assert smbios_board(smbios(junk, "Default string")) is None


def test_disk_when_the_descriptor_is_as_recorded_then_gives_its_serial_number():
    assert storage_serial(storage_descriptor("  0025_385B_2140_1234.")) == "0025_385b_2140_1234."
    assert storage_serial(storage_descriptor("")) is None


def test_first_disk_when_the_volume_is_on_the_second_then_gives_its_number():
    extent = struct.pack("<I4xQQ", 1, 1 << 20, 1 << 38)
    assert first_disk(struct.pack("<I4x", 1) + extent) == 1
    assert first_disk(struct.pack("<I4x", 0) + bytes(24)) is None
    assert first_disk(b"") is None


@given(st.binary() | st.builds(lambda cut: smbios(ID, "X1")[:cut], st.integers(0, 300)))
def test_board_when_given_junk_then_gives_a_value_or_nothing(raw):
    found = smbios_board(raw)
    assert found is None or found


@given(st.binary(max_size=100) | st.builds(lambda cut: storage_descriptor("S1")[:cut], st.integers(0, 100)))
def test_disk_when_given_junk_then_gives_a_value_or_nothing(descriptor):
    found = storage_serial(descriptor)
    assert found is None or found

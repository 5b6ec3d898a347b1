import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.fingerprint import NotAnswered, macos
from tests.licensing.fingerprint.recorded import MAC_CPU, MAC_DISKS, MAC_MEMORY, MAC_PLATFORM, ioreg

SAYS = {macos.PLATFORM: MAC_PLATFORM, macos.DISKS: MAC_DISKS, macos.CPU: MAC_CPU, macos.MEMORY: MAC_MEMORY}


def test_read_when_a_mac_is_as_recorded_then_gives_its_parts():
    parts = macos.read(SAYS.__getitem__)
    assert parts.machine_id == "5f2c8d11-9e3b-5a7c-8f10-2d4e6a8b0c1d"
    assert parts.board == "c02zx1yzmd6m"
    assert parts.disk == "0ba0123c4d5e6f7a"
    assert (parts.cpu, parts.memory_bytes) == ("Apple M2", 16 * 2**30)


@pytest.mark.parametrize("silent", SAYS)
def test_read_when_a_program_says_nothing_then_the_rest_is_there(silent):
    parts = macos.read(lambda command: b"" if command == silent else SAYS[command])
    assert sum(getattr(parts, name) is None for name in parts.__struct_fields__) == (
        2 if silent == macos.PLATFORM else 1
    )


def test_disk_when_only_others_are_plugged_in_then_none():
    assert (
        macos.disk_in(ioreg({"Device Characteristics": {"Serial Number": "X1"}, "Protocol Characteristics": {}}))
        is None
    )


@given(st.binary() | st.sampled_from([MAC_PLATFORM, MAC_DISKS]).flatmap(lambda plist: st.integers(0, len(plist)).map(lambda end: plist[:end] + b"<")))  # fmt: skip
def test_parsers_when_given_junk_then_give_a_value_or_nothing(output):
    parts = macos.read(lambda _: output)
    assert parts.machine_id is None or parts.machine_id
    assert parts.memory_bytes is None or parts.memory_bytes >= 0


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["IOPlatformUUID", "Device Characteristics", "Protocol Characteristics", "Serial Number"]), inner)))  # fmt: skip
def test_parsers_when_a_list_has_other_things_in_it_then_give_a_value_or_nothing(value):
    import plistlib

    try:
        output = plistlib.dumps([value])
    except (TypeError, ValueError):  # None, and characters that XML has not
        return
    assert macos.disk_in(output) is None or macos.disk_in(output)
    assert macos.named_in(output, "IOPlatformUUID") is None or macos.named_in(output, "IOPlatformUUID")


def program(folder, script):
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_run_when_a_program_fails_then_gives_nothing(tmp_path):
    assert macos.run((program(tmp_path, "echo out; exit 3"),)) == b""


@pytest.mark.parametrize("script", ["exec sleep 30", "kill -9 $$"])
def test_run_when_a_program_hangs_or_is_ended_then_it_is_no_answer(tmp_path, monkeypatch, script):
    monkeypatch.setattr(macos, "_WAIT_S", 0.2)
    with pytest.raises(NotAnswered):
        macos.run((program(tmp_path, script),))


def test_run_when_a_program_answers_then_gives_what_it_printed_and_no_shell_reads_the_words(tmp_path):
    assert macos.run((program(tmp_path, 'printf %s "$1"'), "$(id); a")) == b"$(id); a"
    assert macos.run((str(tmp_path / "missing"),)) == b""

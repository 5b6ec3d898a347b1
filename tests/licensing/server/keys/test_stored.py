"""The key file: for its owner only, whole or not at all, made once however many start."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from licensing.server.errors import SetupError
from licensing.server.keys import stored
from licensing.server.keys.ring import KeyRing, load, open_ring
from licensing.server.keys.stored import FILE_NAME, ROTATED, Purpose, Role

ROOT = Path(__file__).parents[4]
OPEN = "import sys, pathlib; from licensing.server.keys.ring import open_ring; print(open_ring(pathlib.Path(sys.argv[1]), 1).now.token_kid)"


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_when_first_made_then_there_is_one_of_each_and_the_next_of_those_that_are_rotated(made_keys):
    keys = stored.read(made_keys)
    assert {(key.purpose, key.role) for key in keys} == {
        *((purpose, Role.CURRENT) for purpose in Purpose),
        *((purpose, Role.NEXT) for purpose in ROTATED),
    }
    assert len(keys) == len({key.kid for key in keys}) == len({key.material for key in keys})
    ready = load(keys)
    assert ready.token_key.key_size == 3072
    assert {len(pepper) for pepper in ready.peppers.values()} == {32}


def test_keys_when_printed_then_their_material_is_not(made_keys):
    for key in stored.read(made_keys):
        assert repr(key) == f"StoredKey({key.kid!r}, {key.purpose}, {key.role})"
        assert repr(key.material)[2:20] not in repr(key)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_folder_and_file_when_made_then_are_their_owners_alone(tmp_path):
    folder = tmp_path / "a" / "server"
    stored.make_folder(folder)
    stored.write(folder / FILE_NAME, ())
    with stored.lock(folder / FILE_NAME):
        assert mode(folder / "keys.lock") == 0o600
    assert (mode(folder), mode(folder / FILE_NAME)) == (0o700, 0o600)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("others", [0o640, 0o604, 0o620, 0o611])
def test_read_when_others_may_then_says_so(data_dir, others):
    (data_dir / FILE_NAME).chmod(others)
    with pytest.raises(SetupError, match="can be read by others: chmod 600"):
        KeyRing(data_dir)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b'[{"kid": "x"}]', b"\xff", b'[{"kid":"x","purpose":"more","role":"old"}]']
)
def test_read_when_it_is_no_key_file_then_says_so(tmp_path, content):
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(SetupError, match="is not a key file"):
        stored.read(path)


def test_read_when_there_is_none_then_says_so(tmp_path):
    with pytest.raises(SetupError, match="cannot be read"):
        KeyRing(tmp_path)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_load_when_a_key_is_missing_or_damaged_then_says_so(made_keys, purpose):
    keys = stored.read(made_keys)
    with pytest.raises(SetupError, match="damaged or lacks a key"):
        load(tuple(key for key in keys if key.purpose is not purpose))
    if purpose in {Purpose.TOKENS, Purpose.LEASES, Purpose.FIELDS}:
        cut = [
            key if key.purpose is not purpose else stored.StoredKey(**{**fields(key), "material": b"x"}) for key in keys
        ]
        with pytest.raises(SetupError, match="damaged or lacks a key"):
            load(tuple(cut))


def fields(key):
    return {name: getattr(key, name) for name in key.__struct_fields__}


def test_write_when_it_fails_then_the_file_is_as_before_and_nothing_is_left(data_dir, made_keys):
    before = (data_dir / FILE_NAME).read_bytes()
    with pytest.raises(TypeError):
        stored.write(data_dir / FILE_NAME, (object(),))
    assert (data_dir / FILE_NAME).read_bytes() == before
    assert list(data_dir.glob(".keys-*")) == []


def test_write_when_an_earlier_one_was_killed_then_what_it_left_is_gone(data_dir):
    (data_dir / ".keys-left").write_bytes(b"half a key")
    stored.write(data_dir / FILE_NAME, stored.read(data_dir / FILE_NAME))
    assert list(data_dir.glob(".keys-*")) == []


@pytest.mark.long
def test_keys_when_several_servers_start_at_once_then_they_make_one_set(tmp_path):
    started = [
        subprocess.Popen([sys.executable, "-c", OPEN, str(tmp_path / "server")], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate()[0].decode().strip() for process in started]
    assert said[0].startswith("tokens-")
    assert set(said) == {said[0]}


def test_ring_when_the_file_changes_then_takes_it_up_and_only_then(data_dir):
    ring = KeyRing(data_dir)
    before = ring.now
    assert ring.reload() is False
    assert ring.now is before
    keys = stored.read(data_dir / FILE_NAME)
    fresh = tuple(key for key in keys if key.purpose is not Purpose.PEPPER)
    stored.write(data_dir / FILE_NAME, (*fresh, stored.new_key(Purpose.PEPPER, Role.CURRENT, 1)))
    assert ring.reload() is True
    assert ring.now.pepper_kid != before.pepper_kid


def test_ring_when_the_file_is_damaged_then_says_so_and_the_keys_stay(data_dir):
    ring = KeyRing(data_dir)
    before = ring.now
    (data_dir / FILE_NAME).write_bytes(b"not a key file")
    with pytest.raises(SetupError):
        ring.reload()
    assert ring.now is before
    # And again, so that it is not taken for known.
    with pytest.raises(SetupError):
        ring.reload()


def test_open_ring_when_the_folder_cannot_be_made_then_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot be made"):
        open_ring(tmp_path / "file" / "server", 1)


def test_digests_when_there_are_several_peppers_then_the_current_ones_is_first(made_keys):
    keys = KeyRing(made_keys.parent).now
    digests = keys.digests_of_key("KEY")
    assert digests[0] == keys.digest_of_key("KEY")
    assert len(set(digests)) == len(keys.peppers) == 2
    assert {keys.digest_of_key("KEY", kid) for kid in keys.peppers} == set(digests)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files to others")
def test_write_when_root_does_it_then_file_and_lock_stay_their_owners(data_dir):
    os.chown(data_dir, 65534, 65534)
    os.chown(data_dir / FILE_NAME, 65534, 65534)
    for name in (FILE_NAME, "rotation.json"):
        with stored.lock(data_dir / name):
            stored.write(data_dir / FILE_NAME, stored.read(data_dir / FILE_NAME))
    assert {path.name: path.stat().st_uid for path in data_dir.iterdir()} == {
        FILE_NAME: 65534,
        "keys.lock": 65534,
        "rotation.lock": 65534,
    }
    assert mode(data_dir / FILE_NAME) == 0o600


def test_write_when_the_system_refuses_then_says_so_and_the_file_is_as_before(data_dir):
    before = (data_dir / FILE_NAME).read_bytes()
    (data_dir / ".keys-left").mkdir()  # cannot be removed as a file
    with pytest.raises(SetupError, match="cannot be written"):
        stored.write(data_dir / FILE_NAME, ())
    assert (data_dir / FILE_NAME).read_bytes() == before

"""What is kept here, edited, cut, deleted in part, copied, swapped, put back."""

from __future__ import annotations

import os
import shutil
import stat

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.client.errors import BadInput
from licensing.client.keyrings import SERVICE
from licensing.client.state import State
from licensing.client.vault import Held
from licensing.protocol.codes import Code
from tests.licensing.client.served import ELSEWHERE, HERE, Drawer, NoDrawer, client, opened
from tests.licensing.protocol.made import DAY, NOW

FILES = ("license.sealed", "vault.json")


def files_of(place):
    return (*FILES, "secret.sealed") if place == "file" else FILES


def test_files_when_kept_then_they_are_this_users_alone_and_show_no_key(active, place):
    folder, _, held = active
    for name in files_of(place):
        path = folder / name
        if os.name != "nt":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        for secret in (held.key, held.key.replace("-", ""), held.id):
            assert secret.encode() not in path.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == sorted([*files_of(place), "license.lock", "trusted"])


def test_entry_when_kept_then_it_is_small_enough_for_windows(active, place):
    if place == "file":
        pytest.skip("there is no entry")
    (entry,) = active[1].entries.values()
    longest = msgspec.structs.replace(
        msgspec.json.decode(entry, type=Held), server=f"https://{'a' * 253}:65535", code=Code.TOO_MANY_DEACTIVATIONS
    )
    # Windows keeps UTF-16 and allows 2,560 bytes.
    assert len(msgspec.json.encode(longest).decode().encode("utf-16-le")) <= 2560


@pytest.mark.parametrize("cut", [0, 1, 3, 16, 100, -1, -16])
def test_files_when_cut_then_tampered_and_refreshing_mends_what_can_be(active, fake, place, cut):
    folder, keyring, _ = active
    for name in files_of(place):
        whole = (folder / name).read_bytes()
        if whole[:cut] == whole:
            continue
        (folder / name).write_bytes(whole[:cut])
        mine = opened(folder, keyring)
        assert mine.standing().state is State.TAMPERED, name
        (folder / name).write_bytes(whole)
        assert opened(folder, keyring).standing().state is State.VALID
    (folder / "license.sealed").write_bytes(b"")
    mine = opened(folder, keyring)
    assert mine.due()
    assert mine.refresh().state is State.VALID


@pytest.mark.parametrize("place", ["keyring"], indirect=True)
def test_files_when_any_bit_is_otherwise_then_tampered(active):
    folder, keyring, _ = active
    whole = (folder / "license.sealed").read_bytes()

    @given(st.integers(0, len(whole) * 8 - 1))
    def flipped(bit):
        edited = bytearray(whole)
        edited[bit // 8] ^= 1 << bit % 8
        (folder / "license.sealed").write_bytes(bytes(edited))
        assert opened(folder, keyring).standing().state is State.TAMPERED

    flipped()


@given(st.binary(max_size=300))
def test_files_when_they_hold_junk_then_never_an_exception(tmp_path_factory, junk):
    folder = tmp_path_factory.mktemp("junk")
    for name in (*FILES, "secret.sealed"):
        (folder / name).write_bytes(junk)
    (folder / "trusted").mkdir()
    (folder / "trusted" / "a.json").write_bytes(junk)
    mine = opened(folder, NoDrawer())
    assert mine.standing().state is State.TAMPERED
    assert mine.next_refresh_at() is None
    assert mine.deactivate() == "removed"
    assert mine.standing().state is None
    shutil.rmtree(folder)


@given(st.text() | st.builds(lambda secret: f'{{"secret":"{secret}","key":"K","epoch":9}}', st.text(max_size=50)))
def test_entry_when_it_holds_junk_then_tampered(tmp_path_factory, junk):
    folder, keyring = tmp_path_factory.mktemp("junk"), Drawer()
    (folder / "vault.json").write_bytes(b'{"id":"%s","place":"keyring"}' % (b"a" * 32))
    (folder / "license.sealed").write_bytes(b"JDL1")
    keyring.entries[SERVICE, "a" * 32] = junk
    assert opened(folder, keyring).standing().state is State.TAMPERED
    shutil.rmtree(folder)


def aside_in(folder):
    """What was put aside, by name, of each time that something was."""
    return [
        {path.name: path.read_bytes() for path in each.iterdir()} for each in sorted((folder / "damaged").iterdir())
    ]


@pytest.mark.parametrize("replacing", ["activate", "deactivate"])
def test_license_when_it_is_damaged_and_another_takes_its_place_then_it_is_put_aside_and_opens_once_mended(
    active, fake, place, replacing
):
    folder, keyring, held = active
    whole = {name: (folder / name).read_bytes() for name in files_of(place)}
    broken = "vault.json" if place == "keyring" else "secret.sealed"
    for _ in range(2):
        (folder / broken).write_bytes(whole[broken][:3])
        mine = client(folder, fake, keyring=keyring)
        assert mine.standing().state is State.TAMPERED
        if replacing == "activate":
            assert mine.activate(fake.new_license().key).standing.state is State.VALID
        else:
            assert mine.deactivate() == "removed"
        assert aside_in(folder) == [whole | {broken: whole[broken][:3]}]
        for name, content in whole.items():
            (folder / name).write_bytes(content)
        standing = opened(folder, keyring).standing()
        assert (standing.state, standing.key_ending) == (State.VALID, held.key.replace("-", "")[-6:])


def test_license_when_only_its_lease_is_damaged_then_that_is_put_aside_before_a_new_one_takes_its_place(active, fake):
    folder, keyring, _ = active
    (folder / "license.sealed").write_bytes(b"damaged")
    assert client(folder, fake, keyring=keyring).refresh().state is State.VALID
    assert aside_in(folder) == [{"license.sealed": b"damaged"}]


@pytest.mark.parametrize("place", ["keyring"], indirect=True)
def test_license_when_given_up_while_its_keyring_cannot_be_used_then_it_is_put_aside(active, fake):
    folder, keyring, _ = active
    whole = {name: (folder / name).read_bytes() for name in FILES}
    mine = client(folder, fake, keyring=NoDrawer())
    assert mine.deactivate() == "removed"
    assert opened(folder, keyring).standing().state is None
    assert aside_in(folder) == [whole]
    for name in FILES:
        (folder / name).write_bytes(whole[name])
    assert opened(folder, keyring).standing().state is State.VALID


def test_folder_when_copied_to_another_computer_then_tampered_there(active, tmp_path, place):
    folder, _, _ = active
    copy = shutil.copytree(folder, tmp_path / "copy")
    there = opened(copy, Drawer() if place == "keyring" else NoDrawer(), machine=ELSEWHERE)
    assert there.standing().state is State.TAMPERED
    assert not there.standing().allows("features:export_data")
    with pytest.raises(BadInput):
        there.refresh()


@pytest.mark.parametrize("place", ["keyring"], indirect=True)
def test_folder_when_copied_with_its_keyring_then_the_lease_is_not_of_that_computer(active, tmp_path):
    folder, keyring, _ = active
    there = opened(shutil.copytree(folder, tmp_path / "copy"), keyring, machine=ELSEWHERE)
    assert there.standing().state is State.FINGERPRINT_MISMATCH


def test_computer_when_one_part_is_new_then_it_still_opens(active):
    folder, keyring, _ = active
    grown = msgspec.structs.replace(HERE, components=HERE.components | {"disk": "1" * 64, "memory": "2" * 64})
    assert opened(folder, keyring, machine=grown).standing().state is State.VALID


def test_file_when_the_computer_tells_nothing_apart_then_it_opens_on_the_like_only(fake, tmp_path):
    weak = msgspec.structs.replace(HERE, components={name: HERE.components[name] for name in ("cpu", "os")})
    client(tmp_path, fake, keyring=NoDrawer(), machine=weak).activate(fake.new_license().key)
    assert opened(tmp_path, NoDrawer(), machine=weak).standing().state is State.VALID
    other = msgspec.structs.replace(weak, components=weak.components | {"cpu": "3" * 64})
    assert opened(tmp_path, NoDrawer(), machine=other).standing().state is State.TAMPERED


def with_parts(*names):
    return msgspec.structs.replace(HERE, components={name: HERE.components[name] for name in names})


def test_file_when_the_computer_gains_a_part_that_tells_it_apart_then_it_opens_and_the_next_write_knows_the_part(
    fake, tmp_path
):
    weak, grown, held = with_parts("cpu", "os"), with_parts("machine_id", "cpu", "os"), fake.new_license()
    client(tmp_path, fake, keyring=NoDrawer(), machine=weak).activate(held.key)
    sealed = (tmp_path / "secret.sealed").read_bytes()
    mine = opened(tmp_path, NoDrawer(), machine=grown)
    # Its lease is that of every computer of its make, so that the server has to say whether it is this one: at once.
    assert mine.standing().state is State.FINGERPRINT_MISMATCH
    assert mine.standing().key_ending == held.key.replace("-", "")[-6:]
    assert mine.due()
    other = msgspec.structs.replace(grown, components=grown.components | {"cpu": "3" * 64})
    assert opened(tmp_path, NoDrawer(), machine=other).standing().state is State.TAMPERED
    assert (tmp_path / "secret.sealed").read_bytes() == sealed
    assert client(tmp_path, fake, keyring=NoDrawer(), machine=grown).activate(held.key).standing.state is State.VALID
    assert opened(tmp_path, NoDrawer(), machine=grown).standing().state is State.VALID
    assert opened(tmp_path, NoDrawer(), machine=weak).standing().state is State.TAMPERED


def test_file_when_the_computer_loses_all_parts_that_tell_it_apart_then_it_opens_once_one_can_be_read_again(
    fake, tmp_path
):
    client(tmp_path, fake, keyring=NoDrawer()).activate(fake.new_license().key)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    lost = opened(tmp_path, NoDrawer(), machine=with_parts("cpu", "memory", "os"), now=NOW + 2 * DAY)
    assert lost.standing().state is State.TAMPERED
    assert not lost.due()
    assert lost.send_queued() == 0
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    again = opened(tmp_path, NoDrawer(), machine=with_parts("board", "cpu", "memory", "os"))
    assert again.standing().state is State.FINGERPRINT_MISMATCH  # opens; what the lease is worth, its parts decide
    assert opened(tmp_path, NoDrawer()).standing().state is State.VALID


@pytest.mark.parametrize("name", ["license.sealed", "vault.json"])
def test_files_when_swapped_with_another_folders_then_tampered(active, fake, tmp_path, place, name):
    folder, keyring, _ = active
    other = tmp_path / "other"
    assert client(other, fake, keyring=keyring).activate(fake.new_license().key).done
    shutil.copy(other / name, folder / name)
    assert opened(folder, keyring).standing().state is State.TAMPERED
    assert opened(other, keyring).standing().state is State.VALID


def test_entries_when_swapped_between_folders_then_tampered(fake, tmp_path):
    keyring = Drawer()
    for name in ("a", "b"):
        client(tmp_path / name, fake, keyring=keyring).activate(fake.new_license().key)
    first, second = keyring.entries
    keyring.entries[first], keyring.entries[second] = keyring.entries[second], keyring.entries[first]
    assert opened(tmp_path / "a", keyring).standing().state is State.TAMPERED


def test_files_when_deleted_in_part_then_tampered(active, place):
    folder, keyring, _ = active
    for name in files_of(place):
        whole = (folder / name).read_bytes()
        (folder / name).unlink()
        assert opened(folder, keyring).standing().state is State.TAMPERED, name
        (folder / name).write_bytes(whole)


def test_entry_when_deleted_then_tampered_and_activating_again_mends_it(active, fake):
    folder, keyring, held = active
    keyring.entries.clear()
    (folder / "secret.sealed").unlink(missing_ok=True)
    mine = client(folder, fake, keyring=keyring)
    assert mine.standing().state is State.TAMPERED
    assert mine.standing().key_ending is None
    assert not mine.due()
    assert mine.activate(held.key).standing.state is State.VALID
    assert len(held.machines) == 1


@pytest.mark.parametrize("place", ["keyring"], indirect=True)
def test_files_when_put_back_to_before_the_license_was_revoked_then_it_stays_revoked(active, tmp_path):
    folder, keyring, held = active
    before = shutil.copytree(folder, tmp_path / "before")
    held.code = Code.REVOKED
    opened(folder, keyring).refresh()
    shutil.rmtree(folder)
    shutil.copytree(before, folder)
    assert opened(folder, keyring).standing().state is State.REVOKED


@pytest.mark.parametrize("place", ["keyring"], indirect=True)
def test_files_when_put_back_and_the_clock_too_then_the_keyring_knows_the_day(active, tmp_path):
    folder, keyring, _ = active
    before = shutil.copytree(folder, tmp_path / "before")
    for day in range(1, 14):
        opened(folder, keyring, now=NOW + day * DAY).standing()
    shutil.rmtree(folder)
    shutil.copytree(before, folder)
    assert opened(folder, keyring, now=NOW + DAY).standing().state is State.CLOCK_ROLLBACK

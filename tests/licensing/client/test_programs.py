"""Several programs and threads at once, and folders that cannot be used."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from licensing.client.errors import FolderTrouble
from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from tests.licensing.client.served import HERE, Drawer, client, opened
from tests.licensing.protocol.made import DAY, NOW

_REFRESHING = """
import sys
from pathlib import Path
from tests.licensing.client.served import HERE, Clock
from tests.licensing.client.served import NoDrawer
from licensing.client.licensing import LicenseClient
mine = LicenseClient(Path(sys.argv[1]), app_version="1", keyring=NoDrawer(), clock=Clock(int(sys.argv[2])), machine=lambda: HERE)
for _ in range(15):
    assert mine.refresh().state.unlocks
    assert mine.standing().state.unlocks
"""


@pytest.mark.long
@pytest.mark.parametrize("place", ["file"], indirect=True)
def test_programs_when_several_refresh_at_once_then_what_is_kept_stays_whole(active):
    folder, keyring, _ = active
    running = [
        subprocess.Popen([sys.executable, "-c", _REFRESHING, str(folder), str(NOW)], cwd=Path(__file__).parents[3])
        for _ in range(3)
    ]
    while any(each.poll() is None for each in running):
        assert opened(folder, keyring).standing().state is State.VALID
    assert [each.returncode for each in running] == [0, 0, 0]
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_threads_when_one_client_is_used_by_several_then_every_answer_is_whole(active):
    folder, keyring, _ = active
    mine, states = opened(folder, keyring), []

    def work():
        for _ in range(10):
            mine.refresh()
            states.append(mine.standing().state)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states == [State.VALID] * 40


def test_client_when_another_program_gave_the_license_up_then_it_is_gone_here_too(active, fake):
    folder, keyring, _ = active
    mine = opened(folder, keyring)
    assert mine.standing().state is State.VALID
    client(folder, fake, keyring=keyring).deactivate()
    assert mine.standing().state is None
    other = fake.new_license()
    client(folder, fake, keyring=keyring).activate(other.key)
    assert mine.standing().license_id == other.id


def test_client_when_another_program_entered_another_key_then_that_one_counts_here_too(active, fake):
    folder, keyring, held = active
    mine = opened(folder, keyring)
    assert mine.standing().license_id == held.id
    other = fake.new_license()
    client(folder, fake, keyring=keyring).activate(other.key)
    assert mine.standing().license_id == other.id
    assert mine.refresh().state is State.VALID
    assert other.key.encode() in fake.asked[-1][3]


@pytest.mark.parametrize("answered", [True, False])
def test_deactivate_when_another_program_enters_another_key_meanwhile_then_that_one_stays(active, fake, answered):
    folder, keyring, held = active
    mine, other, deactivate = client(folder, fake, keyring=keyring), fake.new_license(), fake.deactivate

    def meanwhile(asked):
        fake.deactivate = deactivate
        client(folder, fake, keyring=keyring).activate(other.key)
        fake.forge = None if answered else lambda handler, reply: setattr(handler, "close_connection", True)
        return deactivate(asked)

    fake.deactivate = meanwhile
    assert mine.deactivate() == ("done" if answered else "queued")
    fake.forge = None
    assert (mine.standing().state, mine.standing().license_id) == (State.VALID, other.id)
    assert mine.send_queued() == (not answered)
    assert (held.machines, len(other.machines)) == ({}, 1)


def test_lock_when_another_program_holds_it_then_standing_does_not_wait_and_changes_say_so(active):
    from filelock import FileLock

    folder, keyring, _ = active
    mine = opened(folder, keyring, now=NOW + DAY)
    with FileLock(folder / "license.lock"):
        assert mine.standing().state is State.VALID
        with pytest.raises(FolderTrouble, match="Another program"), mine._vault.changing(wait_s=0.05):
            pass


def test_folder_when_nothing_can_be_written_then_the_license_still_holds_and_changes_say_why(active):
    folder, keyring, _ = active
    (folder / "license.lock").unlink()
    (folder / "license.lock").mkdir()  # a folder's mode does not bind an administrator
    mine = opened(folder, keyring, now=NOW + DAY)
    assert mine.standing().state is State.VALID
    with pytest.raises(FolderTrouble, match="Allow this user to write"):
        mine.refresh()


def test_folder_when_it_is_a_file_then_standing_says_so_and_changes_say_why(fake, tmp_path):
    (tmp_path / "license").write_text("")
    mine = LicenseClient(tmp_path / "license", app_version="1", keyring=Drawer(), machine=lambda: HERE)
    assert mine.standing().state is None
    assert "cannot be read" in mine.standing().trouble
    with pytest.raises(FolderTrouble):
        mine.export_request(fake.new_license().key)


def test_client_when_imported_and_asked_where_there_is_nothing_then_neither_keyring_nor_network_is_loaded(tmp_path):
    script = (
        "import sys; from pathlib import Path; from licensing.client.licensing import LicenseClient;"
        "assert LicenseClient(Path(sys.argv[1]), app_version='1').standing().state is None;"
        "assert not {'keyring', 'requests', 'urllib3', 'licensing.server'} & sys.modules.keys()"
    )
    subprocess.run((sys.executable, "-c", script, str(tmp_path)), cwd=Path(__file__).parents[3], check=True)

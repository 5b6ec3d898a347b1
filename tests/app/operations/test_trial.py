"""The local license server: started, found again at its address, and gone however whoever started it ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from app.operations.license_client import license_client
from app.operations.license_errors import TrialNotInstalled
from app.operations.license_words import untold_words
from app.operations.trial import LocalServer, server_command, start_trial
from app.paths import Folder
from licensing.client import by_file
from licensing.client.state import State
from licensing.protocol.messages import PREFIX
from licensing.protocol.replies import Reply, sign
from scraper.cancel import Cancel, Cancelled
from scraper.errors import Expected
from tests.app.licensed import Shifted, license_server
from tests.ending import gone
from tests.licensing.client.served import FakeServer, key_file

pytestmark = pytest.mark.measured

ROOT = Path(__file__).parents[3]


def command(how="ready"):
    return (sys.executable, "-m", "tests.app.fake_license_server", "--how", how)


@pytest.fixture(autouse=True)
def _modules_found(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def folder(tmp_path):
    made = Folder(root=tmp_path / "data")
    made.make()
    return made


@pytest.fixture
def local(folder):
    with LocalServer(folder.trial_server, command()) as server:
        yield server


def pid_of(folder):
    return int((folder.trial_server / "pid").read_text())


def test_trial_gives_a_license_that_is_labelled_and_its_server_ends_with_it(folder, local):
    standing = start_trial(folder, local, Cancel())
    assert standing.state is State.VALID
    assert standing.trial
    assert standing.server == local.address
    pid = pid_of(folder)
    local.close()
    assert gone(pid)
    assert license_client(folder).standing().state is State.VALID  # for a day, without the server


def test_trial_that_was_given_up_while_its_server_did_not_run_then_is_told_when_it_is_tried_again(folder, local):
    start_trial(folder, local, Cancel())
    local.close()
    client = license_client(folder)
    assert client.deactivate() == "queued"
    assert untold_words(client.standing().untold).endswith("it is told when you try out again.")
    second = start_trial(folder, local, Cancel())
    assert second.state is State.VALID
    assert client.standing().untold == ()
    # Nobody is sent there by itself, nor is its key file anybody's to remove.
    assert client.tried(local.address)


def test_trial_whose_server_was_trusted_no_more_goes_on_when_it_is_started_again(folder, local):
    first = start_trial(folder, local, Cancel())
    client = license_client(folder)
    client.untrust(local.address)
    assert (client.standing().state, client.standing().trial) == (State.UNTRUSTED, True)
    again = start_trial(folder, local, Cancel())
    assert (again.state, again.key_ending) == (State.VALID, first.key_ending)


def test_trial_that_is_started_again_has_the_same_address_and_the_same_key(folder):
    seen = []
    for _ in range(2):
        with LocalServer(folder.trial_server, command()) as server:
            server.start(Cancel())
            seen.append(server.address)
    assert seen[0] == seen[1]


def test_trial_whose_server_has_forgotten_it_gets_a_new_license(folder, local):
    first = start_trial(folder, local, Cancel())
    local.close()
    second = start_trial(folder, local, Cancel())  # the fake keeps nothing
    assert second.server == first.server
    assert second.key_ending != first.key_ending
    assert second.state is State.VALID


def test_trial_while_the_server_runs_renews_the_license_that_is_here(folder, local):
    first = start_trial(folder, local, Cancel())
    assert start_trial(folder, local, Cancel()).key_ending == first.key_ending


def test_port_that_somebody_has_taken_is_given_up_for_another(folder, local):
    local.start(Cancel())
    first = local.address
    local.close()
    with socket.create_server(("127.0.0.1", int(first.rpartition(":")[2]))):
        standing = start_trial(folder, local, Cancel())
    assert standing.server != first
    assert standing.state is State.VALID


def test_second_server_on_the_same_folder_is_refused_and_the_first_goes_on(folder, local):
    local.start(Cancel())
    with pytest.raises(Expected, match="runs already"):
        LocalServer(folder.trial_server, command()).start(Cancel())
    assert start_trial(folder, local, Cancel()).state is State.VALID


def test_server_that_one_thread_has_started_is_ended_by_another_and_can_be_started_again(folder, local):
    for target in (lambda: local.start(Cancel()), local.close):
        thread = threading.Thread(target=target)
        thread.start()
        thread.join()
    local.start(Cancel())
    assert local.address


def test_server_that_cannot_start_says_where_the_reason_is(folder):
    server = LocalServer(folder.trial_server, command("broken"))
    with pytest.raises(Expected, match=r"server\.log") as caught:
        server.start(Cancel())
    assert "a reason for the log" in (folder.trial_server / "server.log").read_text()
    assert "a reason" not in str(caught.value)


def test_server_that_takes_long_is_ended_when_one_gives_up(folder):
    server, cancel = LocalServer(folder.trial_server, command("silent")), Cancel()

    def give_up():
        while not (folder.trial_server / "pid").exists():
            threading.Event().wait(0.02)
        cancel.set()

    thread = threading.Thread(target=give_up)
    thread.start()
    with pytest.raises(Cancelled):
        server.start(cancel)
    thread.join()
    assert gone(pid_of(folder))


@pytest.mark.skipif(os.name != "posix", reason="kills a process as only POSIX can")
def test_server_ends_though_whoever_started_it_was_killed(folder):
    code = (
        "import sys, threading; from pathlib import Path; from app.operations.trial import LocalServer;"
        "from scraper.cancel import Cancel;"
        "server = LocalServer(Path(sys.argv[1]), tuple(sys.argv[2:])); server.start(Cancel()); print('ready', flush=True);"
        "threading.Event().wait()"
    )
    starter = subprocess.Popen(
        (sys.executable, "-c", code, str(folder.trial_server), *command()), stdout=subprocess.PIPE, text=True
    )
    with starter:
        assert starter.stdout.readline() == "ready\n"
        pid = pid_of(folder)
        starter.send_signal(signal.SIGKILL)
    assert gone(pid)
    with LocalServer(folder.trial_server, command()) as again:
        again.start(Cancel())


@pytest.mark.skipif(os.name != "posix", reason="kills a process as only POSIX can")
def test_server_whose_holder_was_killed_is_ended_when_it_is_closed_and_can_be_started_again(folder, local):
    local.start(Cancel())
    server = pid_of(folder)
    os.kill(os.getpgid(server), signal.SIGKILL)
    closing = threading.Thread(target=local.close, daemon=True)
    closing.start()
    closing.join(15)
    assert not closing.is_alive()
    assert gone(server)
    local.start(Cancel())
    assert local.address


def test_server_is_not_told_what_a_real_one_of_this_person_is_set_up_with(folder, local, monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "JOBSPY_LICENSE_ADDRESS"):
        monkeypatch.setenv(name, "postgresql://somewhere/else")
    local.start(Cancel())
    environment = Path(f"/proc/{pid_of(folder)}/environ").read_bytes()
    assert b"somewhere" not in environment


def test_trial_never_takes_the_place_of_a_license(folder, local):
    """One that came by file from a server with https, which is no trial."""
    vendor = FakeServer(Shifted())
    vendor.address = "https://license.example.com"
    client = license_client(folder, vendor.address)
    client.trust(key_file(vendor))
    asked = by_file.read_request(client.export_request(vendor.new_license().key)).activate
    body = msgspec.json.encode(vendor.outcome(asked))
    reply = Reply(method="POST", path=f"{PREFIX}/licenses/activate", status=200, nonce=asked.nonce, body=body)
    answer = by_file.write_answer(vendor.address, sign(reply, vendor.key, now=int(vendor.clock())), body)
    before = client.import_lease(answer)
    assert (before.state, before.trial) == (State.VALID, False)
    with pytest.raises(Expected, match="deactivate it first"):
        start_trial(folder, local, Cancel())
    assert license_client(folder).standing() == before
    assert not folder.trial_server.exists()


def test_trial_never_takes_the_place_of_a_license_of_another_server_on_this_computer(folder, local):
    """A company's own, whose key file a person trusted; its license is labelled trial all the same."""
    with license_server() as company:
        client = license_client(folder, company.address)
        client.trust(key_file(company))
        before = client.activate(company.new_license().key).standing
    assert (before.state, before.trial, before.tried) == (State.VALID, True, False)
    with pytest.raises(Expected, match="deactivate it first"):
        start_trial(folder, local, Cancel())
    client.untrust(company.address)
    with pytest.raises(Expected, match="deactivate it first"):
        start_trial(folder, local, Cancel())
    assert license_client(folder).standing().key_ending == before.key_ending
    assert not folder.trial_server.exists()


def test_program_that_was_installed_without_the_server_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "jobspy-desktop"))
    with pytest.raises(TrialNotInstalled, match="not installed here"):
        server_command()
    (tmp_path / "jobspy-license-server").touch()
    assert server_command() == (str(tmp_path / "jobspy-license-server"),)

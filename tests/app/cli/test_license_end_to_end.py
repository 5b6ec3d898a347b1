"""The program and the license server that comes with it, each as processes of their own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from app.operations.trial import LocalServer, start_trial
from app.paths import Folder
from licensing.protocol.license_key import new_key
from scraper.cancel import Cancel
from tests.app.cli.program import COMMAND, environment, program
from tests.app.cli.test_license_command import everything, license_, told

pytestmark = pytest.mark.long  # the server takes seconds to start, and makes its keys first

PASSWORD = "c4nary correct horse"


@pytest.fixture
def server(tmp_path):
    with LocalServer(tmp_path / "server") as running:
        running.start(Cancel())
        yield running


@pytest.fixture
def data(tmp_path, server):
    (tmp_path / "keys.json").write_bytes(server.key_file)
    assert license_(tmp_path / "data", "trust", tmp_path / "keys.json", "--yes").returncode == 0
    return tmp_path / "data"


def test_license_of_the_real_server_from_registering_to_giving_it_up(server, data, tmp_path):
    registered = license_(
        data, "register", "me@example.com", "--name", "desk", "--show-key", stdin=f"{PASSWORD}\n".encode()
    )
    assert registered.returncode == 0, registered.stderr
    key = registered.stdout.decode().splitlines()[0]
    standing = told(license_(data, "status", "--json"))
    assert (standing["state"], standing["server"], standing["trial"]) == ("VALID", server.address, True)
    assert standing["allows"]["results"] is None
    listed = told(license_(data, "machines", "--json"))
    assert [machine["name"] for machine in listed["machines"]] == ["desk"]
    assert told(license_(data, "refresh", "--json"))["state"] == "VALID"
    assert told(license_(data, "deactivate", "--json")) == {"deactivated": "done"}
    assert told(license_(data, "activate", key, "--json"))["state"] == "VALID"
    machine = told(license_(data, "machines", "--json"))["this_computer"]
    assert license_(data, "deactivate", "--machine", machine).returncode == 0
    assert told(license_(data, "status", "--json"))["state"] is None
    for secret in (key, key.replace("-", ""), PASSWORD):
        assert secret.encode() not in everything(data) + everything(tmp_path / "server")


def test_real_server_says_no_in_our_words(server, data):
    first = license_(data, "register", "me@example.com", stdin=f"{PASSWORD}\n".encode())
    assert first.returncode == 0, first.stderr
    # Nobody asks a server for trying out unless told to, once there is a license of it.
    taken = license_(data, "register", "me@example.com", "--server", server.address, stdin=f"{PASSWORD}\n".encode())
    assert taken.returncode == 1
    unknown = license_(data, "activate", new_key(), "--server", server.address)
    assert (unknown.returncode, b"knows no such key" in unknown.stderr) == (1, True)
    assert told(license_(data, "status", "--json"))["state"] == "VALID"


def test_license_without_a_network_from_the_real_server(server, data, tmp_path):
    registered = license_(data, "register", "me@example.com", "--show-key", stdin=f"{PASSWORD}\n".encode())
    key = registered.stdout.decode().splitlines()[0]
    alone = tmp_path / "alone"
    license_(alone, "trust", tmp_path / "keys.json", "--yes")
    asked = license_(alone, "export-request", key, "--output", tmp_path / "request")
    assert asked.returncode == 0, asked.stderr
    answered = license_(data, "answer-request", tmp_path / "request", "--output", tmp_path / "answer")
    assert answered.returncode == 0, answered.stderr
    assert told(license_(alone, "import-lease", tmp_path / "answer", "--json"))["state"] == "VALID"


def test_trial_command_starts_the_server_and_leaves_a_license_for_a_day_and_no_process(tmp_path):
    data = tmp_path / "data"
    done = program(data, "license", "trial", timeout_s=120)
    assert done.returncode == 0, done.stderr
    assert b"as many as it shows (trial)" in done.stdout
    first = told(license_(data, "status", "--json"))
    again = told(program(data, "license", "trial", "--json", timeout_s=120))
    assert (again["server"], again["key_ending"]) == (first["server"], first["key_ending"])
    assert again["trial"]
    refused = license_(data, "refresh")
    assert (refused.returncode, b"license trial" in refused.stderr) == (1, True)
    assert [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(data).encode() in content(path)] == []


def test_trial_when_everything_is_taken_along_then_license_and_server_are_the_same_in_the_new_folder(tmp_path):
    home = environment("", XDG_DATA_HOME=str(tmp_path / "share"))
    del home["JOBSPY_DESKTOP_DATA_DIR"]

    def run(*arguments):
        done = subprocess.run((*COMMAND, *arguments), env=home, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done

    new = tmp_path / "new"
    run("license", "trial")
    first = told(run("license", "status", "--json"))
    run("folder", str(new), "--take-along")
    (tmp_path / "share" / "jobspy-desktop" / "license").rename(tmp_path / "license before")
    (tmp_path / "share" / "jobspy-desktop" / "license-server").rename(tmp_path / "server before")
    moved = told(run("license", "status", "--json"))
    assert (moved["state"], moved["key_ending"], moved["server"]) == ("VALID", first["key_ending"], first["server"])
    again = told(run("license", "trial", "--json"))
    assert (again["key_ending"], again["server"]) == (first["key_ending"], first["server"])


def content(path):
    """What is in it; nothing where it is gone."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_trial_of_the_window_and_one_of_the_terminal_do_not_disturb_each_other(tmp_path):
    folder = Folder(root=tmp_path / "data")
    folder.make()
    with LocalServer(folder.trial_server) as window:
        standing = start_trial(folder, window, Cancel())
        other = program(folder.root, "license", "trial", timeout_s=120)
        assert (other.returncode, b"runs already" in other.stderr) == (1, True)
        refreshed = program(folder.root, "license", "refresh", "--json")
        assert refreshed.returncode == 0, refreshed.stderr
        assert json.loads(refreshed.stdout)["key_ending"] == standing.key_ending

"""Our client and our server, as two processes over HTTP: what each promises the other holds between them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from licensing.client.errors import NotTrusted, Refused, TooManyRequests
from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from licensing.client.trust import VENDOR
from licensing.fingerprint import this_machine
from licensing.protocol.codes import Code, ProblemCode
from licensing.protocol.license_key import new_key
from tests.licensing.client.served import ELSEWHERE, HERE, Drawer, NoDrawer

pytestmark = pytest.mark.long
PASSWORD = "correct horse battery"


@contextmanager
def server(data_dir: Path, port: int = 0):
    """The license server for trying out, on any port or this one; its address."""
    data_dir.mkdir(mode=0o700, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if "JOBSPY" not in name and not name.endswith("_URL")}
    with (
        (data_dir.parent / "server.log").open("ab") as log,
        subprocess.Popen(
            (sys.executable, "-m", "licensing.server", "--trial", "--data-dir", str(data_dir), "--port", str(port)),
            cwd=Path(__file__).parents[2], env=env, stdout=subprocess.PIPE, stderr=log, text=True,
        ) as process,
    ):  # fmt: skip
        try:
            line = process.stdout.readline()
            assert line.startswith("Listening on "), (data_dir.parent / "server.log").read_text()
            yield line.removeprefix("Listening on ").strip()
        finally:
            process.terminate()
            process.wait(60)


def computer(folder: Path, address: str, data_dir: Path, machine=HERE, keyring=None) -> LicenseClient:
    """A client on a computer of its own that trusts the server's key file."""
    made = LicenseClient(folder, server=address, app_version="1", machine=lambda: machine, keyring=keyring or Drawer())
    made.trust((data_dir / "server-keys.json").read_bytes())
    return made


def patiently(ask):
    """What a question gives, asked again when the server says when."""
    for _ in range(5):
        try:
            return ask()
        except TooManyRequests as error:
            threading.Event().wait(error.retry_after_s)
    return ask()


def test_client_and_server_when_a_license_lives_its_life_then_both_say_the_same(tmp_path):
    data_dir = tmp_path / "server"
    with server(data_dir) as address:
        port = int(address.rpartition(":")[2])
        mine = computer(tmp_path / "mine", address, data_dir, this_machine())
        key = mine.register("someone@example.com", PASSWORD).license_key
        with pytest.raises(Refused) as caught:
            patiently(lambda: mine.register("someone@example.com", PASSWORD))
        assert caught.value.problem.error is ProblemCode.EMAIL_TAKEN
        assert mine.activate(new_key()).outcome.code is Code.NOT_FOUND

        standing = mine.activate(key, name="Desk").standing
        assert (standing.state, standing.trial, standing.server) == (State.VALID, True, address)
        assert standing.allows("features:unlimited_search")
        assert mine.refresh().state is State.VALID

        # Activated by file, for another computer, through this one.
        cellar = computer(tmp_path / "cellar", address, data_dir, ELSEWHERE)
        assert cellar.import_lease(mine.answer_request(cellar.export_request(key, name="Cellar"))).state is State.VALID
        machines = mine.machines()
        assert sorted(each.name for each in machines.machines) == ["Cellar", "Desk"]
        assert cellar.standing().machine_id in {each.machine_id for each in machines.machines}

        # Given up from here: that computer is told when it asks, and is not made one again by itself.
        assert mine.deactivate_machine(cellar.standing().machine_id).deactivated
        assert (cellar.refresh().state, cellar.standing().code) == (State.REVOKED, Code.NOT_ACTIVATED)
        assert cellar.activate(key).standing.state is State.VALID

    # The server is gone: what is here holds, and what is given up is told later.
    assert mine.standing().state is State.VALID
    assert mine.deactivate() == "queued"
    assert mine.standing().state is None
    assert mine.send_queued() == 0
    with server(data_dir, port):
        assert mine.send_queued() == 1
        assert [each.name for each in cellar.machines().machines] == [""]
        with sqlite3.connect(next(data_dir.glob("*.sqlite3"))) as database:
            database.execute("UPDATE licenses SET status = 'revoked'")
        database.close()
        assert (cellar.refresh().state, cellar.standing().code) == (State.REVOKED, Code.REVOKED)
        assert not cellar.standing().allows("features:unlimited_search")


def test_client_when_this_computer_can_read_a_part_that_it_could_not_then_a_refresh_mends_it(tmp_path):
    """A computer without a keyring, whose license was sealed for all that many computers have alike."""
    weak = replace(HERE, components={name: HERE.components[name] for name in ("cpu", "os")})
    grown = replace(weak, components={**weak.components, "disk": HERE.components["disk"]})
    with server(tmp_path / "server") as address:
        mine = computer(tmp_path / "mine", address, tmp_path / "server", weak, NoDrawer())
        mine.activate(mine.register("someone@example.com", PASSWORD).license_key)
        assert mine.standing().state is State.VALID
        mine = computer(tmp_path / "mine", address, tmp_path / "server", grown, NoDrawer())
        assert mine.standing().state is State.FINGERPRINT_MISMATCH
        assert mine.due()
        assert mine.refresh().state is State.VALID
        assert len(mine.machines().machines) == 1


def test_client_when_another_server_of_the_same_make_answers_then_it_is_not_believed(tmp_path):
    with server(tmp_path / "server") as address:
        port = int(address.rpartition(":")[2])
        mine = computer(tmp_path / "mine", address, tmp_path / "server")
        mine.activate(mine.register("someone@example.com", PASSWORD).license_key)
    with server(tmp_path / "other", port) as other:
        assert other == address
        with pytest.raises(NotTrusted):
            mine.refresh()
        with pytest.raises(NotTrusted):
            mine.activate(new_key())
    assert mine.standing().state is State.VALID
    assert mine.trusted()[0] == VENDOR

"""A computer without a network, answered from the command line: the real client's files, there and back."""

from __future__ import annotations

import os
import time

from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from tests.licensing.client.served import HERE, Drawer


def client(folder, admin):
    """A client that trusts the server by the file that `key-file` wrote, and never reaches it."""
    made = LicenseClient(
        folder / "client",
        server=admin.settings.address,
        app_version="1.2.3",
        clock=lambda: int(time.time()),
        machine=lambda: HERE,
        keyring=Drawer(),
    )
    admin("key-file", str(folder / "trust.json"))
    made.trust((folder / "trust.json").read_bytes())
    return made


def test_answer_request_when_carried_there_and_back_then_the_computer_is_activated_and_it_is_logged(admin, tmp_path):
    made = admin.create("ada@example.com", "--machines", "1")
    alone = client(tmp_path, admin)
    (tmp_path / "request").write_bytes(alone.export_request(made["license_key"], name="Cellar"))
    admin("answer-request", str(tmp_path / "request"), str(tmp_path / "answer"))
    assert alone.import_lease((tmp_path / "answer").read_bytes()).state is State.VALID
    (machine,) = admin.json("machines", made["license_id"])
    assert machine["name"] == "Cellar"
    assert {"machine.activated", "request.answered"} < set(admin.actions())  # in the same moment


def test_answer_request_when_it_cannot_be_then_says_why_and_writes_nothing(admin, tmp_path):
    made = admin.create()
    admin("suspend", made["license_id"])
    alone = client(tmp_path, admin)
    (tmp_path / "request").write_bytes(alone.export_request(made["license_key"]))
    (tmp_path / "nonsense").write_bytes(b"{}")
    (tmp_path / "large").write_bytes(b" " * ((1 << 20) + 1))
    (tmp_path / "other").write_bytes(b"another answer")
    for name, said in (("request", "is suspended"), ("nonsense", "not a license request"), ("large", "too large")):
        error = admin("answer-request", str(tmp_path / name), str(tmp_path / "answer"), code=1)
        assert said in error
        assert made["license_key"] not in error
    if os.name == "posix":
        assert "too large" in admin("answer-request", "/dev/zero", str(tmp_path / "answer"), code=1)
    assert not (tmp_path / "answer").exists()
    assert "is there already" in admin("answer-request", str(tmp_path / "request"), str(tmp_path / "other"), code=1)
    assert (tmp_path / "other").read_bytes() == b"another answer"

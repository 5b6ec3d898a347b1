"""A computer without a network, activated by whoever runs the server: the real client's files, both ways."""

from __future__ import annotations

import msgspec
import pytest

from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from licensing.protocol.key_file import write_key_file
from licensing.server.clock import seconds
from licensing.server.errors import SetupError
from licensing.server.keys.ring import public_keys
from licensing.server.licenses.by_file import answer_request
from tests.licensing.client.served import HERE, Drawer
from tests.licensing.server.licenses.asking import Computer, check_server, issued


@pytest.fixture
def alone(server, tmp_path):
    """A client that never reaches the server."""
    made = LicenseClient(
        tmp_path / "client",
        server=server.context.issuer,
        app_version="1.2.3",
        clock=lambda: seconds(server.clock()),
        machine=lambda: HERE,
        keyring=Drawer(),
    )
    made.trust(write_key_file(public_keys(server.context.keys, server.context.issuer)))
    return made


def answered(server, content):
    context = server.context
    return server.run(answer_request, context.database, context.keys, context.issuer, content, server.clock())


def test_answer_request_when_carried_there_and_back_then_the_computer_is_activated_for_a_month(server, alone):
    issue = issued(server)
    request = alone.export_request(issue.key, name="Cellar")
    standing = alone.import_lease(answered(server, request))
    assert standing.state is State.VALID
    server.clock.go_on(days=29)
    assert alone.standing().state is not None
    assert alone.standing().state.unlocks
    server.clock.go_on(days=10)
    assert alone.standing().state is State.EXPIRED
    (machine,) = server.get(f"/licenses/{issue.id}/machines", headers={"Authorization": f"License {issue.key}"}).json()[
        "machines"
    ]
    assert (machine["name"], machine["app_version"]) == ("Cellar", "1.2.3")
    check_server(server)


def test_answer_request_when_the_license_is_full_then_it_says_so_and_nothing_is_answered(server, alone):
    issue = issued(server, machines_allowed=1)
    request = alone.export_request(issue.key)
    Computer(server).activate(issue.key)
    with pytest.raises(SetupError, match="in use on as many"):
        answered(server, request)


def test_answer_request_when_it_is_no_request_or_for_another_server_then_it_says_so(server, alone):
    request = msgspec.json.decode(alone.export_request(issued(server).key))
    for wrong, said in (
        (b"{}", "not a license request"),
        (msgspec.json.encode(request | {"server": "https://other.example.com"}), "is for https://other.example.com"),
        (msgspec.json.encode(request | {"activate": request["activate"] | {"name": "\0"}}), "make it anew"),
        (
            msgspec.json.encode(request | {"activate": request["activate"] | {"nonce": "short"}}),
            "not a license request",
        ),
    ):
        with pytest.raises(SetupError, match=said):
            answered(server, wrong)

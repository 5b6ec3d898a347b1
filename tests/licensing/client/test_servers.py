"""Which server is asked where nobody named one, and a server that is trusted no more."""

from __future__ import annotations

import socket

import pytest

from licensing.client.errors import (
    BadInput,
    FolderTrouble,
    NotTrusted,
    StillQueued,
    Undecided,
    Unreachable,
    VendorUnreachable,
)
from licensing.client.licensing import LicenseClient
from licensing.client.servers import Ties
from licensing.client.state import State
from licensing.client.trust import VENDOR
from licensing.protocol.key_file import ServerKeys, write_key_file
from tests.licensing.client.served import HERE, Clock, FakeServer, NoDrawer, client, key_file, serving
from tests.licensing.protocol.made import TRUSTED

COMPANY = "https://license.example.com"


@pytest.fixture
def nowhere(monkeypatch):
    """The way to everything that is not on this computer ends here."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed.getsockname()[1]}")
        yield


def unnamed(folder, drawer):
    """A client that nobody told which server to ask."""
    return LicenseClient(folder, app_version="1", keyring=drawer, clock=Clock(), machine=lambda: HERE, wait_s=60)


def untold(mine):
    """The servers that are still to be told, as it is shown."""
    return tuple(each.server for each in mine.standing().untold)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("given_up", [None, "done", "queued"])
def test_key_when_a_license_was_tried_out_before_then_it_never_goes_to_the_server_for_that_by_itself(
    fake, tmp_path, drawer, nowhere, given_up
):
    fake.trial = True
    tried, held = LicenseClient(
        tmp_path, server=fake.address, app_version="1", keyring=drawer, clock=fake.clock, machine=lambda: HERE
    ), fake.new_license()  # fmt: skip
    tried.trust(key_file(fake), tried=True)
    tried.activate(held.key)
    if given_up:
        fake.silent = given_up == "queued"
        assert tried.deactivate() == given_up
        fake.silent = False
    mine, asked = unnamed(tmp_path, drawer), len(fake.asked)
    with pytest.raises(VendorUnreachable, match=r"license\.jobspy\.com"):
        mine.activate(held.key)
    mine.trust(write_key_file(ServerKeys(COMPANY, TRUSTED)))
    with pytest.raises(Unreachable, match=r"license\.example\.com") as caught:
        mine.activate(held.key)
    assert not isinstance(caught.value, VendorUnreachable)
    assert len(fake.asked) == asked
    # What was given up is told, and whoever names it is let in again.
    assert mine.send_queued() == (given_up == "queued")
    assert tried.activate(held.key).done
    assert len(held.machines) == 1


def test_key_when_a_person_trusts_a_server_on_which_was_tried_out_then_it_is_one_of_theirs(fake, tmp_path, drawer):
    mine = unnamed(tmp_path, drawer)
    mine.trust(key_file(fake), tried=True)
    assert mine.tried(fake.address)
    mine.trust(key_file(fake))
    assert not mine.tried(fake.address)
    assert mine.activate(fake.new_license().key).standing.server == fake.address
    mine.trust(key_file(fake), tried=True)
    assert not mine.tried(fake.address)
    assert [keys.server for keys in mine.trusted()] == [VENDOR.server, fake.address]


def test_key_when_several_servers_are_trusted_then_nobody_is_asked_before_one_is_named(fake, tmp_path, drawer):
    mine = unnamed(tmp_path, drawer)
    with serving(FakeServer(fake.clock)) as second:
        for server in (fake, second):
            mine.trust(key_file(server))
        with pytest.raises(Undecided) as caught:
            mine.activate(fake.new_license().key)
        assert caught.value.servers == tuple(sorted((fake.address, second.address)))
        for ask in (lambda: mine.register("me@example.com", "x"), lambda: mine.export_request(fake.new_license().key)):
            with pytest.raises(Undecided):
                ask()
        assert (fake.asked, second.asked) == ([], [])
        held = second.new_license()
        assert client(tmp_path, second, keyring=drawer).activate(held.key).done
        assert mine.activate(held.key).done  # the one there is a license of


def test_untrust_when_a_license_of_the_server_is_here_then_it_stays_and_holds_again_once_it_is_trusted(
    mine, fake, drawer
):
    mine.activate(fake.new_license().key)
    asked = len(fake.asked)
    assert mine.ties(fake.address) == Ties(license=True)
    mine.untrust(f" {fake.address}/ ")
    assert [keys.server for keys in mine.trusted()] == [VENDOR.server]
    standing = mine.standing()
    assert (standing.state, standing.server, standing.license_type) == (State.UNTRUSTED, fake.address, None)
    assert standing.key_ending
    assert not standing.allows("features:unlimited_search")
    assert mine.next_refresh_at() is None
    for ask in (mine.refresh, mine.machines, lambda: mine.deactivate_machine("machine-1")):
        with pytest.raises(NotTrusted, match="not a server you trust"):
            ask()
    assert len(fake.asked) == asked
    mine.trust(key_file(fake))
    assert mine.standing().state is State.VALID


def test_deactivate_when_the_server_is_not_trusted_then_it_is_removed_and_nobody_is_told(mine, fake, drawer):
    held = fake.new_license()
    mine.activate(held.key)
    mine.untrust(fake.address)
    asked = len(fake.asked)
    assert mine.deactivate() == "removed"
    assert mine.standing().state is None
    assert (untold(mine), drawer.entries, len(fake.asked)) == ((), {}, asked)
    assert len(held.machines) == 1


def test_key_when_the_server_of_the_license_here_is_not_trusted_then_another_one_is_asked(fake, tmp_path, drawer):
    mine = unnamed(tmp_path, drawer)
    mine.trust(key_file(fake))
    mine.activate(fake.new_license().key)
    mine.untrust(fake.address)
    with serving(FakeServer(fake.clock)) as second:
        mine.trust(key_file(second))
        assert mine.activate(second.new_license().key).standing.server == second.address


def test_untrust_when_the_server_is_still_to_be_told_then_only_if_that_is_to_be_forgotten(mine, fake, drawer, tmp_path):
    held = fake.new_license()
    mine.activate(held.key)
    fake.silent = True
    assert mine.deactivate() == "queued"
    before = contents(tmp_path)
    assert mine.ties(fake.address) == Ties(queued=1)
    with pytest.raises(StillQueued):
        mine.untrust(fake.address)
    assert contents(tmp_path) == before
    assert untold(mine) == (fake.address,)
    fake.silent = False
    mine.untrust(fake.address, forget_queued=True)
    assert (untold(mine), mine.send_queued(), drawer.entries) == ((), 0, {})
    assert len(held.machines) == 1


def test_untrust_when_other_servers_are_to_be_told_then_they_are_told(mine, fake, tmp_path, drawer):
    with serving(FakeServer(fake.clock)) as second:
        other = client(tmp_path / "license", second, keyring=drawer)
        for each, server in ((mine, fake), (other, second)):
            each.activate(server.new_license().key)
            server.silent = True
            assert each.deactivate() == "queued"
        assert untold(mine) == (fake.address, second.address)
        mine.untrust(fake.address, forget_queued=True)
        second.silent = False
        assert untold(mine) == (second.address,)
        assert mine.send_queued(fake.address) == 0
        assert mine.send_queued(second.address) == 1
        assert untold(mine) == ()


def test_untrust_when_a_request_waits_for_its_answer_then_it_is_not_waited_for_any_more(mine, fake, tmp_path):
    request = mine.export_request(fake.new_license().key)
    answer = client(tmp_path / "other", fake).answer_request(request)
    assert mine.ties(fake.address) == Ties(requested=True)
    mine.untrust(fake.address)
    mine.trust(key_file(fake))
    with pytest.raises(BadInput, match="No request"):
        mine.import_lease(answer)


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (VENDOR.server, "in the program itself"),
        ("https://other.example.com", "not a server you trust"),
        ("x", "address"),
    ],
)
def test_untrust_when_nobody_added_the_server_then_says_so(mine, server, words):
    for ask in (mine.ties, mine.untrust):
        with pytest.raises(BadInput, match=words):
            ask(server)


def test_untrust_when_the_keyring_is_locked_then_nothing_changes_for_nobody_knows_what_hangs_on_it(
    mine, fake, tmp_path
):
    mine.activate(fake.new_license().key)
    before = contents(tmp_path)
    locked = unnamed(tmp_path / "license", NoDrawer())
    for ask in (locked.ties, locked.untrust):
        with pytest.raises(FolderTrouble, match="locked"):
            ask(fake.address)
    assert contents(tmp_path) == before


def test_untrust_when_the_server_was_for_trying_out_then_it_is_gone_and_can_be_tried_again(fake, tmp_path, drawer):
    mine = unnamed(tmp_path, drawer)
    mine.trust(key_file(fake), tried=True)
    mine.untrust(fake.address)
    assert mine.trusted() == (VENDOR,)
    mine.trust(key_file(fake), tried=True)
    assert mine.tried(fake.address)

"""Passwords of proxies, in a keyring."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import get_all_keyring

from app.operations.secrets import complete, keep
from scraper.errors import BadInput, Expected
from scraper.network import Network, check
from tests.app.operations.keyring_made import Locked, Memory, NoKeyring, in_place


@pytest.mark.parametrize(
    ("proxy", "address"),
    [
        ("http://alice:hunter22@proxy.example:8080", "http://alice@proxy.example:8080"),
        ("alice:hunter22@proxy.example:8080", "http://alice@proxy.example:8080"),
        ("socks5h://alice:hunter22@[::1]:1080", "socks5h://alice@[::1]:1080"),
    ],
)
def test_keep_when_a_proxy_has_a_password_then_only_the_keyring_has_it(proxy, address):
    with in_place(Memory()) as memory:
        check(Network(proxies=(proxy,)))
        assert keep(proxy) == address
        assert memory.kept == {("jobspy-desktop", address): "hunter22"}
        assert complete((address,)) == (address.replace("alice@", "alice:hunter22@"),)


@pytest.mark.parametrize(
    "proxy", ["http://alice:22#hunter@proxy:80", "alice:22/hunter@proxy:80", "http://h:8080/?me:a@b"]
)
def test_check_when_a_password_would_not_be_seen_as_one_then_says_how_to_write_it(proxy):
    with pytest.raises(BadInput, match="special characters in a password as %40"):
        check(Network(proxies=(proxy,)))


def test_complete_when_the_keyring_is_locked_then_says_so_and_without_one_the_address_is_all_there_is():
    with in_place(Locked()), pytest.raises(Expected, match="keyring is locked"):
        complete(("http://alice@proxy:80",))
    with in_place(NoKeyring()):
        assert complete(("http://alice@proxy:80",)) == ("http://alice@proxy:80",)


def test_keyrings_made_for_tests_are_in_place_only_while_that_is_said():
    with in_place(Memory()):
        pass
    made = {Memory, NoKeyring, Locked}
    assert not made & {type(each) for each in (keyring.get_keyring(), *get_all_keyring())}

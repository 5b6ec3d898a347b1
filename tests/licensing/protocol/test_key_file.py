import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.protocol.key_file import ServerKeys, WrongKeyFile, read_key_file, server_address, write_key_file
from tests.licensing.protocol.made import KEY, OTHER, SERVER

KEYS = ServerKeys(SERVER, {"current": KEY.public, "next": OTHER.public})
GOOD = json.loads(write_key_file(KEYS))


def test_key_file_when_written_then_reads_back_and_shows_fingerprints():
    assert read_key_file(write_key_file(KEYS)) == KEYS
    first, second = KEYS.fingerprints()
    assert first != second
    assert len(first) == 39


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        json.dumps(GOOD | {"more": 1}).encode(),
        json.dumps(GOOD | {"keys": []}).encode(),
        json.dumps(GOOD | {"keys": GOOD["keys"] * 3}).encode(),
        json.dumps(GOOD | {"keys": [GOOD["keys"][0]] * 2}).encode(),
        json.dumps(GOOD | {"keys": [{"kid": "a", "public": "AAAA"}]}).encode(),
        json.dumps(GOOD | {"keys": [{"kid": "../a", "public": GOOD["keys"][0]["public"]}]}).encode(),
        json.dumps(GOOD | {"server": "http://license.example.com"}).encode(),
    ],
)
def test_read_key_file_when_it_is_none_then_says_so(content):
    with pytest.raises(WrongKeyFile, match=r"\.$"):
        read_key_file(content)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://License.Example.com/", SERVER),
        (" https://license.example.com:443 ", SERVER),
        ("https://license.example.com:8443", SERVER + ":8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_server_address_when_spelled_otherwise_then_is_one(text, address):
    assert server_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "license.example.com",
        "ftp://x",
        "https://",
        "https://a:b@x",
        "https://x/api",
        "https://x?y",
        "https://x:99999",
        "https://license.example.com.",
        "https://license.example.com\u200b",
        "https://license.ex\u0430mple.com",
        "https://license.example.com\u202e",
        "https://\uff4cicense.example.com",
        "https://license.example.com\x1bc",
        "https://license.example.com\x9b2J",
        "https://license.example.com other",
        "https://license..example.com",
        "https://license.example.com%2eother",
        "https://[fe80::1%25eth0]",
    ],
)
def test_server_address_when_it_is_none_then_says_what_it_looks_like(text):
    with pytest.raises(WrongKeyFile):
        server_address(text)


@given(st.binary() | st.text().map(str.encode))
def test_read_key_file_when_given_anything_then_reads_it_or_says_so(content):
    with pytest.raises(WrongKeyFile):
        read_key_file(content)

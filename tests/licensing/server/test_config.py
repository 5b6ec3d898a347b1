"""The server's settings."""

from __future__ import annotations

import pytest

from licensing.server.app import create_app
from licensing.server.config import Settings
from licensing.server.errors import SetupError
from licensing.server.keys.ring import KEY_FILE


@pytest.mark.parametrize(
    ("given", "issuer"),
    [
        ({}, "http://127.0.0.1:8470"),
        ({"port": 80}, "http://127.0.0.1"),
        ({"host": "LOCALHOST"}, "http://localhost:8470"),
        ({"host": "0.0.0.0"}, "http://127.0.0.1:8470"),
        ({"host": "::1"}, "http://[::1]:8470"),
        ({"host": "192.0.2.2", "address": "https://L.example:443/"}, "https://l.example"),
    ],
)
def test_issuer_when_asked_then_is_the_address_in_the_spelling_that_clients_know(given, issuer):
    assert Settings(**given).issuer() == issuer


def test_app_when_nobody_would_trust_its_address_then_is_not_made_and_says_so(tmp_path):
    with pytest.raises(SetupError, match=r"reached through https.* Say with --address"):
        create_app(Settings(host="192.0.2.2", data_dir=tmp_path / "server"))
    assert not (tmp_path / "server").exists()


def test_app_when_the_file_for_clients_cannot_be_written_then_says_so(data_dir):
    (data_dir / KEY_FILE).mkdir()
    with pytest.raises(SetupError, match="cannot be written"):
        create_app(Settings(data_dir=data_dir))

"""How a server is reached: through https with a certificate that is right, through the environment's proxy; and what is sent."""

from __future__ import annotations

import logging
import socket
import ssl
import threading

import pytest
import trustme

from licensing.client import exchange
from licensing.client.errors import BadInput, NotTrusted, Unreachable
from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from licensing.fingerprint import linux, this_machine
from licensing.protocol.key_file import ServerKeys, write_key_file
from tests.licensing.client.served import Drawer, FakeServer, client, serving
from tests.licensing.protocol.made import TRUSTED


@pytest.fixture
def secure(clock, tmp_path, monkeypatch):
    """A server reached through https, its authority's file named as people name their company's."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    path = tmp_path / "authority.pem"
    path.write_bytes(authority.cert_pem.bytes())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
    with serving(FakeServer(clock), tls=context) as fake:
        yield fake


def test_https_when_the_certificate_is_right_then_it_works_and_is_no_trial(secure, tmp_path):
    standing = client(tmp_path / "mine", secure).activate(secure.new_license().key).standing
    assert (standing.state, standing.trial) == (State.VALID, False)
    assert standing.server.startswith("https://")


def test_https_when_the_settings_name_the_authority_then_they_outweigh_the_environment(secure, tmp_path, monkeypatch):
    other = tmp_path / "other.pem"
    other.write_bytes(trustme.CA().cert_pem.bytes())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other))
    mine = client(tmp_path / "mine", secure, ca_cert=str(tmp_path / "authority.pem"))
    assert mine.activate(secure.new_license().key).done
    with pytest.raises(BadInput, match="no file"):
        client(tmp_path / "mine", secure, ca_cert=str(tmp_path / "missing.pem")).register("a@example.com", "a password")


def test_https_when_the_server_says_trial_then_it_is_labelled(secure, tmp_path):
    secure.trial = True
    assert client(tmp_path / "mine", secure).activate(secure.new_license().key).standing.trial


def test_https_when_the_certificate_is_anybodys_then_nothing_is_sent(secure, tmp_path, monkeypatch):
    other = tmp_path / "other.pem"
    other.write_bytes(trustme.CA().cert_pem.bytes())
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(other))
    with pytest.raises(NotTrusted, match="certificate is not right"):
        client(tmp_path / "mine", secure).activate(secure.new_license().key)
    assert secure.asked == []


def test_https_when_the_environment_names_no_authority_then_strangers_are_not_trusted(secure, tmp_path, monkeypatch):
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    with pytest.raises(NotTrusted, match="certificate is not right"):
        client(tmp_path / "mine", secure).activate(secure.new_license().key)
    assert secure.asked == []


def test_https_when_the_other_side_hangs_while_the_line_is_made_safe_then_the_wait_ends_and_the_thread_too(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(exchange, "_CONNECT_S", 600.0)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"https://127.0.0.1:{listening.getsockname()[1]}"
        mine = LicenseClient(tmp_path, server=address, app_version="1", keyring=Drawer(), wait_s=0.3)
        mine.trust(write_key_file(ServerKeys(address, TRUSTED)))
        with pytest.raises(Unreachable, match="did not answer"):
            mine.register("someone@example.com", "a long password")
        # While the other side still hangs. One that breaks off before TLS has begun leaves Python's own an unclosed half.
        for thread in threading.enumerate():
            if thread.name == "license-request":
                thread.join(timeout=60)
                assert not thread.is_alive()


def test_proxy_when_the_environment_has_one_then_other_computers_are_reached_through_it(tmp_path, monkeypatch):
    heard = []

    def answer(listening):
        line, _ = listening.accept()
        with line:
            heard.append(line.recv(65536))
            line.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer, args=(listening,))
        thread.start()
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listening.getsockname()[1]}")
        mine = LicenseClient(
            tmp_path, server="https://license.example.com", app_version="1", keyring=Drawer(), wait_s=60
        )
        mine.trust(write_key_file(ServerKeys("https://license.example.com", TRUSTED)))
        with pytest.raises(Unreachable):
            mine.register("someone@example.com", "a long password")
        thread.join()
    assert heard[0].startswith(b"CONNECT license.example.com:443 ")
    assert b"a long password" not in heard[0]


def test_life_of_a_license_when_everything_is_logged_then_no_secret_is_in_it(fake, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    drawer = Drawer()
    mine = client(tmp_path / "mine", fake, keyring=drawer)
    key = mine.register("someone@example.com", "a long password").license_key
    mine.activate(key, name="Desk")
    mine.machines()
    mine.refresh()
    entry = next(iter(drawer.entries.values()))
    mine.deactivate()
    assert "urllib3" in {record.name.partition(".")[0] for record in caplog.records}
    for secret in (key, key.replace("-", ""), "a long password", "someone@example.com", entry[11:40]):
        assert secret not in caplog.text


def test_request_when_this_computers_parts_are_sent_then_only_hashes_are(fake, tmp_path):
    mine = client(tmp_path / "mine", fake, machine=this_machine())
    mine.activate(fake.new_license().key)
    mine.refresh()
    parts = linux.read()
    shown = [parts.machine_id, parts.board, parts.disk, parts.cpu, socket.gethostname()]
    for _, path, headers, body in fake.asked:
        for value in shown:
            if value and len(value) > 3:
                assert value.lower().encode() not in f"{path}{headers}".lower().encode() + body.lower()

"""Servers that are not ours, or not now: whatever they answer, nothing of it is believed, and what is here stays as it was."""

from __future__ import annotations

import contextlib
import socket
import threading

import msgspec
import pytest
from msgspec.structs import replace

from licensing.client import exchange
from licensing.client.errors import LicensingError, NotTrusted, Refused, ServerTrouble, Unreachable
from licensing.client.licensing import LicenseClient
from licensing.client.state import State
from licensing.protocol import messages
from licensing.protocol.codes import Code, ProblemCode
from licensing.protocol.messages import PREFIX
from licensing.protocol.replies import HEADER, sign
from licensing.protocol.signing import SigningKey, to_text
from tests.licensing.client.served import Drawer, FakeServer, client, key_file, serving
from tests.licensing.protocol.made import DAY, KEY, NOW, OTHER

YEAR = 365 * DAY


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def signed(reply, *, key=KEY, now=NOW):
    return sign(reply, key, now=now)


def outcome(reply, **changes):
    """The reply with other words in it."""
    value = msgspec.json.decode(reply.body, type=messages.Outcome)
    return replace(reply, body=msgspec.json.encode(replace(value, **changes)))


def header_of(reply, key, now):
    kid, _, signature = signed(reply, key=key, now=NOW).split(".")
    return f"{kid}.{now}.{signature}"


# What a server without our key can do. Each gets the handler and the honest reply.
ROGUES = {
    "unsigned": lambda handler, reply: handler.send(reply),
    "another key of the same name": lambda handler, reply: handler.send(reply, signed(reply, key=OTHER)),
    "another name": lambda handler, reply: handler.send(reply, signed(reply, key=SigningKey("next", OTHER.private))),
    "a name with a path in it": lambda handler, reply: handler.send(
        reply, signed(reply, key=SigningKey("../trusted/x", OTHER.private))
    ),
    "swapped nonce": lambda handler, reply: handler.send(reply, signed(replace(reply, nonce="AAAAAAAAAAAAAAAAAAAAAA"))),
    "no nonce": lambda handler, reply: handler.send(reply, signed(replace(reply, nonce=""))),
    "edited body": lambda handler, reply: handler.send(replace(reply, body=reply.body + b" "), signed(reply)),
    "another license type": lambda handler, reply: handler.send(
        outcome(reply, license_type="enterprise"), signed(reply)
    ),
    "another path": lambda handler, reply: handler.send(
        reply, signed(replace(reply, path="/api/v1/licenses/activate"))
    ),
    "another method": lambda handler, reply: handler.send(reply, signed(replace(reply, method="GET"))),
    "another status": lambda handler, reply: handler.send(replace(reply, status=201), signed(reply)),
    "an error made a success": lambda handler, reply: handler.send(reply, signed(replace(reply, status=403))),
    "an old date": lambda handler, reply: handler.send(reply, header_of(reply, KEY, NOW - YEAR)),
    "a future date": lambda handler, reply: handler.send(reply, header_of(reply, KEY, NOW + YEAR)),
    "a date that is none": lambda handler, reply: handler.send(reply, header_of(reply, KEY, "now")),
    "two signatures": lambda handler, reply: handler.send(reply, f"{signed(reply)}, {signed(reply)}"),
    "a lease for a signature": lambda handler, reply: handler.send(
        reply, f"{KEY.kid}.{NOW}.{to_text(KEY.sign('lease', reply.body))}"
    ),
    "a redirect": lambda handler, reply: handler.send(
        replace(reply, status=307), signed(reply), Location=f"{handler.server.fake.address}{PREFIX}/licenses/activate"
    ),
    "a page to sign in": lambda handler, reply: handler.send(replace(reply, body=b"<html>Welcome to our hotel</html>")),
    "an unsigned error": lambda handler, reply: handler.send(replace(reply, status=403)),
    "a gateway's error": lambda handler, reply: handler.send(replace(reply, status=502, body=b"Bad gateway")),
    "a compressed body": lambda handler, reply: handler.send(reply, signed(reply) + "x", Content_Encoding="gzip"),
}


@pytest.mark.parametrize("rogue", ROGUES)
def test_rogue_server_when_it_revokes_or_renews_then_it_is_not_believed_and_nothing_changes(
    mine, fake, tmp_path, rogue
):
    held = fake.new_license()
    mine.activate(held.key)
    before, fake.forge = contents(tmp_path), ROGUES[rogue]
    for code in (Code.VALID, Code.REVOKED):
        held.code = code
        with pytest.raises((NotTrusted, Unreachable)):
            mine.refresh()
        assert mine.standing().state is State.VALID
    assert contents(tmp_path) == before


@pytest.mark.parametrize("rogue", ROGUES)
def test_rogue_server_when_it_activates_then_nothing_is_unlocked_nor_kept(mine, fake, tmp_path, rogue):
    before, fake.forge = contents(tmp_path), ROGUES[rogue]
    if rogue == "another path":
        fake.forge = lambda handler, reply: handler.send(
            reply, signed(replace(reply, path="/api/v1/licenses/validate"))
        )
    with pytest.raises((NotTrusted, Unreachable)):
        mine.activate(fake.new_license().key)
    assert mine.standing().state is None
    assert contents(tmp_path) == before


def test_redirect_when_answered_then_it_is_not_followed(mine, fake):
    fake.forge = ROGUES["a redirect"]
    with pytest.raises(NotTrusted):
        mine.activate(fake.new_license().key)
    assert len(fake.asked) == 1


def test_replayed_reply_when_it_is_of_an_earlier_question_then_it_is_not_believed(mine, fake, clock):
    held, recorded = fake.new_license(), []

    def record(handler, reply):
        recorded.append((reply, signed(reply, now=int(clock()))))
        handler.send(*recorded[-1])

    fake.forge = record
    mine.activate(held.key)
    mine.refresh()
    # Revoked since; somebody between the two answers with what the server once said, with the clock as it was then.
    held.code = Code.REVOKED
    fake.forge = lambda handler, reply: handler.send(*recorded[1])
    with pytest.raises(NotTrusted):
        mine.refresh()
    fake.forge = None
    assert mine.refresh().state is State.REVOKED


@pytest.mark.parametrize(
    "changes",
    [
        {"valid": False},
        {"lease": None},
        {"code": Code.REVOKED},
        {"code": Code.REVOKED, "valid": False},
        {"nonce": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"license_id": "another"},
        {"machine_id": "another"},
        {"lease": "a.b.c"},
    ],
)
def test_reply_when_signed_but_contradicting_itself_then_it_is_not_believed(mine, fake, tmp_path, changes):
    def forge(handler, reply):
        wrong = outcome(reply, **changes)
        handler.send(wrong, signed(wrong))

    mine.activate(fake.new_license().key)
    before, fake.forge = contents(tmp_path), forge
    with pytest.raises(NotTrusted):
        mine.refresh()
    assert mine.standing().state is State.VALID
    assert contents(tmp_path) == before


def test_lease_when_it_is_an_earlier_one_in_a_new_reply_then_it_is_not_believed(mine, fake):
    leases = []

    def forge(handler, reply):
        leases.append(msgspec.json.decode(reply.body, type=messages.Outcome).lease)
        old = outcome(reply, lease=leases[0])
        handler.send(old, signed(old))

    fake.forge = forge
    mine.activate(fake.new_license().key)
    with pytest.raises(NotTrusted):
        mine.refresh()


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff\xfe", b'{"valid":tru', b"[" * 100_000, b"null"])
def test_reply_when_signed_and_not_readable_then_says_so_and_nothing_changes(mine, fake, tmp_path, body):
    def forge(handler, reply):
        junk = replace(reply, body=body)
        handler.send(junk, signed(junk))

    mine.activate(fake.new_license().key)
    before, fake.forge = contents(tmp_path), forge
    with pytest.raises(ServerTrouble, match="does not know"):
        mine.refresh()
    assert contents(tmp_path) == before


def test_error_when_signed_then_it_is_told_in_the_servers_words(mine, fake):
    mine.activate(fake.new_license().key)
    fake.problem = ProblemCode.INTERNAL
    with pytest.raises(ServerTrouble, match="Told by the server"):
        mine.refresh()
    fake.problem = ProblemCode.INVALID_REQUEST
    with pytest.raises(Refused, match="Told by the server") as caught:
        mine.refresh()
    assert caught.value.problem.error is ProblemCode.INVALID_REQUEST
    assert mine.standing().state is State.VALID


# What goes wrong on the line: raw sockets, so that no library keeps them honest.

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def hang(line, over):
    over.wait()


def half_a_reply(line, over):
    line.sendall(HEAD + b"Content-Length: 500\r\n\r\n" + b"{" * 100)


def half_a_head(line, over):
    line.sendall(HEAD + b"Content-Le")
    over.wait()


def drip(line, over):
    line.sendall(HEAD + b"Content-Length: 5000\r\n\r\n")
    while not over.wait(0.02):
        line.sendall(b" ")


def drip_head(line, over):
    line.sendall(HEAD)
    while not over.wait(0.02):
        line.sendall(b"X")


def huge(line, over):
    line.sendall(HEAD + b"Content-Length: 100000000\r\n\r\n")
    while not over.is_set():
        line.sendall(b" " * 65536)


def huge_in_chunks(line, over):
    line.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while not over.is_set():
        line.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")


def big_redirect(line, over):
    line.sendall(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 1000000\r\n\r\n" + b" " * 1_000_000)


def many_heads(line, over):
    line.sendall(HEAD + b"".join(b"X-%d: y\r\n" % number for number in range(500)) + b"\r\n")


def not_http(line, over):
    line.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


def hang_up(line, over):
    pass


@contextlib.contextmanager
def talking(address, speak):
    """Answers every connection at an address with `speak`; no thread is left."""
    over, threads = threading.Event(), []
    with socket.create_server(("127.0.0.1", int(address.rpartition(":")[2]))) as listening:

        def answer(line):
            with line, contextlib.suppress(OSError):
                line.recv(65536)
                speak(line, over)
                # Closed with a part of the question unread, what was said would be lost on its way.
                line.shutdown(socket.SHUT_WR)
                while line.recv(65536):
                    pass

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    threads.append(threading.Thread(target=answer, args=(line,)))
                    threads[-1].start()

        threads.append(threading.Thread(target=accept))
        threads[0].start()
        try:
            yield
        finally:
            over.set()
            listening.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()


@pytest.mark.parametrize(
    "speak", [hang, half_a_reply, half_a_head, drip, drip_head, huge, huge_in_chunks, many_heads, not_http, hang_up]
)
def test_line_when_anything_goes_wrong_then_it_ends_in_time_and_nothing_changes(tmp_path, clock, speak):
    with serving(FakeServer(clock)) as fake:
        drawer = Drawer()
        client(tmp_path, fake, keyring=drawer).activate(fake.new_license().key)
        mine = client(tmp_path, fake, keyring=drawer, wait_s=0.5)
    before, threads = contents(tmp_path), set(threading.enumerate())
    with talking(fake.address, speak):
        with pytest.raises((Unreachable, NotTrusted)):
            mine.refresh()
        assert mine.standing().state is State.VALID
        assert contents(tmp_path) == before
        # The thread that asked has ended although the other side still speaks.
        for thread in threading.enumerate():
            if thread.name == "license-request":
                thread.join(timeout=60)
                assert not thread.is_alive()
    assert set(threading.enumerate()) <= threads


def test_huge_reply_when_it_comes_then_no_more_than_the_bound_is_read(tmp_path, clock, fake):
    mine = client(tmp_path, fake)

    def forge(handler, reply):
        big = replace(reply, body=reply.body[:-1] + b" " * exchange.MOST_BYTES + b"}")
        handler.send(big, signed(big))

    fake.forge = forge
    with pytest.raises(NotTrusted, match="more than a license server"):
        mine.activate(fake.new_license().key)


@pytest.mark.parametrize("speak", [huge_in_chunks, big_redirect])
def test_long_reply_when_it_comes_then_reading_ends_at_the_bound_and_not_with_the_time(tmp_path, clock, speak):
    with serving(FakeServer(clock)) as fake:
        mine = client(tmp_path, fake)
    with talking(fake.address, speak), pytest.raises(NotTrusted, match="more than a license server"):
        mine.activate(fake.new_license().key)


# Whom a person can be talked into trusting.


def test_key_file_when_it_is_for_another_address_then_it_does_not_count_for_this_one(fake, tmp_path):
    mine = LicenseClient(tmp_path, server=fake.address, app_version="1", keyring=Drawer())
    file = key_file(fake).replace(fake.address.encode(), b"https://license.example.com")
    mine.trust(file)
    with pytest.raises(NotTrusted):
        mine.activate(fake.new_license().key)
    assert fake.asked == []


def test_key_file_when_put_under_another_servers_name_then_it_does_not_count(fake, tmp_path):
    mine = client(tmp_path, fake)
    (kept,) = (tmp_path / "trusted").glob("*.json")
    kept.write_bytes(kept.read_bytes().replace(fake.address.encode(), b"https://license.example.com"))
    assert len(mine.trusted()) == 1
    with pytest.raises(NotTrusted):
        mine.activate(fake.new_license().key)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"server":"https://license.jobspy.com","keys":[]}'])
def test_key_file_when_it_is_none_then_says_so_and_nothing_is_kept(tmp_path, content):
    mine = LicenseClient(tmp_path, app_version="1", keyring=Drawer())
    with pytest.raises(LicensingError):
        mine.trust(content)
    assert not (tmp_path / "trusted").exists()


def test_key_file_when_it_is_of_the_vendors_address_then_it_is_refused(fake, tmp_path):
    fake.address = "https://license.jobspy.com"
    with pytest.raises(LicensingError, match="in the program itself"):
        LicenseClient(tmp_path, app_version="1", keyring=Drawer()).trust(key_file(fake))


def test_key_file_when_a_key_is_for_development_then_only_a_test_can_add_it(fake, tmp_path):
    file = key_file(fake, **{"dev-1": KEY.public})
    with pytest.raises(LicensingError, match="development"):
        LicenseClient(tmp_path, app_version="1", keyring=Drawer()).trust(file)
    allowed = LicenseClient(tmp_path, app_version="1", keyring=Drawer(), development=True)
    allowed.trust(file)
    # What a test has added counts for nothing in a program that is not one.
    assert len(allowed.trusted()) == 2
    assert len(LicenseClient(tmp_path, app_version="1", keyring=Drawer()).trusted()) == 1


def test_lease_when_its_server_is_not_trusted_any_more_then_it_does_not_unlock(mine, fake, tmp_path):
    mine.activate(fake.new_license().key)
    for file in (tmp_path / "license" / "trusted").iterdir():
        file.unlink()
    assert mine.standing().state is State.UNTRUSTED
    assert not mine.standing().allows("features:unlimited_search")


def test_secrets_when_errors_are_told_then_they_are_not_in_them(mine, fake):
    held = fake.new_license()
    mine.activate(held.key)
    for rogue in ROGUES.values():
        fake.forge = rogue
        with pytest.raises(LicensingError) as caught:
            mine.refresh()
        assert held.key not in str(caught.value)
        assert caught.value.__cause__ is None or held.key not in repr(caught.value.__cause__)


def test_request_when_sent_then_it_has_what_is_said_and_nothing_else(mine, fake):
    held = fake.new_license()
    mine.activate(held.key, name="Desk")
    method, path, headers, body = fake.asked[-1]
    assert (method, path) == ("POST", "/api/v1/licenses/activate")
    assert set(msgspec.json.decode(body)) == {
        "license_key", "hardware_fingerprint", "components", "app_version", "nonce", "name", "platform",
    }  # fmt: skip
    assert {name.lower() for name in headers} <= {
        "host", "user-agent", "accept", "accept-encoding", "connection", "content-type", "content-length", "jobspy-nonce",
    }  # fmt: skip
    assert headers["User-Agent"] == "jobspy-desktop/1.2.3"
    mine.refresh()
    assert len({each[2]["JobSpy-Nonce"] for each in fake.asked}) == 2
    assert HEADER not in headers


def test_proxy_when_the_environment_has_one_then_this_computer_is_reached_without_it(mine, fake, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert mine.activate(fake.new_license().key).done


def test_netrc_when_it_has_a_password_for_the_server_then_it_is_not_sent(mine, fake, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    held = fake.new_license()
    mine.activate(held.key)
    assert len(mine.machines().machines) == 1
    assert fake.asked[-1][2]["Authorization"] == f"License {held.key}"
    assert "Authorization" not in fake.asked[0][2]

"""Looking for updates, against an honest server and against rogue ones."""

from __future__ import annotations

import json
import os
import threading

import msgspec
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.operations import updates
from app.operations.fetching import NotFetched
from app.operations.release_file import (
    MOST_BYTES,
    WrongRelease,
    read_release,
    secure_address,
    version_key,
    write_release,
)
from app.operations.updates import Place, Standing, download, here, installer_for, look
from scraper.cancel import Cancel, Cancelled
from scraper.errors import BadInput, Expected, StoreError
from scraper.network import Network
from tests.app.operations.release_server import (
    CURRENT,
    DAY,
    INSTALLER,
    NEXT,
    NOW,
    STRANGER,
    TRUSTED,
    Answer,
    ReleaseServer,
)


@pytest.fixture
def server():
    made = ReleaseServer()
    yield made
    made.close()


@pytest.fixture
def memory(tmp_path):
    return tmp_path / "data" / "updates.json"


def ask(server, memory, **changes):
    options = {"current": "0.1.0", "network": Network(), "cancel": Cancel(), "trusted": TRUSTED, "now": NOW}
    return look(changes.pop("address", server.address), memory, **options | changes)


def fetched(found, folder, **changes):
    return download(found, folder, **{"network": Network(), "cancel": Cancel()} | changes)


def files_in(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_look_when_a_newer_version_is_out_then_it_is_told_and_its_serial_remembered(server, memory):
    server.publish()
    found = ask(server, memory)
    assert (found.standing, found.release.version) == (Standing.NEWER_OUT, "0.2.0")
    assert [found.notes(language) for language in ("en", "de", "fr")] == [
        "Finds more jobs.",
        "Findet mehr Stellen.",
        "Finds more jobs.",
    ]
    assert json.loads(memory.read_text()) == {"serial": NOW}
    assert files_in(memory.parent) == ["updates.json"]


def test_look_when_this_is_the_newest_then_so_it_is_told(server, memory):
    server.publish()
    assert ask(server, memory, current="0.2.0").standing is Standing.NEWEST


def test_look_when_the_next_key_signed_then_it_is_believed(server, memory):
    server.publish(key=NEXT)
    assert ask(server, memory).release.version == "0.2.0"


def test_look_when_asked_then_nothing_of_this_computer_is_told(server, memory):
    server.publish()
    ask(server, memory)
    [(path, headers)] = server.asked
    assert path == "/release.json"
    assert set(headers) <= {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert headers["User-Agent"] == "jobspy-desktop"


def refused(server, memory, error=WrongRelease, **changes):
    """Why it is refused; and nothing is remembered of it."""
    before = memory.read_bytes() if memory.exists() else None
    with pytest.raises(error) as told:
        ask(server, memory, **changes)
    assert (memory.read_bytes() if memory.exists() else None) == before
    return str(told.value)


def test_look_when_a_stranger_signed_under_our_keys_name_then_it_is_refused(server, memory):
    server.publish(key=STRANGER)
    assert "signature is not right" in refused(server, memory)


def test_look_when_an_unknown_key_signed_then_it_is_refused(server, memory):
    server.publish(key=replace(STRANGER, kid="somebody"))
    assert "not trusted" in refused(server, memory)


def test_look_when_no_key_is_pinned_then_everything_is_refused(server, memory):
    server.publish()
    assert "not trusted" in refused(server, memory, trusted={})


@pytest.mark.parametrize(("old", "new"), [(b"0.2.0", b"0.3.0"), (b"example.com", b"example.net")])
def test_look_when_a_word_of_it_was_changed_then_it_is_refused(server, memory, old, new):
    server.publish()
    content = server.answers["/release.json"].body
    assert old in content
    server.answers["/release.json"] = Answer(content.replace(old, new))
    assert "signature is not right" in refused(server, memory)


def test_look_when_it_was_signed_for_another_purpose_then_it_is_refused(server, memory):
    server.publish()
    envelope = json.loads(server.answers["/release.json"].body)
    from licensing.protocol.signing import to_text

    envelope["signature"] = to_text(CURRENT.sign("reply", envelope["signed"].encode()))
    server.answers["/release.json"] = Answer(json.dumps(envelope).encode())
    assert "signature is not right" in refused(server, memory)


def test_look_when_an_older_version_is_offered_then_it_is_refused(server, memory):
    server.publish(server.release(version="0.1.9"))
    assert "older than this one, 0.1.10" in refused(server, memory, current="0.1.10")


def test_look_when_an_older_file_is_shown_again_then_it_is_refused(server, memory):
    server.publish(server.release(serial=NOW + 5, version="0.3.0"))
    ask(server, memory)
    server.publish(server.release(serial=NOW + 4))
    assert "a newer one was seen" in refused(server, memory)
    server.publish(server.release(serial=NOW + 5, version="0.3.0"))
    assert ask(server, memory).release.version == "0.3.0"


def test_look_when_the_file_has_run_out_then_it_is_refused(server, memory):
    server.publish(server.release(expires_at=NOW - 1))
    assert "good until 2027-01-15" in refused(server, memory)


def test_look_when_the_file_is_from_the_future_then_the_clock_is_named(server, memory):
    server.publish(server.release(published_at=NOW + 2 * DAY))
    assert "clock" in refused(server, memory)


def test_look_when_it_is_of_another_program_then_it_is_refused(server, memory):
    server.publish(server.release(product="jobspy-desktop-gold"))
    assert "another program" in refused(server, memory)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/release.json",
        "ftp://example.com/release.json",
        "file:///etc/passwd",
        "https://me:secret@example.com/release.json",
        "https:///release.json",
        "https://exam ple.com/",
        "http://127.0.0.1.example.com/",
        "http://localhost:x/",
        "",
    ],
)
def test_address_when_it_is_not_https_then_nothing_is_asked(server, memory, address):
    assert "https only" in refused(server, memory, address=address)
    assert server.asked == []


@pytest.mark.parametrize("field", ["page", "file"])
def test_look_when_a_signed_address_is_plain_http_elsewhere_then_it_is_refused(server, memory, field):
    plain = "http://example.com/x"
    files = [replace(server.release().files[0], url=plain)]
    server.publish(server.release(page=plain) if field == "page" else server.release(files=files))
    assert "https only" in refused(server, memory)


@pytest.mark.parametrize("headers", [{"Content-Length": str(MOST_BYTES + 1)}, {"Connection": "close"}])
def test_look_when_the_body_is_oversize_then_it_is_refused(server, memory, headers):
    server.answers["/release.json"] = Answer(b" " * (MOST_BYTES + 1), headers=headers, length=False)
    assert "more than it should" in refused(server, memory, NotFetched)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("where", ["http://localhost:1/release.json", "/other.json"])
def test_look_when_it_is_sent_elsewhere_then_it_does_not_go(server, memory, status, where):
    server.publish()
    server.answers["/other.json"] = server.answers["/release.json"]
    server.answers["/release.json"] = Answer(status=status, headers={"Location": where})
    assert "sends us elsewhere" in refused(server, memory, NotFetched)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"null", b"\xff\xfe", b'{"kid": 1}', b"[" * 60_000, b'{"kid":"a","signature":"","signed":""}']
)
def test_look_when_it_is_no_release_file_then_it_is_refused_in_a_sentence(server, memory, body):
    server.answers["/release.json"] = Answer(body)
    refused(server, memory)


@given(st.binary(max_size=300))
def test_read_release_when_given_anything_then_it_is_refused_in_a_sentence(content):
    with pytest.raises(WrongRelease):
        read_release(content, TRUSTED)


def test_look_when_our_own_key_signed_nonsense_then_it_is_refused_in_a_sentence(server, memory):
    from licensing.protocol.signing import to_text

    for text in ("[]", '{"product":"jobspy-desktop"}', "no json"):
        signature = to_text(CURRENT.sign("release", text.encode()))
        envelope = {"kid": CURRENT.kid, "signature": signature, "signed": text}
        server.answers["/release.json"] = Answer(json.dumps(envelope).encode())
        assert "cannot read" in refused(server, memory)


def test_look_when_the_signed_file_has_more_than_is_known_then_the_rest_is_read(server, memory):
    from licensing.protocol.signing import to_text

    text = json.dumps(json.loads(msgspec.json.encode(server.release())) | {"more": [1, 2]})
    signature = to_text(CURRENT.sign("release", text.encode()))
    envelope = {"kid": CURRENT.kid, "signature": signature, "signed": text}
    server.answers["/release.json"] = Answer(json.dumps(envelope).encode())
    assert ask(server, memory).release.version == "0.2.0"


@pytest.mark.parametrize("status", [204, 401, 404, 500])
def test_look_when_there_is_no_such_file_then_the_status_is_told(server, memory, status):
    server.answers["/release.json"] = Answer(status=status, length=status != 204)
    assert str(status) in refused(server, memory, NotFetched)


def test_look_when_the_answer_is_packed_then_it_is_not_unpacked(server, memory):
    server.answers["/release.json"] = Answer(b"x", headers={"Content-Encoding": "gzip"})
    assert "packs" in refused(server, memory, NotFetched)


def test_look_when_nobody_answers_then_it_is_told(server, memory):
    address = server.address
    made = ReleaseServer()
    gone = made.address
    made.close()
    assert gone != address
    assert "cannot be reached" in refused(server, memory, NotFetched, address=gone)


def test_look_when_it_is_stopped_while_the_server_is_silent_then_it_ends_at_once(server, memory):
    gate, cancel = threading.Event(), Cancel()
    server.publish()
    server.answers["/release.json"].gate = gate
    ended = []

    def run():
        try:
            ask(server, memory, cancel=cancel)
        except Cancelled:
            ended.append(1)

    worker = threading.Thread(target=run)
    worker.start()
    while not server.asked:
        assert worker.is_alive()
    cancel.set()
    worker.join(60)
    gate.set()
    assert ended == [1]
    assert not memory.exists()


def test_look_when_the_memory_is_damaged_then_it_is_written_anew(server, memory):
    memory.parent.mkdir()
    memory.write_text("[nonsense")
    server.publish()
    ask(server, memory)
    assert json.loads(memory.read_text()) == {"serial": NOW}


def test_look_when_nothing_can_be_remembered_then_that_is_told(server, memory):
    memory.parent.write_text("a file")
    server.publish()
    with pytest.raises(StoreError, match="cannot be written"):
        ask(server, memory)


def test_address_when_neither_settings_nor_publisher_have_one_then_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr("app.operations.publisher.ADDRESS", "")
    with pytest.raises(BadInput, match="update_address"):
        updates.address_for("")
    monkeypatch.setattr("app.operations.publisher.ADDRESS", "https://example.com/a.json")
    assert updates.address_for("") == "https://example.com/a.json"
    assert updates.address_for("https://example.org/b.json") == "https://example.org/b.json"


@pytest.fixture
def authority():
    return trustme.CA()


@pytest.fixture
def secure_server(authority):
    made = ReleaseServer(authority)
    yield made
    made.close()


def test_look_when_nobody_vouches_for_the_server_then_nothing_is_asked(secure_server, memory):
    secure_server.publish()
    assert "cannot prove who it is" in refused(secure_server, memory, NotFetched)
    assert secure_server.asked == []


def test_look_when_the_settings_name_its_authority_then_it_is_asked_through_tls(
    secure_server, authority, memory, tmp_path
):
    secure_server.publish()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    network = Network(ca_cert=str(tmp_path / "ca.pem"))
    found = ask(secure_server, memory, network=network)
    assert fetched(found, tmp_path / "new", network=network).read_bytes() == INSTALLER


# Installers.


def test_download_when_it_is_what_was_signed_then_it_appears_whole_under_a_name_of_ours(server, memory, tmp_path):
    server.publish()
    found, told = ask(server, memory), []
    target = fetched(found, tmp_path / "new" / "folder", progress=told.append)
    assert target.read_bytes() == INSTALLER
    assert target.name.startswith("jobspy-desktop-0.2.0-")
    assert told[-1] == len(INSTALLER)
    assert files_in(target.parent) == [target.name]


@pytest.mark.parametrize(
    "body", [INSTALLER[:-1], INSTALLER + b"x", INSTALLER[:-1] + b"x", b""], ids=["short", "long", "other", "nothing"]
)
def test_download_when_it_is_not_what_was_signed_then_nothing_is_kept(server, memory, tmp_path, body):
    server.publish()
    found = ask(server, memory)
    server.answers["/installer"] = Answer(body)
    with pytest.raises(Expected):
        fetched(found, tmp_path / "new")
    assert files_in(tmp_path / "new") == []


def test_download_when_the_body_never_ends_then_it_stops_at_the_size_that_was_signed(server, memory, tmp_path):
    server.publish()
    found = ask(server, memory)
    server.answers["/installer"] = Answer(INSTALLER * 50, headers={"Connection": "close"}, length=False)
    told = []
    with pytest.raises(NotFetched, match="more than it should"):
        fetched(found, tmp_path / "new", progress=told.append)
    assert max(told) <= len(INSTALLER)
    assert files_in(tmp_path / "new") == []


def test_download_when_it_is_sent_elsewhere_then_it_does_not_go(server, memory, tmp_path):
    server.publish()
    found = ask(server, memory)
    server.answers["/elsewhere"] = server.answers["/installer"]
    server.answers["/installer"] = Answer(status=302, headers={"Location": "/elsewhere"})
    with pytest.raises(NotFetched, match="elsewhere"):
        fetched(found, tmp_path / "new")
    assert files_in(tmp_path / "new") == []


def test_download_when_it_breaks_off_then_nothing_is_kept_and_what_was_there_stays(server, memory, tmp_path):
    server.publish()
    found = ask(server, memory)
    before = fetched(found, tmp_path)
    before.write_bytes(b"from an earlier time")
    server.answers["/installer"] = Answer(INSTALLER[:100], headers={"Content-Length": str(len(INSTALLER))})
    with pytest.raises(NotFetched, match="broke off"):
        fetched(found, tmp_path)
    assert before.read_bytes() == b"from an earlier time"
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.skipif(os.name != "posix", reason="links and modes as POSIX has them")
def test_download_when_others_may_write_to_the_folder_then_they_can_neither_lead_it_astray_nor_change_it(
    server, memory, tmp_path, monkeypatch
):
    server.publish()
    found = ask(server, memory)
    name = fetched(found, tmp_path / "first").name
    own = tmp_path / "own"
    own.write_bytes(b"precious")
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / f".{name}.part").symlink_to(own)
    before = os.umask(0)
    try:
        target = fetched(found, folder)
    finally:
        os.umask(before)
    assert own.read_bytes() == b"precious"
    assert (target.read_bytes(), target.stat().st_mode & 0o022) == (INSTALLER, 0)


def test_download_when_it_is_stopped_then_it_ends_at_once_and_nothing_is_kept(server, memory, tmp_path):
    server.publish()
    found, gate, cancel = ask(server, memory), threading.Event(), Cancel()
    server.answers["/installer"] = Answer(INSTALLER, gate=gate)
    with pytest.raises(Cancelled):
        fetched(found, tmp_path / "new", cancel=cancel, progress=lambda _: cancel.set())
    gate.set()
    assert files_in(tmp_path / "new") == []


def test_download_when_the_folder_cannot_be_written_then_it_says_so(server, memory, tmp_path):
    server.publish()
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="choose another folder"):
        fetched(ask(server, memory), tmp_path / "file" / "new")


def test_download_when_there_is_none_for_this_system_then_the_page_is_named(server, memory, tmp_path):
    server.publish(server.release(files=[]))
    with pytest.raises(WrongRelease, match=r"https://example\.com/download"):
        fetched(ask(server, memory), tmp_path)


# Values.


def test_installer_for_when_places_differ_then_each_gets_its_own(server):
    release = server.release()
    for file in release.files:
        place = Place(system=file.system, machine=file.machine, kind=file.kind)
        assert installer_for(release, place) is file
    assert installer_for(release, Place(system=None, machine="x86_64", kind=None)) is None


def test_here_when_run_from_source_then_it_is_not_debians_package():
    assert here("/usr/lib/jobspy-desktop/jobspy-desktop").kind != "deb"


def test_here_when_frozen_then_where_it_lies_says_how_it_was_installed(monkeypatch):
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert here("/usr/lib/jobspy-desktop/jobspy-desktop").kind == "deb"
    assert here("/home/me/jobspy-desktop/jobspy-desktop").kind == "tar.xz"


@given(*[st.lists(st.integers(0, 20), min_size=2, max_size=4)] * 2)
def test_version_key_when_versions_are_compared_then_by_their_numbers(one, other):
    first, second = (version_key(".".join(map(str, numbers))) for numbers in (one, other))
    padded = [[*numbers, 0, 0, 0][:4] for numbers in (one, other)]
    assert (first < second) == (padded[0] < padded[1])
    assert (first == second) == (padded[0] == padded[1])


def test_secure_address_when_it_is_good_then_it_is_given_back():
    for address in ("https://example.com/a?b=c", "http://127.0.0.1:8/x", "http://[::1]:8/x", "http://localhost/x"):
        assert secure_address(address) == address


def test_write_release_when_it_would_not_be_read_then_it_is_not_written(server):
    with pytest.raises(WrongRelease, match="shorten"):
        write_release(server.release(notes={str(number): "x" * 20_000 for number in range(5)}), CURRENT)

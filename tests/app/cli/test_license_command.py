"""`jobspy-desktop license` as a process of its own, against a signed server on 127.0.0.1."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time

import pytest

from app.cli.main import run
from app.operations.license_client import license_client
from app.operations.practice import practice_sites
from app.paths import Folder
from licensing.client.trust import VENDOR
from licensing.protocol.codes import Code
from licensing.protocol.license_key import new_key
from licensing.protocol.replies import sign
from licensing.protocol.signing import to_text
from tests.app.cli.program import COMMAND, environment, program
from tests.app.licensed import DAY, license_server, trust_file
from tests.licensing.client.served import key_file

pytestmark = pytest.mark.measured


@pytest.fixture
def server():
    with license_server() as running:
        yield running


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def trusted(server, data, tmp_path):
    """The server, trusted in the data folder."""
    assert license_(data, "trust", trust_file(server, tmp_path), "--yes").returncode == 0
    return server


def license_(data, *arguments, stdin=b""):
    return program(data, "license", *(str(each) for each in arguments), input=stdin)


def told(done):
    return json.loads(done.stdout)


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def typed(key):
    """As a person types it."""
    return key.lower().replace("-", " ")


def test_status_when_there_is_no_license_then_it_says_what_may_be_done(data):
    done = license_(data, "status")
    assert done.returncode == 0
    assert b"There is no license on this computer" in done.stdout
    assert b"every format, always" in done.stdout
    assert told(license_(data, "status", "--json"))["allows"] == {"results": 100, "trial": False}


def test_trust_when_nobody_can_be_asked_then_the_fingerprint_is_shown_and_nothing_is_trusted(server, data, tmp_path):
    file = trust_file(server, tmp_path)
    done = license_(data, "trust", file)
    assert done.returncode == 2
    assert server.address.encode() in done.stdout
    assert b"Fingerprint: " in done.stdout
    assert b"--yes" in done.stderr
    refused = license_(data, "activate", server.new_license().key, "--server", server.address)
    assert refused.returncode == 1
    assert b"not a server you trust" in refused.stderr


def test_trust_when_other_keys_were_trusted_for_the_server_then_that_is_said_before_anybody_agrees(
    trusted, data, tmp_path
):
    file = trust_file(trusted, tmp_path)
    assert b"until now" not in license_(data, "trust", file).stdout
    others = json.loads(file.read_bytes())
    others["keys"][0]["public"] = to_text(b"\7" * 32)
    file.write_text(json.dumps(others))
    asked = license_(data, "trust", file)
    assert b"Other keys have been trusted for this server until now" in asked.stdout
    assert asked.returncode != 0


def test_trust_when_yes_is_given_then_the_server_is_trusted(server, data, tmp_path):
    done = license_(data, "trust", trust_file(server, tmp_path), "--yes", "--json")
    assert told(done)["server"] == server.address
    assert len(told(done)["fingerprints"]) == 1


def test_servers_when_listed_then_the_vendors_and_those_that_were_added_are_there_with_their_fingerprints(
    trusted, data
):
    listed = license_(data, "servers")
    assert listed.returncode == 0
    lines = listed.stdout.decode().splitlines()
    assert lines[0] == f"{VENDOR.server} (in the program itself)"
    assert lines[-2] == trusted.address
    vendor, added = told(license_(data, "servers", "--json"))["servers"]
    assert (vendor["server"], vendor["vendor"], added["vendor"], added["trial"]) == (VENDOR.server, True, False, False)
    assert lines[-1] == f"  Fingerprint: {added['fingerprints'][0]}"


def test_untrust_when_nobody_can_be_asked_then_what_it_means_is_said_and_nothing_changes(trusted, data):
    license_(data, "activate", trusted.new_license().key)
    asked = license_(data, "untrust", trusted.address)
    assert asked.returncode == 2
    assert b"Fingerprint: " in asked.stdout
    assert b"does not hold any more" in asked.stdout
    assert b"deactivate it first" in asked.stdout
    assert b"--yes" in asked.stderr
    assert told(license_(data, "status", "--json"))["state"] == "VALID"


def test_untrust_when_a_license_of_the_server_is_here_then_it_does_not_hold_and_status_says_what_to_do(
    trusted, data, tmp_path
):
    held = trusted.new_license()
    license_(data, "activate", held.key)
    done = license_(data, "untrust", trusted.address, "--yes", "--json")
    assert told(done) == {"server": trusted.address, "license_here": True, "forgotten": 0}
    status = license_(data, "status")
    assert status.returncode == 1
    assert b"server is not trusted here" in status.stdout
    assert b"license trust FILE" in status.stdout
    assert b"stays readable" in status.stdout
    assert license_(data, "trust", trust_file(trusted, tmp_path), "--yes").returncode == 0
    assert told(license_(data, "status", "--json"))["state"] == "VALID"
    license_(data, "untrust", trusted.address, "--yes")
    asked = license_(data, "deactivate")
    assert (asked.returncode, b"counts this computer still" in asked.stdout) == (2, True)
    assert (b"Nobody can be asked here" in asked.stderr, b"--yes" in asked.stderr) == (True, True)
    quiet = license_(data, "deactivate", "--json")
    assert (quiet.returncode, quiet.stdout, b"counts this computer still" in quiet.stderr) == (2, b"", True)
    assert told(license_(data, "status", "--json"))["state"] == "UNTRUSTED"
    removed = license_(data, "deactivate", "--yes")
    assert (removed.returncode, b"counts this computer still" in removed.stdout) == (0, True)
    assert told(license_(data, "status", "--json"))["state"] is None
    assert len(held.machines) == 1


def test_untrust_when_the_server_is_still_to_be_told_then_it_is_refused_unless_that_may_be_forgotten(trusted, data):
    license_(data, "activate", trusted.new_license().key)
    trusted.silent = True
    license_(data, "deactivate")
    refused = license_(data, "untrust", trusted.address, "--yes")
    assert refused.returncode == 2
    assert b"still to be told" in refused.stderr
    assert b"--forget-queued" in refused.stderr
    done = license_(data, "untrust", trusted.address, "--yes", "--forget-queued")
    assert (done.returncode, b"never told" in done.stdout) == (0, True)
    assert license_(data, "refresh").returncode == 2
    again = license_(data, "untrust", trusted.address, "--yes")
    assert (again.returncode, b"nothing to take back" in again.stderr) == (2, True)


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
def test_untrust_when_a_person_is_asked_then_only_yes_counts(trusted, data):
    for answer, code in ((b"n\n", 1), (b"y\n", 0)):
        ours, theirs = os.openpty()
        os.write(ours, answer)
        done = subprocess.run(
            (*COMMAND, "license", "untrust", trusted.address),
            env=environment(data), stdin=theirs, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        os.close(ours)
        os.close(theirs)
        assert done.returncode == code
        assert (b"not trusted any more" in done.stdout) is (code == 0)
        assert (b"Nothing was changed" in done.stderr) is (code == 1)


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
def test_deactivate_when_the_server_is_not_trusted_and_a_person_is_asked_then_only_yes_counts(trusted, data):
    license_(data, "activate", trusted.new_license().key)
    license_(data, "untrust", trusted.address, "--yes")
    for answer, code, state in ((b"n\n", 1, "UNTRUSTED"), (b"y\n", 0, None)):
        ours, theirs = os.openpty()
        os.write(ours, answer)
        done = subprocess.run(
            (*COMMAND, "license", "deactivate"),
            env=environment(data), stdin=theirs, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        os.close(ours)
        os.close(theirs)
        assert done.returncode == code
        assert b"trust its key file first" in done.stdout.replace(b"\n", b" ")
        assert told(license_(data, "status", "--json"))["state"] == state


@pytest.fixture
def nowhere(monkeypatch):
    """The way to everything that is not on this computer ends here."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed.getsockname()[1]}")
        yield


def test_activate_when_no_server_was_added_and_the_vendors_is_out_of_reach_then_key_files_are_spoken_of(data, nowhere):
    for done in (
        license_(data, "activate", new_key()),
        license_(data, "register", "me@example.com", stdin=b"correct horse\n"),
    ):
        assert done.returncode == 1
        assert b"license.jobspy.com cannot be reached" in done.stderr
        assert (
            b"company's own server needs that server's key file first: jobspy-desktop license trust FILE" in done.stderr
        )
        assert len(done.stderr.splitlines()) == 1
    named = license_(data, "activate", new_key(), "--server", VENDOR.server)
    assert (named.returncode, b"key file" in named.stderr) == (1, False)


def test_activate_when_several_servers_are_trusted_then_one_has_to_be_named(trusted, data, tmp_path):
    with license_server() as other:
        license_(data, "trust", trust_file(other, tmp_path), "--yes")
        held = other.new_license()
        done = license_(data, "activate", held.key)
        assert done.returncode == 2
        assert other.address.encode() in done.stderr
        assert trusted.address.encode() in done.stderr
        assert b"--server" in done.stderr
        assert (trusted.asked, other.asked) == ([], [])
        assert told(license_(data, "activate", held.key, "--server", other.address, "--json"))["state"] == "VALID"


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff", b'{"server": "http://far.example.com", "keys": []}'])
def test_trust_when_the_file_is_none_then_a_sentence_says_so(content, data, tmp_path):
    file = tmp_path / "keys.json"
    file.write_bytes(content)
    done = license_(data, "trust", file, "--yes")
    assert done.returncode == 2
    assert done.stderr.startswith(b"jobspy-desktop: ")


def test_activate_when_the_key_is_typed_as_people_do_then_the_license_holds_and_is_labelled_trial(trusted, data):
    key = trusted.new_license().key
    done = license_(data, "activate", typed(key), "--name", "desk")
    assert done.returncode == 0, done.stderr
    assert b"The license is valid." in done.stdout
    assert b"as many as it shows (trial)" in done.stdout
    standing = told(license_(data, "status", "--json"))
    assert (standing["state"], standing["key_ending"]) == ("VALID", key.replace("-", "")[-6:])
    assert standing["allows"] == {"results": None, "trial": True}
    again = license_(data, "refresh")
    assert again.returncode == 0


def test_activate_when_the_key_comes_from_standard_input_then_it_is_no_argument(trusted, data):
    key = trusted.new_license().key
    assert license_(data, "activate", "-", stdin=f"{key}\n".encode()).returncode == 0
    assert license_(data, "activate", "-", stdin=b"").returncode == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("ABCU!", b"no U, ! in it"), ("ABC", b"30 letters and digits; these are 3"), ("0" * 30, b"not right")],
)
def test_activate_when_it_is_no_key_then_nobody_is_asked_and_it_says_what_is_wrong(text, words, trusted, data):
    done = license_(data, "activate", text)
    assert done.returncode == 2
    assert words in done.stderr
    assert trusted.asked == []


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.VALID])
def test_activate_when_the_server_says_no_then_the_sentence_is_ours_and_nothing_is_kept(code, trusted, data):
    held = trusted.new_license()
    held.code = code
    done = license_(data, "activate", held.key)
    assert done.returncode == 1
    assert b"Told by the server" not in done.stderr
    assert len(done.stderr) > 40
    assert told(license_(data, "status", "--json"))["state"] is None


def test_activate_when_there_are_too_many_machines_then_it_says_how_many(trusted, data):
    done = license_(data, "activate", trusted.new_license(allowed=0).key)
    assert done.returncode == 1
    assert b"on as many computers as it allows" in done.stderr


def test_activate_when_the_server_does_not_answer_then_a_sentence_says_so(trusted, data):
    trusted.silent = True
    done = license_(data, "activate", new_key())
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_register_when_the_password_comes_from_standard_input_then_it_is_active_and_the_key_is_shown_on_demand(
    trusted, data
):
    done = license_(data, "register", "me@example.com", stdin=b"correct horse\n")
    assert done.returncode == 0, done.stderr
    (key,) = trusted.licenses
    assert key.encode() not in done.stdout + done.stderr
    shown = license_(data, "register", "you@example.com", "--show-key", stdin=b"correct horse\n")
    assert list(trusted.licenses)[1].encode() in shown.stdout
    taken = license_(data, "register", "taken@example.com", stdin=b"correct horse\n")
    assert taken.returncode == 1
    assert license_(data, "register", "me@example.com", stdin=b"").returncode == 2


def test_register_when_it_cannot_be_activated_then_the_key_is_in_a_file_for_its_owner_alone(trusted, data):
    def only_registers(handler, reply):
        handler.send(
            reply, None if handler.path.endswith("activate") else sign(reply, trusted.key, now=int(time.time()))
        )

    trusted.forge = only_registers
    done = license_(data, "register", "me@example.com", stdin=b"correct horse\n")
    assert done.returncode == 1
    (key,) = trusted.licenses
    (file,) = data.glob("license-key-*.txt")
    assert key.encode() not in done.stdout + done.stderr
    assert file.name.encode() in done.stderr
    assert file.stat().st_mode & 0o077 == 0
    trusted.forge = None
    assert license_(data, "activate", "-", stdin=file.read_bytes()).returncode == 0


def test_no_secret_is_in_any_output_or_file_or_log(trusted, data):
    password = "c4nary-password"
    first = license_(data, "--verbose", "register", "me@example.com", stdin=password.encode())
    (key,) = trusted.licenses
    commands = (("activate", key), ("status",), ("refresh", "--json"), ("machines",), ("deactivate",))
    outputs = [first, *(license_(data, *arguments, "--verbose") for arguments in commands)]
    said = b"".join(done.stdout + done.stderr for done in outputs)
    for secret in (key, key.replace("-", ""), password):
        assert secret.encode() not in said
        assert secret.encode() not in everything(data)


def test_machines_when_a_name_has_what_moves_a_terminals_cursor_then_it_is_shown_without(trusted, data):
    held = trusted.new_license()
    license_(data, "activate", held.key, "--name", "desk\x9b2J\u202e")
    listed = license_(data, "machines").stdout.decode()
    assert "desk 2J" in listed
    assert not {"\x9b", "\u202e"} & set(listed)


def test_machines_when_one_is_given_up_then_its_place_is_free(trusted, data):
    held = trusted.new_license()
    license_(data, "activate", held.key, "--name", "desk")
    listed = license_(data, "machines")
    assert b"desk" in listed.stdout
    assert b"(this computer)" in listed.stdout
    (machine,) = held.machines
    assert told(license_(data, "machines", "--json"))["this_computer"] == machine
    assert license_(data, "deactivate", "--machine", machine).returncode == 0
    assert held.machines == {}
    assert told(license_(data, "status", "--json"))["state"] is None


def test_refresh_when_a_server_on_this_computer_that_is_no_trials_is_down_then_nothing_is_tried_out(trusted, data):
    license_(data, "activate", trusted.new_license().key)
    trusted.silent = True
    done = license_(data, "refresh")
    assert (done.returncode, b"cannot be reached" in done.stderr) == (1, True)
    assert b"trial" not in done.stderr
    refused = license_(data, "trial")
    assert (refused.returncode, b"deactivate it first" in refused.stderr) == (1, True)


@pytest.mark.parametrize("command", ["refresh", "machines", "deactivate"])
def test_command_about_the_license_when_another_server_is_named_then_it_is_refused(command, trusted, data):
    license_(data, "activate", trusted.new_license().key)
    asked = len(trusted.asked)
    other = license_(data, command, "--server", VENDOR.server)
    assert (other.returncode, trusted.address.encode() in other.stderr, other.stdout) == (2, True, b"")
    assert len(trusted.asked) == asked
    assert license_(data, command, "--server", f"{trusted.address}/").returncode == 0


def test_refresh_when_there_is_no_license_then_the_exit_code_is_that_of_the_manual(data):
    done = license_(data, "refresh")
    assert (done.returncode, b"no license on this computer" in done.stderr) == (2, True)


@pytest.mark.parametrize("licensed", [False, True])
def test_untrust_when_a_trial_is_still_to_be_told_then_only_what_can_work_is_advised(licensed, server, data, tmp_path):
    folder = Folder(root=data)
    folder.make()
    client = license_client(folder, server.address)
    client.trust(key_file(server), tried=True)
    client.activate(server.new_license().key)
    server.silent = True
    assert client.deactivate() == "queued"
    with license_server() as company:
        if licensed:
            license_(data, "trust", trust_file(company, tmp_path), "--yes")
            license_(data, "activate", company.new_license().key)
        refused = license_(data, "untrust", server.address, "--yes")
    assert refused.returncode == 2
    assert (b"license refresh" in refused.stderr, b"--forget-queued" in refused.stderr) == (False, True)
    assert (b"license trial" in refused.stderr) is not licensed


def test_deactivate_when_the_server_is_gone_then_it_is_told_later(trusted, data):
    held = trusted.new_license()
    license_(data, "activate", held.key)
    trusted.silent = True
    done = license_(data, "deactivate", "--json")
    assert told(done) == {"deactivated": "queued"}
    assert len(held.machines) == 1
    status = license_(data, "status")
    assert status.returncode == 0
    assert f"Still to be told:         {trusted.address}, of the license given up here on 20".encode() in status.stdout
    assert b"; tried again by the window every few minutes, and by: jobspy-desktop license refresh" in status.stdout
    queued = told(license_(data, "status", "--json"))["untold"]
    assert [(each["server"], each["tried"]) for each in queued] == [(trusted.address, False)]
    untold = license_(data, "refresh", "--json")
    assert (untold.returncode, untold.stdout) == (1, b"")
    assert trusted.address.encode() in untold.stderr
    assert b"could not be told yet that a license was given up here: go online" in untold.stderr
    other = trusted.new_license()
    trusted.silent = False
    license_(data, "activate", other.key)
    trusted.forge = lambda handler, reply: handler.send(
        reply, None if handler.path.endswith("deactivate") else sign(reply, trusted.key, now=int(time.time()))
    )
    both = license_(data, "refresh", "--json")
    assert (told(both)["state"], b"could not be told yet" in both.stderr) == ("VALID", True)
    trusted.forge = None
    assert told(license_(data, "deactivate", "--json")) == {"deactivated": "done"}
    done = license_(data, "refresh")
    assert (done.returncode, b"knows now" in done.stdout) == (0, True)
    assert held.machines == {}
    assert license_(data, "refresh").returncode == 2


def test_deactivate_when_what_is_stored_is_damaged_then_it_asks_first_and_nothing_is_lost(trusted, data):
    license_(data, "activate", trusted.new_license().key)
    folder = Folder(root=data).license
    sealed = folder / "license.sealed"
    (folder / "vault.json").write_bytes(b"{")
    before = sealed.read_bytes()
    for more in ((), ("--json",)):
        asked = license_(data, "deactivate", *more)
        assert (asked.returncode, b"cannot be read" in asked.stderr, b"--yes" in asked.stderr) == (2, True, True)
        assert sealed.read_bytes() == before
    removed = license_(data, "deactivate", "--yes")
    assert removed.returncode == 0
    assert b"counts this computer still" in removed.stdout
    assert f"What could not be read is kept in {folder / 'damaged'}.".encode() in removed.stdout
    (aside,) = (folder / "damaged").iterdir()
    assert (aside / "license.sealed").read_bytes() == before
    assert told(license_(data, "status", "--json"))["state"] is None


def test_deactivate_when_the_license_has_another_key_by_now_then_it_says_that_the_place_stays_taken(trusted, data):
    held = trusted.new_license()
    license_(data, "activate", held.key)
    trusted.licenses.clear()
    done = license_(data, "deactivate", "--machine", next(iter(held.machines)))
    assert (done.returncode, b"counts this computer still" in done.stdout) == (0, True)
    assert told(license_(data, "status", "--json"))["state"] is None


def test_deactivate_when_the_license_may_give_up_no_more_then_a_sentence_says_so(trusted, data):
    held = trusted.new_license()
    license_(data, "activate", held.key)
    held.deactivations = 0
    for arguments in (("deactivate",), ("deactivate", "--machine", next(iter(held.machines)))):
        done = license_(data, *arguments)
        assert done.returncode == 1
        assert b"thirty days" in done.stderr


@pytest.mark.parametrize(("days", "state", "code"), [(4, "REFRESH_DUE", 0), (8, "GRACE", 0), (15, "EXPIRED", 1)])
def test_status_when_the_lease_grows_old_then_it_says_so_and_how_to_mend_it(days, state, code, trusted, data):
    trusted.clock.back_s = days * DAY
    license_(data, "activate", trusted.new_license().key)
    done = license_(data, "status", "--json")
    assert (told(done)["state"], done.returncode) == (state, code)
    plain = license_(data, "status").stdout
    assert (b"stays readable" in plain) is (code == 1)
    trusted.clock.back_s = 0
    assert told(license_(data, "refresh", "--json"))["state"] == "VALID"


def test_without_a_network_when_a_request_is_carried_to_another_computer_then_its_answer_is_a_license(
    trusted, data, tmp_path
):
    held = trusted.new_license()
    request, answer, other = tmp_path / "request", tmp_path / "answer", tmp_path / "other"
    assert license_(other, "trust", trust_file(trusted, tmp_path), "--yes").returncode == 0
    asked = license_(data, "export-request", typed(held.key), "--output", request)
    assert asked.returncode == 0, asked.stderr
    assert os.name != "posix" or not request.stat().st_mode & 0o077  # the key is in it
    again = license_(data, "export-request", typed(held.key), "--output", request)
    assert (again.returncode, b"is there already" in again.stderr) == (2, True)  # the first one is the one that counts
    answered = license_(other, "answer-request", request, "--output", answer)
    assert answered.returncode == 0, answered.stderr
    done = license_(data, "import-lease", answer, "--json")
    assert told(done)["state"] == "VALID"
    assert license_(other, "import-lease", answer).returncode != 0
    assert license_(data, "export-request", held.key).stdout.startswith(b"{")


def test_a_license_that_is_damaged_or_withdrawn_then_what_is_stored_is_listed_shown_and_exported_as_before(
    trusted, data, tmp_path
):
    searched = program(data, "search", "data engineer", "--practice", "--site", "indeed", "--results", "5")
    assert searched.returncode == 0

    def seen():
        outputs = [
            program(data, *arguments, "--practice")
            for arguments in (("jobs",), ("show", "1"), ("jobs", "--output", "-", "--format", "csv"), ("runs",))
        ]
        assert all(done.returncode == 0 for done in outputs)
        return [done.stdout for done in outputs]

    before = seen()
    held = trusted.new_license()
    license_(data, "activate", held.key)
    assert seen() == before
    held.code = Code.REVOKED
    assert license_(data, "refresh").returncode == 1
    assert seen() == before
    for path in (data / "license").glob("*.sealed"):
        path.write_bytes(b"damaged")
    assert told(license_(data, "status", "--json"))["state"] == "TAMPERED"
    assert seen() == before


def test_doctor_then_it_says_how_the_license_stands_and_what_to_do(trusted, data):
    assert b"ok     License: none; searches bring at most 100 jobs" in program(data, "doctor").stdout
    license_(data, "activate", trusted.new_license().key)
    assert b"ok     License: pro, trial. The license is valid." in program(data, "doctor").stdout
    (data / "license" / "license.sealed").write_bytes(b"damaged")
    done = program(data, "doctor")
    assert done.returncode == 1
    assert b"WRONG  License: unknown. What is stored of the license is damaged" in done.stdout


@pytest.mark.long  # 120 jobs of a site, twice
def test_search_when_more_is_wanted_than_is_free_then_it_is_cut_and_told_and_a_license_lifts_it(trusted, data):
    with practice_sites(latency_s=0) as network:
        live = ("search", "data engineer", "--site", "indeed", "--results", "120")
        way = ("--proxy", network.proxies[0], "--ca-cert", network.ca_cert)
        cut = program(data, *live, *way)
        assert cut.returncode == 0, cut.stderr
        assert b"Asked 100," in cut.stdout
        assert b"Indeed: 100 of 120 asked; more with a license." in cut.stdout
        license_(data, "activate", trusted.new_license().key)
        whole = program(data, *live, *way)
        assert b"Asked 120," in whole.stdout
        assert b"unlocked by a trial license" in whole.stdout
        last = json.loads(program(data, *live, *way, "--json-events").stdout.splitlines()[-1])
        assert (last["license_cap"], last["license_trial"]) == (None, True)
        (path,) = (data / "license").glob("license.sealed")
        path.write_bytes(b"damaged")
        again = program(data, *live, *way, "--json-events")
        last = json.loads(again.stdout.splitlines()[-1])
        assert (last["license_cap"], last["license_trial"]) == (100, False)


def test_search_of_the_practice_sites_then_there_is_no_cap(data):
    done = program(
        data, "search", "data engineer", "--practice", "--site", "indeed", "--results", "101", "--json-events"
    )
    assert json.loads(done.stdout.splitlines()[-1])["license_cap"] is None
    assert json.loads(done.stdout.splitlines()[0])["asked"] == 101


def test_help_of_the_program_then_nothing_of_licensing_is_imported():
    import sys

    code = (
        "import sys; from app.cli.main import run; run(['--help']);"
        "sys.exit(any(name.split('.')[0] in {'cryptography', 'keyring', 'requests', 'licensing'} for name in sys.modules))"
    )
    assert subprocess.run((sys.executable, "-P", "-c", code), capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("command", "arguments", "reason"),
    [
        ("status", (), "no server is asked"),
        ("servers", (), "all of them are listed"),
        ("trust", ("keys.json",), "the key file names its server"),
        ("untrust", ("https://license.example.com",), "ADDRESS is the server that is meant"),
        ("answer-request", ("request.json",), "the request names its own"),
        ("import-lease", ("answer.json",), "the answer names its own"),
        ("trial", (), "it starts a server of its own"),
    ],
)
def test_command_that_has_no_use_for_a_server_when_one_is_named_then_says_why(
    command, arguments, reason, capsys, tmp_path
):
    given = ("--server", "https://license.example.com", "--data-dir", str(tmp_path / "data"))
    assert run(["license", command, *arguments, *given]) == 2
    assert f"{command}: --server has no effect here, as {reason}: leave it out." in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
    assert run(["license", command, "--help"]) == 0
    assert "--server" not in capsys.readouterr().out
    assert run(["license", command, *arguments, "--sever"]) == 2
    assert "No such option '--sever'" in capsys.readouterr().err

"""`jobspy-desktop update` as a process of its own, against a server on this computer."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from app.settings import Settings, save
from licensing.protocol.signing import to_text
from tests.app.cli.program import environment, program
from tests.app.operations.release_server import CURRENT, DAY, INSTALLER, STRANGER, ReleaseServer

pytestmark = pytest.mark.measured

# The program as it would be with our test's key pinned; nothing but editing the program can pin another.
PINNED = """
from app.operations import publisher
publisher.KEYS = {keys!r}
from app.cli.main import main
main()
"""


@pytest.fixture
def server():
    made = ReleaseServer()
    yield made
    made.close()


@pytest.fixture
def data(tmp_path, server):
    folder = tmp_path / "data"
    save(folder / "settings.toml", Settings(update_address=server.address))
    return folder


def current(server, **changes):
    """A release that is good today, by the real clock."""
    now = int(time.time())
    return server.release(serial=now, published_at=now - DAY, expires_at=now + 30 * DAY, **changes)


def update(data, *arguments):
    text = PINNED.format(keys={CURRENT.kid: to_text(CURRENT.public)})
    done = subprocess.run(
        (sys.executable, "-P", "-c", text, "update", *arguments),
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_update_when_a_newer_version_is_out_then_it_says_what_is_new_and_fetches_nothing(server, data):
    server.publish(current(server, version="99.0"))
    code, out, err = update(data)
    assert (code, err) == (0, "")
    assert "JobSpy Desktop 99.0 is out" in out
    assert "Finds more jobs." in out
    assert "https://example.com/download" in out
    assert [path for path, _ in server.asked] == ["/release.json"]


def test_update_when_told_to_download_then_the_verified_installer_is_there(server, data, tmp_path):
    server.publish(current(server, version="99.0"))
    code, out, _ = update(data, "--download", str(tmp_path / "new"))
    assert code == 0
    [made] = (tmp_path / "new").iterdir()
    assert made.read_bytes() == INSTALLER
    assert f"Fetched and verified: {made}" in out


def test_update_when_a_stranger_signed_then_it_refuses_in_a_sentence(server, data):
    server.publish(current(server, version="99.0"), key=STRANGER)
    code, out, err = update(data)
    assert (code, out) == (1, "")
    assert "refused" in err
    assert "Traceback" not in err


def test_update_when_this_is_the_newest_then_it_says_so(server, data):
    from importlib.metadata import version

    server.publish(current(server, version=version("jobspy-desktop")))
    code, out, _ = update(data, "--download", str(data / "new"))
    assert code == 0
    assert "newest" in out
    assert not (data / "new").exists()


def test_update_when_words_hold_control_characters_then_they_do_not_reach_the_terminal(server, data):
    server.publish(current(server, version="99.0", notes={"en": "good\x1b[2Jbad\x07"}))
    _, out, _ = update(data)
    assert "\x1b" not in out
    assert "\x07" not in out


def test_update_when_no_address_is_set_then_it_says_what_to_do(tmp_path):
    done = program(tmp_path / "data", "update")
    assert done.returncode == 2
    assert b"update_address" in done.stderr


def test_program_when_it_is_used_then_it_never_asks_for_updates_by_itself(server, data):
    for command in (("jobs",), ("doctor",), ("runs",), ("sites",), ("--version",)):
        assert program(data, *command).returncode == 0
    assert server.asked == []

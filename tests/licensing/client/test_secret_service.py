"""A real Secret Service: gnome-keyring on a D-Bus session of its own, as on a desktop."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"{' and '.join(MISSING)} not installed (Debian: dbus-daemon, gnome-keyring)"
)
ROOT = Path(__file__).parents[3]
# The daemon is ready when the program that starts it returns, and ends with the session's bus.
SESSION = 'printf %s "$1" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; shift; exec "$@"'


@pytest.fixture
def session(tmp_path, fake):
    """Runs one action in a session with this password, None for a computer without any session; what it told."""
    home = tmp_path / "home"
    (home / ".local/share").mkdir(parents=True)
    (home / "run").mkdir(mode=0o700)
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    env = kept | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run")}
    held = fake.new_license()

    def act(action, password):
        program = [sys.executable, "-m", "tests.licensing.client.in_session", action]
        program += [str(tmp_path / "license"), fake.address, held.key]
        if password is not None:
            program = ["dbus-run-session", "--", "sh", "-c", SESSION, "sh", password, *program]
        done = subprocess.run(program, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return act


@pytest.mark.long
def test_secret_service_when_unlocked_then_it_keeps_the_key_from_session_to_session_and_gives_it_up(session, tmp_path):
    first = session("activate", "right")
    assert first["backend"] == "keyring.backends.SecretService.Keyring"
    assert (first["state"], first["stored_in"]) == ("VALID", "keyring")
    assert not (tmp_path / "license" / "secret.sealed").exists()
    assert session("look", "right")["state"] == "VALID"
    assert session("refresh", "right")["state"] == "VALID"
    # Locked, and nobody there to unlock it: nothing is unlocked, nothing is lost.
    locked = session("look", "wrong")
    assert (locked["state"], locked["trouble"]) == (None, True)
    gone = session("look", None)
    assert (gone["state"], gone["trouble"]) == (None, True)
    assert session("look", "right")["state"] == "VALID"
    assert session("deactivate", "right")["said"] == "done"
    assert session("look", "right") == {
        "state": None, "stored_in": None, "trouble": False, "backend": first["backend"], "said": None,
    }  # fmt: skip


def test_no_session_when_activated_then_the_key_is_in_a_file_and_stays_there(session):
    first = session("activate", None)
    assert first["backend"] == "keyring.backends.fail.Keyring"
    assert (first["state"], first["stored_in"]) == ("VALID", "file")
    assert session("refresh", "right")["stored_in"] == "file"

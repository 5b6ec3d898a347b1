"""What a start costs that looks at the stored license, against one read of the keyring and one signature verified.

In a desktop session of its own with a real Secret Service (gnome-keyring), which is where the license's key lies on Linux.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from licensing.client.keyrings import Keyring
from licensing.client.licensing import LicenseClient
from licensing.fingerprint import this_machine
from licensing.protocol import lease as leases
from tests.benchmarks.measured import Measured, paired, seconds

RUNS = 101
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
_SESSION = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'


def possible() -> bool:
    """Whether there can be a Secret Service on this computer."""
    return all(shutil.which(program) for program in PROGRAMS)


def run(size: int, runs: int = RUNS) -> Iterator[Measured]:
    """Both in one process, in turn; every start notes the time in the sealed file, as one in a new minute does."""
    if not possible():
        print("offline_check needs dbus-daemon and gnome-keyring (`make test` installs them); left out.")
        return
    with tempfile.TemporaryDirectory() as home:
        Path(home, "run").mkdir(mode=0o700)
        env = {"PATH": os.environ["PATH"], "HOME": home, "XDG_RUNTIME_DIR": str(Path(home, "run"))}
        program = (sys.executable, "-P", "-m", "tests.benchmarks.offline_check", home, str(runs))
        done = subprocess.run(
            ("dbus-run-session", "--", "sh", "-c", _SESSION, "sh", *program),
            env=env, capture_output=True, text=True, check=True,
        )  # fmt: skip
    told = json.loads(done.stdout)
    detail = (
        f"{told['ours'] * 1000:.1f} ms, keyring and signature {told['theirs'] * 1000:.1f} ms;"
        f" asked again {told['again'] * 1000:.2f} ms; from an encrypted file {told['file'] * 1000:.1f} ms"
    )
    yield Measured("offline_check", told["ratio"], "x", 3, True, detail)


def _measured(home: Path, runs: int) -> dict[str, float]:
    # What signs and serves is for making the license alone; none of it is there when it is measured.
    from tests.licensing.client.served import Clock, FakeServer, NoDrawer, client, serving

    clock = Clock()
    with serving(FakeServer(clock)) as fake:
        client(home / "license", fake)  # trusts it
        active = LicenseClient(home / "license", server=fake.address, app_version="1", clock=clock)
        key = fake.new_license().key
        if active.activate(key).standing.stored_in != "keyring":
            raise SystemExit("the Secret Service did not take the key")
        in_file = home / "in file"
        client(in_file, fake, keyring=NoDrawer(), machine=this_machine()).activate(key)
        address = fake.address
    name = json.loads((home / "license" / "vault.json").read_text())["id"]
    token = active._vault.open().kept.lease
    keys = active._trust.keys_of(address)

    def start(folder: Path, keyring: object = None) -> LicenseClient:
        clock.now += 61
        started = LicenseClient(folder, app_version="1", clock=clock, keyring=keyring)
        if started.standing().state is None:
            raise SystemExit("there is no license")
        return started

    def least() -> None:
        Keyring().read(name)
        leases.read(token, keys, issuer=address)

    start(home / "license")
    least()
    ours, theirs, ratio = paired(lambda: start(home / "license"), least, runs)
    running = start(home / "license")
    return {
        "ours": ours,
        "theirs": theirs,
        "ratio": ratio,
        "again": statistics.median(seconds(running.standing) for _ in range(runs)),
        "file": statistics.median(seconds(lambda: start(in_file, NoDrawer())) for _ in range(runs)),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measured(Path(sys.argv[1]), int(sys.argv[2]))))

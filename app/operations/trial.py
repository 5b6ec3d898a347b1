"""A license server of one's own, for trying out: the bundled one as a child process, on this computer alone.

Its data and keys lie in a folder beside the license's. It listens on the same port each time, since that is part of its
address, to which trust and leases are bound; a port that somebody else has taken meanwhile is given up for another one.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from app.operations.license_client import activate, keys_in, license_client
from app.operations.license_errors import (
    LicensedAlready,
    TrialNotInstalled,
    TrialNotStarted,
    TrialRuns,
    in_sentences,
)
from app.operations.trial_server import NO_WINDOW
from licensing.client.errors import Declined
from scraper.errors import BadInput, StoreError

if TYPE_CHECKING:
    from typing import Self

    from app.paths import Folder
    from licensing.client.licensing import LicenseClient
    from licensing.client.standing import Standing
    from scraper.cancel import Cancel

SERVER = "jobspy-license-server"
KEY_FILE = "server-keys.json"
HOLDER = "--hold-license-server"
"""How a frozen program is told to be `app.operations.trial_server`."""
_PORT_FILE, _LOCK_FILE, _LOG_FILE = "trial-port", "trial.lock", "server.log"
_READY = "Listening on "
_LOOK_S = 0.1
_START_S, _END_S = 60.0, 5.0
_NEEDED = ("fastapi", "sqlalchemy", "uvicorn", "licensing.server.__main__")


class LocalServer:
    """The server while it runs; it ends when it is closed, or with this process."""

    def __init__(self, folder: Path, command: tuple[str, ...] | None = None) -> None:
        """`folder` is where its data lies; it is made if it is not there. `command` starts it; None for the bundled one."""
        self._folder, self._command = folder, command
        self._process: subprocess.Popen[str] | None = None
        self._stack = ExitStack()
        self.address = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def key_file(self) -> bytes:
        """Its public keys, once it is ready."""
        return (self._folder / KEY_FILE).read_bytes()

    def start(self, cancel: Cancel) -> None:
        """Start it, unless it runs, and wait until it answers.

        Raises:
            Expected: it cannot be started, or another program has started it.
            Cancelled: `cancel` was set meanwhile.
        """
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        command = self._command or server_command()
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock()
            self._process = self._started(command, _port(self._folder))
            self.address = self._address(self._process, cancel)
        except OSError as error:
            self.close()
            raise StoreError(f"{self._folder} cannot be used for the license server: {error.strerror}.") from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End it, within some seconds."""
        process, self._process = self._process, None
        if process is not None:
            if process.stdin:
                process.stdin.close()  # at which it ends
            try:
                process.wait(_END_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.returncode < 0:
                _end_group(process.pid)
        self._stack.close()

    def _lock(self) -> None:
        lock = FileLock(
            self._folder / _LOCK_FILE, timeout=0, thread_local=False
        )  # one thread starts it, another ends it
        try:
            lock.acquire()
        except Timeout:
            raise TrialRuns from None
        self._stack.callback(lock.release)

    def _started(self, command: tuple[str, ...], port: int) -> subprocess.Popen[str]:
        options = ("--host", "127.0.0.1", "--port", f"{port}", "--data-dir", str(self._folder), "--trial")
        # A session of its own: Ctrl-C is for us.
        with (self._folder / _LOG_FILE).open("wb") as log:
            return subprocess.Popen(  # noqa: S603 - our own programs, no shell
                (*_holder(), *command, *options),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=_environment(),
                start_new_session=True,
                creationflags=NO_WINDOW,
            )

    def _address(self, process: subprocess.Popen[str], cancel: Cancel) -> str:
        """What it prints once it is ready; read on a thread, as it says nothing for a while."""
        told: list[str] = []
        ready = threading.Event()

        def read() -> None:
            assert process.stdout is not None
            with process.stdout as lines:  # nobody else closes it, who would have to wait for this reading
                for line in lines:
                    if line.startswith(_READY):
                        told.append(line.removeprefix(_READY).strip())
                        ready.set()
            ready.set()

        threading.Thread(target=read, name="license-server", daemon=True).start()
        for _ in range(int(_START_S / _LOOK_S)):
            if ready.wait(_LOOK_S):
                break
            cancel.check()
        if not told:
            raise TrialNotStarted(self._folder / _LOG_FILE)
        return told[0]


def _end_group(holder: int) -> None:
    """End the server whose holder was killed and so could not do it; it is in the holder's process group."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(holder, signal.SIGKILL)


def server_command() -> tuple[str, ...]:
    """How the license server is started; raises `TrialNotInstalled` where it is not there."""
    if getattr(sys, "frozen", False):
        beside = Path(sys.executable).with_name(SERVER + Path(sys.executable).suffix)
        if not beside.is_file():
            raise TrialNotInstalled
        return (str(beside),)
    if not all(find_spec(name) for name in _NEEDED):
        raise TrialNotInstalled
    return (sys.executable, "-P", "-m", "licensing.server")


def start_trial(folder: Folder, server: LocalServer, cancel: Cancel) -> Standing:
    """Start the server, trust its key, and have a license of it active on this computer; how it stands then.

    Raises:
        Expected: it cannot be done; a license that is here already is not touched.
        Cancelled: `cancel` was set meanwhile.
    """
    with in_sentences():
        here = license_client(folder)
        before = here.standing()
        if before.state is not None and not before.tried and not _untrusted_own(folder, here, before.server):
            raise LicensedAlready
        server.start(cancel)
        client = license_client(folder, server.address)
        client.trust(server.key_file, tried=True)
        client.send_queued(server.address)  # of trials that were given up while it did not run
        cancel.check()
        if before.server == server.address and (again := _again(client)):
            return again
        email = f"trial-{secrets.token_hex(8)}@example.com"
        registered = client.register(email, secrets.token_urlsafe(24))
        cancel.check()
        return activate(client, registered.license_key, "")


def _untrusted_own(folder: Folder, client: LicenseClient, server: str | None) -> bool:
    """Whether this is the server that was started in this folder, which is trusted no more: its keys lie here still."""
    if any(keys.server == server for keys in client.trusted()):
        return False
    try:
        return keys_in((folder.trial_server / KEY_FILE).read_bytes()).server == server
    except (OSError, BadInput):
        return False


def _again(client: LicenseClient) -> Standing | None:
    """The trial there was, confirmed anew; None where the server has forgotten it or it is over."""
    try:
        standing = client.refresh()
    except Declined:
        return None
    return standing if standing.state is not None and standing.state.unlocks else None


def _environment() -> dict[str, str]:
    """Ours, without what a real license server would be set up with: this one keeps to its own folder."""
    others = {"DATABASE_URL", "REDIS_URL"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in others and not name.startswith("JOBSPY_LICENSE_")
    }


def _holder() -> tuple[str, ...]:
    if getattr(sys, "frozen", False):
        return (sys.executable, HOLDER)
    return (sys.executable, "-P", "-m", "app.operations.trial_server")


def _port(folder: Path) -> int:
    """The port of the last time, if it is free, else another one that is kept for the next time."""
    kept = folder / _PORT_FILE
    with suppress(OSError, ValueError):
        port = int(kept.read_text(encoding="ascii"))
        if _free(port):
            return port
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    kept.write_text(f"{port}\n", encoding="ascii")
    return port


def _free(port: int) -> bool:
    with socket.socket() as tried:
        if os.name == "posix":  # as the server does: closed connections may linger; elsewhere it means another thing
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True

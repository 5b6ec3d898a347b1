"""A service's process: unprivileged, in a folder of its own, ended by its id; it ends with us even when we are killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pwd

START_S = 60.0
STOP_S = 60.0
_PORTS = range(20_000, 32_768)  # below those that systems choose from
_USERS = ("postgres", "nobody")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


class NotThere(Exception):
    """The service cannot be started on this machine; `str(error)` says why, as the reason for skipping a test."""


class Service:
    """One process. Subclasses say what is started, and when it is ready."""

    name: str

    def __init__(self) -> None:
        unprivileged_command([])  # says so now where it cannot be done
        self.folder = Path(tempfile.mkdtemp(prefix=f"{self.name}-"))
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        account = unprivileged()
        if account:
            os.chown(self.folder, account.pw_uid, account.pw_gid)

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether it can be used now."""
        raise NotImplementedError

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def start(self) -> None:
        """Start and return once it can be used; on the same port and over the same data as before."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                unprivileged_command(self.command()),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=ENVIRONMENT,
                start_new_session=True,
            )
        until(self._ready, f"{self.name} to start", log=self.log)

    def _ready(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"{self.name} ended at once:\n{self.log()}")
        return self.answers()

    def end(self, number: signal.Signals) -> None:
        """Send this signal to it, and return once it is gone."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(number)
            process.wait(STOP_S)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.end(signal.SIGKILL)

    def remove(self) -> None:
        """End it at once, and take away its folder; twice does nothing more."""
        self.end(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)


def unprivileged() -> pwd.struct_passwd | None:
    """The account that services run under where we are root, which PostgreSQL refuses to be; None where we are not."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd  # not on Windows

    for name in _USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NotThere(f"running as root, and there is none of the accounts {', '.join(_USERS)} to run a service under")


def unprivileged_command(command: list[str]) -> list[str]:
    """The command as it is started: under that account, and ended by the system when we are."""
    account = unprivileged()
    setpriv = shutil.which("setpriv")
    if not setpriv:
        if account:
            raise NotThere("running as root, and setpriv (util-linux) is not there to give that up")
        return command
    who = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"] if account else []
    return [setpriv, *who, "--pdeathsig=QUIT", *command]


def free_port() -> int:
    """One that nobody has, and that no system gives to whom it does not matter: a service is started there more than once."""
    for port in random.SystemRandom().sample(_PORTS, 100):
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise NotThere("no port is free")


def until(holds: Callable[[], bool], what: str, *, log: Callable[[], str] = str, at_most_s: float = START_S) -> None:
    """Return once it holds; a process of another make tells nobody when it is ready."""
    deadline = time.monotonic() + at_most_s
    pause = threading.Event()
    while not holds():
        assert time.monotonic() < deadline, f"waited {at_most_s:g} s for {what}\n{log()}"
        pause.wait(0.01)

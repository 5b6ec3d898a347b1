"""The administrator's command line over a server's data, on SQLite and on PostgreSQL."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from licensing.server.__main__ import run
from licensing.server.config import Settings


class Administration:
    """Commands, run in this process as the program runs them."""

    def __init__(self, settings: Settings, capfd) -> None:
        self.settings = settings
        self._capfd = capfd

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """What a command says on standard output, or on standard error where it ends with another code than 0."""
        self._capfd.readouterr()  # what a server in this process logged before
        ended = run(["--data-dir", str(self.settings.data_dir), *arguments])
        said = self._capfd.readouterr()
        assert ended == code, (ended, said)
        return said.out if code == 0 else said.out + said.err

    def json(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json"))

    def create(self, email: str = "ada@example.com", *more: str) -> dict[str, str]:
        return self.json("create", email, *more)

    def actions(self) -> list[str]:
        """What stands in the audit log, the oldest first."""
        return [entry["action"] for entry in reversed(self.json("audit"))]


@pytest.fixture
def admin(settings, capfd, monkeypatch) -> Callable[..., str]:
    """`Administration` of the server of these settings, in whose environment they stand."""
    monkeypatch.setenv("JOBSPY_LICENSE_ADDRESS", settings.address)
    if settings.database_url:
        monkeypatch.setenv("DATABASE_URL", settings.database_url)
    return Administration(settings, capfd)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_terminal(monkeypatch) -> Callable[[str], None]:
    """Lets somebody sit at a terminal who gives this answer to what is asked."""
    return lambda answer: monkeypatch.setattr("sys.stdin", _Terminal(f"{answer}\n"))

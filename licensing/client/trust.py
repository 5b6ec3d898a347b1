"""Whose word counts: the vendor's keys, which are in the program, and the key files that a person added on purpose.

A key is bound to its server's address. None is ever fetched. The key file of a server for trying out has a name of its own,
unless a person added it: nobody is sent to such a server without having named it.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from licensing.client.errors import BadInput, FolderTrouble
from licensing.client.files import replace_file
from licensing.protocol.key_file import ServerKeys, WrongKeyFile, read_key_file, server_address, write_key_file
from licensing.protocol.signing import from_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VENDOR = ServerKeys(
    "https://license.jobspy.com",
    {
        # The current one, and the next: a server changes over without an outage.
        "jobspy-2026": from_text("ubddA6XO_JZSac1r_brb3W7vr7nUA3wOhMqzObM1NlY"),
        "jobspy-2027": from_text("_kWQJgJ4tcqnZL7kAvkK1XudQh6-5f9tuKMGlj-b5Co"),
    },
)
_DEVELOPMENT = "dev-"
_TRIED = ".trial.json"
_MOST_BYTES = 1 << 16


class Trust:
    """The servers trusted here.

    Args:
        folder: of the key files that were added; it need not exist.
        development: whether keys named `dev-*` count as well. Only tests say so.
    """

    def __init__(self, folder: Path, *, development: bool = False) -> None:
        self._folder, self._development = folder, development

    def servers(self) -> tuple[ServerKeys, ...]:
        """The vendor's, then those that were added, by their addresses. A file that was damaged is left out."""
        added = {keys.server: keys for path in self._folder.glob("*.json") if (keys := self._in_file(path))}
        return (VENDOR, *(self._added(server) or added[server] for server in sorted(added)))

    def keys_of(self, server: str) -> dict[str, bytes]:
        """The keys trusted for a server, by name; none where it is not trusted."""
        keys = VENDOR if server == VENDOR.server else self._added(server)
        return dict(keys.keys) if keys else {}

    def tried(self, server: str) -> bool:
        """Whether a server is trusted for trying out alone."""
        return self._in_file(self._path(server)) is None and self._in_file(self._path(server, tried=True)) is not None

    def add(self, content: bytes, *, tried: bool = False) -> ServerKeys:
        """Trust the server of a key file from now on, in place of what was trusted for it before.

        `tried` says that no person added it: it is a server for trying out.

        Raises:
            BadInput: it is no key file, or one that is not for adding.
            FolderTrouble: it cannot be kept.
        """
        keys = self._acceptable(content)
        path, other = self._path(keys.server), self._path(keys.server, tried=True)
        if tried and not path.exists():
            path, other = other, path
        with self._writing():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(path, write_key_file(keys))
            if other.exists():
                other.unlink()
        return keys

    def check_added(self, server: str) -> None:
        """Raise `BadInput` for a server that nobody added: the vendor's, or one that is not trusted."""
        if server == VENDOR.server:
            raise BadInput("The keys of this server are in the program itself: it is always trusted.")
        if self._added(server) is None:
            raise BadInput(f"{server} is not a server you trust, so that there is nothing to take back.")

    def remove(self, server: str) -> None:
        """Trust a server no more.

        Raises:
            BadInput: nobody added it.
            FolderTrouble: the key file cannot be removed.
        """
        self.check_added(server)
        with self._writing():
            for tried in (False, True):
                self._path(server, tried=tried).unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = (error.strerror or "no reason given").lower()
            raise FolderTrouble(
                f"Key files cannot be changed ({reason}). Allow this user to write to the data folder."
            ) from error

    def _added(self, server: str) -> ServerKeys | None:
        return self._in_file(self._path(server)) or self._in_file(self._path(server, tried=True))

    def _path(self, server: str, *, tried: bool = False) -> Path:
        return self._folder / _file_name(server, tried=tried)

    def _in_file(self, path: Path) -> ServerKeys | None:
        try:
            with path.open("rb") as file:
                keys = self._acceptable(file.read(_MOST_BYTES))
        except (OSError, BadInput):
            return None
        return keys if path.name in {_file_name(keys.server), _file_name(keys.server, tried=True)} else None

    def _acceptable(self, content: bytes) -> ServerKeys:
        try:
            keys = read_key_file(content)
        except WrongKeyFile as error:
            raise BadInput(str(error)) from None
        if keys.server == VENDOR.server:
            raise BadInput("The keys of this server are in the program itself, and are not taken from a file.")
        if not self._development and any(kid.startswith(_DEVELOPMENT) for kid in keys.keys):
            raise BadInput("This key file is for development only. Ask whoever runs the server for the real one.")
        return keys


def address(text: str) -> str:
    """A server's address in its one spelling. Raises `BadInput`."""
    try:
        return server_address(text)
    except WrongKeyFile as error:
        raise BadInput(str(error)) from None


def _file_name(server: str, *, tried: bool = False) -> str:
    return f"{hashlib.sha256(server.encode()).hexdigest()[:32]}{_TRIED if tried else '.json'}"

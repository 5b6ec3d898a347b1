"""Whose word counts: the vendor's keys, which are in the program, and the key files that a person added on purpose.

A key is bound to its server's address. None is ever fetched.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from licensing.client.errors import BadInput, FolderTrouble
from licensing.client.vault import replace_file
from licensing.protocol.key_file import ServerKeys, WrongKeyFile, read_key_file, server_address, write_key_file
from licensing.protocol.signing import from_text

if TYPE_CHECKING:
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
        added = [keys for path in self._folder.glob("*.json") if (keys := self._in_file(path))]
        return (VENDOR, *sorted(added, key=lambda keys: keys.server))

    def keys_of(self, server: str) -> dict[str, bytes]:
        """The keys trusted for a server, by name; none where it is not trusted."""
        keys = VENDOR if server == VENDOR.server else self._in_file(self._folder / _file_name(server))
        return dict(keys.keys) if keys else {}

    def add(self, content: bytes) -> ServerKeys:
        """Trust the server of a key file from now on, in place of what was trusted for it before.

        Raises:
            BadInput: it is no key file, or one that is not for adding.
            FolderTrouble: it cannot be kept.
        """
        keys = self._acceptable(content)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self._folder / _file_name(keys.server), write_key_file(keys))
        except OSError as error:
            reason = (error.strerror or "no reason given").lower()
            raise FolderTrouble(
                f"The key file cannot be kept ({reason}). Allow this user to write to the data folder."
            ) from error
        return keys

    def _in_file(self, path: Path) -> ServerKeys | None:
        try:
            with path.open("rb") as file:
                keys = self._acceptable(file.read(_MOST_BYTES))
        except (OSError, BadInput):
            return None
        return keys if path.name == _file_name(keys.server) else None

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


def _file_name(server: str) -> str:
    return f"{hashlib.sha256(server.encode()).hexdigest()[:32]}.json"

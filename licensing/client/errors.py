"""What can go wrong with a license, each with a sentence for the person.

LicensingError            a sentence for the person, and what to do next; never holds a secret
├── Unreachable           no answer came, or half of one: nothing was changed
│   └── VendorUnreachable     of the vendor's server, which was asked because none was named or added
├── NotTrusted            an answer came that is not signed by a server we trust: nothing of it was believed
├── Refused               the server does not accept what was asked; `problem` types it
│   └── TooManyRequests   it asks us to wait; `retry_after_s`
├── ServerTrouble         the server says that something is wrong with itself
├── Declined              the license does not allow it; `code` types it
└── BadInput              what the person gave cannot be used, or there is no license here to do it with
    ├── Undecided         several servers are trusted, and none was named; `servers`
    ├── StillQueued       a server is still to be told of what was given up here; `server`
    └── FolderTrouble     the folder or the keyring cannot be used
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licensing.protocol.codes import Code
    from licensing.protocol.messages import Problem


class LicensingError(Exception):
    """An error with a sentence for the person in `str(error)`."""


class Unreachable(LicensingError):
    """No whole answer came within the time there is."""


class VendorUnreachable(Unreachable):
    """The vendor's server, which was asked because none was named or added: the key may be another server's."""


class NotTrusted(LicensingError):
    """Somebody answered, but not the server we trust, or not us, or not now."""


class Refused(LicensingError):
    """The server does not accept the request."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class TooManyRequests(Refused):
    """The server asks us to wait."""

    def __init__(self, problem: Problem, *, retry_after_s: int) -> None:
        super().__init__(problem)
        self.retry_after_s = retry_after_s


class ServerTrouble(LicensingError):
    """The server is up and cannot do it."""


class Declined(LicensingError):
    """The license does not allow what was asked."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class BadInput(LicensingError):
    """What was given cannot be used, or what is needed for it is not here."""


class Undecided(BadInput):
    """Nobody said which of several servers is meant."""

    def __init__(self, servers: Sequence[str]) -> None:
        super().__init__(f"Several license servers are trusted here: {', '.join(servers)}. Name the one that is meant.")
        self.servers = tuple(servers)


class StillQueued(BadInput):
    """A server could never be told of what was given up here, if it were trusted no more."""

    def __init__(self, server: str) -> None:
        super().__init__(
            f"{server} is still to be told that a license was given up here. Tell it first, or say that it need not be told."
        )
        self.server = server


class FolderTrouble(BadInput):
    """What is kept on this computer, or what it is known by, cannot be read or written now."""

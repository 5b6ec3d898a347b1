"""Key files: the public keys of a license server that a person adds on purpose, bound to that server's address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from licensing.protocol.signing import PUBLIC_BYTES, fingerprint, from_text, to_text

MOST_KEYS = 4
_KID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|[0-9a-f:.]*:[0-9a-f:.]*")
"""Of a server, or its IPv6 address: a person who compares it has to see all of it, and no letter that looks like another."""


class WrongKeyFile(ValueError):
    """It is no key file; `str(error)` says in a sentence what is wrong with it."""


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    kid: str
    public: str


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    server: str
    keys: list[_Entry]


class ServerKeys(Struct, frozen=True):
    """A server's address and its public keys by name: the current one, and the next."""

    server: str
    keys: dict[str, bytes]

    def fingerprints(self) -> tuple[str, ...]:
        """What a person compares before trusting them."""
        return tuple(fingerprint(public) for public in self.keys.values())


def write_key_file(keys: ServerKeys) -> bytes:
    """The file's content, JSON."""
    entries = [_Entry(kid, to_text(public)) for kid, public in keys.keys.items()]
    return msgspec.json.format(msgspec.json.encode(_File(keys.server, entries)), indent=2) + b"\n"


def read_key_file(content: bytes) -> ServerKeys:
    """The keys in a file's content.

    Raises:
        WrongKeyFile: it is none, or not one that may be trusted.
    """
    try:
        read = msgspec.json.decode(content, type=_File)
        keys = {entry.kid: from_text(entry.public) for entry in read.keys}
    except (msgspec.MsgspecError, ValueError, UnicodeError):
        raise WrongKeyFile("This is not a key file of a license server.") from None
    if not 0 < len(keys) == len(read.keys) <= MOST_KEYS:
        raise WrongKeyFile(f"A key file has one to {MOST_KEYS} keys, each with a name of its own.")
    if any(len(public) != PUBLIC_BYTES or not _KID.fullmatch(kid) for kid, public in keys.items()):
        raise WrongKeyFile("A key in this file is not one that a license server has.")
    return ServerKeys(server_address(read.server), keys)


def server_address(text: str) -> str:
    """A server's address in one spelling: scheme, host and port, nothing behind.

    Raises:
        WrongKeyFile: it is not an https address (http only on this computer itself).
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    local = host in {"127.0.0.1", "::1", "localhost"}
    if not host or parts.scheme not in {"https", "http"} or parts.username or parts.password:
        raise WrongKeyFile("A license server has an address such as https://license.example.com.")
    if not _NAME.fullmatch(host):
        raise WrongKeyFile(
            "A server's name has the letters a to z, digits, dots and hyphens; others are written as xn--…."
        )
    if parts.scheme == "http" and not local:
        raise WrongKeyFile("A license server is reached through https; plain http only on this computer.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise WrongKeyFile("The address of a license server ends with its name or port: leave out what comes after.")
    shown = f"[{host}]" if ":" in host else host
    usual = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{shown}" + (f":{port}" if port and port != usual else "")

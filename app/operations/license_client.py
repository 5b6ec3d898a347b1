"""The license client on a data folder, and what people give it, checked.

Imports cryptography and more: only where a license is really asked about, never for a start or for `--help`.
"""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app import settings
from app.operations.license_errors import NotActivated, in_sentences
from licensing.client.errors import Declined, StillQueued
from licensing.client.licensing import LicenseClient
from licensing.protocol.key_file import ServerKeys, WrongKeyFile, read_key_file, server_address
from licensing.protocol.license_key import WrongKey, read_key
from scraper.errors import BadInput, StoreError
from scraper.target import is_taken

if TYPE_CHECKING:
    from app.paths import Folder
    from licensing.client.servers import Ties
    from licensing.client.standing import Standing


def license_client(folder: Folder, server: str | None = None) -> LicenseClient:
    """The client on this folder; `server` is the address given, else the one in the settings, else what it knows."""
    kept = settings.load(folder.settings)[0]
    return LicenseClient(
        folder.license,
        server=server or kept.license_server or None,
        app_version=version("jobspy-desktop"),
        ca_cert=kept.ca_cert,
    )


def server_set(folder: Folder) -> str:
    """The license server in the settings; "" for none."""
    return settings.load(folder.settings)[0].license_server


def activate(client: LicenseClient, key: str, name: str) -> Standing:
    """Use the license with this key, as it was typed, on this computer; how it stands then. On a worker.

    Raises:
        Expected: it is no key, or the server could not be asked.
        NotActivated: the server says no.
    """
    with in_sentences():
        activation = client.activate(checked_key(key), name=name)
    if not activation.done:
        raise NotActivated(activation.outcome)
    return activation.standing


def others_trusted(client: LicenseClient, keys: ServerKeys) -> bool:
    """Whether other keys than these are trusted for their server until now: its owner has to say why."""
    known = {each.server: each.fingerprints() for each in client.trusted()}
    return known.get(keys.server, keys.fingerprints()) != keys.fingerprints()


def untrusting(client: LicenseClient, server: str, *, forget_queued: bool = False) -> tuple[ServerKeys, Ties]:
    """The keys of a server that is to be trusted no more, and what here hangs on them; nothing is changed.

    Raises:
        Expected: it is not trusted, or always; or it is still to be told of what was given up here.
    """
    with in_sentences():
        at = address(server)
        ties = client.ties(at)
        if ties.queued and not forget_queued:
            raise StillQueued(at)
    return next(keys for keys in client.trusted() if keys.server == at), ties


def set_aside(folder: Folder, key: str) -> Path:
    """A new file with this key, which its owner alone can read: a server tells a key once; raises `StoreError`."""
    try:
        number, path = tempfile.mkstemp(prefix="license-key-", suffix=".txt", dir=folder.root, text=True)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(f"{key}\n")
    except OSError as error:
        raise StoreError(f"The key cannot be kept in {folder.root} ({error.strerror}).") from error
    return Path(path)


def write_for_owner(path: Path, content: bytes, *, replace: bool) -> None:
    """Write a file; a new one is for its owner alone, for a request has the license's key in it. What is in one that is there
    already is lost only with `replace`. Raises `OSError`.
    """
    mode = "wb" if replace or (path.exists() and not is_taken(path)) else "xb"
    with open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)


def give_up(client: LicenseClient, machine_id: str) -> Literal["done", "queued", "removed"]:
    """Give up the place of another computer, or of this one, as `LicenseClient.deactivate` does. On a worker.

    Raises:
        Expected: the license does not allow it, or the server could not be asked.
    """
    with in_sentences():
        if machine_id == client.standing().machine_id:
            return client.deactivate()
        told = client.deactivate_machine(machine_id)
        if not told.deactivated:
            raise Declined(told.code, told.detail)
    return "done"


def of_untrusted_server(client: LicenseClient) -> bool:
    """Whether the license here is of a server that is not trusted, which can never be told that it is given up. No network."""
    server = client.standing().server
    return server is not None and all(keys.server != server for keys in client.trusted())


def address(text: str) -> str:
    """A license server's address in its one spelling; raises `BadInput` for what is none."""
    try:
        return server_address(text)
    except WrongKeyFile as error:
        raise BadInput(str(error)) from error


def checked_key(text: str) -> str:
    """A key as it was typed, in its usual form; raises `BadInput` with what is wrong with it."""
    try:
        return read_key(text)
    except WrongKey as error:
        raise BadInput(str(error)) from error


def keys_in(content: bytes) -> ServerKeys:
    """The keys in a key file; raises `BadInput` for what is none."""
    try:
        return read_key_file(content)
    except WrongKeyFile as error:
        raise BadInput(str(error)) from error

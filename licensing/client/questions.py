"""What a server is asked, word for word: the whole of what leaves this computer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licensing.client.api import new_nonce
from licensing.client.errors import BadInput, NotTrusted, Refused
from licensing.protocol.codes import Code, ProblemCode
from licensing.protocol.license_key import WrongKey, read_key
from licensing.protocol.messages import Activate, Deactivate, Deactivated, Validate

if TYPE_CHECKING:
    from licensing.client.api import Server
    from licensing.client.vault import Queued
    from licensing.fingerprint import Machine

_NAME_LETTERS = 100


def activation(
    key: str, machine: Machine, nonce: str, app_version: str, *, name: str, offline: bool = False
) -> Activate:
    """Make this computer one of a license's machines.

    Args:
        key: as it was typed or pasted.
        machine: this computer.
        nonce: of this question.
        app_version: of the program.
        name: what its owner calls it, as typed.
        offline: whether it has no network.

    Raises:
        BadInput: it is no license key.
    """
    try:
        license_key = read_key(key)
    except WrongKey as error:
        raise BadInput(str(error)) from None
    return Activate(
        license_key=license_key,
        hardware_fingerprint=machine.fingerprint,
        components=machine.components,
        app_version=app_version,
        nonce=nonce,
        name=_plain(name)[:_NAME_LETTERS],
        platform=machine.platform,
        offline=offline,
    )


def _plain(name: str) -> str:
    """A name as a server takes it: without tabs, line ends and other controls, nor bytes that are no text."""
    letters = ("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in name)
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", "".join(letters)).split())


def validation(key: str, machine: Machine, nonce: str, app_version: str, *, seq: int) -> Validate:
    """May this computer still use its license? `seq` is that of the lease it has; 0 for none."""
    return Validate(
        license_key=key,
        hardware_fingerprint=machine.fingerprint,
        components=machine.components,
        app_version=app_version,
        nonce=nonce,
        seq=seq,
    )


def give_up(server: Server, queued: Queued) -> Deactivated:
    """Tell a server that a machine is given up; what it says. Waits for the network. Raises `LicensingError`."""
    nonce = new_nonce()
    body = Deactivate(license_key=queued.key, machine_id=queued.machine_id, nonce=nonce)
    try:
        told = server.ask("POST", "/licenses/deactivate", Deactivated, nonce=nonce, body=body).value
    except Refused as error:
        if error.problem.error is not ProblemCode.NOT_FOUND:
            raise
        # No license has this key: it may have another one by now, and the machine still.
        return Deactivated(
            deactivated=False, code=Code.NOT_FOUND, detail=str(error), nonce=nonce, machines_used=0, machines_allowed=0
        )
    if told.nonce != nonce:
        raise NotTrusted("The license server's answer contradicts itself; nothing of it was believed.")
    return told

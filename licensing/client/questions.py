"""What a server is asked, word for word: the whole of what leaves this computer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licensing.client.errors import BadInput
from licensing.protocol.codes import Code
from licensing.protocol.license_key import WrongKey, read_key
from licensing.protocol.messages import Activate, Deactivated, Validate

if TYPE_CHECKING:
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


def gone_already(nonce: str, detail: str) -> Deactivated:
    """What giving up a machine comes to where the server knows no such license any more."""
    return Deactivated(
        deactivated=False, code=Code.NOT_FOUND, detail=detail, nonce=nonce, machines_used=0, machines_allowed=0
    )

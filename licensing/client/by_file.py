"""The files of an activation without a network (`licensing.protocol.by_file`), with what is wrong with them told to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from licensing.client import record
from licensing.client.errors import BadInput, Declined, NotTrusted
from licensing.protocol import by_file
from licensing.protocol.by_file import NO_ANSWER, PATH, AnswerFile, RequestFile, WrongFile
from licensing.protocol.codes import Code
from licensing.protocol.messages import Activate, Outcome
from licensing.protocol.replies import verified_at
from licensing.protocol.signing import NotSigned, from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licensing.client.vault import Pending

__all__ = ["PATH", "outcome_in", "read_answer", "read_request", "verified", "write_answer", "write_request"]


def write_request(server: str, activate: Activate) -> bytes:
    """The request's file."""
    return by_file.written(RequestFile(server=server, activate=activate))


def read_request(content: bytes) -> RequestFile:
    """The request in a file. Raises `BadInput`."""
    try:
        return by_file.read_request(content)
    except WrongFile as error:
        raise BadInput(str(error)) from None


def write_answer(server: str, signature: str, body: bytes) -> bytes:
    """The answer's file."""
    return by_file.written(AnswerFile(server=server, signature=signature, body=to_text(body)))


def read_answer(content: bytes) -> AnswerFile:
    """The answer in a file, not verified yet. Raises `BadInput`."""
    try:
        return by_file.read_answer(content)
    except WrongFile as error:
        raise BadInput(str(error)) from None


def outcome_in(answer: AnswerFile) -> Outcome:
    """What the server said, once its signature was verified. Raises `BadInput`."""
    try:
        return msgspec.json.decode(from_text(answer.body), type=Outcome)
    except (msgspec.MsgspecError, ValueError):
        raise BadInput(NO_ANSWER) from None


def verified(answer: AnswerFile, pending: Pending, keys: Mapping[str, bytes]) -> tuple[Outcome, int]:
    """What a server said to a request, and when, by its clock; `keys` are those trusted for it.

    Raises:
        NotTrusted: it is not this server's answer to that request.
        Declined: the license does not allow it.
    """
    if answer.server != pending.server:
        raise NotTrusted(f"This answer is of {answer.server}; the request was for {pending.server}.")
    try:
        created = verified_at(answer.signature, answer.reply(pending.nonce), keys)
    except NotSigned as error:
        raise NotTrusted(f"This is not the answer to the last request of this computer ({error}).") from None
    outcome = record.checked(outcome_in(answer), pending.nonce, pending.server, keys)
    if outcome.code is not Code.VALID:
        raise Declined(outcome.code, outcome.detail)
    return outcome, created

"""The files of an activation without a network (`licensing.protocol.by_file`), with what is wrong with them told to a person."""

from __future__ import annotations

import msgspec

from licensing.client.errors import BadInput
from licensing.protocol import by_file
from licensing.protocol.by_file import NO_ANSWER, PATH, AnswerFile, RequestFile, WrongFile
from licensing.protocol.messages import Activate, Outcome
from licensing.protocol.signing import from_text, to_text

__all__ = ["PATH", "outcome_in", "read_answer", "read_request", "write_answer", "write_request"]


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

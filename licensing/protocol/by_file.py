"""Activation by file, for a computer without a network: a request that is carried to another one, and the answer carried back.

Both are JSON. The request has the license's key in it, in clear: the person's own file, to be deleted afterwards. The answer
is the server's reply with its signature, word for word; the computer that carried it is not trusted with anything.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from licensing.protocol.messages import PREFIX, Activate
from licensing.protocol.replies import NONCE_BYTES, Reply
from licensing.protocol.signing import from_text

PATH = "/licenses/activate"
_MOST_BYTES = 1 << 19
_File = TypeVar("_File", bound=Struct)


class WrongFile(ValueError):
    """It is no such file; `str(error)` says so in a sentence, and what to do."""


class RequestFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file that goes to a computer with a network, or to whoever runs the server."""

    server: str
    activate: Activate
    kind: Literal["jobspy-desktop license request 1"] = "jobspy-desktop license request 1"


class AnswerFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file that comes back: what the server said, to be verified where the request was made."""

    server: str
    signature: str
    body: str
    kind: Literal["jobspy-desktop license answer 1"] = "jobspy-desktop license answer 1"

    def reply(self, nonce: str) -> Reply:
        """What the signature has to cover for it to answer the question with this nonce."""
        return reply_to(nonce, from_text(self.body))


def reply_to(nonce: str, body: bytes) -> Reply:
    """The server's reply to the request with this nonce, as its signature covers it."""
    return Reply(method="POST", path=PREFIX + PATH, status=HTTPStatus.OK, nonce=nonce, body=body)


def written(file: RequestFile | AnswerFile) -> bytes:
    """The file's content."""
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def read_request(content: bytes) -> RequestFile:
    """The request in a file. Raises `WrongFile`."""
    request = _read(content, RequestFile, _NO_REQUEST)
    try:
        whole = len(from_text(request.activate.nonce)) == NONCE_BYTES and request.activate.offline
    except ValueError:
        whole = False
    if not whole:
        raise WrongFile(_NO_REQUEST)
    return request


def read_answer(content: bytes) -> AnswerFile:
    """The answer in a file, not verified yet. Raises `WrongFile`."""
    answer = _read(content, AnswerFile, NO_ANSWER)
    try:
        from_text(answer.body)
    except ValueError:
        raise WrongFile(NO_ANSWER) from None
    return answer


_NO_REQUEST = "This is not a license request. Make one on the computer without a network."
NO_ANSWER = "This is not the answer to a license request, or it was changed on the way."


def _read(content: bytes, kind: type[_File], trouble: str) -> _File:
    if len(content) > _MOST_BYTES:
        raise WrongFile(trouble)
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise WrongFile(trouble) from None

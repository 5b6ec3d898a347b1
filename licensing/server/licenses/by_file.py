"""Answering the request of a computer without a network, by whoever runs the server."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from pydantic import ValidationError

from licensing.protocol import replies
from licensing.protocol.by_file import AnswerFile, WrongFile, read_request, reply_to, written
from licensing.protocol.codes import Code
from licensing.protocol.signing import to_text
from licensing.server.clock import seconds
from licensing.server.database.sightings import Sightings
from licensing.server.errors import SetupError
from licensing.server.licenses import schemas
from licensing.server.licenses.activation import activate
from licensing.server.licenses.validation import Desk, digests_of

if TYPE_CHECKING:
    from licensing.server.database.database import Database
    from licensing.server.keys.ring import Keys


async def answer_request(database: Database, keys: Keys, issuer: str, content: bytes, now: datetime) -> bytes:
    """The answer's file to a request's file, as the client takes it back (`import-lease`); the computer is activated.

    Raises:
        SetupError: it is no request, one to another server, or the license does not allow it.
    """
    try:
        request = read_request(content)
        schemas.Activate.model_validate(msgspec.to_builtins(request.activate))
    except (WrongFile, ValidationError) as error:
        said = str(error) if isinstance(error, WrongFile) else "This request was changed: make it anew."
        raise SetupError(said) from None
    if request.server != issuer:
        raise SetupError(f"This request is for {request.server}; this server is {issuer}.")
    desk = Desk(database=database, keys=keys, sightings=Sightings(database), issuer=issuer, now=now)
    outcome = await activate(desk, request.activate, digests_of(keys, request.activate.license_key))
    if outcome.code is not Code.VALID:
        raise SetupError(outcome.detail)
    body = msgspec.json.encode(outcome)
    signature = replies.sign(reply_to(request.activate.nonce, body), keys.signing, now=seconds(now))
    return written(AnswerFile(server=issuer, signature=signature, body=to_text(body)))

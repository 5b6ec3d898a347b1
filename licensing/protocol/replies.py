"""Signed replies: the client believes a reply only if it answers its own question, now, word for word.

Signed are the method, the path, the status, the client's nonce, when it was made, and a hash of the body: a reply of another
question, an older one, or an edited one is refused. A reply without a signature is refused as well, whatever its status.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from licensing.protocol.signing import NotSigned, SigningKey, from_text, to_text, verify

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADER = "JobSpy-Signature"
NONCE_HEADER = "JobSpy-Nonce"
NONCE_BYTES = 16
_PURPOSE = "reply"
_PARTS = 3


class Reply(Struct, frozen=True, kw_only=True):
    """What a signature covers.

    Attributes:
        method, path: of the request; the path with its query, as it was sent.
        status: of the reply.
        nonce: the client's, from its request.
        body: the reply's, as it went over the wire.
    """

    method: str
    path: str
    status: int
    nonce: str
    body: bytes


def sign(reply: Reply, key: SigningKey, *, now: int) -> str:
    """The value of the `HEADER` of a reply; `now` in seconds since 1970."""
    return f"{key.kid}.{now}.{to_text(key.sign(_PURPOSE, _message(reply, now)))}"


def verified_at(header: str | None, reply: Reply, trusted: Mapping[str, bytes]) -> int:
    """When the server made this reply, by its own clock, in seconds since 1970.

    It answers this request, whose nonce is the caller's own: when that was is more than the caller's clock knows.

    Raises:
        NotSigned: the header is missing or wrong.
    """
    if not header:
        raise NotSigned("the reply is not signed")
    parts = header.rsplit(".", _PARTS - 1)
    try:
        kid, made, signature_text = parts
        created, signature = int(made), from_text(signature_text)
    except ValueError:
        raise NotSigned("the reply's signature cannot be read") from None
    if str(created) != made:
        raise NotSigned("the reply's signature cannot be read")
    verify(trusted, kid, _PURPOSE, _message(reply, created), signature)
    return created


def _message(reply: Reply, created: int) -> bytes:
    digest = hashlib.sha256(reply.body).hexdigest()
    return "\n".join((reply.method, reply.path, str(reply.status), reply.nonce, str(created), digest)).encode(
        "utf-8", "surrogatepass"
    )

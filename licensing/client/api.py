"""A license server as it is asked: every reply is believed only after its signature over our own nonce was verified."""

from __future__ import annotations

import os
from collections.abc import Mapping
from http import HTTPStatus
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from licensing.client.errors import BadInput, NotTrusted, Refused, ServerTrouble, TooManyRequests, Unreachable
from licensing.client.exchange import MOST_BYTES, WAIT_S, Came, Sent, exchange
from licensing.protocol.messages import KEY_SCHEME, PREFIX, Problem
from licensing.protocol.replies import HEADER, NONCE_BYTES, NONCE_HEADER, Reply, verified_at
from licensing.protocol.signing import NotSigned, to_text

_Value = TypeVar("_Value")
_LONGEST_WAIT_S = 3600
_ANYBODYS = {"Accept": "application/json", "Accept-Encoding": "identity"}
"""Headers of every question; what is signed is what goes over the wire, so that nothing may pack it."""


class Answer(Struct, Generic[_Value], frozen=True, kw_only=True):
    """What a trusted server answered to our own question.

    Attributes:
        created: when, by its clock, in seconds since 1970. Our nonce in it proves that it is newer than our question,
            whatever our own clock says.
        signature: as it came, and `body`, for those who want to verify it again.
    """

    value: _Value
    created: int
    signature: str
    body: bytes


class Server(Struct, frozen=True, kw_only=True):
    """A server that is trusted.

    Attributes:
        address: as in `licensing.protocol.key_file`.
        keys: its public keys by name.
        wait_s: for one whole exchange.
        ca_cert: file of certificate authorities to trust in place of the usual ones; "" for those.
    """

    address: str
    keys: Mapping[str, bytes]
    app_version: str
    wait_s: float = WAIT_S
    ca_cert: str = ""

    def ask(
        self,
        method: str,
        path: str,
        kind: type[_Value],
        *,
        nonce: str,
        body: Struct | None = None,
        license_key: str = "",
    ) -> Answer[_Value]:
        """Its answer to one question; waits for the network.

        Args:
            method: GET or POST.
            path: below the prefix, "/licenses/validate".
            kind: what it answers with.
            nonce: new for every question (`new_nonce`); where the body has one, the same.
            body: to be sent as JSON.
            license_key: to be sent as who is asking, where the question asks for it.

        Raises:
            Unreachable, NotTrusted: nothing that can be believed came.
            Refused, TooManyRequests, ServerTrouble: the server said no.
            BadInput: a text of the body is none that can be sent.
        """
        whole = PREFIX + path
        headers = {"User-Agent": f"jobspy-desktop/{self.app_version}", NONCE_HEADER: nonce} | _ANYBODYS
        if body is not None:
            headers["Content-Type"] = "application/json"
        if license_key:
            headers["Authorization"] = f"{KEY_SCHEME} {license_key}"
        content = _encoded(body) if body is not None else b""
        came = exchange(
            Sent(method=method, url=self.address + whole, headers=headers, body=content, ca_cert=self.ca_cert),
            wait_s=self.wait_s,
        )
        created = self._believed(came, method, whole, nonce)
        if came.status >= HTTPStatus.BAD_REQUEST:
            raise _refusal(came)
        return Answer(value=_decoded(came.body, kind), created=created, signature=came.headers[HEADER], body=came.body)

    def _believed(self, came: Came, method: str, path: str, nonce: str) -> int:
        signature = came.headers.get(HEADER)
        if signature is None and came.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # Most likely of something that stands before the server. Nothing of it is believed either way.
            raise Unreachable(f"{self.address} has a problem (status {came.status}). Try again later.")
        if len(came.body) > MOST_BYTES:
            raise NotTrusted(f"{self.address} answered with more than a license server ever says. {_ELSEWHERE}")
        reply = Reply(method=method, path=path, status=came.status, nonce=nonce, body=came.body)
        try:
            return verified_at(signature, reply, self.keys)
        except NotSigned as error:
            raise NotTrusted(
                f"What answers at {self.address} is not the server you trust ({error}). {_ELSEWHERE}"
            ) from None


_ELSEWHERE = "Nothing of it was believed. A network that asks you to sign in first answers like this, too."


def new_nonce() -> str:
    """A nonce for one question: 16 random bytes as text."""
    return to_text(os.urandom(NONCE_BYTES))


def _encoded(body: Struct) -> bytes:
    try:
        return msgspec.json.encode(body)
    except UnicodeEncodeError:  # half of a character, as of a terminal that writes another encoding
        raise BadInput("What was typed has a character in it that cannot be sent. Type it anew.") from None


def _refusal(came: Came) -> Exception:
    try:
        problem = msgspec.json.decode(came.body, type=Problem)
    except (msgspec.MsgspecError, ValueError):
        return ServerTrouble(f"The license server refused the request without a reason (status {came.status}).")
    if came.status == HTTPStatus.TOO_MANY_REQUESTS:
        return TooManyRequests(problem, retry_after_s=_seconds(came.headers.get("Retry-After")))
    if came.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ServerTrouble(problem.detail)
    return Refused(problem)


def _seconds(text: str | None) -> int:
    """The seconds to wait; this header is not signed, so that it is held within bounds."""
    known = text is not None and text.isascii() and text.isdigit() and len(text) < len(str(1 << 60))
    return min(max(int(text or 0), 1), _LONGEST_WAIT_S) if known else 60


def _decoded(body: bytes, kind: type[_Value]) -> _Value:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, ValueError):
        raise ServerTrouble(
            "The license server answers in a way that this version does not know. Update the program, or the server."
        ) from None

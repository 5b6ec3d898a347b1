"""Problems: what is wrong with a request, told to whoever made it. Anything else that is raised is a bug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from licensing.protocol.codes import PROBLEM_STATUS, ProblemCode

if TYPE_CHECKING:
    from collections.abc import Mapping


class ProblemError(Exception):
    """A request that cannot be answered as asked; becomes a `messages.Problem` with the status of its code."""

    def __init__(self, code: ProblemCode, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        """The reply's."""
        return PROBLEM_STATUS[self.code]


class SetupError(Exception):
    """The server cannot start, or a command cannot be carried out; `str(error)` says in a sentence why and what to do."""


class ProblemBody(BaseModel):
    """What is wrong with a request: `messages.Problem`."""

    error: ProblemCode
    detail: str


def problems(*codes: ProblemCode) -> dict[int | str, dict[str, Any]]:
    """The replies with these codes, for the `responses` of an endpoint in the OpenAPI document."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        reply = by_status.setdefault(
            PROBLEM_STATUS[code],
            {"model": ProblemBody, "description": "", "content": {"application/json": {"examples": {}}}},
        )
        reply["description"] = ", ".join(filter(None, (reply["description"], code.value)))
        examples = reply["content"]["application/json"]["examples"]
        examples[code.value] = {"value": {"error": code.value, "detail": "A sentence for a person."}}
    return by_status

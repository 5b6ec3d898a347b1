"""Problems: what is wrong with a request, told to whoever made it. Anything else that is raised is a bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

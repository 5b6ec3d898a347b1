"""What a practice site is asked and answers."""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

Kind = Literal["search", "detail", "other"]


class Request(Struct, frozen=True, kw_only=True):
    """One request: header names in lower case, the path without its query."""

    method: str
    host: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    def one(self, name: str, default: str = "") -> str:
        """The first value of a query parameter."""
        return self.query.get(name, [default])[0]


class Response(Struct, frozen=True, kw_only=True):
    """One answer."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


class Site(Protocol):
    """A job site as its visitors see it; called from several threads."""

    name: str
    hosts: tuple[str, ...]

    def answer(self, request: Request) -> Response:
        """What the site says."""

    def kind(self, request: Request) -> Kind:
        """Whether this asks for a page of the list or for one job."""

    def empty(self, request: Request) -> Response:
        """The same page of the list, wrongly without any job."""

    def with_bad_job(self, response: Response) -> Response:
        """The same page of the list, with one job among the others that cannot be read."""

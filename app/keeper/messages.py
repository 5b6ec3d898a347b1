"""What crosses the pipe between the window and its keeper: frames as of `scraper.pipe`, with these structs in them.

To the keeper: `Command`. From it: `Reply`; the last one of a channel is `Searched`, `Described` or `Failed`.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from app.operations.licensing import Allowance
from app.operations.truth import Summary
from app.operations.watch import News
from scraper import pipe
from scraper.network import Network, Pace
from scraper.pipe import Ready
from scraper.query import Query


class Search(Struct, frozen=True, kw_only=True, tag="search"):
    """Search, and store in that data file. Holds a proxy's password: never logged."""

    channel: int
    database: str
    made_up: bool
    query: Query
    allowed: Allowance
    pace: Pace
    network: Network


class Describe(Struct, frozen=True, kw_only=True, tag="describe"):
    """Fetch the descriptions of this job and store them. Holds a proxy's password: never logged."""

    channel: int
    database: str
    made_up: bool
    job: int
    pace: Pace
    network: Network


class Stop(Struct, frozen=True, kw_only=True, tag="stop"):
    """Stop what this channel does, or one site of its search; what was found is stored."""

    channel: int
    site: str | None = None


class Told(Struct, frozen=True, kw_only=True, tag="told"):
    """What has happened in a search since it was told last."""

    channel: int
    news: News


class Searched(Struct, frozen=True, kw_only=True, tag="searched"):
    """A search has ended."""

    channel: int
    summary: Summary


class Described(Struct, frozen=True, kw_only=True, tag="described"):
    """Descriptions were fetched; why nothing came, "" if something did."""

    channel: int
    why: str


class Failed(Struct, frozen=True, kw_only=True, tag="failed"):
    """It could not begin or had to end: a sentence for the person, or the trace of a fault of ours ("" for none)."""

    channel: int
    sentence: str
    trace: str = ""


Command = Search | Describe | Stop
Ended = Searched | Described | Failed
Reply = Ready | Told | Ended

_command: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)
_reply: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


def decode_command(body: bytes) -> Command:
    """A message for the keeper; raises `EngineLost` for anything else."""
    return pipe.decode(body, _command, pipe.BAD_COMMAND)


def decode_reply(body: bytes) -> Reply:
    """A message from the keeper; raises `EngineLost` for anything else."""
    return pipe.decode(body, _reply, pipe.BAD_REPLY)

"""What crosses the pipe between our process and the engine's: frames of JSON, each of bounded size.

A frame is its length as four bytes, most significant first, and then so many bytes of UTF-8 JSON. Nothing is pickled:
whatever arrives is decoded into one of the structs below or is an `EngineLost`.

To the engine's process: `Command`. From it: `Reply`. A channel is one search or one `describe`; it is ours alone, so
that a run that was given up and is started again under its old number cannot be mistaken for the new one.
"""

from __future__ import annotations

from struct import Struct as Layout
from typing import BinaryIO, TypeVar

import msgspec
from msgspec import Struct

from scraper.errors import EngineLost
from scraper.events import Event
from scraper.network import Network, Pace
from scraper.query import Query
from scraper.sources.base import Ref

MAX_FRAME_BYTES = 16 * 1024 * 1024
# A channel's events that were sent and not yet taken. More waits in the engine, so a slow consumer holds up the
# sources of its own run, not memory and no other run.
WINDOW_BYTES = 4 * 1024 * 1024

# Begins each line the engine logs to standard error, and is followed by its level and a blank. Other lines are what some
# library printed.
LOG_MARK = "\x1e"

BAD_COMMAND = "The search engine was sent something it cannot read."
BAD_REPLY = "The search engine sent something that cannot be read."

Message = TypeVar("Message")

_LENGTH = Layout(">I")


class Search(Struct, frozen=True, kw_only=True, tag="search"):
    """Ask `query.sites` for jobs. Holds a proxy's password: never logged."""

    channel: int
    run: int
    query: Query
    pace: Pace
    network: Network


class Describe(Struct, frozen=True, kw_only=True, tag="describe"):
    """Fetch the pages of these jobs, by site. Holds a proxy's password: never logged."""

    channel: int
    run: int
    refs: dict[str, tuple[Ref, ...]]
    country: str
    pace: Pace
    network: Network


class Stop(Struct, frozen=True, kw_only=True, tag="stop"):
    """Stop one site of a channel, or all of it."""

    channel: int
    site: str | None = None


class Taken(Struct, frozen=True, kw_only=True, tag="taken"):
    """So many bytes of a channel's events were consumed: as much more may be sent."""

    channel: int
    size_bytes: int


class Abandon(Struct, frozen=True, kw_only=True, tag="abandon"):
    """Nobody listens to this channel any more: stop it and throw away what it still says."""

    channel: int


class Ready(Struct, frozen=True, kw_only=True, tag="ready"):
    """The engine's process reads commands."""


class Told(Struct, frozen=True, kw_only=True, tag="told"):
    """One event of one channel."""

    channel: int
    event: Event


Command = Search | Describe | Stop | Taken | Abandon
Reply = Ready | Told

_command: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)
_reply: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


def encode(message: Struct) -> bytes:
    """The frame's JSON; raises ValueError where it would be longer than a frame may be."""
    body = msgspec.json.encode(message)
    if len(body) > MAX_FRAME_BYTES:
        raise ValueError(f"a message of {len(body)} bytes does not fit the pipe")
    return body


def decode(body: bytes, decoder: msgspec.json.Decoder[Message], problem: str) -> Message:
    """The message in a frame; raises `EngineLost` with the problem in words where there is none."""
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise EngineLost(problem) from error


def decode_command(body: bytes) -> Command:
    """A message for the engine; raises `EngineLost` for anything else."""
    return decode(body, _command, BAD_COMMAND)


def decode_reply(body: bytes) -> Reply:
    """A message from the engine; raises `EngineLost` for anything else."""
    return decode(body, _reply, BAD_REPLY)


def write_frame(stream: BinaryIO, body: bytes) -> None:
    """Write one frame and flush it; raises OSError when nobody reads any more."""
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, waiting for it; None when the stream ended between two frames.

    `stream.read(n)` must return n bytes unless the stream ended. Raises `EngineLost` for a frame that is cut or too long;
    no more than a frame's size is ever held.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise EngineLost("The search engine's message was cut short.")
    (size,) = _LENGTH.unpack(head)
    if size > MAX_FRAME_BYTES:
        raise EngineLost("The search engine sent a message that is too long.")
    body = stream.read(size)
    if len(body) < size:
        raise EngineLost("The search engine's message was cut short.")
    return body

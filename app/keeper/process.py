"""The keeper as the window uses it: searches and descriptions that run, and are stored, in a process of their own."""

from __future__ import annotations

import itertools
import sys
import time
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from app.keeper import messages
from scraper.cancel import Cancel
from scraper.errors import BadInput, EngineLost, Expected
from scraper.link import Link, Over, Worker
from scraper.network import redacted
from scraper.pipe import BAD_REPLY, Ready, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.operations.licensing import Allowance
    from app.operations.truth import Summary
    from app.operations.watch import News
    from app.paths import Folder
    from scraper.network import Network, Pace
    from scraper.query import Query

_LOOK_S = 0.25
_STOP_S = 3.0
"""For what was stopped to end; the keeper itself takes less than a second for it."""

_Item = messages.Told | messages.Ended


class KeeperFault(Exception):
    """A fault of this program in the keeper's process; what happened there is in its notes."""


def keeper_command() -> tuple[str, ...]:
    """How the process is started; a frozen program starts itself (see `app.cli.main.main`)."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "--keeper")
    return (sys.executable, "-P", "-m", "app.keeper.child")


class Keeper:
    """One process, started when it is needed and again when it was lost; any thread. `close` ends it."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        """`command` starts another program that speaks the same (`app.keeper.messages`)."""
        self._worker = Worker(command or keeper_command(), _received, background=True)
        self._channels = itertools.count(1)

    @property
    def pid(self) -> int | None:
        """The process's number; None while there is none."""
        return self._worker.pid

    def start(self) -> None:
        """Start it ahead of time, without waiting for it: not where it is there, nor where it was closed already, as by a
        window that is closed as soon as it opens. Raises `EngineLost` where that fails.
        """
        self._worker.warm_up()

    def search(
        self,
        folder: Folder,
        query: Query,
        *,
        pace: Pace,
        network: Network,
        cancel: Cancel,
        stops: Mapping[str, Cancel] | None = None,
        allowed: Allowance,
        told: Callable[[News], object],
    ) -> Summary:
        """Search and store in that folder; waits for the end. `told` is called on this thread, some times a second.

        `stops` are tokens that stop one site, by key.

        Raises:
            Expected: as `app.operations.search.search`, and where the process was lost: then what was found is kept.
            KeeperFault: a fault of the program.
        """
        command = messages.Search(
            channel=next(self._channels),
            database=str(folder.database),
            made_up=folder.made_up,
            query=query,
            allowed=allowed,
            pace=pace,
            network=network,
        )
        ended = self._run(command, cancel, told, stops)
        if not isinstance(ended, messages.Searched):
            raise EngineLost(BAD_REPLY)
        return ended.summary

    def describe(self, folder: Folder, job: int, *, pace: Pace, network: Network, cancel: Cancel) -> str:
        """Fetch and store the descriptions of a job; why nothing came, "" if something did. Raises as `search` does."""
        command = messages.Describe(
            channel=next(self._channels),
            database=str(folder.database),
            made_up=folder.made_up,
            job=job,
            pace=pace,
            network=network,
        )
        ended = self._run(command, cancel, lambda _: None)
        if not isinstance(ended, messages.Described):
            raise EngineLost(BAD_REPLY)
        return ended.why

    def close(self) -> None:
        """End it: what runs is stopped and stored. A later search starts a new one."""
        self._worker.close()

    def _run(
        self,
        command: messages.Search | messages.Describe,
        cancel: Cancel,
        told: Callable[[News], object],
        stops: Mapping[str, Cancel] | None = None,
    ) -> messages.Ended:
        try:
            body = encode(command)
        except ValueError as error:
            raise BadInput("The search is too long to be handed on; ask for less at once.") from error
        link = self._worker.link()
        link.keep_secret(command.network)
        inbox = link.open(command.channel)
        link.send(body)
        for token, site in ((cancel, None), *((token, site) for site, token in (stops or {}).items())):
            stop = encode(messages.Stop(channel=command.channel, site=site))
            token.adopt(Cancel(None, partial(link.send, stop)))
        try:
            return _ended(link, command.channel, inbox, cancel, told)
        finally:
            link.forget(command.channel)


def _ended(
    link: Link[_Item],
    channel: int,
    inbox: SimpleQueue[_Item | Over],
    cancel: Cancel,
    told: Callable[[News], object],
) -> messages.Ended:
    """The last message of a channel; what comes before is told."""
    give_up_at: float | None = None
    while True:
        try:
            item = inbox.get(timeout=_LOOK_S)
        except Empty:
            if cancel.is_set and give_up_at is None:
                give_up_at = time.monotonic() + _STOP_S
            elif give_up_at is not None and time.monotonic() > give_up_at:
                link.give_up(channel)
                raise EngineLost("The search did not stop in time and was ended by force.") from None
            continue
        if isinstance(item, Over):
            raise EngineLost(item.message)
        if isinstance(item, messages.Failed):
            raise _error(item)
        if not isinstance(item, messages.Told):
            return item
        told(item.news)


def _error(failed: messages.Failed) -> Exception:
    if not failed.trace:
        return Expected(failed.sentence)
    fault = KeeperFault(failed.sentence)
    fault.add_note(failed.trace)
    return fault


def _received(body: bytes, secrets: Network) -> tuple[int, _Item] | None:
    """What the keeper told, for `Link`."""
    reply = messages.decode_reply(body)
    if isinstance(reply, Ready):
        return None
    if isinstance(reply, messages.Failed):
        sentence, trace = redacted(reply.sentence, secrets), redacted(reply.trace, secrets)
        return reply.channel, messages.Failed(channel=reply.channel, sentence=sentence, trace=trace)
    return reply.channel, reply

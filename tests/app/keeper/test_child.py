"""The keeper's process from within, where what has to happen at one moment cannot be brought about from outside."""

from __future__ import annotations

from io import BytesIO

from app.keeper import child, messages
from scraper import pipe
from scraper.network import Network, Pace


class Engine:
    """Is never asked for anything."""

    def start(self):
        pass


class Leaving(dict):
    """Channels that end as soon as somebody has seen that they are there."""

    def __contains__(self, channel):
        there = super().__contains__(channel)
        self.pop(channel, None)
        return there


def test_stop_that_arrives_just_as_its_search_ends_is_passed_over():
    commands, replies = BytesIO(), BytesIO()
    command = messages.Describe(channel=1, database="jobs.sqlite3", made_up=True, job=1, pace=Pace(), network=Network())
    for number in (1, 2):
        pipe.write_frame(commands, pipe.encode(messages.Stop(channel=number)))
    commands.seek(0)
    keeper = child._Keeper(commands, replies, Engine())
    channel = child._Channel(command, lambda _: None)
    keeper._running = Leaving({1: channel})
    keeper.serve()
    assert channel.cancel.is_set

"""Connections for single statements: kept, given back, and never trusted after something went wrong on one."""

from __future__ import annotations

import asyncio
import time

import psycopg
import pytest

from licensing.server.database.bounded import connections
from licensing.server.database.readers import GONE, MOST_TOGETHER, Readers, Together

CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'reader'"


def reading(url, work, most=2):
    """What the coroutine function gives with connections of its own."""

    async def run():
        readers = Readers(url, connections(1.0), most=most, wait_s=5, name="reader")
        try:
            return await work(readers)
        finally:
            await readers.close()

    return asyncio.run(run())


def test_rows_when_asked_again_and_again_then_one_connection_is_enough(postgres):
    async def work(readers):
        return [await readers.rows(b"SELECT pg_backend_pid(), %(n)s::int", {"n": number}) for number in range(5)]

    rows = reading(postgres.url, work)
    assert [row[0][1] for row in rows] == list(range(5))
    assert len({row[0][0] for row in rows}) == 1


def test_rows_when_the_address_has_options_then_they_hold_here_too(postgres):
    async def work(readers):
        return await readers.rows(b"SELECT current_setting('work_mem'), current_setting('enable_seqscan')", {})

    assert reading(f"{postgres.url}?options=-c%20work_mem%3D5MB", work) == [("5MB", "off")]


def test_rows_when_many_ask_at_once_then_no_more_connections_than_there_may_be(postgres):
    async def work(readers):
        asked = b"SELECT pg_backend_pid() FROM pg_sleep(0.01)"
        return await asyncio.gather(*(readers.rows(asked, {}) for _ in range(10)))

    rows = reading(postgres.url, work)
    assert len({row[0][0] for row in rows}) == 2
    with psycopg.connect(postgres.url) as connection:
        assert connection.execute(CONNECTED).fetchone() == (0,)


def test_rows_when_the_statement_is_wrong_then_it_is_told_and_the_next_one_works(postgres):
    async def work(readers):
        with pytest.raises(psycopg.errors.UndefinedTable):
            await readers.rows(b"SELECT 1 FROM nowhere", {})
        return await readers.rows(b"SELECT 2", {})

    assert reading(postgres.url, work, most=1) == [(2,)]


def test_rows_when_cancelled_in_between_then_the_next_gets_its_own_answer(postgres):
    async def work(readers):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(readers.rows(b"SELECT 1 FROM pg_sleep(30)", {}), 0.05)
        return await readers.rows(b"SELECT 2", {})

    assert reading(postgres.url, work, most=1) == [(2,)]


EACH = b"""SELECT n, word, pg_backend_pid(), statement_timestamp()
FROM json_to_recordset(%(asked)s::json) AS asked (n int, word text) CROSS JOIN pg_sleep(0.05) WHERE word <> 'nobody'"""


def test_together_when_many_ask_then_each_gets_its_own_rows_and_few_statements_are_enough(postgres):
    async def work(readers):
        together = Together(readers, EACH)
        words = [["nobody"], *([f"word{number}", f"more{number}"] for number in range(2 * MOST_TOGETHER))]
        rows = await asyncio.gather(*(together.rows([{"word": word} for word in each]) for each in words))
        await together.close()
        return words, rows

    words, rows = reading(postgres.url, work)
    assert rows[0] == []
    assert [[row[0] for row in each] for each in rows[1:]] == words[1:]
    assert len({row[1:] for each in rows for row in each}) <= 4


def test_together_when_one_goes_away_then_the_others_are_answered(postgres):
    async def work(readers):
        together = Together(readers, EACH)
        asking = [asyncio.create_task(together.rows([{"word": str(number)}])) for number in range(5)]
        await asyncio.sleep(0)
        asking[1].cancel()
        return await asyncio.gather(*asking, return_exceptions=True)

    rows = reading(postgres.url, work)
    assert isinstance(rows.pop(1), asyncio.CancelledError)
    assert [row[0][0] for row in rows] == ["0", "2", "3", "4"]


class HeldReaders:
    """Answers in one moment all who ask before it is opened, and every other at once; there are no rows."""

    def __init__(self):
        self.asked, self.open = asyncio.Event(), asyncio.Event()

    async def rows(self, query, parameters):
        self.asked.set()
        await self.open.wait()
        return []


def test_together_when_all_are_answered_in_one_moment_and_one_asks_again_then_it_is_not_forgotten():
    async def run():
        readers = HeldReaders()
        together = Together(readers, b"")

        async def ask(times):
            for _ in range(times):
                await together.rows([{}])

        asking = []
        for times in (2, 1):
            asking.append(asyncio.create_task(ask(times)))
            await readers.asked.wait()  # each has a lane of its own
            readers.asked.clear()
        readers.open.set()
        await asyncio.wait_for(asyncio.gather(*asking), 5)

    asyncio.run(run())


def test_together_when_the_statement_fails_then_all_who_asked_are_told_and_the_next_one_works(postgres):
    async def work(readers):
        broken, whole = Together(readers, b"SELECT 1 / 0, %(asked)s"), Together(readers, EACH)
        failed = await asyncio.gather(*(broken.rows([{}]) for _ in range(3)), return_exceptions=True)
        return failed, await whole.rows([{"word": "a"}])

    failed, (row,) = reading(postgres.url, work)
    assert all(isinstance(each, psycopg.errors.DivisionByZero) for each in failed)
    assert row[0] == "a"


def test_rows_when_the_database_was_restarted_then_nobody_notices_and_while_it_is_gone_it_is_told(own_postgres):
    async def work(readers):
        await asyncio.gather(*(readers.rows(b"SELECT 1 FROM pg_sleep(0.01)", {}) for _ in range(2)))
        await asyncio.to_thread(own_postgres.restart)
        again = await readers.rows(b"SELECT 2", {})
        await asyncio.to_thread(own_postgres.stop)
        for _ in range(3):
            with pytest.raises(GONE):
                await readers.rows(b"SELECT 3", {})
        await asyncio.to_thread(own_postgres.start)
        return again, await readers.rows(b"SELECT 4", {})

    assert reading(own_postgres.url, work) == ([(2,)], [(4,)])


def test_rows_when_the_answer_takes_too_long_then_it_is_told_and_the_next_one_works(postgres):
    async def work(readers):
        with pytest.raises(GONE):
            await readers.rows(b"SELECT 1 FROM pg_sleep(30)", {})
        return await readers.rows(b"SELECT 2", {})

    began = time.monotonic()
    assert reading(postgres.url, work, most=1) == [(2,)]
    assert time.monotonic() - began < 15

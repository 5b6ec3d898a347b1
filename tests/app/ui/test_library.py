"""What is read aside gives way to questions."""

from __future__ import annotations

import threading

from app.ui.library import Library
from app.ui.tasks import TaskRunner
from scraper.store.database import known_errors

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_library_when_it_is_closed_before_it_is_opened_then_the_file_is_left_alone(folder, qtbot):
    tasks, done = TaskRunner(), []
    library = Library(folder, tasks)
    library.close()
    library.open()
    tasks.database(lambda: None, done.append)
    qtbot.waitUntil(lambda: done == [None])
    tasks.close()
    assert not folder.database.exists()


def test_what_is_read_aside_when_a_question_comes_then_it_gives_way_and_the_question_is_answered(
    some_jobs, desk, qtbot
):
    begun, told = threading.Event(), []

    def endless(store):
        begun.set()
        with known_errors(store.path):
            return store._connection.execute(ENDLESS).fetchone()

    desk.library.read_aside(endless, told.append)
    assert begun.wait(20)
    with qtbot.waitSignal(desk.library.answered, timeout=20_000):
        desk.showing.ask()
    qtbot.waitUntil(lambda: told == [None])
    desk.library.read_aside(lambda store: len(store.ids()), told.append)
    qtbot.waitUntil(lambda: told == [None, 40])


def test_what_is_read_aside_when_a_question_came_before_its_turn_then_it_is_not_begun(some_jobs, desk, qtbot):
    turn, told, begun = threading.Event(), [], []
    desk.library.read(lambda _: turn.wait(20), lambda _: None)
    desk.library.read_aside(begun.append, told.append)
    desk.showing.ask()
    with qtbot.waitSignal(desk.library.answered, timeout=20_000):
        turn.set()
    assert (told, begun) == ([None], [])


def test_sidebar_when_questions_come_while_it_counts_then_each_search_is_counted_all_the_same(stored, desk, qtbot):
    from tests.scraper.store.postings_made import made

    for number, words in enumerate(("welder", "baker", "nurse")):
        stored(*(made(each) for each in range(number + 1)), words=words)
    desk.siding.show()
    side = desk.window.sidebar
    qtbot.waitUntil(lambda: side._searches.childCount() == 3)
    told = [side._searches.child(row) for row in range(3)]
    qtbot.waitUntil(lambda: [item.text(1) for item in told] == ["3", "2", "1"])
    for item in told:
        side._tell(item, 0)
    turn = threading.Event()
    desk.library.read(lambda _: turn.wait(20), lambda _: None)
    desk.siding.count()
    desk.showing.ask()
    turn.set()
    qtbot.waitUntil(lambda: [item.text(1) for item in told] == ["3", "2", "1"])

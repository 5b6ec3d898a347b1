"""The two lanes."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.ui.tasks import TaskRunner
from scraper.cancel import Cancelled
from scraper.errors import Expected


@pytest.fixture
def tasks(qapp):
    runner = TaskRunner()
    yield runner
    runner.close()


def test_results_of_the_database_lane_come_in_order_and_on_this_thread(tasks, qtbot):
    got = []
    for number in range(50):
        tasks.database(lambda number=number: number, lambda value: got.append((value, QThread.currentThread())))
    qtbot.waitUntil(lambda: len(got) == 50)
    assert [value for value, _ in got] == list(range(50))
    assert {thread for _, thread in got} == {QThread.currentThread()}


def test_an_error_nobody_takes_is_told_by_the_runner(tasks, qtbot):
    with qtbot.waitSignal(tasks.failed) as told:
        tasks.work(lambda: 1 // 0)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_an_error_someone_takes_is_told_to_them_alone(tasks, qtbot):
    got = []
    with qtbot.assertNotEmitted(tasks.failed):
        tasks.work(lambda: 1 // 0, failed=got.append)
        qtbot.waitUntil(lambda: bool(got))


def test_nothing_is_handed_back_after_close(qapp, qtbot):
    runner, got, may_go = TaskRunner(), [], threading.Event()
    runner.work(may_go.wait, got.append)
    may_go.set()
    runner.close()
    runner.post(lambda: got.append("late"))
    runner.database(lambda: "late", got.append)
    qtbot.wait(20)
    assert got == []


def test_five_thousand_signals_with_an_object_do_not_end_the_process(qapp, qtbot):
    # PySide6 6.12.0 aborts after some hundred on Python 3.11: see pyproject.toml.
    class Receiver(QObject):
        arrived = Signal(object)

        def __init__(self):
            super().__init__()
            self.count = 0
            self.arrived.connect(self.take)

        @Slot(object)
        def take(self, value):
            self.count += bool(value["yes"])

    receiver = Receiver()
    thread = threading.Thread(target=lambda: [receiver.arrived.emit({"yes": True, "n": n}) for n in range(5000)])
    thread.start()
    qtbot.waitUntil(lambda: receiver.count == 5000)
    thread.join()


def test_fault_that_nobody_can_be_told_of_any_more_is_in_the_log(qapp, caplog):
    runner, go = TaskRunner(), threading.Event()

    def fail():
        go.wait(60)
        raise RuntimeError("a fault of ours")

    def stop():
        raise Cancelled

    def refuse():
        raise Expected("The disk is full.")

    for work in (fail, stop, refuse):
        runner.work(work, failed=lambda error: pytest.fail(str(error)))
    go.set()
    runner.close()
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert str(record.exc_info[1]) == "a fault of ours"

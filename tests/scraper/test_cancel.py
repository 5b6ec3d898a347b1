import threading

import pytest

from scraper.cancel import Cancel, Cancelled


def test_wait_when_set_from_another_thread_then_ends_at_once():
    cancel = Cancel()
    threading.Timer(0.02, cancel.set).start()
    with pytest.raises(Cancelled):
        cancel.wait(60)


def test_child_when_parent_is_set_then_is_set():
    parent = Cancel()
    before, unrelated = Cancel(parent), Cancel()
    parent.set()
    assert before.is_set
    assert Cancel(parent).is_set
    assert not unrelated.is_set


def test_child_when_set_then_parent_goes_on():
    parent = Cancel()
    Cancel(parent).set()
    parent.check()


def test_then_when_parent_is_set_then_is_called():
    told, parent = [], Cancel()
    token = Cancel(parent, lambda: told.append(1))
    assert not told
    parent.set()
    assert told
    assert token.is_set


def test_then_when_made_under_a_set_parent_then_is_called_at_once():
    told, parent = [], Cancel()
    parent.set()
    Cancel(parent, lambda: told.append(1))
    assert told

"""The window in a test: offscreen, on a data folder of its own, everything stopped and closed at the end."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot
from typing_extensions import override

from app import settings
from app.paths import Folder
from app.ui import start, theme
from app.ui.language import install
from scraper.store.store import open_store
from tests.scraper.store.postings_made import made

PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits as long as a busy machine may take, where a test does not say for how long: five seconds can be too short."""

    @override
    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **options):
        return super().waitSignal(signal, timeout=timeout, **options)

    @override
    def waitSignals(self, signals, *, timeout=PATIENCE_MS, **options):
        return super().waitSignals(signals, timeout=timeout, **options)

    @override
    def waitUntil(self, callback, *, timeout=PATIENCE_MS):
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request):
    return PatientBot(request)


@pytest.fixture
def folder(tmp_path):
    return Folder(root=tmp_path / "data")


@pytest.fixture
def stored(folder):
    """A function that stores postings in the folder, as one run; its number."""

    def store(*postings, words="engineer"):
        from datetime import UTC, datetime

        from scraper.query import Query

        folder.make()
        with open_store(folder.database, made_up=folder.made_up) as opened:
            run = opened.begin_run(Query(words=words, sites=("indeed",)), datetime.now(UTC))
            opened.ingest(run, postings, datetime.now(UTC))
            opened.finish_run(run, datetime.now(UTC), "finished")
        return run

    return store


@pytest.fixture
def some_jobs(stored):
    """Forty jobs, each a day older than the one before."""
    stored(*(made(number, days=number) for number in range(40)))


@pytest.fixture
def desk(qapp, qtbot, folder):
    """The window's desk, with its data open."""
    yield from opened_desk(qapp, qtbot, folder)


@pytest.fixture
def practice_desk(qapp, qtbot, folder):
    """The same on the practice sites' data."""
    yield from opened_desk(qapp, qtbot, folder.practice())


@pytest.fixture
def text_percent(qapp, folder):
    """A function that has the window opened with text of this size, in percent; it is as usual again at the end."""
    yield lambda percent: settings.save(folder.settings, settings.Settings(text_percent=percent))
    theme.set_text_size(qapp, 100)


@pytest.fixture
def german(qapp):
    """German words, dates and money."""
    install(qapp, "de")
    yield
    install(qapp, "en")


@pytest.fixture
def german_desk(german, monkeypatch, qapp, qtbot, folder):
    """The desk of a German window."""
    monkeypatch.setattr(start, "application", lambda language="en": qapp)
    yield from opened_desk(qapp, qtbot, folder)


def opened_desk(qapp, qtbot, folder, language="en"):
    """The desk of a window on that folder, closed at the end; `language` is None to leave it as it is."""
    before = set(threading.enumerate())
    if language is not None:
        start.application(language)
    desk = start.open_window(folder)
    desk.window.resize(1280, 800)  # the screen that nobody sees is smaller, and the window fits it
    with qtbot.waitSignal(desk.library.answered):
        pass
    yield desk
    if desk.window.isVisible():
        with qtbot.waitSignal(desk.closed):
            desk.window.close()
    desk.window.deleteLater()
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    assert not left, left

"""The window on a data file of a later version."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from app.ui import start


def test_window_when_the_data_is_of_a_later_version_then_it_says_so_and_closes_as_ever(some_jobs, folder, qapp, qtbot):
    with closing(sqlite3.connect(folder.database)) as connection:
        connection.execute("INSERT INTO migrations VALUES ('of a later version', 1)")
        connection.commit()
    before = folder.database.read_bytes()
    desk = start.open_window(folder)
    qtbot.waitUntil(lambda: "Install that version again" in desk.window.messages.sentence)
    assert desk.window.table.rowCount() == 0
    with qtbot.waitSignal(desk.closed):
        desk.window.close()
    desk.window.deleteLater()
    assert folder.database.read_bytes() == before

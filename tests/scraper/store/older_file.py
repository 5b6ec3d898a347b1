"""A data file as an earlier version made it, and what is looked at to see that nothing of it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scraper.store.columns import SORTABLE

RELEASED = Path(__file__).parent / "released"

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
"""A statement that does not end by itself."""


def make_older_file(path):
    """Put the first version's file there, in a folder that is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((RELEASED / "0001_first_tables.sql").read_text(encoding="utf-8"))


def answers(store):
    """Every order, and every row."""
    orders = [store.ids(sort=key, descending=down) for key in SORTABLE for down in (True, False)]
    return orders, store._connection.execute("SELECT * FROM listing ORDER BY docid").fetchall()

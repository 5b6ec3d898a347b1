"""One SQLite connection: how it is opened, what a transaction is, and which of its errors a person can do something about.

A connection belongs to the thread that opened it; only `interrupt` may be called from another.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from scraper.cancel import Cancelled
from scraper.errors import StoreError, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scraper.cancel import Cancel

APPLICATION_ID = 0x4A53_4431
"""In the file's header, so that another program's database is not taken for ours ("JSD1")."""

BUSY_TIMEOUT_S = 15.0
_LOOK_S = 0.05
_LOOK_OPS = 100_000
_MOST_INTERRUPTS = 1000  # one after the other, each just when a transaction is about to end
_PASS_CACHE = -8192  # KiB, as SQLite wants them

_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk is full. Free some space and try again; what was stored before is safe.",
    sqlite3.SQLITE_READONLY: "{path} cannot be written. Allow this user to write to the file and its folder, "
    "or choose another data folder.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged. Restore a backup with `restore`; the damaged file is kept beside it.",
    sqlite3.SQLITE_NOTADB: "{path} is not a data file of this program, or it is damaged. Restore a backup with "
    "`restore`, or move the file away to begin anew.",
    sqlite3.SQLITE_BUSY: "{path} is in use by another program for too long. Close it and try again.",
    sqlite3.SQLITE_LOCKED: "{path} is in use by another program for too long. Close it and try again.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened. Check that its folder exists and that this user may write to it, "
    "or choose another data folder.",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written: the disk reports an error. Check the disk, and copy the "
    "file to another one.",
    sqlite3.SQLITE_PERM: "{path} cannot be opened. Allow this user to read and write it, or choose another data folder.",
}


_UNUSABLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Interrupted(Exception):
    """The query was given up because a newer one came; its answer is not wanted any more."""


def sentence_for(error: sqlite3.Error, path: Path) -> str | None:
    """What to do about the error, or None if the error is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    text = _SENTENCES.get(code & 0xFF)
    return None if text is None else text.format(path=path)


@contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn what a person can do something about into `StoreError`, and a given-up query into `Interrupted`."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise Interrupted from error
        sentence = sentence_for(error, path)
        if sentence is None:
            raise
        raise (UnusableFile if error.sqlite_errorcode & 0xFF in _UNUSABLE else StoreError)(sentence) from error


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection without Python's implicit transactions; raises sqlite3.Error (see `known_errors`)."""
    return _connect(path, "mode=ro" if read_only else "mode=rwc", read_only=read_only)


def immutable(path: Path) -> sqlite3.Connection:
    """A connection to a file in a folder that cannot be written, where even a reader's lock files cannot be made."""
    log = path.with_name(path.name + "-wal")
    # A log that was left behind would be passed over: then SQLite has to find its own way, or fail.
    parameters = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    return _connect(path, parameters, read_only=True)


def _connect(path: Path, parameters: str, *, read_only: bool) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path.absolute()))}?{parameters}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)
    try:
        _prepare(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """The settings of every connection; the first statement that reads the file is here."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return
    # Debian builds SQLite with secure_delete on: every FTS5 merge would overwrite what it frees with zeros.
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("PRAGMA journal_mode = WAL")
    # With WAL this survives a killed program; a power cut may take the last transactions, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    # A page that many batches touch is then copied into the file once for several of them: 15 % more rows a second.
    connection.execute("PRAGMA wal_autocheckpoint = 16000")
    connection.execute("PRAGMA journal_size_limit = 67108864")


@contextmanager
def small_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """For a pass over everything, which reads each page once: keeping them would only take memory."""
    [kept] = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = {_PASS_CACHE}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {kept}")


@contextmanager
def giving_up(connection: sqlite3.Connection, cancel: Cancel | None) -> Iterator[None]:
    """Whatever is asked inside ends soon after `cancel` is set, and raises `Cancelled` then. For work that takes minutes.

    An interrupt ends what runs, and nothing that begins after it: one is sent again and again. What is called in the
    midst of a statement does the same, and lets Python see to Ctrl-C; SQLite does not call it while it checks a file.
    """
    if cancel is None:
        yield
        return
    cancel.check()
    over = threading.Event()

    def interrupt() -> None:
        while not over.wait(_LOOK_S):
            if cancel.is_set:
                connection.interrupt()

    watcher = threading.Thread(target=interrupt, name="giving-up", daemon=True)
    watcher.start()
    connection.set_progress_handler(lambda: int(cancel.is_set), _LOOK_OPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if cancel.is_set and error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise Cancelled from error
        raise
    finally:
        over.set()
        watcher.join()
        connection.set_progress_handler(None, 0)


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything read inside is of one moment, whatever another process writes meanwhile. Not within a transaction."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        _roll_back(connection)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing. Takes the write lock at once, so that it never fails half-way because another has it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: sqlite3.Connection) -> None:
    """End the transaction, unless it has ended: a query given up, a full disk or a damaged page may have done that.

    An interrupt can meet the statement that ends it as well, and is passed over: left open, it would be there for good.
    """
    for _ in range(_MOST_INTERRUPTS):
        if not connection.in_transaction:
            return
        try:
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
    connection.execute("ROLLBACK")

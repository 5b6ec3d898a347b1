"""Copies of the data file, and putting one in its place.

Replacing a file while a program has it open, or beside a write-ahead log of the old one, silently brings the old rows
back. So a restore is alone with the file, and proves it: leaving WAL mode fails while any other connection is open.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.errors import StoreError, UnusableFile
from scraper.store.database import connect, giving_up, known_errors, snapshot
from scraper.store.locks import gate
from scraper.store.migrations import applied, pending
from scraper.target import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from scraper.cancel import Cancel

_PAGES_AT_ONCE = 2048
_BYTES_AT_ONCE = 8 << 20
_SIDE_FILES = ("-wal", "-shm", "-journal")


def back_up(
    connection: sqlite3.Connection,
    target: Path,
    cancel: Cancel | None = None,
    progress: Callable[[float], None] | None = None,
    *,
    replace: bool = False,
) -> None:
    """Copy the file, as it is at this moment, to the target: whole and checked, or not at all.

    Other programs can go on writing meanwhile; what they write is not in the copy. A link stays one: what it points to is
    written. `progress` is told what part is copied.

    Raises:
        BadInput: there is a file with something in it already, which is lost only with `replace`.
        StoreError: the target cannot be written, is the data file itself or no file.
        UnusableFile: the copy is not sound, which means that the file is not.
        Cancelled: `cancel` was set meanwhile; there is no copy.
    """
    [(_, _, own)] = connection.execute("PRAGMA database_list").fetchall()
    if target.exists() and (not target.is_file() or target.samefile(own)):
        raise StoreError(
            f"{target} is the data file itself: choose another file for the backup."
            if target.is_file()
            else f"{target} is not a file that could be replaced: choose another for the backup."
        )
    target = Path(os.path.realpath(target))
    with _beside(target) as partial:
        with known_errors(target):
            _copy(connection, partial, cancel, progress)
        check(partial, target, cancel)
        put(partial, target, replace=replace)
        _settle(target)


def restore(
    backup: Path,
    path: Path,
    at: datetime,
    *,
    made_up: bool = False,
    waiting: Callable[[float | None], object] = lambda _: None,
    cancel: Cancel | None = None,
) -> Path | None:
    """Put a backup in the place of the data file; where the replaced file is now (None if there was none).

    `waiting` is called as by `scraper.store.locks.gate`.

    Raises:
        StoreError: another program has the data folder open, or the backup is damaged, newer than this program, of
            made-up jobs where `made_up` is not set (or the other way round), or none at all. Nothing was changed.
        Cancelled: `cancel` was set before the backup was in its place. Nothing was changed.
    """
    if not backup.is_file():
        raise StoreError(f"There is no file {backup}.")
    with gate(path.parent, waiting=waiting, cancel=cancel) as held, _beside(path) as partial:
        held.must_be_alone("restore a backup")
        with _errors_of_backup(backup), contextlib.closing(connect(backup, read_only=True)) as source:
            if not applied(source):
                raise StoreError(f"{backup} is not a backup of this program.")
            pending(source, backup, made_up=made_up)
            _copy(source, partial, cancel)
        check(partial, backup, cancel)
        kept = _put_aside(path, at, "restore a backup", cancel)
        partial.replace(path)
        _settle(path)
    return kept


def begin_anew(path: Path, at: datetime, *, cancel: Cancel | None = None) -> Path | None:
    """Put the data file aside, so that there is none; where it is now (None if there was none). Nothing is deleted.

    Raises:
        Cancelled: `cancel` was set before that was done. The file is where it was.
        StoreError: another program has the data folder open, or the folder cannot be written. The file is where it was.
    """
    with gate(path.parent, cancel=cancel) as held:
        held.must_be_alone("begin anew")
        try:
            kept = _put_aside(path, at, "begin anew", cancel)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror}.") from error
    return kept


@contextlib.contextmanager
def _errors_of_backup(backup: Path) -> Iterator[None]:
    """What is wrong with a backup that was chosen is told of it, and not of the data file."""
    try:
        with known_errors(backup):
            yield
    except UnusableFile as error:
        raise StoreError(
            f"{backup} is damaged, or no backup of this program. Choose another file; nothing was changed."
        ) from error


def clear_leftovers(folder: Path) -> None:
    """Take away what killed programs left half-written there; for who is alone with the data."""
    for partial in folder.glob(".*.partial*"):
        with contextlib.suppress(OSError):
            partial.unlink()


def check(path: Path, named: Path, cancel: Cancel | None = None) -> None:
    """Raise `UnusableFile` unless the file is sound; the sentence is about `named`, of which the file is a copy."""
    # On a thread of its own, so that the main one can see to Ctrl-C meanwhile: it takes half a minute for some gigabytes.
    with known_errors(named), ThreadPoolExecutor(1, "check") as aside:
        verdict, orphans = aside.submit(_looked_through, path, cancel).result()
    if verdict != "ok" or orphans:
        raise UnusableFile(f"{named} is damaged ({verdict}). Use another backup; nothing was changed.")


def _looked_through(path: Path, cancel: Cancel | None) -> tuple[str, list[object]]:
    """What SQLite says of the file, and the rows that belong to none."""
    with contextlib.closing(connect(path, read_only=True)) as connection, giving_up(connection, cancel):
        [(verdict,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
        return verdict, connection.execute("PRAGMA foreign_key_check").fetchall()


def _copy(
    source: sqlite3.Connection,
    target: Path,
    cancel: Cancel | None = None,
    progress: Callable[[float], None] | None = None,
) -> None:
    """A copy in one file, of one moment: the open transaction holds the view while pages are copied."""

    def copied(_: int, left: int, pages: int) -> None:
        if cancel is not None:
            cancel.check()
        if progress is not None:
            progress(1 - left / max(pages, 1))

    with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
        with snapshot(source):
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.backup(copy, pages=_PAGES_AT_ONCE, progress=copied)
        copy.execute("PRAGMA journal_mode = DELETE")


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """The name of a file to write before it becomes the target; nothing of it stays."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        yield partial
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        for ending in ("", *_SIDE_FILES):
            with contextlib.suppress(OSError):
                partial.with_name(partial.name + ending).unlink()


def _put_aside(path: Path, at: datetime, doing: str, cancel: Cancel | None) -> Path | None:
    """Keep the file that is about to be replaced under another name; it stays in place until it is.

    `doing` completes "Close it to ...".
    """
    if not path.exists():
        return None
    _leave_wal(path, doing)
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    kept = folder / f"{path.stem}-replaced-{at:%Y%m%d-%H%M%S}{path.suffix}"
    number = 1
    while kept.exists():
        number += 1
        kept = kept.with_name(f"{path.stem}-replaced-{at:%Y%m%d-%H%M%S}-{number}{path.suffix}")
    _copy_bytes(path, kept, cancel)
    for ending in _SIDE_FILES:
        side = path.with_name(path.name + ending)
        if side.exists():
            # Only where the old file is damaged: it could not be told to take its log in.
            shutil.copy2(side, kept.with_name(kept.name + ending))
            side.unlink()
    _settle(kept)
    return kept


def _copy_bytes(path: Path, target: Path, cancel: Cancel | None) -> None:
    """A copy of a file of some gigabytes, given up between two pieces of it."""
    try:
        with path.open("rb") as source, target.open("wb") as copy:
            while piece := source.read(_BYTES_AT_ONCE):
                if cancel is not None:
                    cancel.check()
                copy.write(piece)
        shutil.copystat(path, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _leave_wal(path: Path, doing: str) -> None:
    """Take the log into the file. Fails while anyone else has it open; a damaged file is left as it is."""
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise StoreError(f"{path} is open in another program. Close it to {doing}.") from error


def _settle(path: Path) -> None:
    """On disk, name and all, before anything relies on it."""
    for target, flags in ((path, os.O_RDWR), (path.parent, os.O_RDONLY)):
        if target.is_dir() and os.name == "nt":
            continue
        descriptor = os.open(target, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

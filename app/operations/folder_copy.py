"""A copy of a data folder: whole, checked, and nothing in it that belongs to the old place only."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.paths import CHOICE, PRACTICE, UNFINISHED
from scraper.errors import StoreError, UnusableFile
from scraper.store.backup import back_up
from scraper.store.database import connect, known_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.cancel import Cancel

LOCKS, WINDOW_LOCK, DATABASE = ".locks", "window.lock", "jobs.sqlite3"
_SERVER = "license-server"
_SIDES = ("-wal", "-shm", "-journal")
_BLOCK_BYTES = 1 << 20


def files_in(root: Path) -> list[tuple[Path, int]]:
    """What is copied: folders and files in it as they are named from there, with the bytes each takes."""
    found = []
    for at, folders, names in os.walk(root):
        here = Path(at)
        folders[:] = [name for name in folders if name not in (LOCKS, UNFINISHED)]
        found += [((here / name).relative_to(root), 0) for name in folders]
        for name in names:
            path = here / name
            left = {WINDOW_LOCK, CHOICE} if here == root else {WINDOW_LOCK} if here == root / PRACTICE else set()
            if name not in left and not (name.startswith(".") and ".partial" in name) and path.is_file():
                found.append((path.relative_to(root), path.stat().st_size))
    live = {path.with_name(path.name + side) for path, _ in found if _is_live(path) for side in _SIDES}
    return [
        (path, _database_bytes(root / path) or size if _is_live(path) else size)
        for path, size in found
        if path not in live
    ]


def _database_bytes(path: Path) -> int:
    """What it takes once copied, with what only its log holds as yet; 0 where it cannot be read, which the copy tells."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            (pages,), (page_bytes,) = (
                connection.execute(f"PRAGMA {of}").fetchone() for of in ("page_count", "page_size")
            )
            return int(pages) * int(page_bytes)
    except sqlite3.Error:
        return 0


def _is_live(path: Path) -> bool:
    """Whether it is a database that programs have open, and not one that was put aside."""
    within = path.parent.as_posix()
    return (path.name == DATABASE and within in {".", PRACTICE}) or (path.suffix == ".sqlite3" and within == _SERVER)


def copy_all(
    source: Path, target: Path, files: list[tuple[Path, int]], cancel: Cancel, progress: Callable[[float], None]
) -> None:
    """`progress` is told how many bytes are copied."""
    done = 0
    for path, size in files:
        cancel.check()
        old, new = source / path, target / path
        if old.is_symlink() and old.is_dir():
            new.symlink_to(old.resolve(), target_is_directory=True)
        elif old.is_dir():
            new.mkdir(mode=0o700)
        elif _is_live(path):
            _copy_database(old, new, cancel, _further(progress, done, size))
        else:
            _copy_file(old, new, cancel)
        if not old.is_dir():
            _copy_rights(old, new)
        done += size
        progress(done)
    for path, _ in reversed(files):  # once all is in it: nothing can be written where that is not allowed
        if (source / path).is_dir() and not (target / path).is_symlink():
            _copy_rights(source / path, target / path)


def _copy_rights(old: Path, new: Path) -> None:
    with suppress(OSError):  # a drive may know none
        shutil.copystat(old, new)


def _further(progress: Callable[[float], None], done: int, size: int) -> Callable[[float], None]:
    """Told what part of the next `size` bytes is copied, it tells how many are in all."""
    return lambda part: progress(done + part * size)


def _copy_database(old: Path, new: Path, cancel: Cancel, progress: Callable[[float], None]) -> None:
    try:
        with known_errors(old), closing(connect(old, read_only=True)) as connection:
            back_up(connection, new, cancel, progress)
    except UnusableFile as error:
        raise StoreError(
            f"{old} is damaged, so it cannot be taken along: restore a backup first, or start empty in the other folder."
        ) from error


def _copy_file(old: Path, new: Path, cancel: Cancel) -> None:
    digest = hashlib.sha256()
    with old.open("rb") as source, open(new, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as target:
        while block := source.read(_BLOCK_BYTES):
            cancel.check()
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    with new.open("rb") as copied:
        if hashlib.file_digest(copied, "sha256").digest() != digest.digest():
            raise StoreError(
                f"{new.name} did not arrive as it is: the disk may be at fault. Choose a folder on another one."
            )

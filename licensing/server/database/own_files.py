"""The file of a SQLite database, and those beside it, for its owner alone: whatever the umask, and whoever may see the folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from sqlalchemy import make_url

_BESIDE = ("", "-wal", "-shm", "-journal")
_MODE = 0o600
_OTHERS = 0o077


def database_file(url: str) -> Path | None:
    """The file of this database; None where it is none."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def keep_to_owner(url: str) -> None:
    """See to it that nobody else reads the database's files; SQLite gives those it makes later the mode of the first."""
    path = database_file(url)
    if path is None or os.name != "posix":
        return
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _MODE))
    for each in open_to_others(path):
        each.chmod(_MODE)


def open_to_others(path: Path) -> list[Path]:
    """Those of the database's files that somebody else may read or write; the path is that of the first."""
    files = (path.with_name(f"{path.name}{suffix}") for suffix in _BESIDE)
    return [each for each in files if others_may(each)]


def others_may(path: Path) -> bool:
    """Whether anybody but its owner may do something with what is at this path; not where nothing is, nor on Windows."""
    try:
        return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & _OTHERS)
    except FileNotFoundError:
        return False

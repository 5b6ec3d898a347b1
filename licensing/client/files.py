"""Files for this user alone: replaced whole or not at all, and put aside rather than lost."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DAMAGED = "damaged"
"""The folder for what was put aside, in that which it was in."""
_REPLACE_TRIES = 50


def replace_file(path: Path, content: bytes) -> None:
    """Write a file for this user alone, whole or not at all. Raises `OSError`."""
    number, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        for left in reversed(range(_REPLACE_TRIES)):
            try:
                Path(temporary).replace(path)
            except PermissionError:  # Windows, while another process reads it
                if not left or os.name != "nt":
                    raise
                threading.Event().wait(0.02)
            else:
                break
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def put_aside(folder: Path, names: Iterable[str]) -> None:
    """Move those of a folder's files that are there to where nothing is removed; once, however often the same ones come.

    Killed in between, the rest is put aside another time. Raises `OSError`.
    """
    there = [folder / name for name in names if (folder / name).exists()]
    if not there:
        return
    digest = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in there)).hexdigest()
    aside = folder / DAMAGED / digest[:12]
    aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in there:
        path.replace(aside / path.name)

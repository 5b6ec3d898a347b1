"""The standard streams of a process that works for us, seen from within; `scraper.link` is the other end."""

from __future__ import annotations

import logging
import os
import sys
from typing import BinaryIO, NoReturn

from typing_extensions import override

from scraper import pipe


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for ourselves; others get nothing to read and write to standard error."""
    commands, replies = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for end in (commands, replies):
            msvcrt.setmode(end, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr  # unbuffered by lines: prints come out when they are made
    return os.fdopen(commands, "rb"), os.fdopen(replies, "wb")


class _Marked(logging.Formatter):
    """Each line of a record with its level, so that the parent can tell it from what a library prints."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        mark = f"{pipe.LOG_MARK}{record.levelno} "
        return "\n".join(mark + line for line in super().format(record).splitlines())


def log_to_parent() -> None:
    """Log to standard error, where the parent reads it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Marked("%(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def leave(code: int) -> NoReturn:
    """End at once, past every thread that still waits for a site."""
    try:
        sys.stderr.flush()
    finally:
        os._exit(code)

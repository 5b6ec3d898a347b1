"""Ctrl-C: the first stops what is being done and keeps what there is; a second one leaves at once."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scraper.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INTERRUPTED = 130
_SHOW_CURSOR = b"\x1b[?25h\n"


@contextmanager
def stop_on_ctrl_c(tell: Callable[[], None] = lambda: None) -> Iterator[Cancel]:
    """A token that Ctrl-C (or a polite `kill`) sets; `tell` is called in the signal handler. Main thread only."""
    cancel = Cancel()

    def handle(*_: object) -> None:
        if cancel.is_set:
            if sys.stderr.isatty():
                os.write(2, _SHOW_CURSOR)
            # No clean-up that might wait: the data file is whole at every moment, and the engine and the practice
            # sites end when their pipes close.
            os._exit(INTERRUPTED)
        tell()
        cancel.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

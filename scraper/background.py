"""Giving way to what a person looks at: work in the background runs at a lower priority.

Linux may share the processors among sessions first, and only within one by `nice` (autogroup, see sched(7)). A process
with a session of its own therefore has to say it for the session too.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_STEP = 2
_SESSION = Path("/proc/self/autogroup")


def step_back() -> None:
    """Run at a lower priority from now on, with every process started from here; on Windows whoever starts us sees to it."""
    if sys.platform != "win32":
        os.nice(_STEP)
        say_in_session()


def say_in_session() -> None:
    """Let the session have our priority, if it is ours alone and the system knows such a thing."""
    if sys.platform == "linux" and os.getsid(0) == os.getpid():
        with suppress(OSError):
            _SESSION.write_text(str(os.nice(0)), encoding="ascii")

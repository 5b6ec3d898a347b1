"""Whether a process that is not ours to wait for has ended."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path


def ended(pid: int) -> bool:
    """Whether it has; also where whoever adopted it has not looked yet, which some first processes of a container never do."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] == "Z"
    except ProcessLookupError:
        return True
    except FileNotFoundError:  # it ended between the two looks, or there is no /proc
        return Path("/proc/self").exists()


def gone(pid: int, within_s: float = 60.0) -> bool:
    """Whether it ends within that time."""
    deadline, pause = time.monotonic() + within_s, threading.Event()
    while not ended(pid):
        if time.monotonic() > deadline:
            return False
        pause.wait(0.02)
    return True

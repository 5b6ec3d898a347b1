"""Compares the start of the frozen window with the start from source: `python build/start_times.py`, on Linux.

From the program's start until its window is on the display, by turns, the median of each; fails over 1.5 times. The
display is asked every few milliseconds. A window on the display is painted some milliseconds later, the same for both.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURNS = 9
MOST = 1.5
WAIT_S = 60
COMMANDS = {
    "source": (sys.executable, "-P", "-m", "app.main"),
    "frozen": (str(ROOT / ".out/package/dist/jobspy-desktop/jobspy-desktop-gui"),),
}


def main() -> int:
    """Measure on a display of our own."""
    read, write = os.pipe()
    server = subprocess.Popen(("Xvfb", "-displayfd", str(write), "-nolisten", "tcp", "-noreset"), pass_fds=(write,))
    os.close(write)
    with os.fdopen(read) as told:
        environ = os.environ | {"DISPLAY": f":{told.readline().strip()}"}
    environ.pop("QT_QPA_PLATFORM", None)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    try:
        for turn in range(TURNS + 1):
            for name, command in COMMANDS.items():
                taken = _start(command, environ)
                if turn:  # the first turn reads the files from the disk
                    times[name].append(taken)
    finally:
        server.terminate()
        server.wait()
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    ratio = medians["frozen"] / medians["source"]
    print(", ".join(f"{name} {median * 1000:.0f} ms" for name, median in medians.items()), f"ratio {ratio:.2f}")
    return int(ratio > MOST)


def _start(command: tuple[str, ...], environ: dict[str, str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        program = subprocess.Popen((*command, "--data-dir", folder), env=environ, cwd=ROOT)
        # Asked again and again: xdotool's own `--sync` looks every half second, which hides every difference.
        look = ("xdotool", "search", "--onlyvisible", "--name", "JobSpy Desktop")
        while subprocess.run(look, env=environ, capture_output=True, check=False).returncode:
            if time.monotonic() - begun > WAIT_S or program.poll() is not None:
                raise SystemExit(f"{command[0]} opened no window")
        taken = time.monotonic() - begun
        program.send_signal(signal.SIGKILL)  # nothing is to be closed, and its folder goes
        program.wait()
        return taken


if __name__ == "__main__":
    sys.exit(main())

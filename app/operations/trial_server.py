"""Holds the license server for trying out: ends it when our input closes, however the program that started us ended.

Run as a process of its own, between the program and the server, with the server's command as arguments.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a program for the terminal opens one, unless it is started so."""
_END_S = 3.0
_AT_ONCE = 4096


def main() -> int:
    """The server's exit code."""
    process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, creationflags=NO_WINDOW)  # noqa: S603 - our own program, no shell
    threading.Thread(target=_end_with_input, args=(process,), daemon=True).start()
    return process.wait()


def _end_with_input(process: subprocess.Popen[bytes]) -> None:
    # Not through `sys.stdin`, whose lock would be held by this thread when the program ends.
    while os.read(0, _AT_ONCE):
        pass
    process.terminate()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    sys.exit(main())

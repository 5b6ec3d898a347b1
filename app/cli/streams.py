"""Standard input, output and error as the command line can use them, whatever it was started with."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress


def make_usable() -> None:
    """Streams that are closed lead nowhere from now on, and what an output cannot write becomes a question mark.

    Else the next file that is opened would get the number of a closed one, and be written by whoever prints; and a title in
    another script would end a command in a terminal that knows ASCII only.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        for number in range(3):
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free, which is this one
        sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def give_up_output() -> None:
    """What standard output still holds goes nowhere: written once more at the end of the program, it would fail as before."""
    with suppress(OSError):  # it is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The program `jobspy-desktop`: the window where it is started without a command, else the command line.

A frozen program is also its own engine, keeper and practice sites, which `app.cli.main` sees to.
With `--self-test [FILE]` it tries all its parts and reports in JSON (`app.self_test`).
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_VALUED = "--data-dir"
SELF_TEST = "--self-test"
_FLAGS = ("--debug", "--verbose", "--practice")


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments are only what the window takes."""
    rest = iter(arguments)
    for argument in rest:
        if argument == _VALUED:
            if next(rest, None) is None:
                return False
        elif argument not in _FLAGS and not argument.startswith(f"{_VALUED}="):
            return False
    return True


def open_window(arguments: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; the exit code."""
    gc.disable()  # until the window is painted
    from app.ui.start import main as window

    return window(arguments)


def main() -> None:
    """Run and leave with the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == [SELF_TEST]:
        from app.self_test import main as self_test

        sys.exit(self_test(arguments[1:]))
    if wants_window(arguments):
        from app.display import why_no_window

        if why_no_window() is None:
            sys.exit(open_window(arguments))
    from app.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()

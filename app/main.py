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


def why_no_window_here() -> str | None:
    """Why the window cannot be opened, in a sentence; None where it can. Imports Qt, where there is a display for it."""
    from app.display import why_no_window

    reason = why_no_window()
    if reason is None:
        gc.disable()  # until the window is painted
        try:
            from PySide6 import QtWidgets  # noqa: F401 - whether the libraries it needs are there
        except ImportError as error:
            gc.enable()
            return f"The window needs a library that is missing here ({error}). In a checkout, `make setup` as root installs it."
    return reason


def open_window(arguments: Sequence[str] = ()) -> int:
    """Open the window and stay until it is closed; the exit code."""
    from app.ui.start import main as window

    return window(arguments)


def main() -> None:
    """Run and leave with the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == [SELF_TEST]:
        from app.self_test import main as self_test

        sys.exit(self_test(arguments[1:]))
    if wants_window(arguments):
        reason = why_no_window_here()
        if reason is None:
            sys.exit(open_window(arguments))
        from app.cli.windowless import main as without_window

        sys.exit(without_window(reason, arguments))
    from app.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()

"""What `make run` does: opens the window; where there is no display, does the main job in the terminal and says so."""

from __future__ import annotations

import sys

import click


def main() -> int:
    """The exit code."""
    from app.main import main as program
    from app.main import open_window, wants_window

    arguments = sys.argv[1:]
    if not wants_window(arguments):
        program()
    reason = _why_not()
    if reason is None:
        return open_window(arguments)
    click.echo(f"{reason} The main job is done here in the terminal instead.", err=True)
    from app.cli.first_run import main as terminal

    return terminal(arguments)


def _why_not() -> str | None:
    from app.display import why_no_window

    reason = why_no_window()
    if reason is None:
        try:
            from PySide6 import QtWidgets  # noqa: F401 - whether the libraries it needs are there
        except ImportError as error:
            return f"The window needs a library that is missing here ({error}): `make setup` installs it as root."
    return reason


if __name__ == "__main__":
    sys.exit(main())

"""What `make run` does: opens the window; where there is no display, does the main job in the terminal and says so."""

from __future__ import annotations

import sys

import click


def main() -> int:
    """The exit code."""
    from app.main import main as program
    from app.main import open_window, wants_window, why_no_window_here

    arguments = sys.argv[1:]
    if not wants_window(arguments):
        program()
    reason = why_no_window_here()
    if reason is None:
        return open_window(arguments)
    click.echo(f"{reason} The main job is done here in the terminal instead.", err=True)
    from app.cli.first_run import main as terminal

    return terminal(arguments)


if __name__ == "__main__":
    sys.exit(main())

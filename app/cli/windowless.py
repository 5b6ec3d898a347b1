"""What `jobspy-desktop` says where it was to open the window and cannot."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from app.cli.main import NAME, run

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXAMPLE = ("search", "data engineer")
_OF_THE_WINDOW = ("--debug", "--verbose")
_FAILED = 1


def main(reason: str, for_window: Sequence[str] = ()) -> int:
    """Say why there is no window, the command that searches the same folder in the terminal, and which others there are.

    The exit code is that of a failure: whoever started the program to have a window has none.
    """
    options = (argument for argument in for_window if argument not in _OF_THE_WINDOW)
    click.echo(f"{NAME}: {reason}\nTo search in the terminal: {shlex.join((NAME, *_EXAMPLE, *options))}\n", err=True)
    run(["--help"])
    return _FAILED

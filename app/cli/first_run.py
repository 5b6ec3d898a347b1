"""What `make run` does: shows the main job on the practice sites, or passes its arguments to the program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.main import run
from app.operations.export import free_name
from scraper.export.write import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = "data engineer"
_NEXT = """
These jobs were made up. The same search on the live sites, whose terms bind whoever searches them:
  .venv/bin/jobspy-desktop search "{words}" --output {output}
or, with anything else passed on in the same way:
  make run ARGS='search "{words}" --location Austin'"""


def main(for_window: Sequence[str] = ()) -> int:
    """Do the main job; the exit code. `for_window` is what the window was to be opened with, and holds here as well."""
    if sys.argv[1:] and not for_window:
        return run(sys.argv[1:])
    click.echo(f'Searching the practice sites for "{WORDS}": made-up jobs, no network.\n', err=True)
    code = run(["search", WORDS, "--practice", "--output", _free(), *for_window])
    click.echo(_NEXT.format(words=WORDS, output=_free()), err=True)
    return code


def _free() -> str:
    """A file in the current folder that is not there yet."""
    return free_name(Path(), Format.CSV).name


if __name__ == "__main__":
    sys.exit(main())

"""What `make run` does: shows the main job on the practice sites, or passes its arguments to the program."""

from __future__ import annotations

import sys

import click

from app.cli.main import run

WORDS = "data engineer"
OUTPUT = "jobs.csv"
_NEXT = f"""
These jobs were made up. The same search on the live sites, whose terms bind whoever searches them:
  .venv/bin/jobspy-desktop search "{WORDS}" --output {OUTPUT}
or, with anything else passed on in the same way:
  make run ARGS='search "{WORDS}" --location Austin'"""


def main() -> int:
    """The exit code."""
    if sys.argv[1:]:
        return run(sys.argv[1:])
    click.echo(f'Searching the practice sites for "{WORDS}": made-up jobs, no network.\n', err=True)
    code = run(["search", WORDS, "--practice", "--output", OUTPUT])
    click.echo(_NEXT, err=True)
    return code


if __name__ == "__main__":
    sys.exit(main())

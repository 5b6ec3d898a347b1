"""How long the program takes to say how it is used, against a bare click program with as many commands."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.cli.commands import COMMANDS
from tests.benchmarks.measured import Measured, paired

RUNS = 21
_BARE = """
import click

@click.group()
def program():
    "A program."
"""
_COMMAND = """
@program.command(short_help="Does something.")
@click.option("--data-dir", help="Where.")
def command_{number}(data_dir):
    "Does something."
"""


def run(size: int, runs: int = RUNS) -> Iterator[Measured]:
    """`--help` as its own process, both by the same interpreter with the same flags, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        commands = "".join(_COMMAND.format(number=number) for number in range(len(COMMANDS)))
        bare.write_text(f"{_BARE}{commands}\nprogram()\n")
        ours, theirs, ratio = paired(lambda: _asked("-m", "app.cli.main"), lambda: _asked(str(bare)), runs)
    yield Measured("cli_start", ratio, "x", 1.5, True, f"{ours * 1000:.0f} ms, bare click {theirs * 1000:.0f} ms")


def _asked(*program: str) -> None:
    subprocess.run([sys.executable, "-P", *program, "--help"], check=True, stdout=subprocess.DEVNULL)

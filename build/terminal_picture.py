"""Draws what a search in the terminal shows into an SVG file: part of `make screenshots`. Made-up jobs, no network.

The search is the real program's; its table is drawn once more by the same code onto a console that records.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTH = 110
_ROWS = 12
_COMMAND = 'jobspy-desktop search "data engineer" --practice'
_ARGUMENTS = ("search", "data engineer", "--practice")


def main() -> int:
    """Write the file named; the exit code."""
    from rich.console import Console

    from app.cli.table import print_jobs
    from app.paths import Folder
    from scraper.store.store import open_store

    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(f"[bold green]$[/] {_COMMAND}", highlight=False)
    with tempfile.TemporaryDirectory() as made:
        command = (sys.executable, "-P", "-m", "app.cli.main", *_ARGUMENTS, "--data-dir", made)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stderr)
            return done.returncode
        for line in done.stderr.splitlines():
            console.print(line, markup=False, highlight=False)
        console.print()
        folder = Folder(root=Path(made)).practice()
        with open_store(folder.database, made_up=True) as store:
            ids = store.ids()
            rest = f"All of them: jobspy-desktop jobs --run 1 --limit {len(ids)} --practice"
            print_jobs(store, ids, made_up=True, limit=_ROWS, rest=rest, console=console)
        console.print(f"\n{done.stdout.splitlines()[-1]}", markup=False, highlight=False)
    svg = console.export_svg(title="jobspy-desktop", unique_id="terminal")
    # The font it would fetch from elsewhere: whoever looks at the picture asks nobody.
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    Path(sys.argv[1]).write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

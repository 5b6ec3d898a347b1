"""The real program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

COMMAND = (sys.executable, "-P", "-m", "app.cli.main")


def environment(data, **more):
    """What the program gets: its own data folder, a wide terminal, the language settings of nobody, output as people have it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONUNBUFFERED"))}
    return kept | {"JOBSPY_DESKTOP_DATA_DIR": str(data), "COLUMNS": "120", "PYTHONWARNINGS": "error"} | more


def program(data, *arguments, module="app.cli.main", timeout_s=60, **options):
    """Run it to its end."""
    return subprocess.run(
        (sys.executable, "-P", "-m", module, *arguments),
        env=environment(data),
        capture_output=True,
        timeout=timeout_s,
        check=False,
        **options,
    )

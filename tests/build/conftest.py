"""The scripts in `build/` are no package: they are found by their folder, as when they are run."""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = str(Path(__file__).parents[2] / "build")
if FOLDER not in sys.path:
    sys.path.append(FOLDER)

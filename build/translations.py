"""Brings app/ui/translations/*.ts up to date with the code; `--check` only says whether they are, into a copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path("app/ui/translations")
SOURCES = sorted(str(path) for path in Path("app/ui").rglob("*.py"))


def main() -> int:
    """The exit code: 1 where `--check` finds a file that is not up to date."""
    check = "--check" in sys.argv
    stale = []
    with tempfile.TemporaryDirectory() as scratch:
        for source in sorted(FOLDER.glob("*.ts")):
            target = Path(scratch) / source.name if check else source
            if check:
                shutil.copy(source, target)
            _update(target, source.stem.rpartition("_")[2])
            if check and target.read_text(encoding="utf-8") != source.read_text(encoding="utf-8"):
                stale.append(str(source))
    if stale:
        print(f"{', '.join(stale)}: not up to date with the code; run `make i18n` and translate.")
    return bool(stale)


def _update(target: Path, language: str) -> None:
    tool = str(Path(sys.executable).parent / "pyside6-lupdate")
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language, "-silent"]
    plural_only = ["-pluralonly"] if language == "en" else []
    subprocess.run([tool, *SOURCES, "-ts", str(target), *options, *plural_only], check=True)


if __name__ == "__main__":
    sys.exit(main())

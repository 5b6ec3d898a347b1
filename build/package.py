"""Builds the bundle and what is made of it: `make package`; everything goes to .out/package.

    bundle   the programs over one folder, trimmed, and its proof: the frozen program tries all its parts
    untrimmed  the same without trimming, to measure what trimming gains
    papers   THIRD-PARTY-NOTICES, the SBOM and the list of files
    archive  the .tar.xz (anywhere)
    deb      the .deb (where dpkg-deb is)
    lint     the .deb, its desktop entry, its metadata and its MIME type are free of errors
    sums     SHA256SUMS

Without an argument all of these but `untrimmed`. Any step that fails ends it with an error.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import debian
import icons
import papers
import trimming

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / ".out" / "package"
BUNDLE = OUT / "dist" / "jobspy-desktop"
EPOCH = "SOURCE_DATE_EPOCH"
_SELF_TEST_S = 180


def main(steps: list[str]) -> int:
    """Make these steps, in their order."""
    known = {
        "bundle": bundle, "untrimmed": untrimmed, "papers": papers_, "archive": archive, "deb": deb, "lint": lint,
        "sums": sums,
    }  # fmt: skip
    debian_too = shutil.which("dpkg-deb") is not None
    default = [name for name in known if name != "untrimmed" and (debian_too or name not in {"deb", "lint"})]
    if sys.platform != "linux":
        default.remove("archive")
    OUT.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault(EPOCH, commit_time())
    os.environ["PYTHONHASHSEED"] = "0"  # sets in compiled modules keep their order
    for step in steps or default:
        print(f"package: {step}", flush=True)
        known[step]()
    return 0


def version() -> str:
    """The one place of the version is pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def commit_time() -> str:
    """Seconds of the commit, which files in archives are dated by."""
    told = subprocess.run(("git", "log", "-1", "--format=%ct"), cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "1767225600"


def bundle() -> None:
    """The trimmed bundle, which proves itself."""
    icons.make(ROOT / "resources" / "jobspy-desktop.svg", OUT / "made", version())
    freeze(OUT / "dist", trim=True)
    strip(BUNDLE)
    share(BUNDLE)
    prove(BUNDLE)
    size(BUNDLE)


def untrimmed() -> None:
    """The bundle without any trimming; and fails where the trimmed one is over 0.80 of it."""
    freeze(OUT / "untrimmed", trim=False)
    whole, ours = size(OUT / "untrimmed" / "jobspy-desktop"), size(BUNDLE)
    print(f"trimmed / untrimmed: {ours / whole:.3f}")
    if ours > 0.80 * whole:
        sys.exit("The trimmed bundle is over 0.80 of the untrimmed one.")


def freeze(target: Path, *, trim: bool) -> None:
    """Run PyInstaller."""
    environment = os.environ | {"JOBSPY_UNTRIMMED": "0" if trim else "1"}
    command = (
        sys.executable, "-m", "PyInstaller", str(ROOT / "build" / "jobspy-desktop.spec"), "--noconfirm", "--clean",
        "--log-level", "WARN", "--workpath", str(_work(trim=trim)), "--distpath", str(target),
    )  # fmt: skip
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _work(*, trim: bool) -> Path:
    return OUT / ("work" if trim else "work-untrimmed")


def strip(folder: Path) -> None:
    """Take the names for debuggers out of the files that `trimming` lists."""
    internal = folder / "_internal"
    if sys.platform == "linux":
        for path in sorted(internal.rglob("*")):
            if path.is_file() and not path.is_symlink() and trimming.stripped(str(path.relative_to(internal))):
                subprocess.run(("strip", "--strip-unneeded", str(path)), check=True)


def share(folder: Path) -> None:
    """One file for all programs where the system has no difference between them: 20 MB of modules less for each."""
    if sys.platform == "linux":
        for name in ("jobspy-desktop-gui", "jobspy-license-server"):
            (folder / name).unlink()
            (folder / name).symlink_to("jobspy-desktop")


def prove(folder: Path, name: str = "jobspy-desktop") -> None:
    """Every program that can, tries all its parts with nothing of ours in its environment; an error if any fails."""
    suffix = ".exe" if os.name == "nt" else ""
    for program in (name, f"{name}-gui"):
        report = OUT / f"self-test-{program}.json"
        report.unlink(missing_ok=True)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "QT"))}
        command = (str(folder / f"{program}{suffix}"), "--self-test", str(report))
        code = subprocess.run(command, cwd=OUT, env=kept, timeout=_SELF_TEST_S, check=False).returncode
        if not report.exists():
            sys.exit(f"{program} --self-test wrote no report (exit code {code}).")
        told = json.loads(report.read_text(encoding="utf-8"))
        for part, result in told["parts"].items():
            print(f"  {program} {part}: {'fine' if result['fine'] else 'FAILED'}, {result['words']}")
        if code or not told["fine"] or not told["frozen"]:
            sys.exit(f"{program} --self-test failed (exit code {code}).")


def size(folder: Path) -> int:
    """Bytes of all files, told."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    total = sum(path.stat().st_size for path in files)
    print(f"  {folder.relative_to(OUT)}: {total / 1_000_000:.1f} MB, {len(files)} files")
    return total


def papers_() -> None:
    """What is in the bundle: notices, SBOM, list of files."""
    papers.make(BUNDLE, _work(trim=True) / "jobspy-desktop" / "COLLECT-00.toc", OUT, version())


def archive() -> None:
    """The portable .tar.xz, dated by the commit and owned by nobody in particular."""
    machine = platform.machine()
    top = f"jobspy-desktop-{version()}-linux-{machine}"
    moment = int(os.environ[EPOCH])

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        return entry

    with lzma.open(OUT / f"{top}.tar.xz", "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for path in sorted(BUNDLE.rglob("*")):
            tar.add(path, f"{top}/{path.relative_to(BUNDLE)}", recursive=False, filter=plain)


def deb() -> None:
    """The Debian package."""
    made = debian.make(ROOT, BUNDLE, OUT, version())
    print(f"  {made.name}: {made.stat().st_size / 1_000_000:.1f} MB")
    if made.stat().st_size > 90_000_000:
        sys.exit("The package is over 90 MB.")


def lint() -> None:
    """The Debian package keeps the rules."""
    debian.lint(debian.path(OUT, version()), OUT / "lint")


def sums() -> None:
    """SHA256SUMS of everything that is handed out."""
    of_this = version()  # installers of earlier ones may lie there still
    names = sorted(
        path
        for path in OUT.iterdir()
        if of_this in path.name
        if path.suffix in {".xz", ".deb", ".exe", ".dmg"} or path.name.endswith(".cdx.json")
    )
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in names]
    (OUT / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The Debian package: the bundle in /usr/lib, programs in /usr/bin, desktop entry, icons, metadata, manual pages; its checks."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

NAME = "jobspy-desktop"
APP_ID = "org.jobspydesktop.JobSpyDesktop"
DEPENDS = "libc6 (>= 2.34), libegl1, libgl1, libxcb1, fontconfig-config, fonts-dejavu-core | fonts-liberation | ttf-bitstream-vera"


def make(root: Path, bundle: Path, out: Path, version: str) -> Path:
    """Build it; the path of the package."""
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    home = tree / "usr/lib" / NAME
    shutil.copytree(bundle, home, symlinks=True)
    _programs(bundle, tree)
    _desktop(root, out / "made", tree, version)
    _documents(root, bundle, tree, version)
    _modes(tree)
    _control(tree, version, _architecture())
    target = path(out, version)
    subprocess.run(("dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(target)), check=True)
    shutil.rmtree(tree)
    return target


def path(out: Path, version: str) -> Path:
    """Where the package is, or is to be."""
    return out / f"{NAME}_{version}_{_architecture()}.deb"


def lint(package: Path, scratch: Path) -> None:
    """Have the package, its desktop entry, its metadata and its MIME type looked at by those who know the rules.

    Raises:
        SystemExit: one of them finds an error, or is not installed.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    subprocess.run(("dpkg-deb", "-x", str(package), str(scratch)), check=True)
    share = scratch / "usr/share"
    mime = scratch / "mime"
    (mime / "packages").mkdir(parents=True)
    shutil.copy(share / "mime/packages" / f"{NAME}.xml", mime / "packages")
    entry, metadata = share / "applications" / f"{NAME}.desktop", share / "metainfo" / f"{APP_ID}.metainfo.xml"
    looks = (
        ("lintian", ("lintian", "--fail-on", "error", "--tag-display-limit", "0", str(package))),
        ("desktop-file-utils", ("desktop-file-validate", "--no-hints", str(entry))),
        ("appstream", ("appstreamcli", "validate", "--no-net", str(metadata))),
        ("shared-mime-info", ("update-mime-database", str(mime))),
    )
    for tool, command in looks:
        if shutil.which(command[0]) is None:
            raise SystemExit(
                f"{command[0]} is missing, so the package is not known to be right: apt-get install {tool}"
            )
        if subprocess.run(command, check=False).returncode:
            raise SystemExit(f"{command[0]} finds errors in {package.name}; the lines above say which.")
        print(f"  {command[0]}: no errors")
    if not (mime / "application/vnd.jobspy-desktop.jobs.xml").exists():
        raise SystemExit("The MIME type was not taken.")
    shutil.rmtree(scratch)


def _programs(bundle: Path, tree: Path) -> None:
    (tree / "usr/bin").mkdir(parents=True)
    for program in sorted(bundle.iterdir()):
        if program.is_file() and program.name.startswith("jobspy-"):
            (tree / "usr/bin" / program.name).symlink_to(f"../lib/{NAME}/{program.name}")


def _desktop(root: Path, made: Path, tree: Path, version: str) -> None:
    share = tree / "usr/share"
    linux = root / "build/linux"
    _copied(linux / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    _copied(linux / f"{NAME}.xml", share / "mime/packages" / f"{NAME}.xml")
    text = (linux / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    day = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date().isoformat()
    _written(share / "metainfo" / f"{APP_ID}.metainfo.xml", text.replace("@VERSION@", version).replace("@DATE@", day))
    _copied(root / "resources" / f"{NAME}.svg", share / "icons/hicolor/scalable/apps" / f"{NAME}.svg")
    for picture in sorted(made.glob(f"{NAME}-*.png")):
        size = picture.stem.rpartition("-")[2]
        _copied(picture, share / f"icons/hicolor/{size}x{size}/apps" / f"{NAME}.png")


def _documents(root: Path, bundle: Path, tree: Path, version: str) -> None:
    share, moment = tree / "usr/share", int(os.environ["SOURCE_DATE_EPOCH"])
    for program in sorted((tree / "usr/bin").iterdir()):
        page = root / "build/linux" / f"{program.name}.1"
        manual = page.read_text(encoding="utf-8").replace("@VERSION@", version)
        _written(share / "man/man1" / f"{program.name}.1.gz", gzip.compress(manual.encode(), 9, mtime=0))
    documents = share / "doc" / NAME
    licence = (root / "LICENSE").read_text(encoding="utf-8")
    _written(
        documents / "copyright", f"JobSpy Desktop\n\n{licence}\nWhat it contains of others: THIRD-PARTY-NOTICES.gz.\n"
    )
    notices = (bundle / "THIRD-PARTY-NOTICES").read_bytes()
    _written(documents / "THIRD-PARTY-NOTICES.gz", gzip.compress(notices, 9, mtime=0))
    date = format_datetime(datetime.fromtimestamp(moment, UTC))
    change = f"{NAME} ({version}) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- JobSpy Desktop <developers@jobspy-desktop.example>  {date}\n"
    _written(documents / "changelog.gz", gzip.compress(change.encode(), 9, mtime=0))
    _copied(root / "build/linux/lintian-overrides", share / "lintian/overrides" / NAME)


def _control(tree: Path, version: str, architecture: str) -> None:
    size_kb = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    folder = tree / "DEBIAN"
    _written(
        folder / "control",
        f"Package: {NAME}\nVersion: {version}\nArchitecture: {architecture}\nSection: net\nPriority: optional\n"
        f"Maintainer: JobSpy Desktop <developers@jobspy-desktop.example>\nInstalled-Size: {size_kb}\nDepends: {DEPENDS}\n"
        "Description: search many job sites at once and keep what you find\n"
        " JobSpy Desktop searches several job sites at the same time, puts adverts of\n"
        " the same job together, keeps them on this computer, and exports them as CSV,\n"
        " XLSX, JSON or JSON Lines.\n",
    )
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
        for path in sorted((tree / "usr").rglob("*"))
        if path.is_file() and not path.is_symlink()
    )
    _written(folder / "md5sums", sums)
    folder.chmod(0o755)


def _modes(tree: Path) -> None:
    """Programs can be started, nothing else is; as whoever builds it has set their umask does not matter."""
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        program = path.is_dir() or (path.name.startswith("jobspy-") and path.parent.name == NAME and not path.suffix)
        path.chmod(0o755 if program else 0o644)


def _copied(source: Path, target: Path) -> None:
    _written(target, source.read_bytes())


def _written(target: Path, content: str | bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    target.chmod(0o644)


def _architecture() -> str:
    return _told("dpkg", "--print-architecture")


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

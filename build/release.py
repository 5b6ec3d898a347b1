"""Signs a release: `python build/release.py key FILE` and `python build/release.py sign FILE --base URL --page URL`.

    key   makes a private key outside this folder and prints its public half for app/operations/publisher.py
    sign  writes .out/package/release.json about the installers there, good for 90 days

The file's name without its ending is the key's name. A passphrase is taken from JOBSPY_RELEASE_PASSPHRASE, else asked for.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import os
import re
import sys
import time
import tomllib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from app.operations.release_file import PRODUCT, Installer, Release, secure_address, write_release
from licensing.protocol.signing import SigningKey, to_text
from scraper.errors import Expected

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / ".out" / "package"
FILE = "release.json"
_DAYS = 90
_DAY_S = 24 * 3600
_KID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# How the installers of each system are named by build/package.py, build/debian.py and the workflow.
_INSTALLERS = (
    (re.compile(r"jobspy-desktop_{v}_amd64\.deb"), "linux", "x86_64", "deb"),
    (re.compile(r"jobspy-desktop_{v}_arm64\.deb"), "linux", "arm64", "deb"),
    (re.compile(r"jobspy-desktop-{v}-linux-x86_64\.tar\.xz"), "linux", "x86_64", "tar.xz"),
    (re.compile(r"jobspy-desktop-{v}-linux-aarch64\.tar\.xz"), "linux", "arm64", "tar.xz"),
    (re.compile(r"jobspy-desktop-{v}-windows\.exe"), "windows", "x86_64", "exe"),
    (re.compile(r"jobspy-desktop-{v}-macos\.dmg"), "macos", "arm64", "dmg"),
)


def main(arguments: list[str]) -> int:
    """Do as told; the exit code."""
    parser = argparse.ArgumentParser(prog="build/release.py", description="Sign a release.")
    commands = parser.add_subparsers(dest="command", required=True)
    key = commands.add_parser("key", help="make a private key")
    key.add_argument("file", type=Path)
    sign = commands.add_parser("sign", help="write and sign the release file")
    sign.add_argument("file", type=Path, help="the private key")
    sign.add_argument("--base", required=True, help="address of the folder the installers are in")
    sign.add_argument("--page", required=True, help="address of the page a person downloads from")
    asked = parser.parse_args(arguments)
    try:
        if asked.command == "key":
            print(make_key(asked.file))
        else:
            made = publish(asked.file, asked.base, asked.page, root=ROOT, out=OUT)
            print(f"Signed: {made}. `make release-check` reads it as the program will.")
    except (Expected, OSError, ValueError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


def make_key(file: Path, root: Path = ROOT) -> str:
    """Make a private key in a new file that only its owner can read; the line that pins its public half."""
    file = file.expanduser().absolute()
    if file.resolve().is_relative_to(root):
        raise ValueError("A private key is never kept in the folder of the program: choose another place.")
    if not _KID.fullmatch(file.stem):
        raise ValueError("The file's name is the key's name: letters, digits, - and _, such as release-2026.pem.")
    private = Ed25519PrivateKey.generate()
    sealed = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(_passphrase()))
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(sealed)
    return f'"{file.stem}": "{to_text(private.public_key().public_bytes_raw())}",'


def load_key(file: Path) -> SigningKey:
    """The private key in that file."""
    private = load_pem_private_key(file.expanduser().read_bytes(), _passphrase())
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError(f"{file} holds a key of another kind.")  # noqa: TRY004 - it is what a person gave
    return SigningKey(file.stem, private)


def publish(file: Path, base: str, page: str, *, root: Path, out: Path) -> Path:
    """Write the signed release file into `out`; where it is."""
    key, version, now = load_key(file), version_of(root), int(time.time())
    release = Release(
        product=PRODUCT,
        version=version,
        serial=now,
        published_at=now,
        expires_at=now + _DAYS * _DAY_S,
        page=secure_address(page),
        notes=notes_of(root, version),
        files=installers(out, version, secure_address(base)),
    )
    if not release.files:
        raise ValueError(f"There is no installer of version {version} in {out}: run `make package` first.")
    target = out / FILE
    target.write_bytes(write_release(release, key))
    return target


def installers(out: Path, version: str, base: str) -> list[Installer]:
    """What is to be told of each installer of that version in `out`."""
    found = []
    for path in sorted(out.iterdir()):
        for pattern, system, machine, kind in _INSTALLERS:
            if re.fullmatch(pattern.pattern.replace("{v}", re.escape(version)), path.name):
                content = path.read_bytes()
                found.append(
                    Installer(
                        system=system,
                        machine=machine,
                        kind=kind,
                        url=f"{base.rstrip('/')}/{path.name}",
                        size=len(content),
                        sha256=hashlib.sha256(content).hexdigest(),
                    )
                )
    return found


def version_of(root: Path) -> str:
    """The version in pyproject.toml, which is its one place."""
    return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def notes_of(root: Path, version: str) -> dict[str, str]:
    """What is new in that version by language: its section of CHANGELOG.md, and German where docs/news-de.md has one.

    Raises:
        ValueError: CHANGELOG.md has no such section.
    """
    english = section(root / "CHANGELOG.md", version)
    if not english:
        raise ValueError(f'CHANGELOG.md has no section "## {version}": give the lines under "Unreleased" that heading.')
    german = section(root / "docs" / "news-de.md", version)
    return {"en": english} | ({"de": german} if german else {})


def section(file: Path, version: str) -> str:
    """The text under the heading of that version; "" where there is none."""
    if not file.exists():
        return ""
    parts = re.split(r"^## (.+)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {heading.split()[0]: text.strip() for heading, text in zip(parts[1::2], parts[2::2], strict=True)}
    return found.get(version, "").replace("**", "")


def _passphrase() -> bytes:
    given = os.environ.get("JOBSPY_RELEASE_PASSPHRASE") or getpass.getpass("Passphrase of the release key: ")
    if not given:
        raise ValueError("A release key has a passphrase.")
    return given.encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make release-check`: everything about a release that can be checked by a program; ends with 1 where anything is wrong.

Each check says a sentence. What cannot be checked here (no network, no bundle) counts as wrong, never as fine.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import release

from app.operations import publisher
from app.operations.release_file import read_release, secure_address
from scraper.errors import Expected

_SELF_TEST_S = 180
_AUDIT_S = 600
_PRIVATE = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")


class Wrong(Exception):
    """What is wrong, and what to do about it."""


class Place(NamedTuple):
    """What is checked: the project's folder, where installers are, the keys and the address that are pinned."""

    root: Path
    out: Path
    keys: Mapping[str, bytes]
    address: str


def main() -> int:
    """Check everything, whatever became of the others."""
    place = Place(release.ROOT, release.OUT, publisher.trusted_keys(), publisher.ADDRESS)
    wrong = 0
    for name, check in CHECKS.items():
        try:
            words, fine = check(place), True
        except (Wrong, Expected, OSError, ValueError) as error:
            words, fine = str(error), False
        wrong += not fine
        print(f"{'ok   ' if fine else 'WRONG'}  {name}: {words}", flush=True)
    print("This can be released." if not wrong else f"{wrong} of {len(CHECKS)} checks say no: this is not released.")
    return 1 if wrong else 0


def version(place: Place) -> str:
    """One version everywhere, with a section in the changelog and nothing left over."""
    told, installed = release.version_of(place.root), installed_version("jobspy-desktop")
    if installed != told:
        raise Wrong(f"pyproject.toml says {told}, what is installed {installed}: run `make setup`.")
    release.notes_of(place.root, told)
    if release.section(place.root / "CHANGELOG.md", "Unreleased"):
        raise Wrong(f'CHANGELOG.md still has lines under "Unreleased": they belong under "## {told}".')
    return f"{told}, in pyproject.toml, in what is installed and in CHANGELOG.md"


def pinned(place: Place) -> str:
    """A key in use and one to follow it, and an address."""
    if len(place.keys) < 2:
        raise Wrong(f"{len(place.keys)} release keys are pinned in app/operations/publisher.py, and two are needed.")
    if any(len(key) != 32 for key in place.keys.values()) or len(set(place.keys.values())) < len(place.keys):
        raise Wrong("The keys in app/operations/publisher.py are not two different Ed25519 keys.")
    if not place.address:
        raise Wrong("app/operations/publisher.py has no ADDRESS, so nobody would find an update.")
    secure_address(place.address)
    return f"{', '.join(place.keys)}; {place.address}"


def secrets(place: Place) -> str:
    """No private key is in the repository."""
    listed = subprocess.run(("git", "ls-files", "-z"), cwd=place.root, capture_output=True, check=True).stdout
    paths = [place.root / name for name in listed.decode().split("\0") if name]
    found = [path for path in paths if path.is_file() and _PRIVATE.search(path.read_text("utf-8", "replace"))]
    if found:
        raise Wrong(f"A private key is in the repository: {', '.join(str(path) for path in found)}.")
    return f"none in {len(paths)} files"


def release_file(place: Place) -> str:
    """The signed file is the one for these installers, and the program that is handed out will believe it."""
    path = place.out / release.FILE
    if not path.exists():
        raise Wrong(f"There is no {path.name}: sign it with build/release.py.")
    read, told = read_release(path.read_bytes(), place.keys), release.version_of(place.root)
    if read.version != told:
        raise Wrong(f"It is about version {read.version}, and pyproject.toml says {told}: sign again.")
    if read.notes != release.notes_of(place.root, told):
        raise Wrong("It says something else than CHANGELOG.md about what is new: sign again.")
    if not read.published_at <= time.time() < read.expires_at:
        raise Wrong("It is not good today: sign again.")
    there = {file.url.rpartition("/")[2]: (file.size, file.sha256) for file in read.files}
    made = release.installers(place.out, told, "https://example.com")
    if there != {file.url.rpartition("/")[2]: (file.size, file.sha256) for file in made}:
        raise Wrong("It is not about the installers that are there now: sign again.")
    return (
        f"version {read.version}, {len(there)} installers, good for {(read.expires_at - time.time()) / 86400:.0f} days"
    )


def sums(place: Place) -> str:
    """SHA256SUMS is right, and names every installer."""
    path = place.out / "SHA256SUMS"
    if not path.exists():
        raise Wrong("There is no SHA256SUMS: run `make package`.")
    rows = [line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines()]
    bad = [name for told, name in rows if _sha256(place.out / name) != told]
    made = release.installers(place.out, release.version_of(place.root), "https://example.com")
    missing = {file.url.rpartition("/")[2] for file in made} - {name for _, name in rows}
    if bad or missing or not made:
        raise Wrong(f"SHA256SUMS is not right about {', '.join([*bad, *missing]) or 'anything'}: run `make package`.")
    return f"{len(rows)} files"


def papers(place: Place) -> str:
    """Notices, SBOM and list of files are there, and the SBOM is of this version."""
    told = release.version_of(place.root)
    bom = place.out / f"jobspy-desktop-{told}.cdx.json"
    missing = [
        path.name for path in (bom, place.out / "THIRD-PARTY-NOTICES", place.out / "files.txt") if not path.exists()
    ]
    if missing:
        raise Wrong(f"{', '.join(missing)} missing: run `make package`.")
    read = json.loads(bom.read_bytes())
    if read["metadata"]["component"]["version"] != told:
        raise Wrong("The SBOM is of another version: run `make package`.")
    return f"{len(read['components'])} components in the SBOM"


def self_test(place: Place) -> str:
    """The bundle tries all its parts."""
    program = place.out / "dist" / "jobspy-desktop" / f"jobspy-desktop{'.exe' if os.name == 'nt' else ''}"
    if not program.exists():
        raise Wrong("There is no bundle to try: run `make package`.")
    report = place.out / "self-test-release-check.json"
    report.unlink(missing_ok=True)
    done = subprocess.run((program, "--self-test", report), capture_output=True, timeout=_SELF_TEST_S, check=False)
    if not report.exists():
        raise Wrong(f"The bundle wrote no report of its self-test (exit code {done.returncode}).")
    told = json.loads(report.read_bytes())
    failed = [name for name, part in told["parts"].items() if not part["fine"]]
    if done.returncode or failed or not told["fine"] or told["version"] != release.version_of(place.root):
        raise Wrong(f"The bundle's self-test fails ({', '.join(failed) or told['version']}): run `make package`.")
    return f"{len(told['parts'])} parts of the bundle of version {told['version']} are fine"


def audit(place: Place) -> str:
    """No library that is pinned has a known hole; a library that could not be looked up is wrong as well."""
    command = (
        sys.executable, "-m", "pip_audit", "-r", str(place.root / "requirements" / "run.txt"), "--require-hashes",
        "--disable-pip", "--progress-spinner", "off", "--format", "json",
    )  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=_AUDIT_S, check=False)
    return judge_audit(done.stdout)


def judge_audit(text: str) -> str:
    """What pip-audit's JSON means: without a network it skips every library and ends with 0 all the same."""
    try:
        told = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise Wrong("pip-audit gave no report: is the service that knows of holes within reach?") from None
    skipped = [each["name"] for each in told if "skip_reason" in each]
    holes = [f"{each['name']} {each['version']} ({hole['id']})" for each in told for hole in each.get("vulns", ())]
    if holes:
        raise Wrong(f"Known holes: {', '.join(holes)}. Raise these in pyproject.toml and run `make lock`.")
    if skipped or not told:
        raise Wrong(
            f"pip-audit could not look up {len(skipped)} of {len(told)} libraries, so it is not known whether they have"
            " holes: run this where the service that pip-audit asks can be reached."
        )
    return f"{len(told)} libraries looked up, none has a known hole"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


CHECKS: dict[str, Callable[[Place], str]] = {
    "version": version,
    "pinned keys": pinned,
    "private keys": secrets,
    "known holes": audit,
    "papers": papers,
    "sums": sums,
    "release file": release_file,
    "bundle": self_test,
}

if __name__ == "__main__":
    sys.exit(main())

"""Looking after everything a search needs: what is in order, what is not, and what to do about it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from app.operations.clock import clock_trouble
from app.operations.wording import numbered
from scraper.errors import Expected
from scraper.sources import registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from app.paths import Folder
    from scraper.store.store import Store

_PACKAGES = ("jobspy-desktop", "python-jobspy", "pandas", "requests", "curl_cffi", "click", "rich", "msgspec")
_KEYRING_S = 10.0
_LEAST_FREE_BYTES = 500_000_000


class Finding(Struct, frozen=True):
    """One thing looked at; where it is not in order, `words` says what to do."""

    name: str
    fine: bool
    words: str


def _open(folder: Folder) -> AbstractContextManager[Store]:
    from scraper.store.store import open_store

    return open_store(folder.database, made_up=folder.made_up)


def examine(folder: Folder, opened: Callable[[Folder], AbstractContextManager[Store]] = _open) -> Iterator[Finding]:
    """Look at one thing after another; some take a second. `opened` opens the data file, and says so where that takes long."""
    yield Finding("Python", fine=True, words=f"{sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    yield _guarded("Packages", _packages)
    yield _guarded("JobSpy", _seam)
    yield _guarded("Certificates", _certificates)
    yield _guarded("Data folder", lambda: _folder(folder))
    yield _guarded("Data file", lambda: _file(folder, opened))
    yield _guarded("License", lambda: _license(folder))
    yield _guarded("Disk", lambda: _disk(folder))


def _guarded(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except Expected as error:
        return Finding(name, fine=False, words=str(error))
    except OSError as error:
        return Finding(name, fine=False, words=f"{error.filename or 'Something'}: {error.strerror}.")


def _packages() -> Finding:
    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("Packages", fine=False, words=f"{', '.join(missing)} missing: run `make setup` again.")
    return Finding("Packages", fine=True, words=", ".join(found))


def _seam() -> Finding:
    """Whether the installed JobSpy is one we can follow page by page."""
    from scraper.sources.seam_check import moved

    keys = [info.key for info in registry.SOURCES if not info.available]
    changed = [sentence for key in keys if (sentence := moved(key))]
    if changed:
        words = f"{changed[0]} Searches still work, but show a site's jobs only at its end; `make setup` puts it right."
        return Finding("JobSpy", fine=False, words=words)
    return Finding("JobSpy", fine=True, words=f"reads {numbered(len(keys), 'site')} page by page")


def _certificates() -> Finding:
    import certifi

    path = Path(certifi.where())
    if not path.is_file() or path.stat().st_size == 0:
        return Finding(
            "Certificates", fine=False, words=f"{path} is missing: run `make setup`, or give --ca-cert FILE."
        )
    return Finding("Certificates", fine=True, words=str(path))


def _folder(folder: Folder) -> Finding:
    folder.make()
    try:
        with tempfile.TemporaryFile(dir=folder.root):
            pass
    except OSError as error:
        words = f"{folder.root} cannot be written ({error.strerror}): allow it, or choose another with --data-dir."
        return Finding("Data folder", fine=False, words=words)
    return Finding("Data folder", fine=True, words=str(folder.root))


def _file(folder: Folder, opened: Callable[[Folder], AbstractContextManager[Store]] = _open) -> Finding:
    """Whether every page of the data file is sound; takes a second for each gigabyte or so."""
    from scraper.store.database import known_errors

    if not folder.database.exists():
        return Finding("Data file", fine=True, words="none yet; the first search makes it")
    with opened(folder) as store:
        runs = len(store.runs())
        clock = clock_trouble(store, datetime.now(UTC))
    with (
        known_errors(folder.database),  # it may be too damaged to be looked through
        closing(sqlite3.connect(f"{folder.database.as_uri()}?mode=ro", uri=True)) as connection,
    ):
        problems = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
    if problems != ["ok"]:
        words = f"{folder.database} is damaged ({problems[0]}): restore a backup with `jobspy-desktop restore FILE`."
        return Finding("Data file", fine=False, words=words)
    if clock:
        return Finding("Data file", fine=False, words=clock)
    size_mb = folder.database.stat().st_size / 1_000_000
    return Finding("Data file", fine=True, words=f"sound, {size_mb:,.1f} MB, {numbered(runs, 'search', 'searches')}")


def _license(folder: Folder) -> Finding:
    from app.operations.license_words import doctor_words
    from app.operations.licensing import learned

    return Finding("License", *doctor_words(learned(folder, _KEYRING_S)))


def _disk(folder: Folder) -> Finding:
    place = folder.root
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    words = f"{free / 1_000_000_000:,.1f} GB free"
    if free < _LEAST_FREE_BYTES:
        return Finding("Disk", fine=False, words=f"only {words} at {place}: make room, or choose another data folder.")
    return Finding("Disk", fine=True, words=words)

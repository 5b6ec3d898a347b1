"""`jobspy-desktop --self-test`: the program proves that all its parts are there and work; a report in JSON.

Meant for a bundle, where a library or a file may have been left out; the program run from source answers it as well.
Nothing outside this computer is asked, and nothing is kept: the data lies in a folder that is removed afterwards.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
import threading
import time
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.paths import Folder

_WAIT_S = 60.0
_KEYRING_S = 15.0
_RESULTS = 20
_LAZY = ("jobspy", "pandas", "numpy")
_SECRET = "self-test"  # noqa: S105 - it protects nothing


class Failed(Exception):
    """A part does not do what it should; says what."""


class Part(Struct, frozen=True, kw_only=True):
    """What became of one part: `words` tell what was seen, or what failed."""

    name: str
    fine: bool
    words: str
    seconds: float


def main(arguments: Sequence[str] = ()) -> int:
    """Try every part, write the report to the file named (else standard output); 0 where all are fine, 2 for a file
    that is there already.
    """
    from scraper.target import is_taken

    file = Path(arguments[0]) if arguments else None
    if file is not None and is_taken(file):
        sys.stderr.write(f"{file} is there already: choose another name for the report.\n")
        return 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="jobspy-self-test-", ignore_cleanup_errors=True) as made:
        report = examine(parts(Path(made)))
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    if file is not None:
        file.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0 if report["fine"] else 1


def parts(root: Path) -> tuple[tuple[str, Callable[[], str]], ...]:
    """The parts in order; the later ones use what the earlier ones left in `root`."""
    from app.paths import Folder

    folder = Folder(root=root / "data").practice()
    return (
        ("window", lambda: _window(Folder(root=root / "window"))),
        ("german", _german),
        ("certificates", _certificates),
        ("search", lambda: _search(folder)),
        ("stranger", lambda: _stranger(folder)),
        ("filter", lambda: _filter(folder)),
        ("export", lambda: _export(folder, root)),
        ("keyring", _keyring),
        ("license", lambda: _license(Folder(root=root / "license"))),
    )


def examine(tried: Sequence[tuple[str, Callable[[], str]]]) -> dict[str, object]:
    """Try these parts, each whatever became of the others, and give the report."""
    from importlib.metadata import version

    made = [_tried(name, work) for name, work in tried]
    return {
        "program": "jobspy-desktop",
        "version": version("jobspy-desktop"),
        "frozen": bool(getattr(sys, "frozen", False)),
        "fine": bool(made) and all(part.fine for part in made),
        "parts": {
            part.name: {"fine": part.fine, "words": part.words, "seconds": round(part.seconds, 3)} for part in made
        },
    }


def _tried(name: str, work: Callable[[], str]) -> Part:
    begun = time.monotonic()
    try:
        words, fine = work(), True
    except Exception as error:  # noqa: BLE001 - whatever it is, the report is to say so
        words, fine = f"{type(error).__name__}: {error}", False
    return Part(name=name, fine=fine, words=words, seconds=time.monotonic() - begun)


def _check(holds: object, words: str) -> None:
    if not holds:
        raise Failed(words)


def _window(folder: Folder) -> str:
    """The window opens, is painted with real letters, opens its data and closes; JobSpy is not imported for that."""
    from app.ui import icons, start

    app = start.application("de")
    desk = start.open_window(folder)
    picture = desk.window.grab()
    early = [name for name in _LAZY if name in sys.modules]
    _check(not early, f"imported before the first paint: {', '.join(early)}")
    _check(not picture.isNull() and picture.toImage().allGray() is False, "nothing was painted")
    _check(not app.windowIcon().pixmap(64).isNull(), "the icon cannot be drawn")
    _check(not icons.icon("search", "#000000").isNull(), "the icons of the commands cannot be drawn")
    _check(desk.window.fontInfo().family(), "there is no font")
    _until(lambda: desk.library.is_open, "the data file did not open")
    desk.closed.connect(app.quit)
    desk.window.close()
    app.exec()
    return f"{picture.width()} x {picture.height()}, {desk.window.fontInfo().family()}"


def _until(condition: Callable[[], bool], otherwise: str) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer, begun = QEventLoop(), QTimer(), time.monotonic()

    def look() -> None:
        if condition() or time.monotonic() - begun > _WAIT_S:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(20)
    loop.exec()
    timer.stop()
    _check(condition(), otherwise)


def _german() -> str:
    """Our words and Qt's own are German, as they are in the window that was opened."""
    from PySide6.QtCore import QCoreApplication

    from app.ui import words

    country = words.country("ES")
    ours = QCoreApplication.translate("Commands", "&File")
    qts = QCoreApplication.translate("QPlatformTheme", "Cancel")
    _check(qts == "Abbrechen", f"Qt says {qts!r} for Cancel")
    _check(ours not in {"", "&File"}, f"we say {ours!r} for File")
    _check(country == "Spanien", f"we say {country!r} for Spain")
    return f"{ours}, {qts}, {country}"


def _certificates() -> str:
    """The certificate authorities and the libraries that speak TLS are there."""
    import ssl

    import certifi
    from curl_cffi import Curl

    authorities = ssl.create_default_context(cafile=certifi.where()).cert_store_stats()["x509_ca"]
    _check(authorities > 0, "no certificate authority is known")
    return f"{authorities} authorities, {Curl().version().decode().partition(' ')[0]}"


def _search(folder: Folder) -> str:
    """Every site is searched by the keeper and the engine's process, through TLS, and what it shows is stored."""
    import app.operations.search as searching
    from app.keeper.process import Keeper
    from app.operations.licensing import PRACTICE
    from app.operations.practice import practice_sites
    from app.operations.search import sites_for
    from scraper.cancel import Cancel
    from scraper.network import Pace
    from scraper.query import Query

    folder.make()
    query = Query(words="engineer", sites=sites_for((searching.EVERY_SITE,), "usa"), results=_RESULTS)
    with practice_sites(0.0) as network, closing(Keeper()) as keeper:
        told = keeper.search(
            folder, query, pace=Pace(), network=network, cancel=Cancel(), allowed=PRACTICE, told=lambda _: None
        )
    silent = [f"{site.site}: {site.message}" for site in told.sites if site.reason is not None]
    _check(not silent, "; ".join(silent))
    _check(told.total.new > 0, "nothing was found")
    return f"{len(told.sites)} sites, {told.total.received} received, {told.total.new} new"


def _stranger(folder: Folder) -> str:
    """A site whose certificate nobody vouches for is refused by every site's library."""
    from msgspec.structs import replace

    import app.operations.search as searching
    from app.operations.practice import practice_sites
    from scraper.cancel import Cancel
    from scraper.network import Pace
    from scraper.process import EngineProcess
    from scraper.query import Query
    from scraper.store.store import open_store

    query = Query(words="engineer", sites=searching.sites_for((searching.EVERY_SITE,), "usa"), results=1)
    pace = Pace(pause_s=(0.0, 0.0), backoff_s=0.05, read_timeout_s=5.0, deadline_s=10.0)
    with practice_sites(0.0) as network, EngineProcess() as engine, open_store(folder.database, made_up=True) as store:
        untrusting = replace(network, ca_cert=None)
        told = searching.search(
            store, query, engine=engine, listener=_Deaf(), cancel=Cancel(), pace=pace, network=untrusting
        )
    believed = [site.site for site in told.sites if site.reason is None or site.truth.received]
    _check(not believed, f"believed without a certificate: {', '.join(believed)}")
    return f"refused by all {len(told.sites)}"


class _Deaf:
    """Listens to a search and does nothing."""

    def event(self, event: object) -> None:
        """Nothing."""

    def stored(self, stored: object) -> None:
        """Nothing."""


def _filter(folder: Folder) -> str:
    """Words find some of what is stored, and not all of it."""
    from app.operations.listing import Asked, job_ids
    from scraper.store.store import open_store

    with open_store(folder.database, read_only=True, made_up=True) as store:
        every, some = len(job_ids(store, Asked())), len(job_ids(store, Asked(words="senior")))
        none = len(job_ids(store, Asked(words="zeppelinquartz")))
    _check(0 < some < every and none == 0, f"{some} of {every} have the word, {none} a word that none has")
    return f"{some} of {every}"


def _export(folder: Folder, root: Path) -> str:
    """Each format is written and, read back, has every job."""
    from app.operations.export import export
    from app.operations.listing import Asked, job_ids
    from scraper.export.write import Format
    from scraper.store.store import open_store

    with open_store(folder.database, read_only=True, made_up=True) as store:
        ids = job_ids(store, Asked())
        for kind in Format:
            target = root / f"jobs.{kind.value}"
            export(store, ids, target, kind, made_up=True)
            rows = _ROWS[kind.value](target)
            _check(rows == len(ids), f"{kind.value}: {rows} rows of {len(ids)} jobs")
    return f"{len(ids)} jobs as {', '.join(kind.value for kind in Format)}"


def _csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def _xlsx_rows(path: Path) -> int:
    with closing(zipfile.ZipFile(path)) as book:
        return book.read("xl/worksheets/sheet1.xml").count(b"<row ") - 1


_ROWS: dict[str, Callable[[Path], int]] = {
    "csv": _csv_rows,
    "xlsx": _xlsx_rows,
    "json": lambda path: len(json.loads(path.read_bytes())),
    "jsonl": lambda path: sum(1 for line in path.read_bytes().splitlines() if json.loads(line)),
}


def _license(folder: Folder) -> str:
    """The license server starts, is believed, gives a license for trying out, confirms it, and has it given up again.

    From source it may not be installed, which is said; in a bundle it has to be. The keyring is left alone.
    """
    import keyring

    from app.operations.license_client import license_client
    from app.operations.license_errors import TrialNotInstalled
    from app.operations.licensing import FREE, allowance
    from app.operations.trial import LocalServer, start_trial
    from scraper.cancel import Cancel

    before = keyring.get_keyring()
    keyring.set_keyring(keyring.core.load_keyring("keyring.backends.fail.Keyring"))
    folder.make()
    try:
        with LocalServer(folder.trial_server) as server:
            standing = start_trial(folder, server, Cancel())
            _check(standing.state is not None and standing.state.unlocks and standing.trial, f"it is {standing.state}")
            client = license_client(folder)
            confirmed = client.refresh()
            _check(allowance(confirmed).results is None, f"confirmed, it is {confirmed.state} and unlocks nothing")
            _check(client.deactivate() == "done", "it could not be given up")
            _check(allowance(client.standing()) == FREE, "it still unlocks something after it was given up")
    except TrialNotInstalled as error:
        _check(not getattr(sys, "frozen", False), "the license server is not in the bundle")
        return f"not tried: {error}"
    finally:
        keyring.set_keyring(before)
    return f"{standing.license_type}, trial, confirmed, given up again"


def _keyring() -> str:
    """The keyring takes a password and gives it back, or says in a sentence that it cannot."""
    told: list[str] = []
    worker = threading.Thread(target=lambda: told.append(_kept()), name="keyring", daemon=True)
    worker.start()
    worker.join(_KEYRING_S)
    _check(told, f"no answer for {_KEYRING_S:.0f} s; a locked keyring may be asking for its password")
    _check(not told[0].startswith("failed"), told[0])
    return told[0]


def _kept() -> str:
    import keyring
    from keyring.errors import KeyringError

    from app.operations import secrets
    from scraper.errors import Expected

    proxy, backend = f"http://{_SECRET}:{_SECRET}@127.0.0.1:9", type(keyring.get_keyring()).__module__
    try:
        address = secrets.keep(proxy)
    except Expected as error:
        return f"none ({backend}): {error}"
    except Exception as error:  # noqa: BLE001 - told on the main thread
        return f"failed: {error!r}"
    given = secrets.complete((address,))
    with suppress(KeyringError):
        keyring.delete_password("jobspy-desktop", address)
    return f"kept by {backend}" if given == (proxy,) else f"failed: {backend} gave back another password"

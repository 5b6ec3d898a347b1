"""Another data folder: what a folder that was chosen may be used for, everything copied into it, and the choice remembered.

The copy is made in a folder of its own within the new one, checked, and put in place only when all of it is there; the choice
is written last. Killed before that, the old folder is the one that is used, and what was copied can be told from a whole one.
Nothing in the old folder is changed.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import ExitStack, closing, contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from msgspec import Struct

from app.operations.folder_copy import DATABASE, LOCKS, WINDOW_LOCK, copy_all, files_in
from app.paths import CHOICE, PRACTICE, UNFINISHED, Folder, choice_file, usual_folder
from app.settings import quoted
from licensing.client.files import replace_file
from scraper.errors import StoreError
from scraper.store.database import connect, known_errors
from scraper.store.locks import gate
from scraper.store.migrations import applied, pending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scraper.cancel import Cancel

_NOTHING = frozenset(
    (CHOICE, LOCKS, ".DS_Store", "desktop.ini", "Thumbs.db", "lost+found", "System Volume Information", "$RECYCLE.BIN")
)
"""In a folder that counts as empty: ours that say nothing, and what systems put there."""
_OURS = frozenset(
    (
        "settings.toml",
        "window.json",
        "updates.json",
        "license",
        "license-server",
        "logs",
        PRACTICE,
        "backups",
        WINDOW_LOCK,
    )
)
"""In a data folder, perhaps before there is a data file."""
_SPARE_BYTES = 1_000_000
_LOCK_WAIT_S = 5.0
_MOVE = "move the data"


class Use(Enum):
    """What becomes of the folder that was chosen."""

    TAKE_ALONG = "everything is copied into it"
    START_EMPTY = "it is begun empty"
    OPEN = "what is in it is opened as it is"


class Place(Struct, frozen=True, kw_only=True):
    """A folder that can be used; `uses` are those that make sense, the first is the usual one."""

    root: Path
    uses: tuple[Use, ...]


def look_at(chosen: Path, present: Folder | None) -> Place:
    """What the folder may be used for; `present` is the one in use, None where it is not there. Changes nothing to speak of.

    Raises `StoreError` where it can be used for nothing.
    """
    root = chosen.expanduser().absolute()
    _must_be_elsewhere(root, present)
    names = _names(root)
    _must_be_writable(root)
    if names - {UNFINISHED} <= _NOTHING:
        return Place(root=root, uses=(Use.TAKE_ALONG, Use.START_EMPTY) if present else (Use.START_EMPTY,))
    if UNFINISHED in names:
        raise StoreError(
            f"{root} holds a copy that was not finished, and more: delete what is in it, or choose another folder."
        )
    if DATABASE not in names and not names <= _NOTHING | _OURS:
        raise StoreError(f"{root} holds other files: choose an empty folder, or make a new one in it.")
    _must_be_ours(root)
    return Place(root=root, uses=(Use.OPEN,))


def use(place: Place, how: Use, present: Folder | None, cancel: Cancel, progress: Callable[[float], None]) -> Folder:
    """Use it from now on; the new data folder. `progress` is told what part is copied.

    Raises:
        StoreError: it cannot be done; nothing was changed.
        Cancelled: `cancel` was set meanwhile; nothing was changed.
    """
    if how is Use.TAKE_ALONG and present is not None:
        _take_along(present.own(), place.root, cancel, progress)
    elif how is Use.START_EMPTY:
        with _made(place.root):
            _choose(place.root)
    else:
        _choose(place.root)
    return Folder(root=place.root)


def use_usual() -> Folder:
    """Forget that another folder was chosen; the usual one."""
    root = usual_folder()
    _choose(root)
    return Folder(root=root)


def may_go(root: Path) -> bool:
    """Whether that folder can be deleted once it is used no more: what was chosen is not kept in it."""
    return root.resolve() not in choice_file().resolve().parents


def open_in(folder: Folder) -> tuple[int, ...]:
    """Process ids of the programs that have the folder open; none where that cannot be learned."""
    found: set[int] = set()
    for each in (folder.own(), folder.own().practice()):
        if each.database.exists():
            with suppress(StoreError), gate(each.root, timeout_s=_LOCK_WAIT_S) as held:
                found.update(held.others())
    return tuple(sorted(found))


def size_bytes(folder: Folder) -> int:
    """How much would be taken along."""
    return sum(size for _, size in files_in(folder.own().root))


# Whether a folder can be used.


def _must_be_elsewhere(root: Path, present: Folder | None) -> None:
    here = root.resolve()
    own = present.own().root.resolve() if present else None
    if here == own:
        raise StoreError(f"{root} is where the data are now.")
    if own in here.parents:
        raise StoreError(f"{root} lies in the folder where the data are now: choose one outside of it.")
    if root.name == PRACTICE:
        raise StoreError(f"{root} has the name of the folder for made-up jobs: choose one with another name.")
    try:
        str(root).encode()
    except UnicodeEncodeError as error:
        raise StoreError("The name of this folder cannot be written as text: choose another folder.") from error


def _names(root: Path) -> frozenset[str]:
    """What is in the folder; nothing where there is none yet."""
    try:
        return frozenset(path.name for path in root.iterdir())
    except FileNotFoundError:
        return frozenset()
    except NotADirectoryError as error:
        raise StoreError(f"{root} is no folder: choose one.") from error
    except OSError as error:
        raise _not_written(root, error) from error


def _must_be_writable(root: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=_nearest(root)):
            pass
    except OSError as error:
        raise _not_written(root, error) from error


def _nearest(root: Path) -> Path:
    """The folder, or the nearest one around it that is there."""
    return next(place for place in (root, *root.parents) if place.exists())


def _must_be_ours(root: Path) -> None:
    """Raise `StoreError` where it cannot be opened as it is: damaged, of a newer version, another program's, or in use."""
    for folder in (Folder(root=root), Folder(root=root).practice()):
        if folder.root.is_dir():
            with gate(folder.root, timeout_s=_LOCK_WAIT_S) as held:
                if others := held.others():
                    raise StoreError(
                        f"{root} is open in another window or program (process {others[0]}): close it, then try again."
                    )
        if folder.database.exists():
            with known_errors(folder.database), closing(connect(folder.database, read_only=True)) as connection:
                if applied(connection) or not folder.made_up:
                    pending(connection, folder.database, made_up=folder.made_up)


# Copying.


def _take_along(own: Folder, root: Path, cancel: Cancel, progress: Callable[[float], None]) -> None:
    with ExitStack() as held:
        _be_alone(own, held, cancel)
        files = files_in(own.root)
        whole = sum(size for _, size in files)
        held.enter_context(_made(root))
        must_have_room(root, whole)
        stage = root / UNFINISHED
        placed: list[Path] = []
        try:
            stage.mkdir(mode=0o700)
            copy_all(own.root, stage, files, cancel, lambda done: progress(done / max(whole, 1)))
            _put_in_place(stage, root, placed)
            _choose(root)
        except BaseException as error:
            for copied in (stage, *placed):
                _remove(copied)
            if isinstance(error, OSError):
                raise _not_copied(root, error) from error
            raise


def _be_alone(own: Folder, held: ExitStack, cancel: Cancel) -> None:
    """Nobody opens or changes anything in the folder until the stack is closed. Raises `StoreError` where somebody does now."""
    for folder in (own, own.practice()):
        if folder.root.is_dir():
            held.enter_context(gate(folder.root, cancel=cancel)).must_be_alone(_MOVE)
    for path, words in (
        (
            own.license / "license.lock",
            "Another program is changing the license: wait until it is done, then try again.",
        ),
        (
            own.trial_server / "trial.lock",
            "The license server for trying out runs in another window or terminal: close that one first.",
        ),
    ):
        if path.parent.is_dir():
            try:
                held.enter_context(FileLock(path, timeout=_LOCK_WAIT_S, thread_local=False))
            except Timeout as error:
                raise StoreError(words) from error


def _put_in_place(stage: Path, root: Path, placed: list[Path]) -> None:
    """The data file last: it is what a data folder is known by."""
    for path in sorted(stage.iterdir(), key=lambda path: path.name == DATABASE):
        path.rename(root / path.name)
        placed.append(root / path.name)
    stage.rmdir()
    if os.name != "nt":
        descriptor = os.open(root, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _made(root: Path) -> Iterator[None]:
    """The folder, there, without what an earlier copy left, and kept from others; gone again where what is done fails."""
    new = not root.exists()
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with gate(root, timeout_s=_LOCK_WAIT_S) as held:
            held.must_be_alone(_MOVE)
            _remove(root / UNFINISHED)
            yield
    except BaseException as error:
        if new:
            _remove(root / LOCKS)
            with suppress(OSError):
                root.rmdir()
        if isinstance(error, OSError):
            raise _not_written(root, error) from error
        raise


def must_have_room(root: Path, needed: int) -> None:
    """Raise `StoreError` where so many bytes do not fit into the folder, which need not be there yet."""
    free = shutil.disk_usage(_nearest(root)).free
    if free < needed + _SPARE_BYTES:
        raise StoreError(
            f"There is too little room for the data in {root}: they take {needed / 1e6:,.1f} MB, and {free / 1e6:,.1f} MB are"
            " free. Make room, or choose a folder on another disk."
        )


def _remove(path: Path) -> None:
    """Take away what was copied, as far as it can be."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


# The choice.


def _choose(root: Path) -> None:
    """Remember it. Raises `StoreError` where that cannot be written; then it is as before."""
    path = choice_file()
    try:
        if root.resolve() == usual_folder().resolve():
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = f"# The data folder of JobSpy Desktop, as it was chosen. Without this file, it is the usual one.\nfolder = {quoted(str(root))}\n"
        replace_file(path, text.encode())
    except OSError as error:
        raise StoreError(
            f"Which folder you chose cannot be kept in {path.parent} ({_reason(error)}): allow this user to write to it."
        ) from error


def _not_written(root: Path, error: OSError) -> StoreError:
    return StoreError(f"{root} cannot be used ({_reason(error)}): choose a folder of your own.")


def _not_copied(root: Path, error: OSError) -> StoreError:
    if error.errno == errno.ENOSPC:
        return StoreError(
            f"There is no room left in {root}: make room, or choose a folder on another disk. Nothing was changed."
        )
    name = Path(error.filename).name if error.filename else "Something"
    return StoreError(f"{name} cannot be copied ({_reason(error)}), so nothing was changed. Choose another folder.")


def _reason(error: OSError) -> str:
    return (error.strerror or "no reason given").lower()

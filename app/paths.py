"""Where the program keeps things: one data folder, with a folder of its own for made-up jobs inside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "jobspy-desktop"
DATA_DIR_OPTION = "--data-dir"
DATA_DIR_VARIABLE = "JOBSPY_DESKTOP_DATA_DIR"
PRACTICE = "practice"
CHOICE = "folder.toml"
"""Which other folder was chosen than the usual one: see `choice_file`. `app.operations.moving` writes it."""
UNFINISHED = "jobspy-desktop-unfinished-copy"
"""In a folder: what is being copied into it, or was when the program was killed. What is beside it is not whole."""


class NotThere(StoreError):
    """The folder that was chosen cannot be used now, or it is not known which one it is; no other is made in its place."""


class Folder(Struct, frozen=True, kw_only=True):
    """A data folder.

    Attributes:
        root: where everything below lies; it need not exist yet.
        made_up: the jobs in it come from the practice sites.
        given: what named it, where that goes before a choice of the person's: the option or the variable; "" for neither.
    """

    root: Path
    made_up: bool = False
    given: str = ""

    @property
    def database(self) -> Path:
        """The file with everything found."""
        return self.root / "jobs.sqlite3"

    @property
    def settings(self) -> Path:
        """The settings; those of the person's own folder also hold for the practice sites' in it."""
        return self.own().root / "settings.toml"

    @property
    def updates(self) -> Path:
        """How new the newest release file was that was seen here."""
        return self.settings.with_name("updates.json")

    @property
    def license(self) -> Path:
        """What is known of the license; the practice sites need none, so theirs is the person's own."""
        return self.own().root / "license"

    @property
    def trial_server(self) -> Path:
        """The data folder of the license server for trying out."""
        return self.license.with_name("license-server")

    @property
    def window_state(self) -> Path:
        """When the window was left; how it looks is in that of the person's own folder."""
        return self.root / "window.json"

    @property
    def log(self) -> Path:
        """The log file; older ones have a number after it."""
        return self.root / "logs" / f"{NAME}.log"

    def practice(self) -> Folder:
        """The folder for made-up jobs; itself if it is that already."""
        return self if self.made_up else Folder(root=self.root / PRACTICE, made_up=True, given=self.given)

    def own(self) -> Folder:
        """The person's own folder; itself if it is that already."""
        return Folder(root=self.root.parent, given=self.given) if self.made_up else self

    def make(self) -> None:
        """Make the folder, for this user alone, unless it is there.

        Raises:
            StoreError: that fails, or it holds a copy that was not finished.
        """
        own = self.own().root
        if (own / UNFINISHED).exists():
            raise StoreError(
                f"{own} holds a copy that was not finished, so nothing in it is used: choose another folder, or delete"
                " what is in it. What was to be copied is where it was."
            )
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreError(
                f"The data folder {self.root} cannot be made ({(error.strerror or 'no reason given').lower()}): choose"
                f" another with --data-dir or {DATA_DIR_VARIABLE}."
            ) from error


def data_folder(given: str | None = None, environ: Mapping[str, str] = os.environ) -> Folder:
    """The data folder: the one given, else the variable's, else the one that was chosen, else the usual one.

    Raises `NotThere` where the chosen one cannot be used now, `StoreError` where none is named and the user has no home folder.
    """
    named = given or environ.get(DATA_DIR_VARIABLE)
    if not named:
        usual = usual_folder()
        return Folder(root=chosen_folder() or usual)
    root = Path(named)
    with suppress(RuntimeError):  # "~somebody" who is not known: a name like another
        root = root.expanduser()
    with suppress(OSError):  # the current folder is gone, which making this one will tell
        root = root.absolute()
    # Whoever names the practice folder itself still has made-up jobs before them.
    return Folder(root=root, made_up=root.name == PRACTICE, given=DATA_DIR_OPTION if given else DATA_DIR_VARIABLE)


def usual_folder() -> Path:
    """This user's own place for program data; it need not exist yet. Raises `StoreError` where the user has no home folder."""
    from platformdirs import user_data_path

    return _at_home(user_data_path)


def choice_file() -> Path:
    """What says which folder was chosen; not in the usual one, which may be deleted then, but where a system has but one place.

    Raises `StoreError` where the user has no home folder.
    """
    from platformdirs import user_config_path

    return _at_home(user_config_path) / CHOICE


def _at_home(place: Callable[..., Path]) -> Path:
    try:
        return place(NAME, appauthor=False)
    except RuntimeError as error:
        raise StoreError(
            f"There is no home folder here to keep anything in: choose a data folder with --data-dir or {DATA_DIR_VARIABLE}."
        ) from error


def chosen_folder() -> Path | None:
    """The folder that was chosen in the place of the usual one; None where none was.

    Raises:
        NotThere: it is not there, as where its drive is not plugged in, or what says which one it is cannot be read.
    """
    try:
        path = choice_file()
    except StoreError:  # a choice cannot be kept anywhere
        return None
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _no_choice(path, (getattr(error, "strerror", None) or "it is no text").lower()) from error
    import tomllib  # most people have no such file, and the window waits for this

    try:
        named = tomllib.loads(text).get("folder")
    except tomllib.TOMLDecodeError as error:
        raise _no_choice(path, f"{error}") from error
    if not isinstance(named, str) or not Path(named).is_absolute():
        raise _no_choice(path, 'it has no line such as folder = "/home/you/jobs"')
    root = Path(named)
    if reason := _why_not_there(root):
        raise NotThere(
            f"The data folder {root} cannot be used ({reason}): is its drive plugged in? Nothing was made in its place. Try"
            " again, or choose another folder."
        )
    return root


def _no_choice(path: Path, reason: str) -> NotThere:
    return NotThere(f"{path} does not say where the data are ({reason}): mend it, or choose their folder again.")


def _why_not_there(root: Path) -> str:
    """Why nobody has anything in the folder; "" where something is in it. The folder for a drive is there without it, and empty."""
    try:
        with os.scandir(root) as entries:
            return "" if next(entries, None) is not None else "it is empty"
    except OSError as error:
        return (error.strerror or "no reason given").lower()

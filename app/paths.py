"""Where the program keeps things: one data folder, with a folder of its own for made-up jobs inside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "jobspy-desktop"
DATA_DIR_VARIABLE = "JOBSPY_DESKTOP_DATA_DIR"
_PRACTICE = "practice"


class Folder(Struct, frozen=True, kw_only=True):
    """A data folder.

    Attributes:
        root: where everything below lies; it need not exist yet.
        made_up: the jobs in it come from the practice sites.
    """

    root: Path
    made_up: bool = False

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
        return self if self.made_up else Folder(root=self.root / _PRACTICE, made_up=True)

    def own(self) -> Folder:
        """The person's own folder; itself if it is that already."""
        return Folder(root=self.root.parent) if self.made_up else self

    def make(self) -> None:
        """Make the folder, for this user alone, unless it is there; raises `StoreError` where that fails."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreError(
                f"The data folder {self.root} cannot be made ({(error.strerror or 'no reason given').lower()}): choose"
                f" another with --data-dir or {DATA_DIR_VARIABLE}."
            ) from error


def data_folder(given: str | None = None, environ: Mapping[str, str] = os.environ) -> Folder:
    """The data folder: the one given, else the variable's, else this user's own place for program data."""
    chosen = given or environ.get(DATA_DIR_VARIABLE)
    if not chosen:
        from platformdirs import user_data_path

        return Folder(root=user_data_path(NAME, appauthor=False))
    root = Path(chosen).expanduser().absolute()
    # Whoever names the practice folder itself still has made-up jobs before them.
    return Folder(root=root, made_up=root.name == _PRACTICE)

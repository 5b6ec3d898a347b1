"""How the window was left: sizes, columns, sorting, and when; a small file in the data folder."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)


class ExportChoice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How jobs were last exported.

    Attributes:
        columns: their keys; none for every column there is.
        file_format: by its ending.
        folder: where the file is; "" for the person's own folder.
    """

    columns: tuple[str, ...] = ()
    file_format: str = "csv"
    folder: str = ""


class WindowState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is remembered from one time to the next.

    Attributes:
        geometry: the window's place and size as Qt writes it, in hexadecimal.
        panes: widths of the three panes in pixels.
        columns: keys of the columns shown, in order, with their widths in pixels.
        left_at: when the window was closed: what is found later is new.
        export: how jobs were last exported.
    """

    geometry: str = ""
    panes: tuple[int, ...] = ()
    columns: tuple[tuple[str, int], ...] = ()
    sort: str = "posted"
    descending: bool = True
    sidebar: bool = True
    detail: bool = True
    left_at: datetime | None = None
    export: ExportChoice = ExportChoice()


def load(path: Path) -> WindowState:
    """What was remembered; the defaults where there is nothing that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=WindowState)
    except FileNotFoundError:
        return WindowState()
    except (OSError, msgspec.DecodeError) as error:
        logger.warning("%s could not be read: %s", path.name, error)
        return WindowState()


def save(path: Path, state: WindowState) -> None:
    """Remember it: whole or, where the folder cannot be written, not at all."""
    beside = path.with_suffix(".part")
    with suppress(OSError):
        beside.write_bytes(msgspec.json.encode(state))
        beside.replace(path)


def leave(path: Path, at: datetime | None) -> None:
    """Remember when the window was closed; the rest stays as it is."""
    save(path, msgspec.structs.replace(load(path), left_at=at))


def arrange(path: Path, state: WindowState) -> None:
    """Remember how the window is; when it was closed stays as it is."""
    save(path, msgspec.structs.replace(state, left_at=load(path).left_at))

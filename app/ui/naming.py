"""Names of objects, by which tests and style find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

T = TypeVar("T", bound="QObject")


def named(name: str, thing: T) -> T:
    """The thing, with that object name."""
    thing.setObjectName(name)
    return thing

"""Chance, from a generator whose seed decides everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


def chance(rng: random.Random, share: float) -> bool:
    """True in so many of all cases, 0.25 in a quarter."""
    return rng.random() < share

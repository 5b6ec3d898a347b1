"""The hasher of passwords, counting what it does."""

from __future__ import annotations

from argon2 import PasswordHasher
from typing_extensions import override


class CountedHasher(PasswordHasher):
    """Does what it is told, and counts how often argon2 ran."""

    runs = 0

    @override
    def hash(self, *args, **kwargs):
        self.runs += 1
        return super().hash(*args, **kwargs)

    @override
    def verify(self, *args, **kwargs):
        self.runs += 1
        return super().verify(*args, **kwargs)

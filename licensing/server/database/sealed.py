"""Where sealed texts stand: every column that ends so, so that none is forgotten when keys are rotated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import Table

from licensing.server.database.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

ENDING = "_sealed"


class SealedColumn(Struct, frozen=True):
    """A column of sealed texts."""

    table: Table
    name: str

    @property
    def place(self) -> str:
        """What its texts are bound to, with the row: "users.email_sealed"."""
        return f"{self.table.name}.{self.name}"

    @property
    def column(self) -> ColumnElement[str]:
        """The column itself."""
        return self.table.c[self.name]


def sealed_columns() -> tuple[SealedColumn, ...]:
    """All of them."""
    return tuple(
        SealedColumn(table, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if column.name.endswith(ENDING)
    )

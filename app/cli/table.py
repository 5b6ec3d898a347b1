"""Jobs as a table on standard output, as wide as the terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from unicodedata import category

from msgspec import Struct

from app.operations.countries import country_named
from app.operations.wording import NOT_STATED, age, pay_briefly, site_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from scraper.store.store import Store

MADE_UP = "Made-up jobs from the practice sites, none of them real"
_ROOM_FOR_REMOTE, _ROOM_FOR_SITES = 110, 130  # terminals from these widths on have room for more columns
_PIPED_WIDTH = 160  # where no terminal says how wide it is
ROWS_AT_ONCE = 25


class _Shown(Struct, frozen=True):
    """A column of the table: which values it is made of, and how; `ratio` is its share of the width, 0 for as needed;
    it is left out of terminals narrower than `from_width`.
    """

    header: str
    keys: tuple[str, ...]
    words: Callable[..., str]
    ratio: int = 0
    right: bool = False
    from_width: int = 0


def _text(value: str | None) -> str:
    return value or NOT_STATED


def _place(value: str | None) -> str:
    """Without the country at its end, which is mostly the one searched: "Boston, MA, USA" -> "Boston, MA"."""
    if not value:
        return NOT_STATED
    head, _, last = value.rpartition(", ")
    return head if head and ";" not in value and country_named(last) else value


def _sites(value: str) -> str:
    return ", ".join(site_name(key) for key in json.loads(value))


def _posted(value: str | None) -> str:
    return age(value, datetime.now(UTC)) if value else NOT_STATED


_COLUMNS = (
    _Shown("No.", ("id",), str, right=True),
    _Shown("Title", ("title",), str, ratio=5),
    _Shown("Company", ("company",), _text, ratio=3),
    _Shown("Place", ("place",), _place, ratio=3),
    _Shown("Remote", ("remote",), str, from_width=_ROOM_FOR_REMOTE),
    _Shown("Pay", ("pay_low", "pay_high", "pay_currency", "pay_period"), pay_briefly),
    _Shown("Posted", ("posted",), _posted),
    _Shown("Seen on", ("sites",), _sites, ratio=3, from_width=_ROOM_FOR_SITES),
)


def console_for_table() -> Console:
    """As wide as the terminal; where the output goes elsewhere, wide enough to be searched, unless COLUMNS says how wide."""
    from rich.console import Console

    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=_PIPED_WIDTH if piped else None)


def print_jobs(
    store: Store,
    ids: Sequence[int],
    *,
    made_up: bool,
    limit: int | None = None,
    rest: str = "",
    console: Console | None = None,
) -> None:
    """Print these jobs in their order, at most `limit` of them; None for all. Says so where they are made up.

    `rest` says how to see the others, where there are more.
    """
    from rich.table import Table

    console = console or console_for_table()
    columns = [column for column in _COLUMNS if console.width >= column.from_width]
    if made_up:
        console.print(MADE_UP, style="italic")
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for column in columns:
        table.add_column(
            column.header,
            ratio=column.ratio or None,
            justify="right" if column.right else "left",
            no_wrap=True,
            overflow="ellipsis",
        )
    for row in _rows(store, ids[:limit], columns):
        table.add_row(*row)
    console.print(table)
    if limit is not None and len(ids) > limit:
        words = f"… and {len(ids) - limit:,} more. {rest}".strip()
        console.print(words, style="dim", markup=False, highlight=False, soft_wrap=True)


def _rows(store: Store, ids: Sequence[int], columns: Sequence[_Shown]) -> list[list[Any]]:
    from rich.text import Text

    keys = [key for column in columns for key in column.keys]
    rows = []
    for values in store.export_rows(ids, keys):
        left = iter(values)
        cells = [column.words(*(next(left) for _ in column.keys)) for column in columns]
        # Text, not markup: a title such as "[Remote] Engineer" is shown as it is.
        rows.append([Text(one_line(cell), style="dim" if cell == NOT_STATED else "") for cell in cells])
    return rows


def one_line(text: str) -> str:
    """Without line breaks and control characters, which could move the cursor of a terminal, or turn what is read around."""
    return " ".join("".join(char if char.isprintable() else _in_its_place(char) for char in text).split())


def _in_its_place(char: str) -> str:
    """Nothing for what is only a hint to who sets the text (a soft hyphen, what joins letters, the direction), else a blank."""
    return "" if category(char) == "Cf" else " "


def rows_at_once() -> int | None:
    """How many jobs are printed where a person looks; None (all) where the output goes elsewhere."""
    return ROWS_AT_ONCE if sys.stdout.isatty() else None

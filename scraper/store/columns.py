"""The columns a job has in tables and exports: one list, whose order and keys are stable (`docs/columns.md`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from scraper.errors import BadInput
from scraper.export.column import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence


class Column(Struct, frozen=True, kw_only=True):
    """A column of jobs.

    Attributes:
        key: stable name, as `--sort` and exports have it.
        header: as people read it.
        kind: how its cells are to be read.
        sql: expression over `jobs` as j, `listing` as l and `job_texts` as t.
        sort: column of `listing` that has an index in `schema.SORTS`, or a number; None where sorting makes no sense.
        wide: reads the long texts.
    """

    key: str
    header: str
    kind: Kind
    sql: str
    sort: str | None = None
    wide: bool = False


def _utc(expression: str) -> str:
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {expression}, 'unixepoch')"


_STATUS = "CASE l.status WHEN 1 THEN 'saved' WHEN 2 THEN 'applied' END"
_NOTE = (
    "(SELECT group_concat(note, char(10, 10)) FROM (SELECT DISTINCT m.note FROM postings p JOIN marks m "
    "ON m.site = p.site AND m.native_id = p.native_id WHERE p.job = j.id AND m.note <> ''))"
)

COLUMNS: tuple[Column, ...] = (
    Column(key="id", header="Number", kind=Kind.NUMBER, sql="j.id", sort="job"),
    Column(key="title", header="Title", kind=Kind.TEXT, sql="j.title", sort="title_key"),
    Column(key="company", header="Company", kind=Kind.TEXT, sql="j.company", sort="company_key"),
    Column(key="place", header="Place", kind=Kind.TEXT, sql="j.place", sort="place_key"),
    Column(key="country", header="Country", kind=Kind.TEXT, sql="j.country"),
    Column(key="remote", header="Remote", kind=Kind.TEXT, sql="j.remote", sort="remote"),
    Column(key="job_types", header="Job type", kind=Kind.LIST, sql="j.job_types", sort="types"),
    Column(key="level", header="Level", kind=Kind.TEXT, sql="j.level", sort="level_key"),
    Column(key="posted", header="Posted", kind=Kind.DATE, sql="j.posted", sort="docid"),
    Column(key="posted_precision", header="Posted, to the", kind=Kind.TEXT, sql="j.posted_precision"),
    Column(key="pay", header="Pay", kind=Kind.TEXT, sql="j.pay_text", sort="pay_year"),
    Column(key="pay_low", header="Pay from", kind=Kind.NUMBER, sql="j.pay_low"),
    Column(key="pay_high", header="Pay to", kind=Kind.NUMBER, sql="j.pay_high"),
    Column(key="pay_currency", header="Currency", kind=Kind.TEXT, sql="j.pay_currency"),
    Column(key="pay_period", header="Pay per", kind=Kind.TEXT, sql="j.pay_period"),
    Column(key="pay_origin", header="Pay says", kind=Kind.TEXT, sql="j.pay_origin"),
    Column(key="easy_apply", header="Easy apply", kind=Kind.FLAG, sql="j.easy_apply", sort="easy"),
    Column(key="sites", header="Sites", kind=Kind.LIST, sql="l.sites", sort="sites"),
    Column(key="postings", header="Adverts", kind=Kind.NUMBER, sql="l.postings", sort="postings"),
    Column(key="link", header="Link", kind=Kind.URL, sql="j.link"),
    Column(key="url", header="At the site", kind=Kind.URL, sql="j.url"),
    Column(key="apply_url", header="At the employer", kind=Kind.URL, sql="j.apply_url"),
    Column(key="skills", header="Skills", kind=Kind.LIST, sql="j.skills"),
    Column(key="company_url", header="Company page", kind=Kind.URL, sql="j.company_url"),
    Column(key="company_industry", header="Industry", kind=Kind.TEXT, sql="j.company_industry"),
    Column(key="status", header="Status", kind=Kind.TEXT, sql=_STATUS, sort="status"),
    Column(key="hidden", header="Hidden", kind=Kind.FLAG, sql="l.hidden"),
    Column(key="note", header="Note", kind=Kind.TEXT, sql=_NOTE),
    Column(key="first_seen", header="First seen", kind=Kind.DATE, sql=_utc("l.first_seen"), sort="first_seen"),
    Column(key="last_seen", header="Last seen", kind=Kind.DATE, sql=_utc("l.last_seen"), sort="last_seen"),
    Column(key="description", header="Description", kind=Kind.TEXT, sql="t.description", wide=True),
)

_BY_KEY = {column.key: column for column in COLUMNS}

SORTABLE: tuple[str, ...] = tuple(column.key for column in COLUMNS if column.sort)


def column(key: str) -> Column:
    """The column of that key; raises `BadInput` if there is none."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise BadInput(f"There is no column {key!r}; there are {', '.join(_BY_KEY)}.") from None


def columns(keys: Sequence[str]) -> tuple[Column, ...]:
    """The columns of those keys, in that order."""
    return tuple(column(key) for key in keys)


def sort_expression(key: str) -> str:
    """What to sort `listing` by; raises `BadInput` where a column cannot be sorted by."""
    expression = _BY_KEY[key].sort if key in _BY_KEY else None
    if expression is None:
        raise BadInput(f"Jobs cannot be sorted by {key!r}; they can by {', '.join(SORTABLE)}.")
    return expression

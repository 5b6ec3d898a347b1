"""Rows that a statement is given, all in one parameter: so that it does for many what it would do for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, bindparam, column, func, select, type_coerce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import FromClause
    from sqlalchemy.types import TypeEngine


def given_rows(name: str, columns: Mapping[str, TypeEngine[Any]], *, postgresql: bool) -> FromClause:
    """The rows of the parameter of this name, a list of objects with these columns."""
    parameter = bindparam(name, type_=JSON)
    if postgresql:
        rows = func.json_to_recordset(parameter)
        named = [column(each, kind) for each, kind in columns.items()]
        return rows.table_valued(*named, name=name).render_derived(name=name, with_types=True)
    each = func.json_each(parameter).table_valued("value")
    taken = (func.json_extract(each.c.value, f"$.{key}") for key in columns)
    labels = zip(taken, columns.items(), strict=True)
    return select(*(type_coerce(value, kind).label(key) for value, (key, kind) in labels)).subquery(name)

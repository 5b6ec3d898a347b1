"""How Alembic runs our migrations: on the connection it is given, in that connection's transaction."""

from __future__ import annotations

from typing import Any

from alembic import context

from licensing.server.database.tables import metadata


def _ours(_thing: Any, name: str | None, kind: str, _reflected: object, _compared: object) -> bool:
    """Whether a table is one to compare: partitions are made as time goes by."""
    return not (kind == "table" and name is not None and name.startswith("api_usage_"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=_ours,
)
context.run_migrations()

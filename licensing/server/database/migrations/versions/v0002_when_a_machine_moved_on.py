"""When a machine's telling parts were last other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from licensing.server.database.types import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """To this version."""
    op.add_column(
        "machines",
        sa.Column(
            "moved_at", UtcDateTime(), nullable=True, comment="when a part that tells computers apart was last another"
        ),
    )


def downgrade() -> None:
    """Back to the one before."""
    op.drop_column("machines", "moved_at")

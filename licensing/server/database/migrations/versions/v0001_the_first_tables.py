"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from licensing.server.database.types import UtcDateTime

revision = "0001"
down_revision = None
_TABLES = (
    "components",
    "refresh_tokens",
    "machines",
    "subscriptions",
    "sessions",
    "licenses",
    "users",
    "audit_log",
    "api_usage",
)


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "api_usage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True, comment="no foreign key: what was used outlives who used it"),
        sa.Column("endpoint", sa.Text(), nullable=False, comment="the route's template"),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column("response_time_ms", sa.Integer(), nullable=True),
        sa.Column("request_size_bytes", sa.Integer(), nullable=True),
        sa.Column("response_size_bytes", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("metadata", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", "created_at", name=op.f("pk_api_usage")),
        postgresql_partition_by="RANGE (created_at)",
    )
    op.create_index("ix_api_usage_user_id_created_at", "api_usage", ["user_id", "created_at"], unique=False)

    op.create_table(
        "audit_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "actor", sa.Text(), nullable=False, comment='"user:ID", "license:ID", "administrator:NAME", "server"'
        ),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment='"license:ID", "user:ID", "machine:ID", "keys"'),
        sa.Column("details", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    op.create_index("ix_audit_log_at", "audit_log", ["at"], unique=False)
    op.create_index("ix_audit_log_subject", "audit_log", ["subject"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email_sealed", sa.Text(), nullable=False, comment="the address as it was typed"),
        sa.Column("email_index", sa.Text(), nullable=False, comment="digest of its lower-case form"),
        sa.Column("password_hash", sa.Text(), nullable=True, comment="argon2id; null: nobody can sign in"),
        sa.Column("role", sa.Text(), server_default=sa.text("'user'"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.Column(
            "token_version",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
            comment="access tokens of another are void",
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("metadata", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint("role IN ('user', 'admin')", name=op.f("ck_users_role_known")),
        sa.CheckConstraint("status IN ('active', 'suspended')", name=op.f("ck_users_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email_index", name=op.f("uq_users_email_index")),
    )
    op.create_table(
        "licenses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key_digest", sa.Text(), nullable=False),
        sa.Column("key_kid", sa.Text(), nullable=False, comment="the pepper that the digest was made with"),
        sa.Column("key_ending", sa.Text(), nullable=False, comment="the last six characters, for people"),
        sa.Column("license_type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.Column("machines_allowed", sa.Integer(), nullable=True, comment="null: as the license's type has it"),
        sa.Column("trial", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True, comment="null: never"),
        sa.Column("last_validated_at", UtcDateTime(), nullable=True),
        sa.Column("validation_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("metadata", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint(
            "license_type IN ('free', 'pro', 'enterprise')", name=op.f("ck_licenses_license_type_known")
        ),
        sa.CheckConstraint("status IN ('active', 'suspended', 'revoked')", name=op.f("ck_licenses_status_known")),
        sa.CheckConstraint("machines_allowed > 0", name=op.f("ck_licenses_machines_allowed_some")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_licenses_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licenses")),
        sa.UniqueConstraint("key_digest", name=op.f("uq_licenses_key_digest")),
    )
    op.create_index("ix_licenses_user_id", "licenses", ["user_id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column(
            "id", sa.Uuid(), nullable=False, comment="the family that all refresh tokens of one sign-in belong to"
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True, comment="signed out, or a refresh token was used twice"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"], unique=False)

    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("stripe_subscription_id", sa.Text(), nullable=True),
        sa.Column("plan_type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("current_period_start", UtcDateTime(), nullable=True),
        sa.Column("current_period_end", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("metadata", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint(
            "plan_type IN ('basic', 'pro', 'enterprise')", name=op.f("ck_subscriptions_plan_type_known")
        ),
        sa.CheckConstraint("status IN ('active', 'canceled', 'past_due')", name=op.f("ck_subscriptions_status_known")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_subscriptions_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("stripe_subscription_id", name=op.f("uq_subscriptions_stripe_subscription_id")),
    )
    op.create_index("ix_subscriptions_user_id", "subscriptions", ["user_id"], unique=False)

    op.create_table(
        "machines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("license_id", sa.Uuid(), nullable=False),
        sa.Column("hardware_fingerprint", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=True, comment="what its owner calls it"),
        sa.Column("platform", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("app_version", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False, comment="of the last lease"),
        sa.Column(
            "seq_renewed",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
            comment="of the lease it was renewed from",
        ),
        sa.Column(
            "cloned_at",
            UtcDateTime(),
            nullable=True,
            comment="when an older lease than the last was renewed: two copies of one machine",
        ),
        sa.Column("activated_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("deactivated_at", UtcDateTime(), nullable=True, comment="null: one of the license's machines"),
        sa.Column("deactivated_by", sa.Text(), nullable=True),
        sa.CheckConstraint("deactivated_by IN ('owner', 'admin')", name=op.f("ck_machines_deactivated_by_known")),
        sa.ForeignKeyConstraint(
            ["license_id"], ["licenses.id"], name=op.f("fk_machines_license_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machines")),
    )
    op.create_index("ix_machines_hardware_fingerprint", "machines", ["hardware_fingerprint"], unique=False)
    op.create_index("ix_machines_license_id", "machines", ["license_id", "deactivated_at"], unique=False)

    op.create_table(
        "refresh_tokens",
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256; the token is random"),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True, comment="turned into a newer one"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_refresh_tokens_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_refresh_tokens")),
    )
    op.create_index("ix_refresh_tokens_session_id", "refresh_tokens", ["session_id"], unique=False)

    op.create_table(
        "components",
        sa.Column("machine_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False, comment="a keyed hash that the client made"),
        sa.ForeignKeyConstraint(
            ["machine_id"], ["machines.id"], name=op.f("fk_components_machine_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("machine_id", "name", name=op.f("pk_components")),
    )
    _keep_the_log()


def _keep_the_log() -> None:
    """What stands in the audit log stays as it is: neither the program nor somebody with SQL at hand edits it by mistake."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE TABLE api_usage_default PARTITION OF api_usage DEFAULT")
        op.execute(
            "CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_log_stays_{change.lower()} BEFORE {change} ON audit_log"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )


def downgrade() -> None:
    """Back to nothing."""
    for table in _TABLES:
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_log_stays()")

"""The tables: the specification's schema with its corrections (`docs/decisions/licensing-server.md`).

Text is `text` with a check, moments are UTC and aware, ids are made by the program. Names of constraints follow one rule, so
that migrations find them on both databases. What changes here needs a migration; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    false,
    text,
)

from licensing.protocol.codes import LicenseType
from licensing.server.database.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=f"{column}_known")


users = Table(
    "users",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email_sealed", Text, nullable=False, comment="the address as it was typed"),
    Column("email_index", Text, nullable=False, unique=True, comment="digest of its lower-case form"),
    Column("password_hash", Text, comment="argon2id; null: nobody can sign in"),
    Column("role", Text, nullable=False, server_default=text("'user'")),
    Column("status", Text, nullable=False, server_default=text("'active'")),
    Column(
        "token_version", Integer, nullable=False, server_default=text("0"), comment="access tokens of another are void"
    ),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("metadata", JSON, nullable=False, server_default=text("'{}'")),
    _one_of("role", "user", "admin"),
    _one_of("status", "active", "suspended"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Uuid, primary_key=True, comment="the family that all refresh tokens of one sign-in belong to"),
    Column("user_id", Uuid, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime, comment="signed out, or a refresh token was used twice"),
)

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256; the token is random"),
    Column("session_id", Uuid, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime, comment="turned into a newer one"),
)

licenses = Table(
    "licenses",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("key_digest", Text, nullable=False, unique=True),
    Column("key_kid", Text, nullable=False, comment="the pepper that the digest was made with"),
    Column("key_ending", Text, nullable=False, comment="the last six characters, for people"),
    Column("license_type", Text, nullable=False),
    Column("status", Text, nullable=False, server_default=text("'active'")),
    Column("machines_allowed", Integer, comment="null: as the license's type has it"),
    Column("trial", Boolean, nullable=False, server_default=false()),
    Column("expires_at", UtcDateTime, comment="null: never"),
    Column("last_validated_at", UtcDateTime),
    Column("validation_count", BigInteger, nullable=False, server_default=text("0")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("metadata", JSON, nullable=False, server_default=text("'{}'")),
    _one_of("license_type", *(kind.value for kind in LicenseType)),
    _one_of("status", "active", "suspended", "revoked"),
    CheckConstraint("machines_allowed > 0", name="machines_allowed_some"),
)

machines = Table(
    "machines",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("license_id", Uuid, ForeignKey("licenses.id", ondelete="CASCADE"), nullable=False),
    Column("hardware_fingerprint", Text, nullable=False, index=True),
    Column("name_sealed", Text, comment="what its owner calls it"),
    Column("platform", Text, nullable=False, server_default=text("''")),
    Column("app_version", Text, nullable=False, server_default=text("''")),
    Column("seq", BigInteger, nullable=False, server_default=text("0"), comment="of the last lease"),
    Column(
        "seq_renewed", BigInteger, nullable=False, server_default=text("0"), comment="of the lease it was renewed from"
    ),
    Column(
        "cloned_at", UtcDateTime, comment="when an older lease than the last was renewed: two copies of one machine"
    ),
    Column("activated_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("deactivated_at", UtcDateTime, comment="null: one of the license's machines"),
    Column("deactivated_by", Text),
    Column("moved_at", UtcDateTime, comment="when a part that tells computers apart was last another"),
    _one_of("deactivated_by", "owner", "admin"),
    # A machine of an active license is found by its license; those given up are counted by when that was.
    Index("ix_machines_license_id", "license_id", "deactivated_at"),
)

components = Table(
    "components",
    metadata,
    Column("machine_id", Uuid, ForeignKey("machines.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False, comment="a keyed hash that the client made"),
    PrimaryKeyConstraint("machine_id", "name"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("stripe_subscription_id", Text, unique=True),
    Column("plan_type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("current_period_start", UtcDateTime),
    Column("current_period_end", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("metadata", JSON, nullable=False, server_default=text("'{}'")),
    _one_of("plan_type", "basic", "pro", "enterprise"),
    _one_of("status", "active", "canceled", "past_due"),
)

api_usage = Table(
    "api_usage",
    metadata,
    Column("id", Uuid, nullable=False),
    Column("user_id", Uuid, comment="no foreign key: what was used outlives who used it"),
    Column("endpoint", Text, nullable=False, comment="the route's template"),
    Column("method", Text, nullable=False),
    Column("status_code", Integer),
    Column("response_time_ms", Integer),
    Column("request_size_bytes", Integer),
    Column("response_size_bytes", Integer),
    Column("created_at", UtcDateTime, nullable=False),
    Column("metadata", JSON, nullable=False, server_default=text("'{}'")),
    # PostgreSQL wants the partition's column in the key.
    PrimaryKeyConstraint("id", "created_at"),
    Index("ix_api_usage_user_id_created_at", "user_id", "created_at"),
    postgresql_partition_by="RANGE (created_at)",
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("actor", Text, nullable=False, comment='"user:ID", "license:ID", "administrator:NAME", "server"'),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True, comment='"license:ID", "user:ID", "machine:ID", "keys"'),
    Column("details", JSON, nullable=False, server_default=text("'{}'")),
)

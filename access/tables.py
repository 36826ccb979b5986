"""The tables of the application database, as they are after the newest migration.

How they came to be so is in `access/migrations`; a test compares the two.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC without a zone in the database, on every engine."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time, which would silently mean the zone of the machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected a time with its zone, got the naive {value.isoformat()}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData()

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("password_expires_at", Moment),
    Column("created_at", Moment, nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("value", String(64), primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("address", String(64), nullable=False),
    # When the code of the second factor was given in this session.
    Column("second_factor_at", Moment),
    # How it began: `password` or `single sign-on`.
    Column("way", String(16), nullable=False, server_default="password"),
    # When the password was given in this session last; its code comes within minutes of it.
    Column("proved_at", Moment),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
    # With the signing key of the server it makes the secret, which is kept nowhere.
    Column("salt", String(64), nullable=False),
    Column("begun_at", Moment, nullable=False),
    # Without it nothing is asked for yet.
    Column("confirmed_at", Moment),
    # The time step of the last code that was taken: none is taken twice.
    Column("last_step", BigInteger, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
    Column("code_hash", String(64), primary_key=True),
)

# Whom a provider of single sign-on means by a subject; nobody is found by an e-mail address.
identities = Table(
    "identities",
    metadata,
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
    Column("issuer", String(255), primary_key=True),
    Column("subject", String(255), nullable=False),
    Column("linked_at", Moment, nullable=False),
    UniqueConstraint("issuer", "subject", name="uq_identities_issuer_subject"),
)

known_places = Table(
    "known_places",
    metadata,
    Column("user_id", Integer, ForeignKey("users.id"), primary_key=True),
    Column("place_hash", String(64), primary_key=True),
    Column("last_at", Moment, nullable=False, index=True),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("attempt_key", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
    Column("blocked_until", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
    Column("what", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("address", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_who_what_at", "who", "what", "at"),
)


# What people wrote when they un-masked a record, by position of the row of the audit.
unmaskings = Table(
    "unmaskings",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("words", String(200), nullable=False),
    Column("said_at", Moment, nullable=False, index=True),
)


def _about_figure() -> tuple[Column[Any], ...]:
    """The figure that somebody writes about; without a KPI it is about the store as a whole."""
    return (
        Column("store", String(64), nullable=False, index=True),
        Column("kpi", String(64), nullable=False),
        # Names joined by spaces: all of them must be open to a reader.
        Column("departments", String(255), nullable=False),
        Column("first_day", Date, nullable=False),
        Column("last_day", Date, nullable=False),
    )


actions = Table(
    "actions",
    metadata,
    Column("id", Integer, primary_key=True),
    *_about_figure(),
    Column("dimension", String(64), nullable=False),
    Column("member", String(200), nullable=False),
    Column("measure", String(400), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("due", Date),
    Column("expected", Float),
    Column("expected_unit", String(16), nullable=False),
    Column("before", Float),
    Column("status", String(16), nullable=False),
    Column("result", String(1000), nullable=False),
    Column("closed_on", Date),
    Column("opened_by", String(64), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    *_about_figure(),
    Column("kind", String(16), nullable=False),
    Column("words", String(200), nullable=False),
    Column("written_by", String(64), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Column("revision", Integer, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("person", String(64), primary_key=True),
    # Each empty where the person has not chosen.
    Column("language", String(8), nullable=False),
    Column("theme", String(8), nullable=False),
    Column("store", String(64), nullable=False),
    Column("period", String(32), nullable=False),
    # Names joined by spaces, in the order in which they were pinned.
    Column("pins", Text, nullable=False),
)

saved_views = Table(
    "saved_views",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(64), nullable=False, index=True),
    Column("name", String(60), nullable=False),
    Column("path", String(64), nullable=False),
    Column("query", String(2000), nullable=False),
    # The stores that the view is about, as JSON; null for every one there is.
    Column("stores", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("made_at", Moment, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    # Token or mail box, and secret, as JSON; whoever reads it can write to the group.
    Column("target", Text, nullable=False),
    Column("at", String(5), nullable=False),
    Column("language", String(8), nullable=False),
    Column("document", Boolean, nullable=False),
    # The administrator who has switched it off; empty where nobody has.
    Column("stopped_by", String(64), nullable=False),
    Column("last_day", Date, nullable=False),
    Column("made_at", Moment, nullable=False),
    # The log names orders that are gone: a number is not given again.
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    # Of the same key there is one, whoever puts it out.
    Column("key", String(64), nullable=False, unique=True),
    # Stays when the order is removed: it is the log of what was sent.
    Column("delivery", Integer, nullable=False, index=True),
    Column("person", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("shown", String(120), nullable=False),
    Column("day", Date, nullable=False),
    Column("is_trial", Boolean, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    # When it was to be sent; `next_at` moves with every attempt.
    Column("due_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("fault", String(200), nullable=False),
    Column("done_at", Moment),
    sqlite_autoincrement=True,
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Moment, nullable=False),
)

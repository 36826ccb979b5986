"""Who is meant by the subjects of a provider of single sign-on, and how each session began."""

import sqlalchemy as sa
from alembic import op

revision = "v0010"
down_revision = "v0009"


def upgrade() -> None:
    """Create the table; sessions open now began with a password."""
    op.create_table(
        "identities",
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id"), primary_key=True),
        sa.Column("issuer", sa.String(255), primary_key=True),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("linked_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("issuer", "subject", name="uq_identities_issuer_subject"),
    )
    op.add_column(
        "sessions", sa.Column("way", sa.String(16), nullable=False, server_default="password")
    )

"""Actions: what people have agreed to do about a figure."""

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("store", sa.String(64), nullable=False, index=True),
        sa.Column("kpi", sa.String(64), nullable=False),
        sa.Column("departments", sa.String(255), nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("dimension", sa.String(64), nullable=False),
        sa.Column("member", sa.String(200), nullable=False),
        sa.Column("measure", sa.String(400), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("expected", sa.Float),
        sa.Column("expected_unit", sa.String(16), nullable=False),
        sa.Column("before", sa.Float),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("result", sa.String(1000), nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("opened_by", sa.String(64), nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )

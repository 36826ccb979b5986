"""Why somebody un-masked a record, in his own words: not in the audit, which keeps no free text."""

import sqlalchemy as sa
from alembic import op

revision = "v0011"
down_revision = "v0010"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "unmaskings",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False, index=True),
    )

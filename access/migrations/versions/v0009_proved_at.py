"""When the password was given last in a session, for what a session left open is not enough for."""

import sqlalchemy as sa
from alembic import op

revision = "v0009"
down_revision = "v0008"


def upgrade() -> None:
    """Add the time; sessions open now have to give the password again."""
    op.add_column("sessions", sa.Column("proved_at", sa.DateTime))

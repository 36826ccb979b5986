"""Numbers of orders and messages are given once, and a message says since when it is due."""

import sqlalchemy as sa
from alembic import op

revision = "v0007"
down_revision = "v0006"


def upgrade() -> None:
    """Add the time; on SQLite, whose numbers of removed rows came again, make the tables anew."""
    op.add_column("outbox", sa.Column("due_at", sa.DateTime, nullable=True))
    op.execute("UPDATE outbox SET due_at = next_at")
    once = {"sqlite_autoincrement": True}
    with op.batch_alter_table("outbox", table_kwargs=once) as outbox:
        outbox.alter_column("due_at", existing_type=sa.DateTime, nullable=False)
    if op.get_context().dialect.name != "sqlite":
        return
    with op.batch_alter_table("deliveries", recreate="always", table_kwargs=once):
        pass
    # The log still names orders that were removed: their numbers are not free either.
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'deliveries'")
    op.execute(
        "INSERT INTO sqlite_sequence SELECT 'deliveries', coalesce(max(number), 0) FROM "
        "(SELECT id AS number FROM deliveries UNION SELECT delivery FROM outbox)"
    )

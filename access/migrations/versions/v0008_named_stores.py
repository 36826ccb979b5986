"""Views that name a store on the way down, or with a document, are kept as naming it."""

import json
from urllib.parse import parse_qs

import sqlalchemy as sa
from alembic import op

revision = "v0008"
down_revision = "v0007"

_VIEWS = sa.table(
    "saved_views",
    sa.column("id", sa.Integer),
    sa.column("query", sa.String),
    sa.column("stores", sa.Text),
)


def upgrade() -> None:
    """Count these stores, so that a shared view is offered only where they are open."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_VIEWS)).all():
        given = parse_qs(row.query)
        steps = [step.partition(":") for step in given.get("at", [])]
        named = {member for name, _, member in steps if name == "store"}
        named |= {document.partition(":")[0] for document in given.get("doc", [])[:1]}
        if named:
            about = json.loads(row.stores)
            before = about["stores"] if about["named"] else []
            about = {"named": True, "stores": sorted({*before, *named})}
            one = _VIEWS.update().where(_VIEWS.c.id == row.id)
            connection.execute(one.values(stores=json.dumps(about)))

"""What members of groupings are called, where the data say it: accounts, campaigns by their names.

People keep their staff codes: a name is personal data, and masks would make names alike.
"""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from warehouse.engines import Backend
from warehouse.schema import TABLES

# Budget lines go by the codes of accounts, too.
_NAMED_BY_ACCOUNT = ("account", "metric")


def read_member_names(backend: Backend, stores: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    """Names by dimension and member; a dimension without names of its own is not in it.

    Args:
        backend: of the snapshot.
        stores: codes of the stores that are open to the reader: what others call their accounts is
            theirs.
    """
    if not stores:
        return {}
    account = TABLES["gl_monthly"].c
    campaign = TABLES["campaigns"].c
    accounts = _names(
        backend, account.account_code, account.account_name, account.store_code, stores
    )
    campaigns = _names(backend, campaign.campaign_id, campaign.name, campaign.store_code, stores)
    # Several campaigns have one name: the number tells them apart.
    campaigns = {code: f"{code} {name}" for code, name in campaigns.items()}
    made = dict.fromkeys(_NAMED_BY_ACCOUNT, accounts) if accounts else {}
    return {**made, "campaign": campaigns} if campaigns else made


def _names(
    backend: Backend,
    code: sa.ColumnElement[str],
    name: sa.ColumnElement[str],
    store: sa.ColumnElement[str],
    stores: Collection[str],
) -> dict[str, str]:
    statement = (
        sa.select(code.label("code"), sa.func.min(name).label("name"))
        .where(name.is_not(None), store.in_(sorted(stores)))
        .group_by(code)
    )
    return {row["code"]: row["name"] for row in backend.arrow(statement).to_pylist()}

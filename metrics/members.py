"""What members of groupings are called, where the data themselves say it: accounts by their names.

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
    statement = (
        sa.select(account.account_code, sa.func.min(account.account_name).label("name"))
        .where(account.account_name.is_not(None), account.store_code.in_(sorted(stores)))
        .group_by(account.account_code)
    )
    names = {row["account_code"]: row["name"] for row in backend.arrow(statement).to_pylist()}
    return dict.fromkeys(_NAMED_BY_ACCOUNT, names) if names else {}

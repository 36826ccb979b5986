"""The stores that there are: codes, names, regions; once per snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from warehouse.engines import Backend
from warehouse.schema import RECORDS, TABLES


@dataclass(frozen=True, slots=True)
class Store:
    """A store with what it can be grouped by."""

    code: str
    name: str
    region: str
    brand: str
    city: str
    size_class: str
    province: str = ""
    open_date: date | None = None

    def member(self, grain: str) -> str:
        """Code of the group that the store belongs to, for a store grain."""
        return self.code if grain == "store" else str(getattr(self, grain))


def read_directory(backend: Backend) -> tuple[Store, ...]:
    """Every store of the warehouse, ordered by code; a missing attribute is empty text.

    Second-tier outlets are left out: their business is that of the store above them.
    """
    t = TABLES["dim_store"].c
    statement = (
        sa.select(
            t.store_code,
            t.store_name,
            t.region,
            t.brand,
            t.city,
            t.size_class,
            t.province,
            t.open_date,
        )
        .where(sa.func.coalesce(t.parent_store_code, "") == "")
        .order_by(t.store_code)
    )
    return tuple(
        Store(
            code=row["store_code"],
            name=row["store_name"] or row["store_code"],
            region=row["region"] or "",
            brand=row["brand"] or "",
            city=row["city"] or "",
            size_class=row["size_class"] or "",
            province=row["province"] or "",
            open_date=row["open_date"],
        )
        for row in backend.arrow(statement).to_pylist()
    )


def pick(
    stores: Sequence[Store], codes: Sequence[str]
) -> tuple[tuple[Store, ...], tuple[str, ...]]:
    """The stores with these codes, in directory order, and the codes that no store has."""
    known = {store.code for store in stores}
    wanted = set(codes)
    return (
        tuple(store for store in stores if store.code in wanted),
        tuple(sorted(wanted - known)),
    )


def read_currencies(backend: Backend) -> dict[str, str]:
    """The currency in which each store's money was reported; stores with documents only are absent.

    A store that reported in several currencies has the text of all of them, so that its money
    never adds up with anything.
    """
    t = RECORDS["reported_figures"].c
    statement = sa.select(t.store_code, t.currency).where(t.currency != "").distinct()
    found: dict[str, set[str]] = {}
    for row in backend.arrow(statement).to_pylist():
        found.setdefault(row["store_code"], set()).add(row["currency"])
    return {code: "+".join(sorted(names)) for code, names in found.items()}

"""The stores that there are: codes, names, regions; once per snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from access.scope import ScopeError
from metrics.near_matches import did_you_mean, near_matches
from warehouse.engines import Backend
from warehouse.schema import RECORDS, TABLES

_LISTED = 12
_OFFERED = 3


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
    city_tier: str = ""

    def member(self, grain: str) -> str:
        """Code of the group that the store belongs to, for a store grain."""
        return self.code if grain == "store" else str(getattr(self, grain))


class UnknownStoreError(ScopeError):
    """Stores were named that are not open to the reader, whether or not they exist elsewhere.

    Attributes:
        given: the codes.
        near: stores open to the reader that were perhaps meant, by code or by name.
    """

    def __init__(self, given: Sequence[str], allowed: Sequence[Store]) -> None:
        """Look for what may have been meant among the stores open to the reader.

        Args:
            given: codes that none of them has.
            allowed: the stores open to the reader; no other store is ever named.
        """
        names = {store.code: (store.name,) for store in allowed}
        # A long list of codes is no slip of the hand; the first are enough to say so.
        found = (near_matches(code, names) for code in given[:_OFFERED])
        near = dict.fromkeys(code for codes in found for code in codes)
        self.given = tuple(given)
        self.near = tuple(store for store in allowed if store.code in near)
        hint = did_you_mean([f"{store.code} {store.name}" for store in self.near])
        codes = ", ".join(store.code for store in allowed[:_LISTED])
        more = len(allowed) - _LISTED
        open_to = codes + (f" and {more} more" if more > 0 else "")
        asked = f"no store {', '.join(given)} among those open to you"
        super().__init__(f"{asked}{hint}\n  -> open to you: {open_to}")


def directory_statement() -> sa.Select[Any]:
    """Codes of stores with what they can be grouped by, ordered by code.

    Second-tier outlets are left out: their business is that of the store above them.
    """
    t = TABLES["dim_store"].c
    return (
        sa.select(
            t.store_code,
            t.store_name,
            t.region,
            t.brand,
            t.city,
            t.size_class,
            t.province,
            t.open_date,
            t.city_tier,
        )
        .where(sa.func.coalesce(t.parent_store_code, "") == "")
        .order_by(t.store_code)
    )


def read_directory(backend: Backend) -> tuple[Store, ...]:
    """Every store of the warehouse, ordered by code; a missing attribute is empty text."""
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
            city_tier=row["city_tier"] or "",
        )
        for row in backend.arrow(directory_statement()).to_pylist()
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


def read_reported(backend: Backend) -> dict[tuple[str, str], str]:
    """The metrics that stores reported, by store and metric: in which currency, empty if none.

    Several currencies of one metric stand side by side; such sums are not taken at all.
    """
    t = RECORDS["reported_figures"].c
    statement = sa.select(t.store_code, t.metric, t.currency).distinct()
    found: dict[tuple[str, str], set[str]] = {}
    for row in backend.arrow(statement).to_pylist():
        key = row["store_code"], row["metric"]
        found.setdefault(key, set()).add(row["currency"] or "")
    return {key: "+".join(sorted(names)) for key, names in found.items()}

"""Which identifiers belong to one person, and which people have not been seen for long.

A person is met under several names: prospects before the order, customers after the delivery, a
phone, vehicles. Documents that carry two of them tie them together. A vehicle is no tie between
two customers: it may have been sold on.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from warehouse.engines import Backend
from warehouse.schema import TABLES
from warehouse.snapshots import Identifier
from warehouse.snapshots.erasing import identifiers

_PEOPLE = ("customer_id", "prospect_id")
# Vehicles that the store owns are nobody's personal data as long as nobody else meets them.
_GOODS = frozenset({"vehicle_stock", "outlet_stock_counts", "clearance_plans", "oem_rebates"})
# Registers have no date of their own; these days of theirs say that somebody was there.
_DAYS = {"customers": "sale_date", "vehicle_stock": "receipt_date"}


def identifiers_of(backend: Backend, start: Identifier) -> set[Identifier]:
    """Return all identifiers of the person that one of them tells, the given one included.

    Args:
        backend: a published snapshot.
        start: a customer or prospect of a store, a vehicle, or the hash of a phone.
    """
    found = {start}
    new = {start}
    if start.kind == "vin":
        new = {each for each in _beside(backend, {start}) if each.kind in _PEOPLE}
        found |= new
    while new:
        met = _beside(backend, new) | _through_orders(backend, new)
        # Whoever shares only a vehicle with the person is another one.
        found |= {each for each in new if each.kind != "vin"}
        new = {each for each in met - found if each.kind != "vin"}
        found |= met
    return found


def not_seen_since(backend: Backend, day: date) -> set[Identifier]:
    """Return the identifiers of people and their vehicles whose last document is before `day`.

    A customer lasts as long as his vehicles, and they as long as he; who has no date stays.
    """
    seen: dict[Identifier, date] = {}
    persons: set[Identifier] = set()
    for name, kinds in _holding().items():
        for kind, of_store in kinds.items():
            for each, last in _last_days(backend, name, kind, of_store):
                if last is not None:
                    seen[each] = max(last, seen.get(each, last))
                if name not in _GOODS:
                    persons.add(each)
    alive = {each for each, last in seen.items() if last >= day}
    ties = list(_ties(backend))
    while True:
        more = {
            other
            for pair in ties
            for one, other in (pair, pair[::-1])
            if one in alive and other not in alive
        }
        if not more:
            break
        alive |= more
    return {each for each in persons if each in seen} - alive


def _holding() -> Mapping[str, Mapping[str, bool]]:
    return {name: found for name in TABLES if (found := identifiers(name))}


def _beside(backend: Backend, given: Iterable[Identifier]) -> set[Identifier]:
    """Return what stands in one row with any of the identifiers."""
    found: set[Identifier] = set()
    for name, kinds in _holding().items():
        if len(kinds) < 2:
            continue
        columns = TABLES[name].c
        wanted = [
            sa.and_(
                columns[each.kind] == each.value,
                *([columns.store_code == each.store] if each.store else []),
            )
            for each in given
            if each.kind in kinds
        ]
        if wanted:
            chosen = [columns.store_code, *(columns[kind] for kind in kinds)]
            found |= _read(backend, sa.select(*chosen).where(sa.or_(*wanted)).distinct(), kinds)
    return found


def _through_orders(backend: Backend, given: Iterable[Identifier]) -> set[Identifier]:
    """Return customers of the orders of prospects, and prospects of the orders of customers."""
    orders, deliveries = TABLES["vehicle_orders"].c, TABLES["vehicle_deliveries"].c
    joined = orders.prospect_id.table.join(
        deliveries.customer_id.table,
        sa.and_(orders.order_no == deliveries.order_no, orders.store_code == deliveries.store_code),
    )
    columns = {"prospect_id": orders.prospect_id, "customer_id": deliveries.customer_id}
    wanted = [
        sa.and_(columns[each.kind] == each.value, orders.store_code == each.store)
        for each in given
        if each.kind in columns
    ]
    if not wanted:
        return set()
    chosen = [orders.store_code, *columns.values(), deliveries.vin]
    statement = sa.select(*chosen).select_from(joined).where(sa.or_(*wanted)).distinct()
    return _read(backend, statement, {"prospect_id": True, "customer_id": True, "vin": False})


def _read(
    backend: Backend, statement: sa.Select[tuple[object, ...]], kinds: Mapping[str, bool]
) -> set[Identifier]:
    return {
        Identifier(kind, row[kind], row["store_code"] if of_store else "")
        for row in backend.rows(statement)
        for kind, of_store in kinds.items()
        if row[kind] is not None
    }


def _last_days(
    backend: Backend, table: str, kind: str, of_store: bool
) -> Iterable[tuple[Identifier, date | None]]:
    columns = TABLES[table].c
    dated = _DAYS.get(table) or TABLES[table].info["dated_by"]
    is_day = dated is not None and isinstance(columns[dated].type, sa.Date | sa.DateTime)
    last = sa.func.max(sa.cast(columns[dated], sa.Date)) if is_day else sa.cast(sa.null(), sa.Date)
    by = [columns[kind], *([columns.store_code] if of_store else [])]
    statement = sa.select(*by, last.label("last")).where(columns[kind].is_not(None)).group_by(*by)
    for row in backend.rows(statement):
        yield Identifier(kind, row[kind], row["store_code"] if of_store else ""), row["last"]


def _ties(backend: Backend) -> Iterable[tuple[Identifier, Identifier]]:
    """Return who has which vehicle now; a former owner is not kept by the one after him."""
    columns = TABLES["customers"].c
    chosen = (columns.store_code, columns.customer_id, columns.vin)
    statement = sa.select(*chosen).where(columns.customer_id.is_not(None))
    for row in backend.rows(statement.distinct()):
        yield (
            Identifier("customer_id", row["customer_id"], row["store_code"]),
            Identifier("vin", row["vin"]),
        )

"""What is proven of a select: which rows of its tables decide on which of its own."""

from typing import Any

import pytest
import sqlalchemy as sa

from metrics.catalogue import all_measures
from metrics.model.facts import Fact
from metrics.model.words import Words
from metrics.parting import parted_by_store, partings, tables_of
from metrics.stored import facts_of
from warehouse.schema import TABLES

ORDERS, LINES, STORES = (TABLES[n] for n in ("repair_orders", "ro_labour_lines", "dim_store"))
_o, _l, _s = ORDERS.c, LINES.c, STORES.c
_other = ORDERS.alias("other_orders")
_same_order = sa.and_(_l.store_code == _o.store_code, _l.ro_no == _o.ro_no)
_of_order = (
    sa.select(_l.store_code, _l.ro_no, sa.func.count().label("n"))
    .group_by(_l.store_code, _l.ro_no)
    .subquery("lines_of_orders")
)
_comeback = sa.and_(_other.c.store_code == _o.store_code, _other.c.comeback_of_ro == _o.ro_no)


def fact(select: Any) -> Fact:
    return Fact("one", Words("一", "one"), select.subquery("one_rows"), (), ("store_code",))


def columns(of: Fact) -> list[dict[str, str | None]]:
    """Partings by a number of orders."""
    return [dict(each) for each in partings(of) if "ro_no" in each.values()]


ONE = {"repair_orders": "ro_no"}
BOTH = {"repair_orders": "ro_no", "ro_labour_lines": "ro_no"}


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        (sa.select(_o.store_code, _o.vin), [ONE]),
        (sa.select(_o.store_code, sa.func.count().label("n")).group_by(_o.store_code), []),
        (sa.select(_o.store_code, _o.ro_no).group_by(_o.store_code, _o.ro_no), [ONE]),
        (sa.select(_o.store_code, sa.func.count().label("n")), []),
        (sa.select(_o.store_code, _o.vin).distinct(), []),
        (sa.select(_o.store_code, _o.ro_no).distinct(), [ONE]),
        (sa.select(_o.store_code, _o.ro_no).limit(9), []),
        (sa.select(_o.store_code, sa.over(sa.func.lag(_o.vin), order_by=_o.vin).label("n")), []),
        (sa.select(_o.store_code, sa.func.count().over().label("n")), []),
        (sa.select(_o.store_code).select_from(ORDERS.join(LINES, _same_order)), [BOTH]),
        (sa.select(_o.store_code).select_from(ORDERS.outerjoin(LINES, _same_order)), [BOTH]),
        (
            sa.select(_o.store_code).select_from(
                ORDERS.outerjoin(_of_order, _of_order.c.ro_no == _o.ro_no)
            ),
            [BOTH],
        ),
        # Only some rows are found on the right, so that its columns keep nothing apart.
        (
            sa.select(_l.store_code, _l.ro_no)
            .select_from(ORDERS.outerjoin(LINES, _same_order))
            .group_by(_l.store_code, _l.ro_no),
            [],
        ),
        (sa.select(_o.store_code).select_from(ORDERS.join(LINES, _same_order, full=True)), []),
        (
            sa.select(_o.store_code).select_from(
                ORDERS.outerjoin(STORES, _s.store_code == _o.store_code)
            ),
            [{**ONE, "dim_store": None}],
        ),
        # One table by two columns: its name cannot stand for both.
        (sa.select(_o.store_code).select_from(ORDERS.join(_other, _comeback)), []),
        (
            sa.union_all(sa.select(_o.store_code, _o.ro_no), sa.select(_l.store_code, _l.ro_no)),
            [BOTH],
        ),
        (
            sa.union_all(sa.select(_o.store_code, _o.ro_no), sa.select(_l.store_code, _l.op_code)),
            [],
        ),
        (sa.select(_o.store_code).where(_o.ro_no.in_(sa.select(_l.ro_no))), []),
    ],
)
def test_a_parting_is_proven_or_not_there(
    select: Any, expected: list[dict[str, str | None]]
) -> None:
    found = columns(fact(select))
    assert [each for each in found if set(each.values()) <= {"ro_no", None}] == expected


def test_a_table_that_is_needed_whole_is_told() -> None:
    joined = ORDERS.outerjoin(STORES, _s.store_code == _o.store_code)
    by_store = parted_by_store(fact(sa.select(_o.store_code).select_from(joined)))
    assert by_store == {"repair_orders": "store_code", "dim_store": "store_code"}


def test_nearly_all_facts_of_the_catalogue_are_parted() -> None:
    facts = facts_of(all_measures().values())
    whole = {each.name for each in facts if not partings(each)}
    assert whole <= {"contact_events", "planned_stock", "targets"}
    for each in facts:
        for parting in partings(each):
            assert set(parting) == tables_of(each)

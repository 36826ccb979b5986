"""Settled repair orders by who pays: what the customer and what the insurer is charged.

Labour goes by the pay type of its lines. Parts go by the pay type of the issues to the order; where
no issue names the order, all its parts go with its labour if that has one payer only. An order that
neither way can split is left out, labour and parts. Amounts are before the discount of the order.
"""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag, or_zero, table
from metrics.facts.parts_flow import NOT_SOLD
from metrics.facts.repair_orders import DAY_WORDS, REPAIR_ORDERS
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words

CUSTOMER, INSURER = "客户自费", "保险"

_l, _i = table("ro_labour_lines"), table("parts_issue_lines")
_o = REPAIR_ORDERS.source.alias("charged")


def _by_payer(name: str, lines: sa.Table, amount: Column, where: Column) -> sa.Subquery:
    """Lines and sums of each order, together and of both payers."""
    columns = []
    for label, payer in (("self", CUSTOMER), ("insured", INSURER)):
        pays = lines.c.pay_type == payer
        columns += [
            sa.func.sum(flag(pays)).label(f"{label}_lines"),
            sa.func.sum(sa.case((pays, amount), else_=0)).label(f"{label}_amount"),
        ]
    return (
        sa.select(lines.c.store_code, lines.c.ro_no, sa.func.count().label("lines"), *columns)
        .where(where, lines.c.ro_no.is_not(None))
        .group_by(lines.c.store_code, lines.c.ro_no)
        .subquery(name)
    )


_labour = _by_payer("labour_by_payer", _l, _l.c.labour_sales, sa.true())
_issued = _by_payer(
    "parts_by_payer",
    _i,
    _i.c.sales_ex_vat,
    sa.func.coalesce(_i.c.issue_type, "").not_in(NOT_SOLD),
)
_has_issues = or_zero(_issued.c.lines) > 0


def _parts(payer: str) -> Column:
    alone = _labour.c[f"{payer}_lines"] == _labour.c.lines
    return sa.case((_has_issues, _issued.c[f"{payer}_amount"]), (alone, _o.c.parts_sales), else_=0)


_one_payer = sa.or_(
    _labour.c.self_lines == _labour.c.lines,
    _labour.c.insured_lines == _labour.c.lines,
    # Neither the customer nor the insurer pays for anything on it.
    _labour.c.self_lines + _labour.c.insured_lines == 0,
)
_is_split = sa.and_(
    sa.or_(_labour.c.lines > 0, or_zero(_o.c.labour_sales) == 0),
    sa.or_(_has_issues, or_zero(_o.c.parts_sales) == 0, _one_payer),
)

ORDER_PAYERS = Fact(
    name="order_payers",
    words=Words("结算工单与付款方", "Settled orders by who pays"),
    source=sa.select(
        _o.c.store_code,
        _o.c.ro_no,
        _o.c.settled_day,
        _o.c.vin,
        _o.c.ro_type,
        _o.c.sa_id,
        _o.c.insurer,
        or_zero(_labour.c.self_amount).label("self_labour"),
        or_zero(_parts("self")).label("self_parts"),
        (or_zero(_labour.c.insured_amount) + or_zero(_parts("insured"))).label("insured_repair"),
        flag(sa.and_(_o.c.is_accident == 1, sa.func.coalesce(_o.c.insurer, "") != "")).label(
            "is_referred"
        ),
    )
    .select_from(
        _o.outerjoin(
            _labour,
            sa.and_(_labour.c.store_code == _o.c.store_code, _labour.c.ro_no == _o.c.ro_no),
        ).outerjoin(
            _issued,
            sa.and_(_issued.c.store_code == _o.c.store_code, _issued.c.ro_no == _o.c.ro_no),
        )
    )
    .where(_o.c.is_customers == 1, _is_split)
    .subquery("order_payer_rows"),
    tables=("repair_orders", "ro_labour_lines"),
    document=(
        "ro_no",
        "settled_day",
        "vin",
        "ro_type",
        "sa_id",
        "insurer",
        "self_labour",
        "self_parts",
        "insured_repair",
    ),
    dimensions={"adviser": "sa_id", "repair_type": "ro_type", "insurer": "insurer"},
    labels={
        "settled_day": DAY_WORDS["settled_day"],
        "self_labour": Words("自费工时", "Labour paid by the customer"),
        "self_parts": Words("自费材料", "Parts paid by the customer"),
        "insured_repair": Words("保险工时与材料", "Labour and parts paid by the insurer"),
    },
)

_k = ORDER_PAYERS.c

SELF_PAID_LABOUR = Flow("self_paid_labour", ORDER_PAYERS, at=_k.settled_day, value=_k.self_labour)
SELF_PAID_PARTS = Flow("self_paid_parts", ORDER_PAYERS, at=_k.settled_day, value=_k.self_parts)
INSURED_COLLISIONS = Flow(
    "insured_collisions",
    ORDER_PAYERS,
    at=_k.settled_day,
    value=_k.insured_repair,
    where=_k.is_referred == 1,
)

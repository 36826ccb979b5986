"""Vehicles that keep coming, and those that stay away."""

from datetime import date

from metrics.model.period import add_months
from tests.specs.example import Example, Expect


def _fillers(store: str, months: list[date]) -> str:
    """An internal order of each month: the store sends its orders, and nobody visits."""
    return "\n".join(
        f"{store} | f-{month} | - | {month} 09:00 | 内部 | 已结算 | 100" for month in months
    )


_ALL = [add_months(date(2024, 1, 1), step) for step in range(15)]
_HEADINGS = "store | ro_no | vin | open_at | ro_type | status | labour_sales"

# A: V3 becomes part of the base on the last day of March, V4 later; V5 was sold on in February, V6
# nobody knows when; V7 was sold elsewhere; V11 nobody knows when.
_CUSTOMERS = """
    store | vin | sale_date  | sold_by_store | vehicle_status | status_date
    A     | V1  | 2022-05-01 | yes           | 在用           | -
    A     | V2  | 2023-05-01 | yes           | 在用           | -
    A     | V3  | 2024-03-31 | yes           | 在用           | -
    A     | V4  | 2024-04-02 | yes           | 在用           | -
    A     | V5  | 2021-01-01 | yes           | 过户           | 2025-02-10
    A     | V6  | 2021-01-01 | yes           | 过户           | -
    A     | V7  | 2021-01-01 | no            | 在用           | -
    A     | V8  | 2020-01-01 | yes           | -              | -
    A     | V9  | 2020-02-01 | -             | 在用           | -
    A     | V10 | 2010-03-01 | yes           | 在用           | -
    A     | V11 | -          | yes           | 在用           | -
    B     | W1  | 2022-03-01 | yes           | 在用           | -
    B     | W2  | 2022-03-01 | yes           | 在用           | -
    B     | W3  | 2022-03-01 | yes           | 在用           | -
    B     | W4  | 2022-03-01 | yes           | 在用           | -
    C     | X1  | 2022-03-01 | yes           | 在用           | -
    D     | Y1  | 2022-03-01 | no            | 在用           | -
"""
# V2 comes for PDI only, V8 with a comeback only; the order of V9 is reversed; V10 comes twice, once
# 364 days before the end of March.
_VISITS = "\n".join(
    (
        _HEADINGS,
        """
        A | r1  | V1  | 2024-06-10 09:00 | 保养     | 已结算 | 100
        A | r2  | V2  | 2024-06-10 09:00 | PDI      | 已结算 | 100
        A | r3  | V3  | 2024-10-01 09:00 | 首保     | 已结算 | 100
        A | r4  | V4  | 2024-10-01 09:00 | 首保     | 已结算 | 100
        A | r5  | V5  | 2024-12-01 09:00 | 保养     | 已结算 | 100
        A | r6  | V6  | 2024-12-01 09:00 | 保养     | 已结算 | 100
        A | r7  | V7  | 2024-12-01 09:00 | 保养     | 已结算 | 100
        A | r8  | V8  | 2024-05-05 09:00 | 返修     | 已结算 | 100
        A | r9  | V9  | 2024-07-01 09:00 | 一般维修 | 已结算 | 100
        A | r9r | V9  | 2024-07-01 09:00 | 一般维修 | 已结算 | -100
        A | r10 | V10 | 2024-04-01 09:00 | 索赔     | 已结算 | 100
        A | r11 | V10 | 2024-09-09 09:00 | 保养     | 已结算 | 100
        A | r12 | V11 | 2024-09-09 09:00 | 保养     | 已结算 | 100
        A | r13 | V2  | 2024-09-09 09:00 | 保养     | 作废   | 100
        B | s1  | W1  | 2025-02-10 09:00 | 保养     | 已结算 | 100
        B | s2  | W2  | 2025-02-10 09:00 | 保养     | 已结算 | 100
        B | s3  | W3  | 2025-02-10 09:00 | 保养     | 已结算 | 100
        B | s4  | W4  | 2025-02-10 09:00 | 事故     | 已结算 | 100
        C | t1  | X1  | 2025-02-10 09:00 | 保养     | 已结算 | 100
        """,
        _fillers("A", _ALL),
        _fillers("B", _ALL),
        _fillers("C", _ALL[-6:]),
        _fillers("D", _ALL),
    )
)

# Of September: V1 comes again on the last day of March, V5 after an accident, V6 with a comeback
# only, V8 a day late; V3 comes twice in September; V4 came for an accident only; the order of V7 is
# reversed, V9 is PDI. U1 came in July.
_MONTHS = "\n".join(
    (
        _HEADINGS,
        """
        A | r1  | V1 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        A | r1b | V1 | 2025-03-31 09:00 | 保养     | 已结算 | 100
        A | r2  | V2 | 2024-09-10 09:00 | 保养     | 已结算 | -
        A | r3  | V3 | 2024-09-12 09:00 | 保养     | 已结算 | 100
        A | r3b | V3 | 2024-09-25 09:00 | 索赔     | 已结算 | 100
        A | r4  | V4 | 2024-09-15 09:00 | 事故     | 已结算 | 100
        A | r5  | V5 | 2024-09-16 09:00 | 一般维修 | 已结算 | 100
        A | r5b | V5 | 2024-11-16 09:00 | 事故     | 已结算 | 100
        A | r6  | V6 | 2024-09-17 09:00 | 保养     | 已结算 | 100
        A | r6b | V6 | 2024-10-02 09:00 | 返修     | 已结算 | 0
        A | r7  | V7 | 2024-09-18 09:00 | 保养     | 已结算 | 100
        A | r7r | V7 | 2024-09-18 09:00 | 保养     | 已结算 | -100
        A | r8  | V8 | 2024-09-20 09:00 | 保养     | 已结算 | 100
        A | r8b | V8 | 2025-04-01 09:00 | 保养     | 已结算 | 100
        A | r9  | V9 | 2024-09-21 09:00 | PDI      | 已结算 | 100
        A | u1  | U1 | 2024-07-10 09:00 | 保养     | 已结算 | 100
        B | s1  | W1 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        B | s2  | W2 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        B | s3  | W3 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        B | s4  | W4 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        B | s2b | W2 | 2024-10-05 09:00 | 保养     | 已结算 | 100
        B | s3b | W3 | 2024-12-05 09:00 | 保养     | 已结算 | 100
        B | s4b | W4 | 2025-02-05 09:00 | 保养     | 已结算 | 100
        D | t1  | X1 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        """,
        _fillers("A", _ALL[6:]),
        _fillers("B", _ALL[6:]),
        _fillers("C", _ALL[6:]),
        # D sent nothing of December.
        _fillers("D", [*_ALL[6:11], *_ALL[12:]]),
    )
)

_LONG_SERVICES = "\n".join(
    (
        f"""
        {_HEADINGS}
        P | g1  | G1 | 2024-03-05 09:00 | 保养     | 已结算 | 100
        P | g2  | G2 | 2024-03-06 09:00 | 保养     | 已结算 | 100
        P | g3  | G3 | 2024-03-07 09:00 | 保养     | 已结算 | 100
        P | g1b | G1 | 2024-12-05 09:00 | 保养     | 已结算 | 100
        P | g2b | G2 | 2025-03-31 09:00 | 保养     | 已结算 | 100
        Q | h1  | H1 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        Q | h2  | H2 | 2024-09-06 09:00 | 保养     | 已结算 | 100
        Q | h1b | H1 | 2025-03-05 09:00 | 保养     | 已结算 | 100
        R | k1  | K1 | 2024-09-05 09:00 | 保养     | 已结算 | 100
        """,
        _fillers("P", _ALL),
        _fillers("Q", _ALL),
        _fillers("R", _ALL),
    )
)

_STORES = "A=North B=North C=South D=South"

EXAMPLES = (
    Example(
        kpi="service_retention_12m",
        stores=_STORES,
        tables={"customers": _CUSTOMERS, "repair_orders": _VISITS},
        expect=(
            # V1, V3, V10 of V1, V2, V3, V8, V9, V10.
            Expect("A", "2025-03", 0.5, 3, 6),
            # V5 instead of V3.
            Expect("A", "2025-01", 0.5, 3, 6),
            # V5 has left, V3 is not there yet: V1, V10.
            Expect("A", "2025-02", 0.4, 2, 5),
            # A quarter ends as its last month does.
            Expect("A", "2025-Q1", 0.5, 3, 6),
            Expect("B", "2025-03", 1, 4, 4),
            # Half a year of orders cannot tell who stayed away for a year.
            Expect("C", "2025-03", None, state="no_data"),
            Expect("D", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
            # Not the mean of 50 % and 100 %.
            Expect("region North", "2025-03", 0.7, 7, 10),
            Expect("network", "2025-Q1", 0.7, 7, 10),
        ),
    ),
    Example(
        kpi="service_churn_6m",
        stores=_STORES,
        tables={"repair_orders": _MONTHS},
        expect=(
            # V2, V3, V6, V8 of V1, V2, V3, V5, V6, V8.
            Expect("A", "2025-03", 2 / 3, 4, 6),
            # On the day before the last they may still come.
            Expect("A", "2025-03-01..2025-03-30", None, 0, 0, state="no_data"),
            Expect("B", "2025-03", 0.25, 1, 4),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("D", "2025-03", None, state="no_data"),
            # With U1 of July.
            Expect("A", "2025-Q1", 5 / 7, 5, 7),
            # Not the mean of 67 % and 25 %.
            Expect("region North", "2025-03", 0.5, 5, 10),
            Expect("network", "2025-Q1", 6 / 11, 6, 11),
        ),
    ),
    Example(
        kpi="service_churn_6m",
        stores="P=North Q=North R=South",
        tables={"repair_orders": _LONG_SERVICES},
        # The brand of P sees its cars once a year; what stands in R's register is no number of
        # months, and Q's says nothing.
        extra_dim_store={"P": {"churn_months": 12}, "R": {"churn_months": 0}},
        expect=(
            # Of G1, G2, G3 of March 2024, G3 did not come within twelve months.
            Expect("P", "2025-03", 1 / 3, 1, 3),
            # Of H1, H2 of September 2024, H2 did not come within six.
            Expect("Q", "2025-03", 0.5, 1, 2),
            Expect("R", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.4, 2, 5),
            Expect("network", "2025-Q1", 0.5, 3, 6),
        ),
    ),
)

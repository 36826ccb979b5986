"""Promises kept, orders done the same day, and hours in the shop."""

from tests.specs.example import Example, Expect

# The promise of a3 names a day only; a4, a11 and a12 have none or are not done. a6 is PDI, a7 void,
# a5, a13 and c2 are accidents. a8r takes a8 back. a10 came after closing time; the clock of a12 is
# wrong. a9 is done in April.
_ORDERS = """
    ro_no | store | vin | open_at          | promised_at      | completed_at     | released_at      | ro_type  | status | labour_sales
    a1    | A     | V1  | 2025-03-03 09:00 | 2025-03-03 12:00 | 2025-03-03 11:30 | 2025-03-03 12:00 | 保养     | 已结算 | 100
    a2    | A     | V2  | 2025-03-03 10:00 | 2025-03-03 17:00 | 2025-03-04 10:00 | 2025-03-04 11:00 | 一般维修 | 已结算 | 100
    a3    | A     | V3  | 2025-03-05 16:00 | 2025-03-06       | 2025-03-06 16:30 | 2025-03-07 09:30 | 一般维修 | 已结算 | 100
    a4    | A     | V4  | 2025-03-10 09:00 | -                | 2025-03-10 15:00 | 2025-03-10 15:30 | 保养     | 已结算 | 100
    a5    | A     | V5  | 2025-03-10 09:00 | 2025-03-12 17:00 | 2025-03-20 09:00 | 2025-03-20 10:00 | 事故     | 已结算 | 100
    a6    | A     | V6  | 2025-03-11 09:00 | 2025-03-11 10:00 | 2025-03-11 09:30 | 2025-03-11 10:00 | PDI      | 已结算 | 100
    a7    | A     | V7  | 2025-03-11 09:00 | 2025-03-11 10:00 | 2025-03-11 09:30 | 2025-03-11 10:00 | 保养     | 作废   | 100
    a8    | A     | V8  | 2025-03-12 09:00 | 2025-03-12 12:00 | 2025-03-12 11:00 | 2025-03-12 11:30 | 保养     | 已结算 | 100
    a8r   | A     | V8  | 2025-03-12 09:00 | 2025-03-12 12:00 | 2025-03-12 11:00 | -                | 保养     | 已结算 | -100
    a9    | A     | V9  | 2025-03-31 15:00 | 2025-03-31 18:00 | 2025-04-01 09:00 | 2025-04-01 09:30 | 一般维修 | 已结算 | 100
    a10   | A     | V10 | 2025-03-28 20:00 | 2025-03-29 12:00 | 2025-03-29 10:00 | 2025-03-29 10:30 | 一般维修 | 已结算 | 100
    a11   | A     | V11 | 2025-03-29 09:00 | 2025-03-29 12:00 | -                | -                | 一般维修 | 在修   | -
    a12   | A     | V12 | 2025-03-30 10:00 | -                | 2025-03-30 09:00 | 2025-03-30 09:00 | 保养     | 已结算 | 100
    a13   | A     | V13 | 2025-04-20 09:00 | -                | -                | -                | 事故     | 在修   | -
    b1    | B     | W1  | 2025-03-04 09:00 | 2025-03-04 11:00 | 2025-03-04 10:00 | 2025-03-04 10:00 | 保养     | 已结算 | 100
    b2    | B     | W2  | 2025-05-06 09:00 | -                | 2025-05-07 08:45 | 2025-05-07 09:00 | 保养     | 已结算 | 100
    c1    | C     | X1  | 2025-02-10 09:00 | 2025-02-10 10:00 | 2025-02-10 09:50 | 2025-02-10 10:00 | 首保     | 已结算 | 100
    c2    | C     | X2  | 2025-03-12 09:00 | -                | -                | -                | 事故     | 在修   | -
"""  # noqa: E501, a table is read as drawn

# A was closed on the 15th of March; a day that is not drawn is an open one.
_CALENDAR = """
    store | date       | is_business_day | day_weight
    A     | 2025-03-14 | yes             | 1
    A     | 2025-03-15 | no              | 0
    A     | 2025-04-01 | yes             | 1
    B     | 2025-03-01 | yes             | 1
    B     | 2025-04-01 | yes             | 1
    B     | 2025-05-01 | yes             | 1
    C     | 2025-02-01 | yes             | 1
    C     | 2025-03-01 | yes             | 1
"""

_TABLES = {"repair_orders": _ORDERS}

EXAMPLES = (
    Example(
        kpi="on_time_delivery_rate",
        tables=_TABLES,
        expect=(
            # a1, a3, a10 of a1, a2, a3, a5, a10.
            Expect("A", "2025-03", 0.6, 3, 5),
            Expect("A", "2025-04", 0, 0, 1),
            Expect("B", "2025-03", 1, 1, 1),
            # 4 of 6, not the mean of 60 % and 100 %.
            Expect("region North", "2025-03", 4 / 6, 4, 6),
            # Done in May, but nothing was promised.
            Expect("B", "2025-05", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("network", "2025-03", 4 / 6, 4, 6),
            Expect("network", "2025-Q1", 5 / 7, 5, 7),
        ),
    ),
    Example(
        kpi="same_day_delivery_rate",
        tables=_TABLES,
        expect=(
            # a1, a4, a12 of a1-a4, a9-a12.
            Expect("A", "2025-03", 3 / 8, 3, 8),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("B", "2025-05", 0, 0, 1),
            Expect("region North", "2025-03", 4 / 9, 4, 9),
            # An accident only.
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 4 / 9, 4, 9),
            Expect("network", "2025-Q1", 0.5, 5, 10),
        ),
    ),
    Example(
        kpi="in_shop_hours_median",
        tables={"repair_orders": _ORDERS, "dim_calendar": _CALENDAR},
        expect=(
            # a1 3 hours; a2 7.5 + 2.5; a3 1.5 + 9 + 1; a4 6.5; a5 8.5 + 8 days of 9 + 1.5; a10 none
            # on its first day and 2 on the next: the middle of 2, 3, 6.5, 10, 11.5, 82.
            Expect("A", "2025-03", 8.25, denominator=6),
            Expect("A", "2025-04", 3.5),
            # Eight open days of nine, as above.
            Expect("A", "2025-03-20..2025-03-20", 82),
            Expect("B", "2025-03", 1),
            Expect("B", "2025-05", 9),
            # 1, 2, 3, 6.5, 10, 11.5, 82: not the mean of 8.25 and 1.
            Expect("region North", "2025-03", 6.5, denominator=7),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 6.5),
            # And 1 of C.
            Expect("network", "2025-Q1", 4.75, denominator=8),
        ),
    ),
)

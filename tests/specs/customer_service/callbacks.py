"""Calls after deliveries and repairs."""

from tests.specs.example import Example, Expect

# A: d1 is called on the third day; d2 on the fourth; d3 never; d4 is fleet; d5 falls due in May, d9
# in June. d1 is taken back on 20 April, with its call.
_DELIVERIES = """
    store | delivery_no | vin | delivery_date | customer_type | outlet_code | revenue_ex_vat
    A     | d1          | 1   | 2025-03-29    | 零售          | -           | 100
    A     | d2          | 2   | 2025-04-10    | 零售          | -           | 100
    A     | d3          | 3   | 2025-04-12    | 零售          | -           | -
    A     | d4          | 4   | 2025-04-12    | 大客户        | -           | 100
    A     | d4b         | 5   | 2025-04-12    | 零售          | E1          | 100
    A     | d1r         | 1   | 2025-04-20    | 零售          | -           | -100
    A     | d5          | 6   | 2025-04-29    | 零售          | -           | 100
    A     | d9          | 7   | 2025-05-30    | 零售          | -           | 100
    B     | d1          | 8   | 2025-04-03    | 零售          | -           | 100
    C     | d1          | 9   | 2025-04-03    | 零售          | -           | 100
"""

# A: r1 and r2 are one car on one day; r3 was only tried; r4 is PDI, r5 void, r6 still here; r7 has
# no VIN; r8 was reversed on the same day; r9 falls due in May.
_ORDERS = """
    store | ro_no | vin | open_at          | released_at      | ro_type  | status | labour_sales
    A     | r1    | 11  | 2025-04-05 08:00 | 2025-04-05 17:00 | 保养     | 已结算 | 100
    A     | r2    | 11  | 2025-04-05 08:10 | 2025-04-05 17:00 | 一般维修 | 已结算 | 50
    A     | r3    | 12  | 2025-04-06 08:00 | 2025-04-06 17:00 | 保养     | 已结算 | 100
    A     | r4    | 13  | 2025-04-06 08:00 | 2025-04-06 17:00 | PDI      | 已结算 | 100
    A     | r5    | 14  | 2025-04-06 08:00 | 2025-04-06 17:00 | 保养     | 作废   | 100
    A     | r6    | 15  | 2025-04-06 08:00 | -                | 保养     | 在修   | 100
    A     | r7    | -   | 2025-04-06 08:00 | 2025-04-06 17:00 | 保养     | 已结算 | 100
    A     | r8    | 16  | 2025-04-07 08:00 | 2025-04-07 17:00 | 保养     | 已结算 | 100
    A     | r8r   | 16  | 2025-04-07 18:00 | 2025-04-07 18:00 | 保养     | 已结算 | -100
    A     | r9    | 17  | 2025-05-20 08:00 | 2025-05-20 12:00 | 保养     | 已结算 | 100
    B     | r1    | 18  | 2025-04-05 08:00 | 2025-04-05 17:00 | 保养     | 已结算 | 100
    B     | r2    | 19  | 2025-04-06 08:00 | 2025-04-06 17:00 | 事故     | 已结算 | 100
    C     | r1    | 20  | 2025-04-06 08:00 | 2025-04-06 17:00 | 事故     | 已结算 | 100
"""

_CALLS_OF_EVENTS = """
    store | callback_id | event_type | event_no | attempt_at       | result
    A     | c1          | 销售交车   | d1       | 2025-03-30 10:00 | 未接
    A     | c2          | 销售交车   | d1       | 2025-04-01 19:00 | 成功
    A     | c3          | 销售交车   | d2       | 2025-04-11 10:00 | 未接
    A     | c4          | 销售交车   | d2       | 2025-04-14 10:00 | 成功
    A     | c5          | 销售交车   | d4       | 2025-04-13 10:00 | 成功
    A     | c6          | 售后出厂   | r2       | 2025-04-06 10:00 | 成功
    A     | c7          | 售后出厂   | r3       | 2025-04-07 10:00 | 空号错号
    A     | c8          | 售后出厂   | r7       | 2025-04-08 10:00 | 成功
    A     | c9          | 售后出厂   | r8       | 2025-04-08 10:00 | 成功
    A     | c10         | 售后出厂   | r9       | 2025-05-20 15:00 | 成功
    A     | c11         | 售后出厂   | d3       | 2025-04-13 10:00 | 成功
    B     | c1          | 销售交车   | d1       | 2025-04-04 10:00 | 成功
    B     | c2          | 售后出厂   | r1       | 2025-04-06 10:00 | 成功
    B     | c3          | 售后出厂   | r2       | 2025-04-07 10:00 | 成功
"""

# d1 is reached at the third attempt, d2 only in May, d3 twice; a sale and a repair order share the
# number 7; c10 names no event. Satisfaction noted on a refused call is no answer.
_CALLS = """
    store | callback_id | event_type | event_no | attempt_at       | result   | fields_required | fields_filled | satisfaction | issue_category | issue_closed_at
    A     | c1          | 销售交车   | d1       | 2025-04-02 10:00 | 未接     | 8               | -             | -            | -              | -
    A     | c2          | 销售交车   | d1       | 2025-04-03 10:00 | 未接     | 8               | -             | -            | -              | -
    A     | c3          | 销售交车   | d1       | 2025-04-03 16:00 | 成功     | 8               | 8             | 满意         | -              | -
    A     | c4          | 销售交车   | d2       | 2025-04-30 10:00 | 未接     | 8               | -             | -            | -              | -
    A     | c5          | 销售交车   | d2       | 2025-05-02 10:00 | 成功     | 8               | 8             | 满意         | 交付           | -
    A     | c6          | 销售交车   | d3       | 2025-04-05 10:00 | 成功     | 8               | 7             | 一般         | 等待过久       | 2025-04-12 18:00
    A     | c7          | 销售交车   | d3       | 2025-04-06 10:00 | 成功     | 8               | 9             | 满意         | -              | -
    A     | c8          | 销售交车   | 7        | 2025-04-07 10:00 | 成功     | 8               | -             | 不满意       | 维修质量       | 2025-04-15 09:00
    A     | c9          | 售后出厂   | 7        | 2025-04-07 11:00 | 拒访     | 8               | 0             | 满意         | -              | -
    A     | c10         | -          | -        | 2025-04-08 10:00 | 空号错号 | 8               | 0             | -            | -              | -
    B     | c1          | 售后出厂   | r1       | 2025-04-09 10:00 | 成功     | 8               | 8             | -            | -              | -
    B     | c2          | 售后出厂   | r2       | 2025-04-10 10:00 | 成功     | 5               | 5             | 满意         | 价格费用       | 2025-04-10 18:00
    C     | c1          | 售后出厂   | r3       | 2025-06-20 10:00 | 成功     | 8               | 8             | 不满意       | 价格费用       | -
"""  # noqa: E501, a drawn table

EXAMPLES = (
    Example(
        kpi="callback_3d_completion",
        tables={
            "vehicle_deliveries": _DELIVERIES,
            "repair_orders": _ORDERS,
            "callbacks": _CALLS_OF_EVENTS,
        },
        expect=(
            # Due: d1, d2, d3, less d1 taken back; one car with r1 and r2, r3, r7. Called in time:
            # d1, less its call; the car; r7.
            Expect("A", "2025-04", 0.4, 2, 5),
            Expect("A", "2025-04-01..2025-04-01", 1, 1, 1),
            Expect("A", "2025-04-23..2025-04-23", 1, -1, -1, state="too_few"),
            # d5 was never called, r9 at once.
            Expect("A", "2025-05", 0.5, 1, 2),
            Expect("B", "2025-04", 1, 3, 3),
            # Not the mean of 40 % and 100 %.
            Expect("region North", "2025-04", 0.625, 5, 8),
            # June: d9.
            Expect("A", "2025-Q2", 3 / 8, 3, 8),
            Expect("network", "2025-Q2", 6 / 11, 6, 11),
            # C keeps no register of calls.
            Expect("C", "2025-04", None, state="no_data"),
            Expect("A", "2025-04-02..2025-04-05", None, state="no_data"),
        ),
    ),
    Example(
        kpi="callback_3d_completion",
        stores="D=North",
        as_of="2025-04-12",
        tables={
            "vehicle_deliveries": """
                store | delivery_no | vin | delivery_date | customer_type | revenue_ex_vat
                D     | d1          | 1   | 2025-04-01    | 零售          | 100
                D     | d2          | 2   | 2025-04-10    | 零售          | 100
            """,
            "repair_orders": """
                store | ro_no | vin | open_at          | released_at | ro_type | labour_sales
                D     | r1    | 3   | 2025-04-11 08:00 | -           | 保养    | 100
            """,
            "callbacks": """
                store | callback_id | event_type | event_no | attempt_at       | result
                D     | c1          | 销售交车   | d1       | 2025-04-02 10:00 | 成功
            """,
        },
        # The second delivery is not due before the 13th.
        expect=(Expect("D", "2025-04", 1, 1, 1),),
    ),
    Example(
        kpi="callback_contact_rate",
        tables={"callbacks": _CALLS},
        expect=(
            # Tried: d1, d2, d3, sale 7, order 7, c10; reached: d1, d3, sale 7.
            Expect("A", "2025-04", 0.5, 3, 6),
            Expect("A", "2025-05", 1, 1, 1),
            Expect("B", "2025-04", 1, 2, 2),
            Expect("region North", "2025-04", 0.625, 5, 8),
            # d2 was tried in both months.
            Expect("A", "2025-Q2", 4 / 7, 4, 7),
            Expect("network", "2025-Q2", 0.7, 7, 10),
            Expect("C", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="callback_record_completeness",
        tables={"callbacks": _CALLS},
        expect=(
            # Of c3, c6, c7, c8: c6 lacks a field, of c8 nothing is known.
            Expect("A", "2025-04", 0.5, 2, 4),
            Expect("B", "2025-04", 1, 2, 2),
            Expect("region North", "2025-04", 4 / 6, 4, 6),
            Expect("A", "2025-Q2", 0.6, 3, 5),
            Expect("network", "2025-Q2", 0.75, 6, 8),
            # Nobody was reached.
            Expect("A", "2025-04-07..2025-04-08", 0, 0, 1),
            Expect("A", "2025-04-30..2025-04-30", None, state="no_data"),
        ),
    ),
    Example(
        kpi="callback_satisfaction_rate",
        tables={"callbacks": _CALLS},
        expect=(
            Expect("A", "2025-04", 0.5, 2, 4),
            # The other call of B had no answer.
            Expect("B", "2025-04", 1, 1, 1),
            Expect("region North", "2025-04", 0.6, 3, 5),
            Expect("A", "2025-Q2", 0.6, 3, 5),
            Expect("network", "2025-Q2", 4 / 7, 4, 7),
            Expect("C", "2025-04", None, state="no_data"),
            Expect("A", "2025-04-01..2025-04-02", None, state="no_data"),
        ),
    ),
    Example(
        kpi="callback_issue_closure_rate",
        tables={"callbacks": _CALLS},
        expect=(
            # c6 on the seventh day, c8 on the eighth.
            Expect("A", "2025-04", 0.5, 1, 2),
            Expect("B", "2025-04", 1, 1, 1),
            Expect("region North", "2025-04", 2 / 3, 2, 3),
            Expect("A", "2025-Q2", 1 / 3, 1, 3),
            Expect("network", "2025-Q2", 0.4, 2, 5),
            Expect("A", "2025-04-02..2025-04-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="callback_issue_closure_rate",
        stores="D=North",
        as_of="2025-04-20",
        tables={
            "callbacks": """
                store | callback_id | attempt_at       | result | issue_category | issue_closed_at
                D     | c1          | 2025-04-02 10:00 | 成功   | 交付           | 2025-04-03 10:00
                D     | c2          | 2025-04-15 10:00 | 成功   | 交付           | -
            """,
        },
        expect=(
            Expect("D", "2025-04", 0.5, 1, 2, state="provisional"),
            Expect("D", "2025-04-01..2025-04-13", 1, 1, 1),
        ),
    ),
)

"""Complaints."""

from tests.specs.example import Example, Expect

# A: k1 answered after 1.5 hours, closed after 2 days, asked again on the third day and signed.
# k2: 2 hours, 14 days, asked again on the fourth day. k3: 10 hours, 15 days, not signed.
# k4: nobody answered, still open. k5 came in February: half an hour, 31 days, asked in time.
# k6: an answer before the complaint is no time, 1 day, never asked again.
_COMPLAINTS = """
    store | complaint_id | opened_at        | category_l1 | upheld | first_response_at | closed_at        | followup_at      | signed_off
    A     | k1           | 2025-03-01 09:00 | 维修质量    | yes    | 2025-03-01 10:30  | 2025-03-03 12:00 | 2025-03-06 09:00 | yes
    A     | k2           | 2025-03-05 09:00 | 配件        | yes    | 2025-03-05 11:00  | 2025-03-19 20:00 | 2025-03-23 09:00 | yes
    A     | k3           | 2025-03-10 09:00 | 配件        | yes    | 2025-03-10 19:00  | 2025-03-25 08:00 | 2025-03-26 09:00 | no
    A     | k4           | 2025-03-20 09:00 | 其他        | no     | -                 | -                | -                | -
    A     | k5           | 2025-02-27 09:00 | 交付        | yes    | 2025-02-27 09:30  | 2025-03-30 18:00 | 2025-03-31 09:00 | yes
    A     | k6           | 2025-03-25 09:00 | 交付        | -      | 2025-03-24 09:00  | 2025-03-26 09:00 | -                | -
    B     | k1           | 2025-03-08 08:00 | 交付        | yes    | 2025-03-08 14:00  | 2025-03-09 09:00 | 2025-03-10 09:00 | yes
    B     | k2           | 2025-03-09 08:00 | 交付        | yes    | 2025-03-09 16:00  | -                | -                | -
    C     | k1           | 2025-01-15 08:00 | 交付        | yes    | 2025-01-15 12:00  | 2025-01-20 09:00 | -                | -
"""  # noqa: E501, a drawn table

# A: two deliveries (one was taken back, one is internal) and two visits (two orders of one car on
# one day are one, PDI is none). B: one delivery and seven visits.
_DELIVERIES = """
    store | delivery_no | vin | delivery_date | customer_type | revenue_ex_vat
    A     | d1          | 1   | 2025-03-03    | 零售          | 100
    A     | d2          | 2   | 2025-03-04    | 大客户        | 100
    A     | d3          | 3   | 2025-03-05    | 零售          | 100
    A     | d3r         | 3   | 2025-03-06    | 零售          | -100
    A     | d4          | 4   | 2025-03-06    | 内部          | 100
    B     | d1          | 5   | 2025-03-06    | 零售          | 100
    B     | d2          | 6   | 2025-04-06    | 零售          | 100
"""
_ORDERS = """
    store | ro_no | vin | open_at          | released_at      | ro_type  | status | labour_sales
    A     | r1    | 11  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    A     | r2    | 11  | 2025-03-05 08:00 | 2025-03-05 17:00 | 一般维修 | 已结算 | 100
    A     | r3    | 12  | 2025-03-05 08:00 | 2025-03-06 17:00 | 保养     | 已结算 | 100
    A     | r4    | 13  | 2025-03-05 08:00 | 2025-03-06 17:00 | PDI      | 已结算 | 100
    A     | r5    | 14  | 2025-03-05 08:00 | -                | 保养     | 在修   | 100
    B     | r1    | 21  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    B     | r2    | 22  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    B     | r3    | 23  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    B     | r4    | 24  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    B     | r5    | 25  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    B     | r6    | 26  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    B     | r7    | 27  | 2025-03-05 08:00 | 2025-03-05 17:00 | 保养     | 已结算 | 100
    B     | r8    | 28  | 2025-04-05 08:00 | 2025-04-05 17:00 | 保养     | 已结算 | 100
"""

# A's register was taken again in April, B's at the end of it.
_EXTRACTS = """
    store | table_name | extracted_at     | rows_loaded
    A     | complaints | 2025-04-10 08:00 | 6
    B     | complaints | 2025-04-30 18:00 | 2
"""

_TABLES = {"complaints": _COMPLAINTS}

EXAMPLES = (
    Example(
        kpi="complaint_count",
        tables={**_TABLES, "load_log": _EXTRACTS},
        expect=(
            Expect("A", "2025-03", 5, numerator=5),
            Expect("B", "2025-03", 2),
            Expect("region North", "2025-03", 7),
            Expect("A", "2025-Q1", 6),
            Expect("network", "2025-Q1", 9),
            # The register was kept, and nobody complained.
            Expect("A", "2025-04", 0),
            # Nothing recorded is not nothing complained.
            Expect("A", "2025-05", None, state="no_data"),
            Expect("A", "2025-01", None, state="no_data"),
            Expect("C", "2025-02", None, state="no_data"),
            Expect("A", "2025-03-11..2025-03-15", 0),
        ),
    ),
    Example(
        kpi="complaint_rate_per_1000",
        tables={
            **_TABLES,
            "load_log": _EXTRACTS,
            "vehicle_deliveries": _DELIVERIES,
            "repair_orders": _ORDERS,
        },
        expect=(
            Expect("A", "2025-03", 1250, 5, 4),
            Expect("B", "2025-03", 250, 2, 8),
            # Not 750, the mean of 1250 and 250.
            Expect("region North", "2025-03", 7000 / 12, 7, 12),
            # C has no deliveries and no repair orders.
            Expect("network", "2025-Q1", 8000 / 12, 8, 12),
            Expect("C", "2025-01", None, state="no_data"),
            Expect("A", "2025-03-20..2025-03-25", None, state="no_data"),
            # One car, one visit and no complaint, in a register that was kept.
            Expect("B", "2025-04", 0, 0, 2),
        ),
    ),
    Example(
        kpi="complaint_response_hours_median",
        tables=_TABLES,
        expect=(
            # 1.5, 2 and 10 hours.
            Expect("A", "2025-03", 2, denominator=3),
            Expect("B", "2025-03", 7),
            # 1.5, 2, 6, 8, 10: not the middle of 2 and 7.
            Expect("region North", "2025-03", 6),
            # 0.5, 1.5, 2, 10.
            Expect("A", "2025-Q1", 1.75),
            Expect("network", "2025-Q1", 4, denominator=7),
            Expect("A", "2025-03-20..2025-03-20", None, state="no_data"),
        ),
    ),
    Example(
        kpi="complaint_close_days_median",
        tables=_TABLES,
        expect=(
            # 1 and 2 days leave three of five open, 14 days two of five.
            Expect("A", "2025-03", 14, denominator=5),
            Expect("B", "2025-03", 1),
            Expect("region North", "2025-03", 14, denominator=7),
            Expect("C", "2025-01", 5),
            # 1, 1, 2, 5 leave five of nine open.
            Expect("network", "2025-Q1", 14, denominator=9),
            # Still open: nobody knows.
            Expect("B", "2025-03-09..2025-03-09", None, state="no_data"),
        ),
    ),
    Example(
        kpi="complaint_close_14d_rate",
        tables=_TABLES,
        expect=(
            # k1, k2, k6; k3 took 15 days.
            Expect("A", "2025-03", 0.6, 3, 5),
            Expect("B", "2025-03", 0.5, 1, 2),
            Expect("region North", "2025-03", 4 / 7, 4, 7),
            Expect("A", "2025-Q1", 0.5, 3, 6),
            Expect("network", "2025-Q1", 5 / 9, 5, 9),
            Expect("A", "2025-03-11..2025-03-15", None, state="no_data"),
        ),
    ),
    Example(
        kpi="complaint_close_14d_rate",
        stores="D=North",
        as_of="2025-03-31",
        tables={
            "complaints": """
                store | complaint_id | opened_at        | closed_at
                D     | k1           | 2025-03-02 09:00 | 2025-03-30 09:00
                D     | k2           | 2025-03-20 09:00 | 2025-03-21 09:00
            """,
        },
        expect=(
            Expect("D", "2025-03", 0.5, 1, 2, state="provisional"),
            Expect("D", "2025-03-01..2025-03-17", 0, 0, 1),
        ),
    ),
    Example(
        kpi="complaint_followup_rate",
        tables=_TABLES,
        expect=(
            # Due: k1 on the 6th, k2 on the 22nd, k3 on the 28th, k6 on the 29th.
            Expect("A", "2025-03", 0.25, 1, 4),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.4, 2, 5),
            # k5 falls due in April, a month without a new complaint.
            Expect("A", "2025-04", 1, 1, 1),
            Expect("A", "2025-Q1", 0.25, 1, 4),
            Expect("network", "2025-Q1", 2 / 6, 2, 6),
            Expect("A", "2025-02", None, state="no_data"),
        ),
    ),
)

"""What campaigns bring."""

from tests.specs.example import Example, Expect
from tests.specs.marketing.acquisition import ATTRIBUTED

# A: K1 is reviewed on the tenth day, K2 on the eleventh, K3 never (due in April), K4 has no end, K5
# was reviewed before its end. Support that was never approved counts on neither side.
_CAMPAIGNS = """
    store | campaign_id | start_date | end_date   | report_at  | oem_support_approved | oem_support_received
    A     | K1          | 2025-03-01 | 2025-03-10 | 2025-03-20 | 1000                 | 600
    A     | K2          | 2025-03-05 | 2025-03-15 | 2025-03-26 | 500                  | 500
    A     | K3          | 2025-03-20 | 2025-03-25 | -          | -                    | 100
    A     | K4          | 2025-03-10 | -          | -          | -                    | -
    A     | K5          | 2025-02-20 | 2025-02-25 | 2025-02-24 | 200                  | -
    B     | K1          | 2025-03-01 | 2025-03-05 | -          | 4000                 | 1000
    C     | K1          | 2025-01-05 | 2025-01-10 | 2025-01-15 | 300                  | 300
"""  # noqa: E501, a drawn table

# A's K1: 3000 + 1000 paid before + -400, less 600 of support: 3000; the bill of August is too late.
# p1's car earned 5000 + 2000; p2's came after more than 120 days; p3 came by itself; p4's was taken
# back. K0 of February brought nothing. B's K1 brought nothing. C's K1 cost nothing of its own.
_RETURNS = {
    "campaigns": """
        store | campaign_id | start_date | end_date   | oem_support_received
        A     | K0          | 2025-02-01 | 2025-02-10 | -
        A     | K1          | 2025-03-01 | 2025-03-10 | 600
        B     | K1          | 2025-03-10 | 2025-03-12 | -
        C     | K1          | 2025-01-10 | 2025-01-12 | 2000
    """,
    "marketing_spend": """
        store | spend_id | spend_date | campaign_id | amount_ex_vat
        A     | s0       | 2025-02-02 | K0          | 1000
        A     | s1       | 2025-03-02 | K1          | 3000
        A     | s2       | 2025-02-20 | K1          | 1000
        A     | s3       | 2025-03-05 | K1          | -400
        A     | s4       | 2025-08-01 | K1          | 500
        A     | s5       | 2025-03-05 | -           | 7777
        B     | s1       | 2025-03-10 | K1          | 1000
        C     | s1       | 2025-01-10 | K1          | 2000
    """,
    "prospects": """
        store | prospect_id | created_at       | campaign_id
        A     | p1          | 2025-03-02 09:00 | K1
        A     | p2          | 2025-03-03 09:00 | K1
        A     | p3          | 2025-03-04 09:00 | -
        A     | p4          | 2025-03-05 09:00 | K1
        B     | p1          | 2025-03-11 09:00 | K1
        C     | p1          | 2025-01-11 09:00 | K1
    """,
    "vehicle_orders": """
        store | order_no | prospect_id | order_date | customer_type
        A     | o1       | p1          | 2025-03-20 | 零售
        A     | o2       | p2          | 2025-03-20 | 零售
        A     | o3       | p3          | 2025-03-20 | 零售
        A     | o4       | p4          | 2025-03-20 | 零售
        B     | o9       | p9          | 2025-03-20 | 零售
        C     | o1       | p1          | 2025-01-20 | 零售
    """,
    "vehicle_deliveries": """
        store | delivery_no | order_no | vin | delivery_date | customer_type | revenue_ex_vat | cost_ex_vat | rebate_confirmed
        A     | d0          | -        | 9   | 2025-03-10    | 零售          | 90000          | 50000       | -
        A     | d1          | o1       | 1   | 2025-04-10    | 零售          | 100000         | 95000       | 2000
        A     | d2          | o2       | 2   | 2025-07-15    | 零售          | 100000         | 95000       | 2000
        A     | d3          | o3       | 3   | 2025-04-10    | 零售          | 100000         | 95000       | 2000
        A     | d4          | o4       | 4   | 2025-04-12    | 零售          | 80000          | 78000       | 500
        A     | d4r         | o4       | 4   | 2025-04-20    | 零售          | -80000         | -78000      | -500
        B     | d1          | o9       | 5   | 2025-03-25    | 零售          | 80000          | 78000       | 500
        C     | d1          | o1       | 6   | 2025-01-25    | 零售          | 80000          | 78000       | 1000
    """,  # noqa: E501, a drawn table
}

EXAMPLES = (
    Example(
        kpi="marketing_roi",
        tables=_RETURNS,
        expect=(
            Expect("A", "2025-03", 4 / 3, 4000, 3000),
            Expect("B", "2025-03", -1, -1000, 1000),
            # Not the mean of 1.33 and -1.
            Expect("region North", "2025-03", 0.75, 3000, 4000),
            Expect("A", "2025-Q1", 0.75, 3000, 4000),
            Expect("C", "2025-01", None, state="no_data"),
            # C's 3000 of gross count, its net spend is nil.
            Expect("network", "2025-Q1", 1, 5000, 5000),
        ),
    ),
    Example(
        kpi="marketing_roi",
        stores="D=North",
        as_of="2025-06-30",
        tables={
            "campaigns": """
                store | campaign_id | start_date | end_date
                D     | K1          | 2025-03-10 | 2025-03-12
            """,
            "marketing_spend": """
                store | spend_id | spend_date | campaign_id | amount_ex_vat
                D     | s1       | 2025-03-10 | K1          | 1000
            """,
            "prospects": """
                store | prospect_id | created_at       | campaign_id
                D     | p1          | 2025-03-11 09:00 | K1
            """,
            "vehicle_orders": """
                store | order_no | prospect_id | order_date | customer_type
                D     | o1       | p1          | 2025-03-11 | 零售
            """,
            "vehicle_deliveries": """
                store | delivery_no | order_no | delivery_date | revenue_ex_vat | cost_ex_vat
                D     | d1          | o1       | 2025-03-12    | 9000           | 6000
            """,
        },
        expect=(Expect("D", "2025-03", 2, 2000, 1000, state="provisional"),),
    ),
    Example(
        kpi="campaign_conversion_rate",
        tables=ATTRIBUTED,
        expect=(
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("A", "2025-Q2", 1, 1, 1),
            Expect("network", "2025-Q1", 0.5, 3, 6),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="campaign_conversion_rate",
        stores="D=North",
        as_of="2025-05-15",
        tables={
            "prospects": """
                store | prospect_id | created_at       | campaign_id
                D     | p1          | 2025-03-10 09:00 | K1
                D     | p2          | 2025-03-30 09:00 | K1
            """,
            "vehicle_orders": """
                store | order_no | prospect_id | order_date | customer_type
                D     | o1       | p1          | 2025-03-11 | 零售
            """,
        },
        expect=(
            Expect("D", "2025-03", 0.5, 1, 2, state="provisional"),
            Expect("D", "2025-03-01..2025-03-16", 1, 1, 1),
        ),
    ),
    Example(
        kpi="campaign_review_rate",
        tables={"campaigns": _CAMPAIGNS},
        expect=(
            # Due in March: K5, K1, K2.
            Expect("A", "2025-03", 2 / 3, 2, 3),
            # K3; no campaign begins in April.
            Expect("A", "2025-04", 0, 0, 1),
            Expect("B", "2025-03", 0, 0, 1),
            Expect("region North", "2025-03", 0.5, 2, 4),
            Expect("A", "2025-Q1", 2 / 3, 2, 3),
            Expect("network", "2025-Q1", 0.6, 3, 5),
            Expect("A", "2025-05", None, state="no_data"),
        ),
    ),
    Example(
        kpi="oem_marketing_support_recovery",
        tables={"campaigns": _CAMPAIGNS},
        expect=(
            Expect("A", "2025-03", 1100 / 1500, 1100, 1500),
            Expect("B", "2025-03", 0.25, 1000, 4000),
            Expect("region North", "2025-03", 2100 / 5500, 2100, 5500),
            Expect("A", "2025-Q1", 1100 / 1700, 1100, 1700),
            Expect("network", "2025-Q1", 0.4, 2400, 6000),
            Expect("A", "2025-03-20..2025-03-31", None, state="no_data"),
        ),
    ),
    Example(
        kpi="oem_marketing_support_recovery",
        stores="D=North",
        as_of="2025-05-31",
        tables={
            "campaigns": """
                store | campaign_id | start_date | oem_support_approved | oem_support_received
                D     | K1          | 2025-03-10 | 1000                 | 0
            """,
        },
        expect=(Expect("D", "2025-03", 0, 0, 1000, state="provisional"),),
    ),
)

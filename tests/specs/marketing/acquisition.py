"""What leads, visits and orders cost."""

from tests.specs.example import Example, Expect

# A: l2 is l1 again; l4 says that l3 is valid; of l6 nobody knows; l8 comes more than 30 days after
# the others of its phone. Leads without a phone stand for themselves.
_LEADS = """
    store | lead_id | created_at       | phone_hash | is_valid
    A     | l1      | 2025-03-01 09:00 | p1         | yes
    A     | l2      | 2025-03-10 09:00 | p1         | no
    A     | l3      | 2025-03-05 09:00 | p2         | no
    A     | l4      | 2025-03-20 09:00 | p2         | yes
    A     | l5      | 2025-03-06 09:00 | p3         | no
    A     | l6      | 2025-03-07 09:00 | -          | -
    A     | l7      | 2025-03-08 09:00 | -          | yes
    A     | l8      | 2025-04-20 09:00 | p1         | yes
    B     | l1      | 2025-03-05 09:00 | p1         | yes
    C     | l1      | 2025-02-05 09:00 | p1         | no
"""

# A, March: 3000 + 2000 - 500, of which 2500 for campaign K1; an amount is missing.
_SPEND = """
    store | spend_id | spend_date | campaign_id | media    | amount_ex_vat
    A     | s0       | 2025-02-10 | -           | 户外广告 | 600
    A     | s1       | 2025-03-02 | K1          | 垂直媒体 | 3000
    A     | s2       | 2025-03-10 | -           | 户外广告 | 2000
    A     | s3       | 2025-03-31 | K1          | 垂直媒体 | -500
    A     | s4       | 2025-03-31 | K1          | 垂直媒体 | -
    A     | s5       | 2025-04-10 | K2          | 短视频   | 1000
    B     | s1       | 2025-03-10 | K1          | 垂直媒体 | 900
    C     | s1       | 2025-02-10 | K1          | 垂直媒体 | 700
"""

# A, March: v2 is the same group as v1, v3 came before, v4 came for service.
_VISITS = """
    store | visit_id | visit_at         | visit_type | purpose | prospect_id
    A     | v0       | 2025-02-01 10:00 | 首次       | 看车    | p0
    A     | v1       | 2025-03-01 10:00 | 首次       | 看车    | p1
    A     | v2       | 2025-03-01 15:00 | 再次       | 看车    | p1
    A     | v3       | 2025-03-05 10:00 | 再次       | 看车    | p2
    A     | v4       | 2025-03-05 11:00 | 首次       | 售后    | -
    A     | v5       | 2025-03-05 12:00 | 首次       | 看车    | -
    B     | v1       | 2025-03-05 12:00 | 首次       | 看车    | p1
    B     | v2       | 2025-03-06 12:00 | 首次       | 看车    | p2
    B     | v3       | 2025-03-07 12:00 | 首次       | 看车    | p3
    C     | v1       | 2025-02-07 12:00 | 首次       | 看车    | p3
"""

# A, March: p1 orders; p2 orders on day 58 and cancels after day 60; p3 cancels in time; p4 orders
# on day 76; p5 came without a campaign.
_PROSPECTS = """
    store | prospect_id | created_at       | campaign_id
    A     | p1          | 2025-03-02 09:00 | K1
    A     | p2          | 2025-03-03 09:00 | K1
    A     | p3          | 2025-03-04 09:00 | K1
    A     | p4          | 2025-03-05 09:00 | K1
    A     | p5          | 2025-03-05 09:00 | -
    A     | p6          | 2025-04-01 09:00 | K2
    B     | p1          | 2025-03-05 09:00 | K1
    C     | p1          | 2025-02-05 09:00 | K1
"""
_ORDERS = """
    store | order_no | prospect_id | order_date | cancel_date | customer_type
    A     | o1       | p1          | 2025-03-20 | -           | 零售
    A     | o2       | p2          | 2025-04-30 | 2025-05-30  | 零售
    A     | o3       | p3          | 2025-03-10 | 2025-03-30  | 零售
    A     | o4       | p4          | 2025-05-20 | -           | 零售
    A     | o5       | p5          | 2025-03-06 | -           | 零售
    A     | o6       | p6          | 2025-04-02 | -           | 零售
    B     | o1       | p1          | 2025-03-06 | -           | 零售
    C     | o1       | p9          | 2025-02-06 | -           | 零售
"""

ATTRIBUTED = {"prospects": _PROSPECTS, "vehicle_orders": _ORDERS}

EXAMPLES = (
    Example(
        kpi="valid_lead_rate",
        tables={"leads": _LEADS},
        expect=(
            # l1, l3, l7 of l1, l3, l5, l6, l7.
            Expect("A", "2025-03", 0.6, 3, 5),
            Expect("B", "2025-03", 1, 1, 1),
            # Not the mean of 60 % and 100 %.
            Expect("region North", "2025-03", 4 / 6, 4, 6),
            Expect("A", "2025-Q2", 1, 1, 1),
            Expect("network", "2025-Q1", 4 / 7, 4, 7),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="cost_per_valid_lead",
        tables={"leads": _LEADS, "marketing_spend": _SPEND},
        expect=(
            Expect("A", "2025-03", 1500, 4500, 3),
            Expect("B", "2025-03", 900, 900, 1),
            Expect("region North", "2025-03", 1350, 5400, 4),
            Expect("A", "2025-Q1", 1700, 5100, 3),
            # C spent 700 and got no valid lead: no figure of its own, yet its money was spent.
            Expect("C", "2025-02", None, state="no_data"),
            Expect("network", "2025-Q1", 1675, 6700, 4),
        ),
    ),
    Example(
        kpi="cost_per_visit",
        tables={"showroom_visits": _VISITS, "marketing_spend": _SPEND},
        expect=(
            # First visits: v1 and v5.
            Expect("A", "2025-03", 2250, 4500, 2),
            Expect("B", "2025-03", 300, 900, 3),
            Expect("region North", "2025-03", 1080, 5400, 5),
            Expect("A", "2025-Q1", 1700, 5100, 3),
            Expect("network", "2025-Q1", 6700 / 7, 6700, 7),
            Expect("B", "2025-02", None, state="no_data"),
        ),
    ),
    Example(
        kpi="cost_per_order",
        tables={**ATTRIBUTED, "marketing_spend": _SPEND},
        expect=(
            Expect("A", "2025-03", 1250, 2500, 2),
            Expect("A", "2025-04", 1000, 1000, 1),
            Expect("B", "2025-03", 900, 900, 1),
            Expect("region North", "2025-03", 3400 / 3, 3400, 3),
            Expect("A", "2025-Q1", 1250, 2500, 2),
            Expect("network", "2025-Q1", 4100 / 3, 4100, 3),
            Expect("C", "2025-02", None, state="no_data"),
        ),
    ),
    Example(
        kpi="cost_per_order",
        stores="D=North",
        as_of="2025-04-15",
        tables={
            "prospects": """
                store | prospect_id | created_at       | campaign_id
                D     | p1          | 2025-03-20 09:00 | K1
            """,
            "vehicle_orders": """
                store | order_no | prospect_id | order_date | customer_type
                D     | o1       | p1          | 2025-03-25 | 零售
            """,
            "marketing_spend": """
                store | spend_id | spend_date | campaign_id | amount_ex_vat
                D     | s1       | 2025-03-02 | K1          | 3000
            """,
        },
        expect=(Expect("D", "2025-03", 3000, 3000, 1, state="provisional"),),
    ),
)

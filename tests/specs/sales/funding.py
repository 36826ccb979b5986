"""Stock on own money, and counts at outlets."""

from tests.specs.example import Example, Expect

# c1 is bought with own money, c2 redeemed on 31 March, c3 the day after; of c4 the cost is not
# known; c5 is a demo car.
_MONEY = """
    vin | store | stock_type | receipt_date | out_date | funding_source | self_fund_start | cost_ex_vat
    c1  | A     | 新车       | 2024-12-01   | -        | 自有资金       | -               | 100000
    c2  | A     | 新车       | 2024-12-01   | -        | 银行三方       | 2025-03-31      | 200000
    c3  | A     | 新车       | 2024-12-01   | -        | 银行三方       | 2025-04-01      | 300000
    c4  | A     | 新车       | 2024-12-01   | -        | 厂家金融       | -               | -
    c5  | A     | 试驾车     | 2024-12-01   | -        | 自有资金       | -               | 90000
    d1  | B     | 新车       | 2024-12-01   | -        | 自有资金       | -               | 50000
    d2  | B     | 新车       | 2024-12-01   | -        | 承兑汇票       | -               | 350000
    e1  | C     | 二手车     | 2024-12-01   | -        | 自有资金       | -               | 350000
"""  # noqa: E501 - a drawn table

# April: c1 stands for 15 days, c2 (redeemed on the 21st) for 10. c3 is on a bank's money, c4 was
# redeemed after it had been sold. d2 left on the first day.
_TURNED = """
    vin | store | stock_type | receipt_date | out_date   | funding_source | self_fund_start | cost_ex_vat
    c1  | A     | 新车       | 2024-12-01   | 2025-04-16 | 自有资金       | -               | 120000
    c2  | A     | 新车       | 2024-12-01   | -          | 银行三方       | 2025-04-21      | 90000
    c3  | A     | 新车       | 2024-12-01   | 2025-04-10 | 银行三方       | -               | 80000
    c4  | A     | 新车       | 2024-12-01   | 2025-04-10 | 银行三方       | 2025-04-12      | 80000
    d1  | B     | 新车       | 2024-12-01   | -          | 自有资金       | -               | 300000
    d2  | B     | 新车       | 2024-12-01   | 2025-04-01 | 自有资金       | -               | 150000
    e1  | C     | 新车       | 2024-12-01   | -          | 自有资金       | -               | 300000
"""  # noqa: E501 - a drawn table
# v5 is internal; w2 and w2r are a car of own money that came back on the same day.
_HANDED_OVER = """
    delivery_no | store | vin | delivery_date | customer_type | revenue_ex_vat | cost_ex_vat
    v1          | A     | c1  | 2025-04-16    | 零售          | 130000         | 120000
    v3          | A     | c3  | 2025-04-10    | 零售          | 90000          | 80000
    v4          | A     | c4  | 2025-04-10    | 零售          | 90000          | 80000
    v5          | A     | c1  | 2025-04-17    | 内部          | 90000          | 80000
    w1          | B     | d2  | 2025-04-01    | 大客户        | 160000         | 150000
    w2          | B     | d1  | 2025-04-05    | 零售          | 310000         | 300000
    w2r         | B     | d1  | 2025-04-05    | 零售          | -310000        | -300000
    x1          | C     | z9  | 2025-04-05    | 零售          | 310000         | 300000
"""

# E1 was counted twice, the newer count speaks; F1 has six cars, all there; G1 was counted on the
# 20th and says nothing from the 28th on.
_COUNTS = """
    count_date | store | outlet_code | vin | on_book | found
    2025-03-26 | A     | E1          | x1  | yes     | no
    2025-03-26 | A     | E1          | x2  | yes     | no
    2025-03-28 | A     | E1          | x1  | yes     | yes
    2025-03-28 | A     | E1          | x2  | yes     | no
    2025-03-28 | A     | E1          | x3  | -       | yes
    2025-03-31 | A     | E2          | y1  | yes     | yes
    2025-03-31 | A     | E2          | y2  | yes     | yes
    2025-03-30 | B     | F1          | z1  | yes     | yes
    2025-03-30 | B     | F1          | z2  | yes     | yes
    2025-03-30 | B     | F1          | z3  | yes     | yes
    2025-03-30 | B     | F1          | z4  | yes     | yes
    2025-03-30 | B     | F1          | z5  | yes     | yes
    2025-03-30 | B     | F1          | z6  | yes     | yes
    2025-03-20 | C     | G1          | w1  | yes     | yes
"""

EXAMPLES = (
    Example(
        kpi="self_funded_stock_share",
        tables={"vehicle_stock": _MONEY},
        expect=(
            Expect("A", "2025-03", 0.5, 300_000, 600_000),
            Expect("A", "2025-02", 1 / 6, 100_000, 600_000),
            Expect("B", "2025-03", 0.125, 50_000, 400_000),
            # 350000 of a million, not the mean of 50 % and 12.5 %.
            Expect("region North", "2025-03", 0.35, 350_000, 1_000_000),
            Expect("network", "2025-Q1", 0.35, 350_000, 1_000_000),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
        ),
    ),
    Example(
        kpi="self_funded_turn_days",
        tables={"vehicle_stock": _TURNED, "vehicle_deliveries": _HANDED_OVER},
        expect=(
            # 120000 x 15/30 + 90000 x 10/30 on 120000 sold in 30 days.
            Expect("A", "2025-04", 22.5, 90_000, 4_000),
            Expect("B", "2025-04", 60, 300_000, 5_000),
            # 390000 on 9000 a day, not the mean of 22.5 and 60.
            Expect("region North", "2025-04", 390 / 9, 390_000, 9_000),
            # 15 and 71 of 91 days.
            Expect("A", "2025-Q2", 8_190_000 / 120_000, 90_000),
            Expect("region North", "2025-Q2", (8_190_000 + 27_300_000) / 270_000),
            Expect("network", "2025-04", 690 / 9, 690_000, 9_000),
            # C sold a car that its register of stock does not know.
            Expect("C", "2025-04", None, 300_000, 0, state="no_data"),
            Expect("A", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="outlet_stock_variance",
        tables={"outlet_stock_counts": _COUNTS},
        expect=(
            # x2 is missing and x3 too many, of x1, x2, y1 and y2 on the books.
            Expect("A", "2025-03", 0.5, 2, 4),
            # On the 27th the older count of E1 speaks.
            Expect("A", "2025-03-01..2025-03-27", 1, 2, 2),
            Expect("B", "2025-03", 0, 0, 6),
            # 2 of 10, not the mean of 50 % and 0 %.
            Expect("region North", "2025-03", 0.2, 2, 10),
            Expect("network", "2025-Q1", 0.2, 2, 10),
            Expect("C", "2025-03-01..2025-03-27", 0, 0, 1),
            Expect("C", "2025-03-01..2025-03-28", None, 0, 0, state="no_data"),
            Expect("B", "2025-05", None, state="no_data"),
        ),
    ),
)

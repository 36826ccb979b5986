"""Used cars: taken in trade, sold, in stock, and what their money earns."""

from tests.specs.example import Example, Expect

# v1 is named by the register of used cars, v2 names it, v7 and its car name each other. The car of
# v3 was only appraised, v5 is fleet. v1 is taken back in April. The register of C cannot speak for
# a delivery of B, even under the same number.
_NEW = """
    delivery_no | store | order_no | vin | delivery_date | customer_type | revenue_ex_vat | trade_in_no
    v1          | A     | O1       | X1  | 2025-03-03    | 零售          | 100000         | -
    v1r         | A     | O1       | X1  | 2025-04-02    | 零售          | -100000        | -
    v2          | A     | O2       | X2  | 2025-03-04    | 零售          | 100000         | u2
    v3          | A     | O3       | X3  | 2025-03-05    | 零售          | 100000         | u3
    v4          | A     | O4       | X4  | 2025-03-06    | 零售          | -              | -
    v5          | A     | O5       | X5  | 2025-03-07    | 大客户        | 100000         | u5
    v7          | A     | O7       | X7  | 2025-03-08    | 零售          | 100000         | u7
    v8          | A     | O8       | X8  | 2025-04-08    | 零售          | 100000         | -
    w1          | B     | P1       | Y1  | 2025-03-10    | 零售          | 100000         | -
    w2          | B     | P2       | Y2  | 2025-03-11    | 零售          | 100000         | -
    w3          | B     | P3       | Y3  | 2025-03-12    | 零售          | 100000         | -
    w4          | B     | P4       | Y4  | 2025-03-13    | 零售          | 100000         | -
    w5          | B     | P5       | Y5  | 2025-03-14    | 零售          | 100000         | -
    x1          | C     | Q1       | Z1  | 2025-02-14    | 零售          | 100000         | -
"""  # noqa: E501 - a drawn table
_TRADED = """
    appraisal_no | store | appraised_at | delivery_no | acquired_at
    u1           | A     | 2025-03-01   | v1          | 2025-03-03
    u2           | A     | 2025-03-01   | -           | 2025-03-04
    u3           | A     | 2025-03-01   | v3          | -
    u5           | A     | 2025-03-01   | v5          | 2025-03-07
    u7           | A     | 2025-03-08   | v7          | 2025-03-08
    u8           | A     | 2025-04-08   | -           | 2025-04-08
    t2           | B     | 2025-03-10   | w2          | 2025-03-11
    s1           | C     | 2025-02-13   | x1          | 2025-02-14
    s2           | C     | 2025-02-13   | w1          | 2025-02-14
"""

# u2 needed no work; u3 went to an auction, u4 was sold for its owner; of u5 the cost is not known;
# u6 is unsold. u1 is taken back in April.
_SOLD = """
    appraisal_no | store | appraised_at | acquired_at | sold_at    | sale_type | acquire_cost | recon_cost | revenue_ex_vat
    u1           | A     | 2025-03-01   | 2025-03-01  | 2025-03-05 | 零售      | 60000        | 1000       | 66000
    u1r          | A     | 2025-04-02   | -           | 2025-04-02 | 零售      | -60000       | -1000      | -66000
    u2           | A     | 2025-03-01   | 2025-03-01  | 2025-03-10 | 零售      | 45000        | -          | 50000
    u3           | A     | 2025-03-01   | 2025-03-01  | 2025-03-12 | 批发      | 31000        | -          | 30000
    u4           | A     | 2025-03-01   | -           | 2025-03-13 | 寄售      | -            | -          | 2000
    u5           | A     | 2025-03-01   | 2025-03-01  | 2025-03-14 | 零售      | -            | 500        | 20000
    u6           | A     | 2025-03-01   | 2025-03-01  | -          | -         | 50000        | 500        | -
    u7           | A     | 2025-03-01   | 2025-03-01  | 2025-03-20 | 零售      | 44000        | 2000       | 40000
    u8           | A     | 2025-04-01   | 2025-04-01  | 2025-04-06 | 零售      | 30000        | 0          | 31000
    t1           | B     | 2025-03-01   | 2025-03-01  | 2025-03-08 | 零售      | 80000        | 2000       | 90000
    s1           | C     | 2025-02-01   | 2025-02-01  | 2025-02-08 | 零售      | 80000        | 2000       | 90000
"""  # noqa: E501 - a drawn table

# April: c1 stands for 15 days, c2 for the last 10, c5 is auctioned on the first day; of c3 the cost
# is not known; c4 is sold for its owner. The sale of d2 is taken back. C had no car before April.
_STOCK = """
    appraisal_no | store | appraised_at | acquired_at | sold_at    | sale_type | acquire_cost | recon_cost | revenue_ex_vat
    c1           | A     | 2025-03-01   | 2025-03-01  | 2025-04-16 | 零售      | 60000        | 1000       | 66000
    c2           | A     | 2025-04-20   | 2025-04-21  | -          | -         | 90000        | -          | -
    c3           | A     | 2025-03-01   | 2025-03-01  | 2025-04-20 | 零售      | -            | -          | 20000
    c4           | A     | 2025-03-01   | -           | 2025-04-10 | 寄售      | 50000        | -          | 52000
    c5           | A     | 2025-03-10   | 2025-03-10  | 2025-04-01 | 批发      | 30000        | -          | 29000
    d1           | B     | 2025-03-01   | 2025-03-01  | -          | -         | 300000       | -          | -
    d2           | B     | 2025-03-01   | 2025-03-01  | 2025-04-01 | 零售      | 60000        | -          | 65000
    d2r          | B     | 2025-04-05   | 2025-03-01  | 2025-04-05 | 零售      | -60000       | -          | -65000
    d3           | B     | 2025-03-05   | 2025-03-05  | 2025-04-01 | 零售      | 180000       | 2000       | 192000
    e0           | C     | 2025-03-10   | -           | -          | -         | -            | -          | -
    e1           | C     | 2025-04-01   | 2025-04-01  | -          | -         | 50000        | -          | -
"""  # noqa: E501 - a drawn table

# On 31 March a1 is 61 days old, a2 60; a3 and a4 are gone; a6 was only appraised; a7r takes a sale
# back. C sold its only car.
_AGES = """
    appraisal_no | store | appraised_at | acquired_at | sold_at    | acquire_cost | revenue_ex_vat
    a1           | A     | 2025-01-29   | 2025-01-29  | -          | 50000        | -
    a2           | A     | 2025-01-30   | 2025-01-30  | -          | -            | -
    a3           | A     | 2025-01-01   | 2025-01-01  | 2025-03-31 | 50000        | 40000
    a4           | A     | 2025-01-02   | 2025-01-02  | 2025-03-01 | 50000        | 40000
    a5           | A     | 2025-03-20   | 2025-03-20  | -          | 50000        | -
    a6           | A     | 2025-02-15   | -           | -          | -            | -
    a7r          | A     | 2025-01-02   | 2025-01-02  | -          | -50000       | -40000
    b1           | B     | 2024-12-01   | 2024-12-01  | -          | 50000        | -
    b2           | B     | 2025-03-02   | 2025-03-02  | -          | 50000        | -
    b3           | B     | 2025-03-03   | 2025-03-03  | -          | 50000        | -
    b4           | B     | 2025-03-04   | 2025-03-04  | -          | 50000        | -
    b5           | B     | 2025-03-05   | 2025-03-05  | -          | 50000        | -
    c1           | C     | 2025-02-01   | 2025-02-01  | 2025-02-20 | 50000        | 60000
    c2           | C     | 2025-03-05   | -           | -          | -            | -
"""

_YEAR = 365 / 30

EXAMPLES = (
    Example(
        kpi="trade_in_rate",
        tables={"vehicle_deliveries": _NEW, "used_vehicles": _TRADED},
        expect=(
            # v1, v2 and v7 of these, v3 and v4.
            Expect("A", "2025-03", 0.6, 3, 5),
            Expect("B", "2025-03", 0.2, 1, 5),
            Expect("region North", "2025-03", 0.4, 4, 10),
            # 5 of 11, not the mean of 60 %, 20 % and 100 %.
            Expect("network", "2025-Q1", 5 / 11, 5, 11),
            # v8 less v1.
            Expect("A", "2025-04", None, -1, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="used_gross_per_unit",
        tables={"used_vehicles": _SOLD},
        expect=(
            # 5000 and 5000 less 6000.
            Expect("A", "2025-03", 4_000 / 3, 4_000, 3),
            Expect("B", "2025-03", 8_000, 8_000, 1),
            # 12000 on four, not the mean of 1333 and 8000.
            Expect("region North", "2025-03", 3_000, 12_000, 4),
            Expect("network", "2025-Q1", 4_000, 20_000, 5),
            # u8 less u1.
            Expect("A", "2025-04", None, -4_000, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="used_stock_turn_days",
        tables={"used_vehicles": _STOCK},
        expect=(
            # 60000 x 15/30 + 90000 x 10/30 on 90000 sold in 30 days.
            Expect("A", "2025-04", 20, 60_000, 3_000),
            Expect("B", "2025-04", 50, 300_000, 6_000),
            # 360000 on 9000 a day, not the mean of 20 and 50.
            Expect("region North", "2025-04", 40, 360_000, 9_000),
            Expect("network", "2025-04", 410 / 9, 410_000, 9_000),
            # 15 and 71 of 91 days.
            Expect("A", "2025-Q2", 81, 7_290_000 / 91, 90_000 / 91),
            Expect("region North", "2025-Q2", (7_290_000 + 27_300_000) / 270_000),
            Expect("C", "2025-04", None, 50_000, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
        ),
    ),
    Example(
        kpi="used_aged_share_60",
        tables={"used_vehicles": _AGES},
        expect=(
            # a1 of a1, a2 and a5.
            Expect("A", "2025-03", 1 / 3, 1, 3),
            Expect("A", "2025-02", 0, 0, 4),
            Expect("B", "2025-03", 0.2, 1, 5),
            # 2 of 8, not the mean of 33 % and 20 %.
            Expect("region North", "2025-03", 0.25, 2, 8),
            # The stock at the end, not that of three months.
            Expect("network", "2025-Q1", 0.25, 2, 8),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            # Nothing was appraised in April: the stock of March holds for some days only.
            Expect("A", "2025-04-01..2025-04-05", 2 / 3, 2, 3),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="used_gmroi",
        tables={"used_vehicles": _STOCK},
        expect=(
            # 5000 in 30 days on 60000.
            Expect("A", "2025-04", 5_000 * _YEAR / 60_000, 5_000 * _YEAR, 60_000),
            Expect("B", "2025-04", 10_000 * _YEAR / 300_000, 10_000 * _YEAR, 300_000),
            # 15000 on 360000, not the mean of 101 % and 41 %.
            Expect("region North", "2025-04", 15_000 * _YEAR / 360_000, 15_000 * _YEAR, 360_000),
            Expect("network", "2025-04", 15_000 * _YEAR / 410_000),
            # 15 and 71 of 91 days.
            Expect("A", "2025-Q2", 5_000 * 365 / 7_290_000),
            Expect("region North", "2025-Q2", 15_000 * 365 / (7_290_000 + 27_300_000)),
            Expect("C", "2025-04", 0, 0, 50_000),
            # C appraised a car, but had none.
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-06", None, state="no_data"),
        ),
    ),
)

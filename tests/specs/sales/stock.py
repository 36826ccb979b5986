"""Stock of new vehicles, its cover and its turns."""

from tests.specs.example import Example, Expect

# c2 left on the 31st, c6 before; c3 came that day; c4 is a demo car; c5 is still on its way.
_STAYS = """
    vin | store | stock_type | receipt_date | out_date
    c1  | A     | 新车       | 2025-01-10   | -
    c2  | A     | 新车       | 2025-03-01   | 2025-03-31
    c3  | A     | 新车       | 2025-03-31   | -
    c4  | A     | 试驾车     | 2025-01-01   | -
    c5  | A     | 新车       | -            | -
    c6  | A     | 新车       | 2024-12-01   | 2025-03-15
    d1  | B     | 新车       | 2025-01-01   | -
    d2  | B     | 新车       | 2025-01-01   | -
    d3  | B     | 新车       | 2025-01-01   | -
    d4  | B     | 新车       | 2025-02-01   | -
    e1  | C     | 二手车     | 2025-01-01   | -
"""

# In March A sold v1 and, through an outlet, v2; v3 is fleet, v4 internal; v9 came back.
_SALES = """
    delivery_no | store | delivery_date | customer_type | outlet_code | revenue_ex_vat
    u1          | A     | 2025-01-15    | 零售          | -           | 100000
    u2          | A     | 2025-01-16    | 零售          | -           | 100000
    v0          | A     | 2025-02-01    | 零售          | -           | 100000
    v1          | A     | 2025-03-05    | 零售          | -           | -
    v2          | A     | 2025-03-06    | 零售          | E1          | 100000
    v3          | A     | 2025-03-07    | 大客户        | -           | 100000
    v4          | A     | 2025-03-08    | 内部          | -           | 100000
    v9          | A     | 2025-04-02    | 零售          | -           | 100000
    v9r         | A     | 2025-04-03    | 零售          | -           | -100000
    w1          | B     | 2025-03-10    | 零售          | -           | 100000
    w2          | B     | 2025-02-20    | 零售          | -           | 100000
    w3          | B     | 2025-02-20    | 二级网点      | E3          | 100000
    w4          | B     | 2025-02-10    | 零售          | -           | 100000
    w5          | B     | 2025-04-05    | 零售          | -           | 100000
    w6          | B     | 2025-04-15    | 零售          | -           | 100000
    w7          | B     | 2025-04-16    | 零售          | -           | 100000
    x1          | C     | 2025-03-16    | 内部          | -           | 100000
"""

# A: 100000 all the time and 279000 for the last ten days of March. B: 620000 all the time.
_VALUES = """
    vin | store | stock_type | receipt_date | out_date   | cost_ex_vat
    c1  | A     | 新车       | 2024-12-01   | -          | 100000
    c2  | A     | 新车       | 2025-03-22   | -          | 279000
    c3  | A     | 新车       | 2025-01-01   | -          | -
    c4  | A     | 试驾车     | 2024-12-01   | -          | 500000
    d1  | B     | 新车       | 2024-12-01   | -          | 620000
    e1  | C     | 二手车     | 2024-12-01   | -          | 50000
"""
# A sold cars that cost 310000 in March (v3 came back, v4 is internal, of v5 the cost is not known)
# and 140000 in February.
_COSTS = """
    delivery_no | store | delivery_date | customer_type | revenue_ex_vat | cost_ex_vat
    u1          | A     | 2025-02-05    | 零售          | 150000         | 140000
    v1          | A     | 2025-03-05    | 零售          | 210000         | 200000
    v2          | A     | 2025-03-06    | 大客户        | 120000         | 110000
    v3          | A     | 2025-03-07    | 零售          | 50000          | 40000
    v3r         | A     | 2025-03-08    | 零售          | -50000         | -40000
    v4          | A     | 2025-03-09    | 内部          | 99000          | 99000
    v5          | A     | 2025-03-10    | 零售          | 99000          | -
    w1          | B     | 2025-03-10    | 零售          | 70000          | 62000
    x1          | C     | 2025-04-10    | 零售          | 70000          | 60000
"""

EXAMPLES = (
    Example(
        kpi="new_stock_units",
        tables={"vehicle_stock": _STAYS},
        expect=(
            # c1 and c3; in February c1 and c6.
            Expect("A", "2025-03", 2, 2),
            Expect("A", "2025-02", 2),
            Expect("A", "2025-03-01..2025-03-14", 3),
            Expect("B", "2025-03", 4),
            Expect("C", "2025-03", 0),
            Expect("region North", "2025-03", 6),
            # The stock at the end, not the sum of the months.
            Expect("network", "2025-Q1", 6),
        ),
    ),
    Example(
        kpi="stock_coefficient",
        tables={"vehicle_stock": _STAYS, "vehicle_deliveries": _SALES},
        expect=(
            Expect("A", "2025-03", 1, 2, 2),
            Expect("B", "2025-03", 4, 4, 1),
            # 6 on 3, not the mean of 1 and 4.
            Expect("region North", "2025-03", 2, 6, 3),
            # Nine sold in three months are three a month.
            Expect("network", "2025-Q1", 2, 6, 3),
            # Two sold in half of April make four a month.
            Expect("B", "2025-04-01..2025-04-15", 1, 4, 4),
            Expect("A", "2025-04", None, 2, 0, state="no_data"),
            Expect("B", "2025-05", None, state="no_data"),
        ),
    ),
    Example(
        kpi="new_days_supply",
        tables={"vehicle_stock": _STAYS, "vehicle_deliveries": _SALES},
        expect=(
            # From 15 February A sold v1 and v2, B sold w1, w2 and w3.
            Expect("A", "2025-03", 45, 90, 2),
            Expect("B", "2025-03", 60, 180, 3),
            # 6 cars, 5 sold in 45 days; not the mean of 45 and 60.
            Expect("region North", "2025-03", 54, 270, 5),
            Expect("network", "2025-Q1", 54, 270, 5),
            # Of C February is missing.
            Expect("C", "2025-03", None, state="no_data"),
            # A car and its reversal are all of A from 1 April; v1 and v2 are older than 45 days.
            Expect("A", "2025-04-25..2025-04-30", None, 90, 0, state="no_data"),
        ),
    ),
    Example(
        kpi="new_stock_turnover",
        tables={"vehicle_stock": _VALUES, "vehicle_deliveries": _COSTS},
        expect=(
            # 10000 a day; 100000 + 279000 x 10/31.
            Expect("A", "2025-03", 3_650_000 / 190_000, 3_650_000, 190_000),
            Expect("B", "2025-03", 730_000 / 620_000, 730_000, 620_000),
            Expect("region North", "2025-03", 4_380_000 / 810_000, 4_380_000, 810_000),
            # 5000 a day; 100000 + 279000 x 10/90.
            Expect("A", "2025-Q1", 1_825_000 / 131_000, 1_825_000, 131_000),
            Expect("network", "2025-Q1", (450_000 + 62_000) * 365 / 90 / (131_000 + 620_000)),
            Expect("A", "2025-04", None, state="no_data"),
            # C has no new stock on its register.
            Expect("C", "2025-04", None, 730_000, 0, state="no_data"),
        ),
    ),
)

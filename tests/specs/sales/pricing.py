"""Discount off the list price, and cars sold under their cost."""

from tests.specs.example import Example, Expect

# v1 is taken back in April; v3 is fleet, v6 went through an outlet; v4 and v5 lack a price each.
# w2 is taken back at once, by a row that carries the list price of its original.
_PRICES = """
    delivery_no | store | delivery_date | customer_type | outlet_code | msrp    | retail_price | revenue_ex_vat
    v1          | A     | 2025-03-03    | 零售          | -           | 100000  | 95000        | 84000
    v1r         | A     | 2025-04-02    | 零售          | -           | -100000 | -95000       | -84000
    v2          | A     | 2025-03-04    | 零售          | -           | 200000  | 180000       | 159000
    v3          | A     | 2025-03-05    | 大客户        | -           | 100000  | 50000        | 44000
    v4          | A     | 2025-03-06    | 零售          | -           | -       | 90000        | 79000
    v5          | A     | 2025-03-06    | 零售          | -           | 100000  | -            | 79000
    v6          | A     | 2025-03-07    | 零售          | E1          | 100000  | 50000        | 44000
    v7          | A     | 2025-04-05    | 零售          | -           | 100000  | 90000        | 79000
    w1          | B     | 2025-03-10    | 零售          | -           | 100000  | 100000       | 88000
    w2          | B     | 2025-03-11    | 零售          | -           | 100000  | 90000        | 79000
    w2r         | B     | 2025-03-12    | 零售          | -           | 100000  | -90000       | -79000
    x1          | C     | 2025-02-10    | 零售          | -           | 50000   | 45000        | 39000
"""  # noqa: E501 - a drawn table

# Under cost: v1 (taken back in April), v7 and the fleet's v3; v6 is sold at cost, of v4 the cost is
# not known, v5 went through an outlet. The row that takes w2 back has the smaller revenue.
_COSTS = """
    delivery_no | store | delivery_date | customer_type | outlet_code | revenue_ex_vat | cost_ex_vat | rebate_confirmed
    v1          | A     | 2025-03-03    | 零售          | -           | 98000          | 100000      | 5000
    v1r         | A     | 2025-04-02    | 零售          | -           | -98000         | -100000     | -5000
    v2          | A     | 2025-03-04    | 零售          | -           | 90000          | 85000       | -
    v3          | A     | 2025-03-05    | 大客户        | -           | 90000          | 100000      | -
    v4          | A     | 2025-03-06    | 零售          | -           | 90000          | -           | -
    v5          | A     | 2025-03-07    | 零售          | E1          | 90000          | 100000      | -
    v6          | A     | 2025-03-08    | 零售          | -           | 70000          | 70000       | -
    v7          | A     | 2025-03-09    | 零售          | -           | 110000         | 120000      | -
    v8          | A     | 2025-04-05    | 零售          | -           | 90000          | 80000       | -
    w1          | B     | 2025-03-10    | 零售          | -           | 100000         | 90000       | -
    w2          | B     | 2025-03-11    | 零售          | -           | 100000         | 90000       | -
    w2r         | B     | 2025-03-12    | 零售          | -           | -100000        | -90000      | -
    x1          | C     | 2025-02-10    | 零售          | -           | 90000          | 100000      | -
"""  # noqa: E501 - a drawn table

EXAMPLES = (
    Example(
        kpi="avg_discount_rate",
        tables={"vehicle_deliveries": _PRICES},
        expect=(
            # 5000 and 20000 on 300000, not the mean of 5 % and 10 %.
            Expect("A", "2025-03", 25 / 300, 25_000, 300_000),
            Expect("B", "2025-03", 0, 0, 100_000),
            # 25000 on 400000, not the mean of 8.3 % and 0 %.
            Expect("region North", "2025-03", 0.0625, 25_000, 400_000),
            Expect("network", "2025-Q1", 30 / 450, 30_000, 450_000),
            # v7 less v1.
            Expect("A", "2025-04", None, 5_000, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
    Example(
        kpi="price_inversion_share",
        tables={"vehicle_deliveries": _COSTS},
        expect=(
            # v1 and v7 of these, v2 and v6.
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 0, 0, 1),
            # 2 of 5, not the mean of 50 % and 0 %.
            Expect("region North", "2025-03", 0.4, 2, 5),
            Expect("network", "2025-Q1", 0.5, 3, 6),
            # v8 less v1.
            Expect("A", "2025-04", None, -1, 0, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
        ),
    ),
)

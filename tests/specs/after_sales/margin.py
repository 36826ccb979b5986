"""Gross margin of after-sales, and of labour."""

from tests.specs.after_sales.labour import LINES
from tests.specs.after_sales.labour import ORDERS as LINES_ORDERS
from tests.specs.example import Example, Expect

# Of a3 the cost of parts is not known, of a4 it is none; a5 and a6 are no customers' orders, a7 is
# void. a2r takes a2 back in April; a9 and c2 are still in work.
_ORDERS = """
    ro_no | store | vin | open_at    | settled_at | ro_type  | status | labour_sales | parts_sales | other_sales | discount | labour_cost | parts_cost | other_cost
    a1    | A     | V1  | 2025-03-03 | 2025-03-03 | 保养     | 已结算 | 300          | 500         | 200         | 100      | 100         | 300        | 140
    a2    | A     | V2  | 2025-03-04 | 2025-03-05 | 事故     | 已结算 | 1000         | 2000        | -           | -        | 400         | 1400       | -
    a2r   | A     | V2  | 2025-03-04 | 2025-04-02 | 事故     | 已结算 | -1000        | -2000       | -           | -        | -400        | -1400      | -
    a3    | A     | V3  | 2025-03-06 | 2025-03-06 | 一般维修 | 已结算 | 100          | 900         | -           | -        | 40          | -          | -
    a4    | A     | V4  | 2025-03-07 | 2025-03-07 | 一般维修 | 已结算 | 100          | -           | -           | -        | 0           | -          | -
    a5    | A     | V5  | 2025-03-08 | 2025-03-08 | PDI      | 已结算 | 80           | -           | -           | -        | 80          | -          | -
    a6    | A     | V6  | 2025-03-08 | 2025-03-08 | 内部     | 已结算 | 90           | 40          | -           | -        | 90          | 40         | -
    a7    | A     | V7  | 2025-03-09 | 2025-03-09 | 保养     | 作废   | 500          | -           | -           | -        | 100         | -          | -
    a8    | A     | V8  | 2025-03-28 | 2025-04-10 | 保养     | 已结算 | 3500         | -           | -           | -        | 1500        | -          | -
    a9    | A     | V9  | 2025-04-15 | -          | 保养     | 在修   | 400          | -           | -           | -        | 90          | -          | -
    b1    | B     | W1  | 2025-03-04 | 2025-03-04 | 保养     | 已结算 | 200          | 300         | -           | -        | 100         | 350        | -
    c1    | C     | X1  | 2025-02-04 | 2025-02-04 | 索赔     | 已结算 | -            | 1000        | -           | -        | -           | 600        | -
    c2    | C     | X2  | 2025-03-31 | -          | 保养     | 在修   | 100          | -           | -           | -        | 10          | -          | -
"""  # noqa: E501, a drawn table

EXAMPLES = (
    Example(
        kpi="as_gross_margin",
        tables={"repair_orders": _ORDERS},
        expect=(
            # Revenue 900 + 3000 + 100; cost 540 + 1800 + 0; a3 is on neither side.
            Expect("A", "2025-03", 0.415, 1660, 4000),
            # a8 3500 - 1500 and a2 taken back: revenue 500, gross 2000 - 1200.
            Expect("A", "2025-04", 1.6, 800, 500),
            Expect("A", "2025-Q1", 0.415, 1660, 4000),
            Expect("B", "2025-03", 0.1, 50, 500),
            # 1710 of 4500, not the mean of 41.5 % and 10 %.
            Expect("region North", "2025-03", 0.38, 1710, 4500),
            # Nothing settled in March.
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 0.38, 1710, 4500),
            Expect("network", "2025-Q1", 2110 / 5500, 2110, 5500),
        ),
    ),
    Example(
        kpi="labour_gross_margin",
        tables={"ro_labour_lines": LINES, "repair_orders": LINES_ORDERS},
        expect=(
            # 360 + 150 + 200 + 100 + 0 + 700 + 0 sold, 100 + 60 + 50 + 30 + 20 + 200 + 40 of cost.
            Expect("A", "2025-03", 1010 / 1510, 1010, 1510),
            # 1200 + 200 - 700 sold, 300 + 60 - 200 of cost.
            Expect("A", "2025-04", 540 / 700, 540, 700),
            Expect("B", "2025-03", 0.5, 45, 90),
            # 1055 of 1600, not the mean of 67 % and 50 %.
            Expect("region North", "2025-03", 1055 / 1600, 1055, 1600),
            # A free job: its cost is known, nothing was sold.
            Expect("B", "2025-05", None, -5, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-03", 0.4, 200, 500),
            Expect("network", "2025-03", 1255 / 2100, 1255, 2100),
            Expect("network", "2025-Q1", 1455 / 2400, 1455, 2400),
        ),
    ),
)

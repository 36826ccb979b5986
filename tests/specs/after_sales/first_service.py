"""First services of the cars that the store sold."""

from tests.specs.example import Example, Expect

# V5 was sold elsewhere; V6 moved away in time and V11 on an unknown day; V7 was scrapped long
# after, V8 has a new owner; nobody knows when V9 is due.
_FILES = """
    vin | store | sold_by_store | first_service_due | vehicle_status | status_date
    V1  | A     | yes           | 2025-03-05        | 在用           | -
    V2  | A     | yes           | 2025-03-10        | 在用           | -
    V3  | A     | yes           | 2025-03-10        | 在用           | -
    V4  | A     | yes           | 2025-03-12        | 在用           | -
    V5  | A     | no            | 2025-03-15        | 在用           | -
    V6  | A     | yes           | 2025-03-15        | 迁出           | 2025-04-01
    V7  | A     | yes           | 2025-03-20        | 报废           | 2025-06-01
    V8  | A     | yes           | 2025-03-20        | 过户           | 2025-03-01
    V9  | A     | yes           | -                 | 在用           | -
    V10 | A     | yes           | 2025-03-31        | 在用           | -
    V11 | A     | yes           | 2025-03-31        | 迁出           | -
    V12 | A     | yes           | 2025-04-25        | 在用           | -
    W1  | B     | yes           | 2025-03-03        | 在用           | -
    W2  | B     | yes           | 2025-05-05        | 在用           | -
    X1  | C     | yes           | 2025-02-10        | 在用           | -
"""

# V2 comes on the last day, V3 one day late; the service of V4 is taken back; V10 comes for another
# service, V12 early, the internal and the void order of X1 are none.
_ORDERS = """
    ro_no | store | vin | open_at          | ro_type | status | labour_sales
    a1    | A     | V1  | 2025-02-20 09:00 | 首保    | 已结算 | 100
    a2    | A     | V2  | 2025-04-09 09:00 | 首保    | 已结算 | 100
    a3    | A     | V3  | 2025-04-10 09:00 | 首保    | 已结算 | 100
    a4    | A     | V4  | 2025-03-12 09:00 | 首保    | 已结算 | 100
    a4r   | A     | V4  | 2025-03-12 09:00 | 首保    | 已结算 | -100
    a5    | A     | V5  | 2025-03-15 09:00 | 首保    | 已结算 | 100
    a6    | A     | V6  | 2025-03-16 09:00 | 首保    | 已结算 | 100
    a8    | A     | V8  | 2025-03-25 09:00 | 首保    | 已结算 | -
    a10   | A     | V10 | 2025-03-30 09:00 | 保养    | 已结算 | 100
    a12   | A     | V12 | 2025-04-01 09:00 | 首保    | 在修   | 100
    b1    | B     | W1  | 2025-03-01 09:00 | 首保    | 已结算 | 100
    b2    | B     | W2  | 2025-05-06 09:00 | 首保    | 已结算 | 100
    c1    | C     | X1  | 2025-02-10 09:00 | 首保    | 作废   | 100
    c2    | C     | X2  | 2025-03-10 09:00 | 首保    | 已结算 | 100
"""

EXAMPLES = (
    Example(
        kpi="first_service_return_rate",
        tables={"customers": _FILES, "repair_orders": _ORDERS},
        as_of="2025-05-20",
        expect=(
            # V1, V2, V8 of these and V3, V4, V7, V10.
            Expect("A", "2025-03", 3 / 7, 3, 7),
            Expect("A", "2025-04", 1, 1, 1, state="provisional"),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("B", "2025-05", 1, 1, 1, state="provisional"),
            # 4 of 8, not the mean of 43 % and 100 %.
            Expect("region North", "2025-03", 0.5, 4, 8),
            Expect("C", "2025-02", 0, 0, 1),
            # Nothing falls due.
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            # No orders in April.
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 0.5, 4, 8),
            Expect("network", "2025-Q1", 4 / 9, 4, 9),
        ),
    ),
)

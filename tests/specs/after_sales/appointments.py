"""Visits by appointment, and appointments kept."""

from tests.specs.example import Example, Expect

# a4 is an accident, a7 is PDI, a8 is void; b7r takes b7 back.
_ORDERS = """
    ro_no | store | vin | open_at          | ro_type  | status | appt_id | labour_sales
    a1    | A     | V1  | 2025-03-03 09:00 | 保养     | 已结算 | P1      | 100
    a2    | A     | V1  | 2025-03-03 09:05 | 一般维修 | 已结算 | -       | 100
    a3    | A     | V2  | 2025-03-04 10:00 | 保养     | 已结算 | P2      | 100
    a4    | A     | V3  | 2025-03-05 10:00 | 事故     | 已结算 | P3      | 100
    a5    | A     | V4  | 2025-03-06 10:00 | 保养     | 已结算 | -       | 100
    a6    | A     | V5  | 2025-03-07 10:00 | 保养     | 已结算 | P5      | 100
    a7    | A     | V6  | 2025-03-08 10:00 | PDI      | 已结算 | P1      | 100
    a8    | A     | V7  | 2025-03-09 10:00 | 一般维修 | 作废   | P1      | 100
    b1    | B     | W1  | 2025-03-03 09:00 | 保养     | 已结算 | Q1      | 100
    b2    | B     | W2  | 2025-03-10 09:00 | 保养     | 已结算 | -       | -
    b3    | B     | W3  | 2025-03-11 09:00 | 保养     | 已结算 | -       | 100
    b4    | B     | W4  | 2025-03-12 09:00 | 保养     | 已结算 | -       | 100
    b5    | B     | W5  | 2025-03-12 09:00 | -        | 已结算 | -       | 100
    b6    | B     | W6  | 2025-03-12 09:00 | 保养     | 已结算 | -       | 100
    b7    | B     | W7  | 2025-03-13 09:00 | 保养     | 已结算 | Q1      | 100
    b7r   | B     | W7  | 2025-03-13 09:00 | 保养     | 已结算 | Q1      | -100
    c1    | C     | X1  | 2025-02-03 09:00 | 保养     | 已结算 | R1      | 100
    c2    | C     | X2  | 2025-03-04 09:00 | 事故     | 已结算 | R2      | 100
"""

# P2 was made half an hour ahead; P4 names its order; P5 was missed; Q1 has no time of arrival.
_OF_VISITS = """
    appt_id | store | created_at       | appt_at          | arrived_at       | status | ro_no
    P1      | A     | 2025-03-01 10:00 | 2025-03-03 09:00 | 2025-03-03 08:55 | 已到店 | -
    P2      | A     | 2025-03-04 09:30 | 2025-03-04 10:00 | 2025-03-04 10:00 | 已到店 | -
    P3      | A     | 2025-03-01 10:00 | 2025-03-05 10:00 | 2025-03-05 10:00 | 已到店 | -
    P4      | A     | 2025-03-06 08:00 | 2025-03-06 10:00 | 2025-03-06 10:00 | 已到店 | a5
    P5      | A     | 2025-03-01 10:00 | 2025-03-06 10:00 | -                | 爽约   | -
    Q1      | B     | 2025-03-02 10:00 | 2025-03-03 09:00 | -                | 已到店 | -
    R1      | C     | 2025-02-01 10:00 | 2025-02-03 09:00 | 2025-02-03 09:00 | 已到店 | -
    R2      | C     | 2025-03-01 10:00 | 2025-03-04 09:00 | -                | 取消   | -
"""

# P2 came a day late, P7 has no status.
_KEPT = """
    appt_id | store | appt_at          | arrived_at       | status
    P1      | A     | 2025-03-03 09:00 | 2025-03-03 09:20 | 已到店
    P2      | A     | 2025-03-04 09:00 | 2025-03-05 09:00 | 已到店
    P3      | A     | 2025-03-05 09:00 | -                | 爽约
    P4      | A     | 2025-03-06 09:00 | -                | 改约
    P5      | A     | 2025-03-07 09:00 | -                | 取消
    P6      | A     | 2025-03-08 09:00 | -                | 已到店
    P7      | A     | 2025-03-09 09:00 | -                | -
    Q1      | B     | 2025-03-10 09:00 | 2025-03-10 10:00 | 已到店
    R1      | C     | 2025-02-10 09:00 | -                | 爽约
    R2      | C     | 2025-03-10 09:00 | -                | 取消
"""

EXAMPLES = (
    Example(
        kpi="appointment_rate",
        tables={"repair_orders": _ORDERS, "service_appointments": _OF_VISITS},
        expect=(
            # V1 and V4 of V1, V2, V4, V5.
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1 / 6, 1, 6),
            Expect("region North", "2025-03", 0.3, 3, 10),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 4 / 11, 4, 11),
        ),
    ),
    Example(
        kpi="appointment_show_rate",
        tables={"service_appointments": _KEPT},
        expect=(
            Expect("A", "2025-03", 0.4, 2, 5),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.5, 3, 6),
            Expect("C", "2025-02", 0, 0, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 3 / 7, 3, 7),
        ),
    ),
    Example(
        kpi="appointment_show_rate",
        stores="D=East",
        min_trials=20,
        tables={
            "service_appointments": """
                appt_id | store | appt_at          | arrived_at       | status
                T1      | D     | 2025-03-10 09:00 | 2025-03-10 10:00 | 已到店
            """
        },
        expect=(Expect("D", "2025-03", 1, 1, 1, state="too_few"),),
    ),
)

"""Repairs that came back, and final checks."""

from tests.specs.example import Example, Expect

# a5 names a1; a6 and a16 are one visit about the fault of a2; a7 comes 30 days after a3, a8 31 days
# after a4; a10 has another fault than a9; a12 is a service about the fault of a11; a14r takes a14
# back; a15 is still here. c2r takes the return of c1 back.
_REPAIRS = """
    ro_no | store | vin | open_at          | released_at      | ro_type  | status | fault_code | comeback_of_ro | labour_sales | waited_for_parts
    a1    | A     | V1  | 2025-03-03 09:00 | 2025-03-04 17:00 | 一般维修 | 已结算 | F01        | -              | 100          | no
    a2    | A     | V2  | 2025-03-05 09:00 | 2025-03-05 18:00 | 一般维修 | 已结算 | F02        | -              | 100          | no
    a3    | A     | V3  | 2025-03-06 09:00 | 2025-03-07 18:00 | 索赔     | 已结算 | F03        | -              | 100          | no
    a4    | A     | V4  | 2025-03-10 09:00 | 2025-03-10 18:00 | 事故     | 已结算 | F04        | -              | 100          | yes
    a5    | A     | V1  | 2025-03-20 09:00 | 2025-03-20 18:00 | 返修     | 已结算 | F01        | a1             | -            | no
    a6    | A     | V2  | 2025-03-25 09:00 | 2025-03-26 18:00 | 一般维修 | 已结算 | F02        | -              | 100          | no
    a7    | A     | V3  | 2025-04-06 09:00 | 2025-04-06 18:00 | 一般维修 | 已结算 | F03        | -              | 100          | no
    a8    | A     | V4  | 2025-04-10 09:00 | 2025-04-10 18:00 | 一般维修 | 已结算 | F04        | -              | 100          | no
    a9    | A     | V5  | 2025-03-11 09:00 | 2025-03-11 18:00 | 一般维修 | 已结算 | F05        | -              | 100          | no
    a10   | A     | V5  | 2025-03-28 09:00 | 2025-03-28 18:00 | 一般维修 | 已结算 | F99        | -              | 100          | no
    a11   | A     | V6  | 2025-03-12 09:00 | 2025-03-12 18:00 | 一般维修 | 已结算 | F06        | -              | 100          | no
    a12   | A     | V6  | 2025-03-15 09:00 | 2025-03-15 18:00 | 保养     | 已结算 | F06        | -              | 100          | no
    a13   | A     | V7  | 2025-03-13 09:00 | 2025-03-13 18:00 | 保养     | 已结算 | -          | -              | 100          | no
    a14   | A     | V8  | 2025-03-14 09:00 | 2025-03-14 18:00 | 一般维修 | 已结算 | -          | -              | 100          | no
    a14r  | A     | V8  | 2025-03-14 09:00 | 2025-03-14 18:00 | 一般维修 | 已结算 | -          | -              | -100         | no
    a15   | A     | V9  | 2025-03-15 09:00 | -                | 一般维修 | 在修   | F01        | -              | -            | -
    a16   | A     | V2  | 2025-03-25 09:10 | 2025-03-26 18:00 | 索赔     | 已结算 | F02        | -              | 100          | no
    b1    | B     | W1  | 2025-03-03 09:00 | 2025-03-03 18:00 | 一般维修 | 已结算 | G1         | -              | 100          | no
    b2    | B     | W1  | 2025-03-10 09:00 | 2025-03-10 18:00 | 返修     | 已结算 | -          | b1             | -            | no
    c1    | C     | X1  | 2025-02-10 09:00 | 2025-02-10 18:00 | 一般维修 | 已结算 | H1         | -              | 100          | no
    c2    | C     | X1  | 2025-02-20 09:00 | 2025-02-20 18:00 | 返修     | 已结算 | H1         | c1             | 50           | no
    c2r   | C     | X1  | 2025-02-20 09:00 | 2025-02-20 18:00 | 返修     | 已结算 | H1         | c1             | -50          | no
    c3    | C     | X2  | 2025-03-20 09:00 | 2025-03-20 18:00 | 保养     | 已结算 | -          | -              | 50           | no
"""  # noqa: E501, a table is read as drawn

# a4 was not checked, a5 says nothing, a6 is void, a8r takes a8 back.
_CHECKS = """
    ro_no | store | open_at          | completed_at     | ro_type  | status | final_check | labour_sales
    a1    | A     | 2025-03-01 09:00 | 2025-03-03 17:00 | 保养     | 已结算 | 一次合格    | 100
    a2    | A     | 2025-03-01 09:00 | 2025-03-04 17:00 | 事故     | 已结算 | 返工        | 100
    a3    | A     | 2025-03-02 09:00 | 2025-03-04 17:00 | 一般维修 | 完工   | 一次合格    | -
    a4    | A     | 2025-03-02 09:00 | 2025-03-04 17:00 | 一般维修 | 已结算 | 未检        | 100
    a5    | A     | 2025-03-02 09:00 | 2025-03-04 17:00 | 一般维修 | 已结算 | -           | 100
    a6    | A     | 2025-03-02 09:00 | 2025-03-04 17:00 | 一般维修 | 作废   | 一次合格    | 100
    a7    | A     | 2025-03-31 09:00 | 2025-04-01 17:00 | 一般维修 | 已结算 | 一次合格    | 100
    a8    | A     | 2025-03-03 09:00 | 2025-03-05 17:00 | 一般维修 | 已结算 | 一次合格    | 100
    a8r   | A     | 2025-03-03 09:00 | 2025-03-05 17:00 | 一般维修 | 已结算 | 一次合格    | -100
    b1    | B     | 2025-03-03 09:00 | 2025-03-05 17:00 | 一般维修 | 已结算 | 一次合格    | 100
    c1    | C     | 2025-02-03 09:00 | 2025-02-05 17:00 | 一般维修 | 已结算 | 返工        | 100
    c2    | C     | 2025-03-03 09:00 | 2025-03-05 17:00 | 一般维修 | 已结算 | 未检        | 100
"""  # noqa: E501, a table is read as drawn

EXAMPLES = (
    Example(
        kpi="comeback_rate_30d",
        tables={"repair_orders": _REPAIRS},
        as_of="2025-05-10",
        expect=(
            # a1, a2, a3 of a1-a6, a9-a11, a16.
            Expect("A", "2025-03", 0.3, 3, 10),
            Expect("B", "2025-03", 0.5, 1, 2),
            Expect("region North", "2025-03", 1 / 3, 4, 12),
            Expect("C", "2025-02", 0, 0, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-04", 0, 0, 2, state="provisional"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 4 / 13, 4, 13),
        ),
    ),
    Example(
        kpi="first_time_fix_rate",
        tables={"repair_orders": _REPAIRS},
        as_of="2025-05-10",
        expect=(
            # The service a12 is another visit about the fault of a11.
            Expect("A", "2025-03", 0.6, 6, 10),
            Expect("B", "2025-03", 0.5, 1, 2),
            Expect("region North", "2025-03", 7 / 12, 7, 12),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("A", "2025-04", 1, 2, 2, state="provisional"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 8 / 13, 8, 13),
        ),
    ),
    Example(
        kpi="final_check_pass_rate",
        tables={"repair_orders": _CHECKS},
        expect=(
            Expect("A", "2025-03", 2 / 3, 2, 3),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.75, 3, 4),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 0.6, 3, 5),
        ),
    ),
)

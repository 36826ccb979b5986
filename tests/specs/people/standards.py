"""Process compliance, safety incidents."""

from tests.specs.example import Example, Expect

# A in March: three of four items; one does not apply, one has no verdict, and an audit by the
# manufacturer is another programme, as in February.
_AUDITS = """
    store | audit_id | audit_type | area | audit_date | item_code | applicable | passed
    A     | j1       | 流程抽检   | 综合 | 2025-01-10 | t1        | yes        | no
    A     | j2       | 明检       | 销售 | 2025-02-10 | t1        | yes        | yes
    A     | j3       | 流程抽检   | 综合 | 2025-03-10 | t1        | yes        | yes
    A     | j3       | 流程抽检   | 综合 | 2025-03-10 | t2        | yes        | yes
    A     | j3       | 流程抽检   | 综合 | 2025-03-10 | t3        | -          | yes
    A     | j3       | 流程抽检   | 综合 | 2025-03-10 | t4        | yes        | no
    A     | j3       | 流程抽检   | 综合 | 2025-03-10 | t5        | no         | no
    A     | j3       | 流程抽检   | 综合 | 2025-03-10 | t6        | yes        | -
    A     | j4       | 飞行检查   | 售后 | 2025-03-11 | t1        | yes        | no
    B     | j1       | 流程抽检   | 综合 | 2025-03-12 | t1        | yes        | yes
    C     | j1       | 流程抽检   | 综合 | 2025-01-12 | t1        | yes        | yes
    C     | j1       | 流程抽检   | 综合 | 2025-01-12 | t2        | yes        | no
"""

# A in March: two incidents, one whose kind nobody wrote, and a hazard. In January a hazard only,
# in February nothing: the register goes on in March. In April nothing, and an extract of that month
# shows it; nobody knows of May. B begins to write in March and was not extracted again. C never
# wrote a line. D wrote in January 2024, and again in July 2025.
_REGISTER = """
    store | incident_id | occurred_at      | kind | lost_hours | fixed_at
    A     | q1          | 2025-01-20 09:00 | 隐患 | -          | 2025-01-21 09:00
    A     | q2          | 2025-03-05 09:00 | 工伤 | 16         | 2025-03-06 09:00
    A     | q3          | 2025-03-15 09:00 | 车辆 | -          | -
    A     | q4          | 2025-03-16 09:00 | -    | -          | -
    A     | q5          | 2025-03-17 09:00 | 隐患 | -          | -
    B     | q1          | 2025-03-08 09:00 | 消防 | -          | -
    D     | q1          | 2024-01-08 09:00 | 设备 | -          | -
    D     | q2          | 2025-07-08 09:00 | 隐患 | -          | -
"""
_EXTRACTS = """
    store | table_name       | extracted_at     | rows_loaded
    A     | safety_incidents | 2025-02-03 08:00 | 1
    A     | safety_incidents | 2025-04-20 08:00 | 5
    B     | safety_incidents | 2025-03-31 18:00 | 1
    B     | complaints       | 2025-04-30 18:00 | 3
"""

EXAMPLES = (
    Example(
        kpi="process_compliance_rate",
        tables={"audits": _AUDITS},
        expect=(
            Expect("A", "2025-03", 0.75, 3, 4),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.8, 4, 5),
            Expect("A", "2025-02", None, 0, 0, state="no_data"),
            Expect("A", "2025-Q1", 0.6, 3, 5),
            Expect("network", "2025-Q1", 5 / 8, 5, 8),
            Expect("A", "2025-04", None, state="no_data"),
        ),
    ),
    Example(
        kpi="safety_incident_count",
        tables={"safety_incidents": _REGISTER, "load_log": _EXTRACTS},
        stores="A=North B=North C=South D=South",
        expect=(
            Expect("A", "2025-03", 3, numerator=3),
            Expect("B", "2025-03", 1),
            Expect("region North", "2025-03", 4),
            Expect("A", "2025-Q1", 3),
            Expect("network", "2025-Q1", 4),
            Expect("A", "2025-01", 0),
            Expect("A", "2025-02", 0),
            Expect("A", "2025-04", 0),
            Expect("A", "2025-05", None, state="no_data"),
            Expect("A", "2024-12", None, state="no_data"),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            # Twelve months after the last line it no longer counts as kept.
            Expect("D", "2025-01", 0),
            Expect("D", "2025-02", None, state="no_data"),
            Expect("D", "2025-07", 0),
        ),
    ),
)

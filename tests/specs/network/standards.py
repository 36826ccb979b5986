"""Announced audit score, audit actions closed on time."""

from tests.specs.example import Example, Expect

# The newest announced audit counts: of A, J3 of sales follows J1, J2 is the one of after-sales. T3
# of J3 does not apply, T4 has no points yet. J9 was not announced. The audit of B in 2024 is too
# old by January; C was never audited with notice.
_AUDITS = """
    store | audit_id | audit_type | area | audit_date | item_code | is_veto | applicable | score | max_score | passed
    A     | J1       | 明检       | 销售 | 2025-01-10 | T1        | yes     | yes        | 10    | 10        | yes
    A     | J1       | 明检       | 销售 | 2025-01-10 | T2        | no      | yes        | 5     | 10        | no
    A     | J2       | 明检       | 售后 | 2025-02-05 | T1        | yes     | yes        | 4     | 10        | no
    A     | J2       | 明检       | 售后 | 2025-02-05 | T2        | no      | yes        | 10    | 10        | yes
    A     | J3       | 明检       | 销售 | 2025-03-12 | T1        | yes     | -          | 10    | 10        | yes
    A     | J3       | 明检       | 销售 | 2025-03-12 | T2        | no      | yes        | 8     | 10        | yes
    A     | J3       | 明检       | 销售 | 2025-03-12 | T3        | yes     | no         | 0     | 10        | no
    A     | J3       | 明检       | 销售 | 2025-03-12 | T4        | no      | yes        | -     | 10        | -
    A     | J9       | 暗访       | 销售 | 2025-03-20 | T1        | yes     | yes        | 0     | 10        | no
    B     | J0       | 明检       | 综合 | 2024-01-10 | T1        | no      | yes        | 1     | 10        | no
    B     | J4       | 明检       | 综合 | 2025-02-20 | T1        | no      | yes        | 3     | 30        | no
    B     | J5       | 明检       | 综合 | 2025-02-20 | T1        | no      | yes        | 27    | 30        | yes
    C     | J7       | 飞行检查   | 销售 | 2025-03-20 | T1        | no      | yes        | 9     | 10        | yes
"""  # noqa: E501, a drawn table

# Counted where the action falls due, of all kinds of audit: March has four of A, two in time.
_FINDINGS = """
    store | audit_id | audit_type | audit_date | item_code | applicable | passed | action_due | action_closed_at
    A     | J1       | 明检       | 2025-02-20 | T1        | yes        | no     | 2025-03-10 | 2025-03-05
    A     | J1       | 明检       | 2025-02-20 | T2        | yes        | no     | 2025-03-10 | 2025-03-10
    A     | J2       | 暗访       | 2025-02-25 | T1        | -          | no     | 2025-03-31 | 2025-04-02
    A     | J2       | 暗访       | 2025-02-25 | T2        | yes        | no     | 2025-03-31 | -
    A     | J2       | 暗访       | 2025-02-25 | T3        | no         | no     | 2025-03-31 | -
    A     | J2       | 暗访       | 2025-02-25 | T4        | yes        | yes    | 2025-03-31 | -
    A     | J2       | 暗访       | 2025-02-25 | T5        | yes        | -      | 2025-03-31 | -
    A     | J2       | 暗访       | 2025-02-25 | T6        | yes        | no     | -          | 2025-03-01
    A     | J0       | 内部自检   | 2025-01-05 | T1        | yes        | no     | 2025-01-31 | 2025-01-20
    B     | J1       | 明检       | 2025-03-01 | T1        | yes        | no     | 2025-03-15 | 2025-03-14
    C     | J1       | 明检       | 2025-03-01 | T1        | yes        | yes    | -          | -
"""  # noqa: E501, a drawn table

EXAMPLES = (
    Example(
        kpi="open_audit_score",
        tables={"audits": _AUDITS},
        expect=(
            # 18 of 20 from J3, 14 of 20 from J2; the veto item of J2 failed.
            Expect("A", "2025-03", 0.8, 32, 40, note="red_line"),
            Expect("A", "2025-02", 29 / 40, 29, 40, note="red_line"),
            Expect("A", "2025-01", 0.75, 15, 20),
            # Of two audits on one day the later number.
            Expect("B", "2025-03", 0.9, 27, 30),
            Expect("B", "2025-01", None, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("region North", "2025-03", 59 / 70, 59, 70, note="red_line"),
            Expect("network", "2025-Q1", 59 / 70, 59, 70, note="red_line"),
            Expect("B", "2025-Q1", 0.9, 27, 30),
            # Nobody has come since: the newest still stands.
            Expect("B", "2025-10", 0.9, 27, 30),
        ),
    ),
    Example(
        kpi="audit_action_closure_rate",
        tables={"audits": _FINDINGS},
        expect=(
            Expect("A", "2025-03", 0.5, 2, 4),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("region North", "2025-03", 0.6, 3, 5),
            Expect("network", "2025-03", 0.6, 3, 5),
            Expect("A", "2025-02", None, state="no_data"),
            Expect("A", "2025-Q1", 0.6, 3, 5),
            Expect("network", "2025-Q1", 4 / 6, 4, 6),
        ),
    ),
)

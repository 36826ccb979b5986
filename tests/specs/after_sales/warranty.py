"""Claims passed, refused and clawed back."""

from tests.specs.example import Example, Expect

# k4 passed in part; k5 is pending; the system wrote 通过 over the first result of k6, the events
# know better; k7 was withdrawn; k8 and b1 lack an amount.
_CLAIMS = """
    claim_no | store | first_submit_at  | submit_count | first_result | final_result | claimed_amount | approved_amount | clawback_amount | clawback_at
    k1       | A     | 2025-03-01 09:00 | 1            | 通过         | 通过         | 1000           | 1000            | 100             | 2025-04-20
    k2       | A     | 2025-03-02 09:00 | 2            | 驳回         | 通过         | 500            | 450             | -               | -
    k3       | A     | 2025-03-03 09:00 | 1            | 拒赔         | 拒赔         | 2000           | -               | -               | -
    k4       | A     | 2025-03-04 09:00 | 1            | 部分通过     | 部分通过     | 800            | 600             | -               | -
    k5       | A     | 2025-03-05 09:00 | 1            | 审核中       | 审核中       | 300            | -               | -               | -
    k6       | A     | 2025-03-28 09:00 | 2            | 通过         | 通过         | 700            | 700             | -               | -
    k7       | A     | 2025-03-10 09:00 | 1            | 通过         | 撤回         | 400            | -               | -               | -
    k8       | A     | 2025-03-11 09:00 | 1            | 通过         | 通过         | -              | 100             | -               | -
    k9       | A     | 2025-04-02 09:00 | 1            | 通过         | 通过         | 200            | 150             | -               | -
    b1       | B     | 2025-03-02 09:00 | 1            | 通过         | 通过         | 5700           | -               | -               | -
    c1       | C     | 2025-02-02 09:00 | 2            | 驳回         | 拒赔         | 600            | 0               | -               | -
    c2       | C     | 2025-03-02 09:00 | 1            | 审核中       | 审核中       | 600            | -               | -               | -
"""  # noqa: E501, a table is read as drawn

_REVIEWS = """
    claim_no | store | submit_seq | submitted_at     | reviewed_at      | result
    k1       | A     | 1          | 2025-03-01 09:00 | 2025-03-03 09:00 | 通过
    k2       | A     | 1          | 2025-03-02 09:00 | 2025-03-05 09:00 | 退回
    k2       | A     | 2          | 2025-03-08 09:00 | 2025-03-20 09:00 | 通过
    k3       | A     | 1          | 2025-03-03 09:00 | 2025-03-06 09:00 | 拒赔
    k4       | A     | 1          | 2025-03-04 09:00 | 2025-03-07 09:00 | 通过
    k5       | A     | 1          | 2025-03-05 09:00 | -                | -
    k6       | A     | 1          | 2025-03-28 09:00 | 2025-03-30 09:00 | 退回
    k6       | A     | 2          | 2025-04-01 09:00 | 2025-04-03 09:00 | 通过
    k7       | A     | 1          | 2025-03-10 09:00 | 2025-03-12 09:00 | 通过
    k8       | A     | 1          | 2025-03-11 09:00 | 2025-03-13 09:00 | 通过
    k9       | A     | 1          | 2025-04-02 09:00 | 2025-04-04 09:00 | 通过
    b1       | B     | 1          | 2025-03-02 09:00 | 2025-03-04 09:00 | 通过
    c1       | C     | 1          | 2025-02-02 09:00 | 2025-02-10 09:00 | 退回
    c1       | C     | 2          | 2025-02-12 09:00 | 2025-02-20 09:00 | 拒赔
    c2       | C     | 1          | 2025-03-02 09:00 | -                | -
"""

_TABLES = {"warranty_claims": _CLAIMS, "warranty_claim_events": _REVIEWS}

EXAMPLES = (
    Example(
        kpi="warranty_first_pass_rate",
        tables=_TABLES,
        expect=(
            # k1, k7, k8 of k1-k4, k6-k8; nine submissions do not matter.
            Expect("A", "2025-03", 3 / 7, 3, 7),
            Expect("A", "2025-04", 1, 1, 1),
            Expect("B", "2025-03", 1, 1, 1),
            Expect("region North", "2025-03", 0.5, 4, 8),
            Expect("C", "2025-02", 0, 0, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 4 / 9, 4, 9),
        ),
    ),
    Example(
        kpi="warranty_rejection_rate",
        tables=_TABLES,
        expect=(
            # k3 of k1-k4 and k8; k6 is decided in April, k7 was withdrawn.
            Expect("A", "2025-03", 0.2, 1, 5),
            Expect("A", "2025-04", 0, 0, 2),
            Expect("B", "2025-03", 0, 0, 1),
            Expect("region North", "2025-03", 1 / 6, 1, 6),
            Expect("C", "2025-02", 1, 1, 1),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 2 / 7, 2, 7),
        ),
    ),
    Example(
        kpi="warranty_rejection_value_rate",
        tables=_TABLES,
        expect=(
            # k2 loses 50, k3 2000, k4 200.
            Expect("A", "2025-03", 2250 / 4300, 2250, 4300),
            # k9 loses 50, and 100 of k1 are clawed back.
            Expect("A", "2025-04", 1 / 6, 150, 900),
            Expect("B", "2025-03", 0, 0, 5700),
            Expect("region North", "2025-03", 0.225, 2250, 10000),
            Expect("C", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-Q1", 2850 / 10600, 2850, 10600),
        ),
    ),
)

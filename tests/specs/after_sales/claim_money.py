"""Claims submitted, paid and unpaid."""

from tests.specs.example import Example, Expect

# k3 is refused in May, k5 was withdrawn. Nobody knows when the repair of k6 was done; k7 was
# submitted before it was done. k8 takes money back that was paid too much. k9 was granted and k10
# paid in part on days that nobody wrote down. b3 was granted in May, b2 has no day of repair, c2 no
# amount.
_CLAIMS = """
    claim_no | store | repair_done_at   | first_submit_at  | final_result | claimed_amount | approved_amount | approved_at      | paid_at    | paid_amount
    k1       | A     | 2025-03-01 16:00 | 2025-03-01 17:00 | 通过         | 1000           | 1000            | 2025-03-10 09:00 | 2025-04-10 | 1000
    k2       | A     | 2025-03-01 16:00 | 2025-03-04 09:00 | 部分通过     | 800            | 500             | 2025-03-12 09:00 | 2025-05-05 | 400
    k3       | A     | 2025-03-02 16:00 | 2025-03-03 09:00 | 拒赔         | 700            | -               | -                | -          | -
    k4       | A     | 2025-03-05 16:00 | 2025-03-15 09:00 | 审核中       | 300            | -               | -                | -          | 0
    k5       | A     | 2025-03-05 16:00 | 2025-03-05 17:00 | 撤回         | 900            | -               | -                | -          | -
    k6       | A     | -                | 2025-03-20 09:00 | 通过         | 200            | 200             | 2025-03-25 09:00 | 2025-04-25 | 200
    k7       | A     | 2025-03-10 16:00 | 2025-03-08 09:00 | 通过         | 100            | 100             | 2025-03-20 09:00 | 2025-04-20 | 100
    k8       | A     | 2025-03-01 16:00 | 2025-04-11 09:00 | 通过         | -200           | -200            | 2025-04-11 09:00 | 2025-04-15 | -200
    k9       | A     | 2025-03-20 16:00 | 2025-04-02 09:00 | 通过         | 450            | 420             | -                | -          | -
    k10      | A     | 2025-03-01 16:00 | 2025-04-03 09:00 | 通过         | 600            | 600             | 2025-04-08 09:00 | -          | 150
    k11      | A     | 2025-05-01 16:00 | 2025-05-03 09:00 | 审核中       | 250            | -               | -                | -          | -
    b1       | B     | 2025-03-02 16:00 | 2025-03-06 09:00 | 通过         | 3000           | 3000            | 2025-03-15 09:00 | 2025-03-30 | 3000
    b2       | B     | -                | 2025-05-02 09:00 | 通过         | 100            | 100             | 2025-05-04 09:00 | -          | -
    b3       | B     | 2025-03-01 16:00 | 2025-03-05 09:00 | 部分通过     | 2000           | 1500            | 2025-05-10 09:00 | -          | -
    c1       | C     | 2025-02-01 16:00 | 2025-02-03 09:00 | 通过         | 500            | 500             | 2025-02-10 09:00 | 2025-02-21 | 500
    c2       | C     | 2025-03-01 16:00 | 2025-03-02 09:00 | 审核中       | -              | -               | -                | -          | -
"""  # noqa: E501, a table is read as drawn

_REVIEWS = """
    claim_no | store | submit_seq | submitted_at     | reviewed_at      | result
    k3       | A     | 1          | 2025-03-03 09:00 | 2025-03-09 09:00 | 退回
    k3       | A     | 2          | 2025-05-12 09:00 | 2025-05-20 09:00 | 拒赔
"""

_TABLES = {"warranty_claims": _CLAIMS, "warranty_claim_events": _REVIEWS}

EXAMPLES = (
    Example(
        kpi="warranty_submission_days_median",
        tables=_TABLES,
        as_of="2025-05-31",
        expect=(
            # 0, 0, 1, 3, 10 days; k6 and k7 say nothing.
            Expect("A", "2025-03", 1, denominator=5),
            # 13 and 33; a reversal is no submission.
            Expect("A", "2025-04", 23, denominator=2),
            Expect("B", "2025-03", 4),
            # 0, 0, 1, 3, 4, 4, 10: not the mean of 1 and 4.
            Expect("region North", "2025-03", 3, denominator=7),
            Expect("C", "2025-03", 1),
            Expect("B", "2025-05", None, state="no_data"),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("network", "2025-03", 2, denominator=8),
            # And 2 of February.
            Expect("network", "2025-Q1", 2, denominator=9),
        ),
    ),
    Example(
        kpi="warranty_collection_days",
        tables=_TABLES,
        as_of="2025-05-31",
        expect=(
            # 1000 in 40 days, 100 in 41, 200 in 45 taken back.
            Expect("A", "2025-04", 39, 35100, 900),
            # The rest of k2 is not paid.
            Expect("A", "2025-05", 65, 26000, 400),
            Expect("A", "2025-Q2", 47, 61100, 1300),
            Expect("A", "2025-03", None, 0, 0, state="no_data"),
            Expect("B", "2025-03", 28, 84000, 3000),
            Expect("C", "2025-02", 20, 10000, 500),
            Expect("B", "2025-04", None, state="no_data"),
            Expect("region North", "2025-03", 28, 84000, 3000),
            Expect("region North", "2025-Q2", 47, 61100, 1300),
            # 28 and 20 days weighted by the money, not their mean.
            Expect("network", "2025-Q1", 94000 / 3500, 94000, 3500),
            # 39, 65, 28, 20 days.
            Expect("network", "2025-02-01..2025-05-31", 155100 / 4800, 155100, 4800),
        ),
    ),
    Example(
        kpi="warranty_receivable_over_60d",
        tables=_TABLES,
        as_of="2025-05-31",
        expect=(
            # The 60th day after the 1st of March is the 30th of April.
            Expect("A", "2025-04", 0, numerator=0),
            # k2 500, k10 600 - 150.
            Expect("A", "2025-05-01..2025-05-01", 950),
            Expect("A", "2025-05-01..2025-05-02", 1650),
            # k2 is paid but for 100; k4 300 and k3 700 are undecided.
            Expect("A", "2025-05-05..2025-05-19", 1550),
            # k3 is refused, k9 is 420.
            Expect("A", "2025-05", 1270, numerator=1270),
            # As claimed, then as granted.
            Expect("B", "2025-05-01..2025-05-09", 2000),
            Expect("B", "2025-05", 1500),
            Expect("region North", "2025-05", 2770),
            Expect("C", "2025-03", 0),
            Expect("C", "2025-05", None, state="no_data"),
            Expect("network", "2025-05", 2770),
            Expect("network", "2025-Q2", 2770),
        ),
    ),
)

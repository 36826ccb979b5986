"""Bonus capture rate, points redemption rate."""

from tests.specs.example import Example, Expect

# March of A: r2 is not confirmed and counts as not won; r3 is a quality discount, reckoned apart;
# of r4 150 were clawed back later; r5 takes 20 back on both sides; r6 has no highest amount.
_REBATES = """
    store | rebate_id | policy_type | earn_period | max_amount | confirmed_amount | confirmed_at | clawback_amount
    A     | r1        | 销量奖      | 202503      | 100        | 80               | 2025-04-15   | -
    A     | r2        | 满意度奖    | 202503      | 50         | -                | -            | -
    A     | r3        | 质量折扣    | 202503      | 1000       | 500              | 2025-04-15   | -
    A     | r4        | 基础折扣    | 202503      | 200        | 200              | 2025-03-20   | 150
    A     | r5        | 销量奖      | 202503      | -20        | -20              | 2025-05-15   | 0
    A     | r6        | 专项        | 202503      | -          | 30               | 2025-04-15   | -
    A     | r7        | 销量奖      | 202502      | 10         | 10               | 2025-03-15   | -
    B     | r8        | 销量奖      | 202503      | 20         | 10               | 2025-04-15   | -
    B     | r9        | 销量奖      | 202511      | 10         | 5                | 2025-12-15   | -
    C     | r0        | 质量折扣    | 202502      | 40         | 40               | 2025-03-15   | -
"""  # noqa: E501, a drawn table

# A starts the year with 20, and March with 20 + 100 + 50 - 60 + 5 - 10 = 105. Expired points and
# those taken back are not redeemed; the redemption of 20 February gives 5 back.
_POINTS = """
    store | txn_id | txn_date   | txn_type | points
    A     | p1     | 2024-12-31 | 发放     | 20
    A     | p2     | 2025-01-31 | 发放     | 100
    A     | p3     | 2025-02-10 | 兑换     | -60
    A     | p4     | 2025-02-15 | 过期     | -10
    A     | p5     | 2025-02-20 | 兑换     | 5
    A     | p6     | 2025-02-28 | 发放     | 50
    A     | p7     | 2025-03-10 | 兑换     | -40
    A     | p8     | 2025-03-11 | 扣回     | -5
    A     | p9     | 2025-03-12 | 兑换     | -
    A     | p0     | 2025-03-31 | 发放     | 30
    B     | p1     | 2024-12-31 | 发放     | 10
    B     | p2     | 2025-03-31 | 兑换     | -10
    B     | p3     | 2025-04-01 | 调整     | 0
    C     | p1     | 2025-03-05 | 发放     | 8
"""

EXAMPLES = (
    Example(
        kpi="rebate_capture_rate",
        tables={"oem_rebates": _REBATES},
        expect=(
            Expect("A", "2025-03", 110 / 330, 110, 330),
            Expect("B", "2025-03", 0.5, 10, 20),
            Expect("region North", "2025-03", 120 / 350, 120, 350),
            Expect("C", "2025-03", None, state="no_data"),
            # Nothing attainable but a quality discount.
            Expect("C", "2025-02", None, state="no_data"),
            Expect("A", "2025-Q1", 120 / 340, 120, 340),
            Expect("network", "2025-Q1", 130 / 360, 130, 360),
            Expect("A", "2025-04", None, state="no_data"),
            # A month after its end the manufacturer may still confirm more.
            Expect("B", "2025-11", 0.5, 5, 10, state="provisional"),
        ),
    ),
    Example(
        kpi="points_redemption_rate",
        tables={"points_ledger": _POINTS},
        expect=(
            Expect("A", "2025-01", 0, 0, 120),
            Expect("A", "2025-02", 55 / 170, 55, 170),
            Expect("A", "2025-03", 40 / 135, 40, 135),
            # Rebuilt: 95 of 20 + 180, no mean of months.
            Expect("A", "2025-Q1", 0.475, 95, 200),
            Expect("B", "2025-03", 1, 10, 10),
            Expect("B", "2025-04", None, state="no_data"),
            # What a ledger held before its first month is not known.
            Expect("A", "2024-12", None, state="no_data"),
            Expect("C", "2025-03", None, state="no_data"),
            Expect("region North", "2025-Q1", 0.5, 105, 210),
            Expect("network", "2025-Q1", 0.5, 105, 210),
            Expect("network", "2025-03", 50 / 145, 50, 145),
        ),
    ),
)

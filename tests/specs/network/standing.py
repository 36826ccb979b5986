"""Share of profitable stores, health index, gap to the median of peers."""

from metrics.health_framework import HealthFramework, Part
from metrics.model.kpi import Direction
from metrics.model.words import Words
from tests.specs.example import Example, Expect

_MONTHS = [f"2024{month:02d}" for month in range(4, 13)] + ["202501", "202502", "202503"]
# Each month: what a store takes, and what its people cost. B ends at exactly nothing with its
# rebate of 1, and C closed no books in October.
_A_MONTH = {"A": (100, 95), "B": (100, 101), "C": (500, 100), "D": (80, 90), "E": (100, 99)}


def _year_of_books() -> str:
    lines = ["store | period | account_code | department | debit | credit | closed_at"]
    for store, (sold, cost) in _A_MONTH.items():
        for month in _MONTHS:
            if (store, month) != ("C", "202410"):
                lines.append(f"{store} | {month} | 6001 | 销售 | - | {sold} | 2025-04-05")
                lines.append(f"{store} | {month} | 6611 | 行政 | {cost} | - | 2025-04-05")
    return "\n".join(lines)


def _year_of_rebates() -> str:
    lines = ["store | rebate_id | earn_period | confirmed_amount | confirmed_at"]
    for store in _A_MONTH:
        lines += [f"{store} | r{month} | {month} | 1 | 2025-04-10" for month in _MONTHS]
    # A year's bonus taken back in March makes a loss of E's year.
    lines.append("E | r-x | 202503 | -30 | 2025-04-10")
    return "\n".join(lines)


# Of 100: cost of sales and people. Return on sales: 10, 6, 4, 2, -3 %; expenses to gross: 50, 70,
# 75, 85.7, 115 %. F has no books.
_BOOKS = """
    store | period | account_code | department | debit | credit | closed_at
    A     | 202503 | 6001         | 销售       | -     | 100    | 2025-04-05
    A     | 202503 | 6401         | 销售       | 80    | -      | 2025-04-05
    A     | 202503 | 6611         | 行政       | 10    | -      | 2025-04-05
    B     | 202503 | 6001         | 销售       | -     | 100    | 2025-04-05
    B     | 202503 | 6401         | 销售       | 80    | -      | 2025-04-05
    B     | 202503 | 6611         | 行政       | 14    | -      | 2025-04-05
    C     | 202503 | 6001         | 销售       | -     | 100    | 2025-04-05
    C     | 202503 | 6401         | 销售       | 84    | -      | 2025-04-05
    C     | 202503 | 6611         | 行政       | 12    | -      | 2025-04-05
    D     | 202503 | 6001         | 销售       | -     | 100    | 2025-04-05
    D     | 202503 | 6401         | 销售       | 86    | -      | 2025-04-05
    D     | 202503 | 6611         | 行政       | 12    | -      | 2025-04-05
    E     | 202503 | 6001         | 销售       | -     | 100    | 2025-04-05
    E     | 202503 | 6401         | 销售       | 80    | -      | 2025-04-05
    E     | 202503 | 6611         | 行政       | 23    | -      | 2025-04-05
"""
_NO_REBATES = """
    store | rebate_id | earn_period | confirmed_amount | confirmed_at
    A     | r1        | 202503      | 0                | 2025-04-10
    B     | r1        | 202503      | 0                | 2025-04-10
    C     | r1        | 202503      | 0                | 2025-04-10
    D     | r1        | 202503      | 0                | 2025-04-10
    E     | r1        | 202503      | 0                | 2025-04-10
"""
# D was not audited. E has all points and fails a veto item that carries none.
_AUDITS = """
    store | audit_id | audit_type | area | audit_date | item_code | is_veto | applicable | score | max_score | passed
    A     | J1       | 明检       | 综合 | 2025-03-10 | T1        | no      | yes        | 8     | 10        | yes
    B     | J1       | 明检       | 综合 | 2025-03-10 | T1        | no      | yes        | 9     | 10        | yes
    C     | J1       | 明检       | 综合 | 2025-03-10 | T1        | no      | yes        | 8     | 10        | yes
    E     | J1       | 明检       | 综合 | 2025-03-10 | T1        | no      | yes        | 10    | 10        | yes
    E     | J1       | 明检       | 综合 | 2025-03-10 | T2        | yes     | yes        | 0     | 0         | no
    F     | J1       | 明检       | 综合 | 2025-03-10 | T1        | no      | yes        | 5     | 10        | no
"""  # noqa: E501, a drawn table

_FRAMEWORK = HealthFramework(
    name="example-v1",
    words=Words("示例", "Example"),
    parts=(
        Part("return_on_sales", Direction.UP, 0.5),
        Part("expense_to_gross", Direction.DOWN, 0.2),
        Part("open_audit_score", Direction.UP, 0.3),
    ),
    least_coverage=0.6,
)
_FIVE_AND_ONE = "A=North B=North C=North D=North E=North F=South"


def _alike(brand: str, stores: str) -> dict[str, dict[str, str]]:
    same = {"brand": brand, "city_tier": "一线", "size_class": "A"}
    return dict.fromkeys(stores, same)


_HEALTH = {"gl_monthly": _BOOKS, "oem_rebates": _NO_REBATES, "audits": _AUDITS}

# Return on sales of F is 8 %: with it the median of the brand is 5 %. G sells another brand.
_MORE_BOOKS = (
    _BOOKS
    + """
    A     | 202502 | 6001         | 销售       | -     | 100    | 2025-03-05
    A     | 202502 | 6611         | 行政       | 100   | -      | 2025-03-05
    F     | 202503 | 6001         | 销售       | -     | 100    | 2025-04-05
    F     | 202503 | 6611         | 行政       | 92    | -      | 2025-04-05
    G     | 202503 | 6001         | 销售       | -     | 100    | 2025-04-05
    G     | 202503 | 6611         | 行政       | 50    | -      | 2025-04-05
"""
)
_MORE_REBATES = (
    _NO_REBATES
    + """
    A     | r0        | 202502      | 0                | 2025-03-10
    F     | r1        | 202503      | 0                | 2025-04-10
    G     | r1        | 202503      | 0                | 2025-04-10
"""
)

EXAMPLES = (
    Example(
        kpi="profitable_store_share",
        tables={"gl_monthly": _year_of_books(), "oem_rebates": _year_of_rebates()},
        stores="A=North B=North C=South D=South E=East",
        expect=(
            Expect("A", "2025-03", 1, 1, 1),
            Expect("B", "2025-03", 0, 0, 1),
            # Eleven months of good profit say nothing of the year.
            Expect("C", "2025-03", None, state="no_data", note="history_too_short"),
            Expect("D", "2025-03", 0, 0, 1),
            Expect("E", "2025-03", 0, 0, 1),
            Expect("region North", "2025-03", 0.5, 1, 2),
            Expect("region South", "2025-03", 0, 0, 1),
            Expect("network", "2025-03", 0.25, 1, 4, note="stores_missing"),
            Expect("network", "2025-Q1", 0.25, 1, 4),
            # March 2024 is missing from the year that ends in February.
            Expect("network", "2025-02", None, state="no_data"),
        ),
    ),
    Example(
        kpi="dealer_health_index",
        tables=_HEALTH,
        stores=_FIVE_AND_ONE,
        extra_dim_store=_alike("健康牌", "ABCDEF"),
        health=_FRAMEWORK,
        expect=(
            # Best twice; in the audit one worse and one equal of four others: 0.375.
            Expect("A", "2025-03", 81.25, 0.8125, 1),
            Expect("B", "2025-03", 75, 0.75, 1),
            Expect("C", "2025-03", 46.25, 0.4625, 1),
            # Without an audit its weight is on neither side.
            Expect("D", "2025-03", 25, 0.175, 0.7, note="inputs_missing"),
            Expect("E", "2025-03", 30, 0.3, 1, note="red_line"),
            # An audit alone covers too little.
            Expect("F", "2025-03", None, 0, 0.3, state="no_data", note="inputs_missing"),
            Expect("region North", "2025-03", None, state="not_applicable", note="one_store_only"),
            Expect("network", "2025-03", None, state="not_applicable", note="one_store_only"),
            Expect("A", "2025-Q1", 81.25, 0.8125, 1),
            Expect("A", "2025-01", None, state="no_data"),
        ),
    ),
    Example(
        kpi="dealer_health_index",
        # Nobody has chosen weights.
        tables={},
        stores="P=North Q=South",
        expect=(
            Expect("P", "2025-03", None, state="not_applicable", note="no_framework"),
            Expect("network", "2025-Q1", None, state="not_applicable", note="no_framework"),
        ),
    ),
    Example(
        kpi="peer_gap_to_median",
        tables={"gl_monthly": _MORE_BOOKS, "oem_rebates": _MORE_REBATES},
        stores="A=North B=North C=North D=North E=North F=South G=West H=North",
        extra_dim_store={
            **_alike("对标牌", "ABCDEH"),
            "F": {"brand": "对标牌", "city_tier": "二线", "size_class": "A"},
            "G": {"brand": "另一牌", "city_tier": "一线", "size_class": "A"},
        },
        expect=(
            Expect("A", "2025-03", 0.06),
            Expect("C", "2025-03", 0),
            Expect("E", "2025-03", -0.07),
            # Alone in its kind of city, F is held against its brand.
            Expect("F", "2025-03", 0.03),
            Expect("G", "2025-03", None, state="no_data", note="few_peers"),
            Expect("H", "2025-03", None, state="no_data"),
            # A region of one store is that store.
            Expect("region South", "2025-03", 0.03),
            Expect("region North", "2025-03", None, state="not_applicable", note="one_store_only"),
            Expect("network", "2025-03", None, state="not_applicable", note="one_store_only"),
            # With February A keeps 10 of 200: 5 % against a median of 4 %.
            Expect("A", "2025-Q1", 0.01),
            Expect("A", "2025-01", None, state="no_data"),
        ),
    ),
)

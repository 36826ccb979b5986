"""Sales effectiveness, market share in area, the published inventory alert index."""

from tests.specs.example import Example, Expect

# Registrations belong to no store: each example has cities, brands and segments of its own.
# A and B share X; B opened in March, so that February is A's alone. C works Y, where February was
# not published. In March the brand has 10 of 100 cars and 2 of 40 SUVs; vans are not its market.
_REGISTRATIONS = """
    month  | city | brand | segment | units
    202503 | {x}  | {own} | {k}car  | 6
    202503 | {x}  | {k}oo | {k}car  | 34
    202503 | {x}  | {own} | {k}suv  | 2
    202503 | {x}  | {k}oo | {k}suv  | 28
    202503 | {x}  | {k}oo | {k}van  | 50
    202503 | {y}  | {own} | {k}car  | 4
    202503 | {y}  | {k}oo | {k}car  | 56
    202503 | {y}  | {own} | {k}suv  | -
    202503 | {y}  | {k}oo | {k}suv  | 10
    202502 | {x}  | {own} | {k}car  | 1
    202502 | {x}  | {k}oo | {k}car  | 9
"""

# Fleet and outlet sales are no retail sales; the fifth of A is taken back.
_DELIVERIES = """
    store | delivery_no | delivery_date | customer_type | outlet_code | revenue_ex_vat
    A     | d1          | 2025-03-03    | 零售          | -           | 100
    A     | d2          | 2025-03-10    | 零售          | -           | 100
    A     | d3          | 2025-03-12    | 零售          | -           | -
    A     | d4          | 2025-03-20    | 零售          | -           | 100
    A     | d5          | 2025-03-25    | 零售          | -           | -100
    A     | d6          | 2025-03-31    | 大客户        | -           | 100
    A     | d7          | 2025-03-31    | 零售          | E1          | 100
    A     | d8          | 2025-02-10    | 零售          | -           | 100
    B     | d1          | 2025-03-15    | 零售          | -           | 100
    B     | d2          | 2025-03-16    | 零售          | -           | 100
    C     | d1          | 2025-03-01    | 零售          | -           | 100
    C     | d2          | 2025-03-02    | 零售          | -           | 100
    C     | d3          | 2025-03-03    | 零售          | -           | 100
    C     | d4          | 2025-03-31    | 零售          | -           | 100
    C     | d5          | 2025-02-11    | 零售          | -           | 100
"""


def _registrations(key: str) -> str:
    names = {"x": f"{key}X", "y": f"{key}Y", "own": f"{key}牌", "k": key}
    return _REGISTRATIONS.format(**names)


def _stores(key: str) -> dict[str, dict[str, str | None]]:
    brand = f"{key}牌"
    return {
        "A": {"brand": brand, "city": f"{key}X"},
        "B": {"brand": brand, "city": f"{key}X", "open_date": "2025-03-10"},
        "C": {"brand": brand, "city": f"{key}Y", "open_date": "2020-01-01"},
    }


EXAMPLES = (
    Example(
        kpi="sales_effectiveness",
        tables={
            "market_registrations": _registrations("se"),
            "vehicle_deliveries": _DELIVERIES,
        },
        extra_dim_store=_stores("se"),
        expect=(
            # X: 40 x 10 % + 30 x 5 % = 5.5, half of it each.
            Expect("A", "2025-03", 3 / 2.75, 3, 2.75),
            Expect("B", "2025-03", 2 / 2.75, 2, 2.75),
            # Y: 60 x 10 % + 10 x 5 %.
            Expect("C", "2025-03", 4 / 6.5, 4, 6.5),
            Expect("region North", "2025-03", 5 / 5.5, 5, 5.5),
            # All that is expected together is what the brand registered: 12.
            Expect("network", "2025-03", 0.75, 9, 12),
            Expect("A", "2025-02", 1, 1, 1),
            # No registrations of Y: what C sold in February is on neither side.
            Expect("C", "2025-02", None, state="no_data"),
            Expect("A", "2025-Q1", 4 / 3.75, 4, 3.75),
            Expect("C", "2025-Q1", 4 / 6.5, 4, 6.5),
            Expect("network", "2025-Q1", 10 / 13, 10, 13),
            Expect("A", "2025-04", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
        ),
    ),
    Example(
        kpi="market_share_area",
        tables={"market_registrations": _registrations("ms")},
        extra_dim_store=_stores("ms"),
        expect=(
            Expect("A", "2025-03", 8 / 70, 4, 35),
            Expect("B", "2025-03", 8 / 70, 4, 35),
            Expect("C", "2025-03", 4 / 70, 4, 70),
            # The city counts once, not once for each store.
            Expect("region North", "2025-03", 8 / 70, 8, 70),
            Expect("network", "2025-03", 12 / 140, 12, 140),
            Expect("A", "2025-02", 0.1, 1, 10),
            Expect("B", "2025-02", None, state="no_data"),
            Expect("C", "2025-02", None, state="no_data"),
            Expect("A", "2025-Q1", 5 / 45, 5, 45),
            Expect("network", "2025-Q1", 13 / 150, 13, 150),
            Expect("A", "2025-04", None, state="no_data"),
            Expect("A", "2025-03-01..2025-03-15", None, state="no_data"),
        ),
    ),
    Example(
        kpi="cada_via",
        # The value of March was not published; other indices and parts of the trade stay out.
        tables={
            "external_indices": """
                index_code      | month  | segment  | value
                CADA_VIA        | 202501 | 总体     | 58.4
                CADA_VIA        | 202502 | -        | 56.1
                CADA_VIA        | 202502 | 豪华进口 | 71.0
                CADA_VIA        | 202503 | 总体     | -
                CADA_STOCK_COEF | 202503 | 总体     | 1.5
            """,
        },
        expect=(
            Expect("A", "2025-01", 0.584, 0.584, note="published_month"),
            Expect("region North", "2025-01", 0.584),
            Expect("network", "2025-01", 0.584),
            Expect("network", "2025-02", 0.561),
            # Neither the sum nor the mean of the months: the newest that was published.
            Expect("A", "2025-Q1", 0.561, note="published_month"),
            Expect("network", "2025-Q1", 0.561),
            Expect("network", "2025-03", None, state="no_data"),
            Expect("A", "2025-01-01..2025-01-15", None, state="no_data"),
        ),
    ),
)

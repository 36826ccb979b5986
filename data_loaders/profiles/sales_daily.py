"""The daily sheet a sales manager keeps: one row a day, blocks side by side, two heading rows.

Running totals and rates stand beside the figures they derive from and are left out.
"""

from data_loaders.contract.fields import Kind
from data_loaders.profiles.figures import reported_target
from data_loaders.profiles.profile import Figure, SourceProfile

SALES_DAILY = SourceProfile(
    name="sales-daily",
    zh="销售日报（集客、订单、交车、库存分块，双层表头）",
    en="Daily sales sheet with blocks for traffic, orders, deliveries and stock",
    targets=(
        reported_target(
            "sales-daily",
            ("日期", Kind.DAY),
            {},
            (
                ("集客进店", Figure("visits", "visits", "groups")),
                ("集客来电", Figure("calls", "calls", "calls")),
                ("订单当日", Figure("orders", "orders", "vehicles")),
                ("交车目标", Figure("target_units", "target_units", "vehicles")),
                ("交车当日", Figure("delivered_units", "delivered_units", "vehicles")),
                ("库存期末", Figure("stock_units", "stock_units", "vehicles")),
                ("库存>90天", Figure("stock_over_90_days", "stock_over_90_days", "vehicles")),
            ),
        ),
    ),
)

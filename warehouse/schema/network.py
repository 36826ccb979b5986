"""Stores, their calendar, and the market around them."""

from warehouse.schema.columns import choice, day, money, price, quantity, table, text, whole, yes_no
from warehouse.schema.metadata import METADATA

dim_store = table(
    METADATA,
    "dim_store",
    "经销商/网点档案",
    "Stores and outlets",
    "one row per store or outlet, current state",
    ["store_code"],
    None,
    text("store_code", "经销商代码", "Store code"),
    text("store_name", "经销商简称", "Store name"),
    text("brand", "品牌", "Brand"),
    text("region", "大区", "Region"),
    text("province", "省份", "Province"),
    text("city", "城市", "City"),
    choice("tier", "网点级别", "Tier", ("一级", "二级")),
    text("city_tier", "城市级别", "City tier"),
    text("size_class", "规模级别", "Size class"),
    text("parent_store_code", "上级经销商代码", "Parent store code"),
    day("open_date", "开业日期", "Opening date"),
    whole("bay_count", "工位数", "Workshop bays", unit="bays"),
    price("posted_labour_rate", "门市工时单价", "Posted labour rate"),
    money("parts_stock_cap", "配件库存上限金额", "Ceiling of parts stock"),
    whole("churn_months", "流失判定月数", "Months without a visit that mean churn", unit="months"),
    day("valid_from", "生效日期", "Valid from"),
)

dim_calendar = table(
    METADATA,
    "dim_calendar",
    "营业日历",
    "Business calendar",
    "store x date",
    ["store_code", "date"],
    "date",
    text("store_code", "经销商代码", "Store code"),
    day("date", "日期", "Date"),
    yes_no("is_business_day", "是否营业", "Open for business"),
    quantity("day_weight", "日权重", "Weight of the day"),
)

market_registrations = table(
    METADATA,
    "market_registrations",
    "上险量(上牌量)",
    "Registrations in the market",
    "month x city x brand x segment",
    ["month", "city", "brand", "segment"],
    "month",
    text("month", "月份", "Month"),
    text("city", "城市", "City"),
    text("brand", "品牌", "Brand"),
    text("segment", "细分市场", "Segment"),
    whole("units", "上险量", "Vehicles registered", unit="vehicles"),
)

external_indices = table(
    METADATA,
    "external_indices",
    "外部行业指数",
    "Industry indices",
    "index x month",
    ["index_code", "month"],
    "month",
    text("index_code", "指数代码", "Index code"),
    text("month", "月份", "Month"),
    text("segment", "类别", "Category"),
    quantity("value", "数值", "Value"),
)

"""Campaigns, spend, competitors and daily reports."""

from warehouse.schema.columns import Personal, Vat, day, moment, money, table, text, whole, yes_no
from warehouse.schema.metadata import METADATA

campaigns = table(
    METADATA,
    "campaigns",
    "市场活动台账",
    "Campaigns",
    "one row per campaign",
    ["store_code", "campaign_id"],
    "start_date",
    text("campaign_id", "活动编号", "Campaign number"),
    text("store_code", "经销商代码", "Store code"),
    text("name", "活动名称", "Campaign name"),
    text("media", "媒体/形式", "Medium or format"),
    day("start_date", "开始日期", "Start date"),
    day("end_date", "结束日期", "End date"),
    money("budget", "预算金额", "Budget"),
    whole("target_leads", "目标集客", "Leads aimed at", unit="leads"),
    money("oem_support_approved", "厂家支持核定", "Manufacturer support approved"),
    money("oem_support_received", "厂家支持到账", "Manufacturer support received"),
    day("report_at", "活动总结提交日期", "Report handed in on"),
)

marketing_spend = table(
    METADATA,
    "marketing_spend",
    "市场费用明细",
    "Marketing spend",
    "one row per cost line",
    ["store_code", "spend_id"],
    "spend_date",
    text("spend_id", "费用单号", "Expense number"),
    text("store_code", "经销商代码", "Store code"),
    text("campaign_id", "活动编号", "Campaign number"),
    day("spend_date", "发生日期", "Date of expense"),
    text("media", "媒体", "Medium"),
    money("amount_ex_vat", "金额", "Amount ex VAT"),
    text("account_code", "科目代码", "Account code"),
)

competitor_prices = table(
    METADATA,
    "competitor_prices",
    "竞品(网络价格)监控表",
    "Competitor prices",
    "one row per observation",
    ["store_code", "obs_id"],
    "obs_date",
    text("obs_id", "记录编号", "Record number"),
    text("store_code", "经销商代码", "Store code"),
    day("obs_date", "监控日期", "Observed on"),
    text("platform", "平台", "Platform"),
    text("rival_store", "竞争店", "Competing store"),
    yes_no("is_own_store", "是否本店", "Own store"),
    text("brand", "品牌", "Brand"),
    text("model_code", "车型代码", "Model code"),
    money("quoted_price", "报价(含税)", "Quoted price (incl. VAT)", vat=Vat.INCLUDED),
    text("promotion", "促销内容", "Promotion", personal=Personal.FREE_TEXT),
    text("reporter_id", "填报人工号", "Reported by (staff ID)", personal=Personal.STAFF),
)

daily_reports = table(
    METADATA,
    "daily_reports",
    "日报提交记录",
    "Daily reports handed in",
    "store x department x day",
    ["store_code", "department", "report_date"],
    "report_date",
    text("store_code", "经销商代码", "Store code"),
    text("department", "部门", "Department"),
    day("report_date", "报表日期", "Report date"),
    moment("submitted_at", "提交时间", "Handed in at"),
)

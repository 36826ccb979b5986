"""What a store is to reach: budgets and targets, and the steps of the manufacturer's rebates."""

from warehouse.schema.columns import Personal, choice, day, money, quantity, table, text, whole
from warehouse.schema.metadata import METADATA

WHOLE_STORE = "全店"
"""Department or team of a target that is the store's as a whole."""
EVERYONE = "全员"
"""Owner of a target that is no single person's."""

budgets = table(
    METADATA,
    "budgets",
    "预算/目标表",
    "Budgets and targets",
    "store x period x department x metric x team x owner x version",
    ["store_code", "period", "department", "metric_code", "team", "owner_id", "version"],
    "period",
    text("store_code", "经销商代码", "Store code"),
    text(
        "period",
        "期间",
        "Period",
        note="YYYY, YYYYQ1, YYYYMM, YYYYW01 (weeks from Monday, ISO 8601) or YYYYMMDD",
    ),
    text("department", "部门", "Department"),
    text("metric_code", "指标代码", "Metric", note="a KPI's id, an account or a class of expenses"),
    text("metric_name", "指标名称", "Metric name", note="for people only"),
    text("team", "班组", "Team", note="the whole store where blank"),
    text(
        "owner_id",
        "责任人工号",
        "Owner (employee ID)",
        personal=Personal.STAFF,
        note="everyone of the team or the store where blank",
    ),
    quantity("value", "目标值", "Target value", note="a share as a fraction, 0.9 for 90 %"),
    text("version", "版本", "Version"),
    day(
        "effective_from",
        "生效日期",
        "In force from",
        note="the newest version in force counts; blank is older than any day",
    ),
    text("set_by", "设定人", "Set by", personal=Personal.STAFF),
    day("set_at", "设定日期", "Set on"),
)

rebate_steps = table(
    METADATA,
    "rebate_steps",
    "返利台阶表",
    "Steps of rebates",
    "store x policy x period x step",
    ["store_code", "policy_code", "period", "step_no"],
    "period",
    text("store_code", "经销商代码", "Store code"),
    text("policy_code", "商务政策编号", "Policy number"),
    text("policy_name", "政策名称", "Policy name"),
    text("period", "考核期间", "Period judged", note="YYYY, YYYYQ1 or YYYYMM"),
    choice(
        "basis",
        "考核口径",
        "What is counted",
        ("零售", "提车"),
        note="hand-overs to retail customers, or vehicles taken from the manufacturer",
    ),
    whole("step_no", "台阶序号", "Step"),
    quantity("threshold_units", "门槛台数", "Units to reach", "vehicles"),
    quantity(
        "threshold_rate",
        "门槛达成率",
        "Attainment to reach",
        note="as a fraction of the target of the same basis; used where no units are given",
    ),
    money(
        "amount_per_unit", "每台奖励", "Bonus for each unit", note="for every unit of the period"
    ),
    money("amount_fixed", "达标奖励", "Bonus for the step", note="once, on reaching the step"),
    text("set_by", "填报人", "Entered by", personal=Personal.STAFF),
    day("set_at", "填报日期", "Entered on"),
)

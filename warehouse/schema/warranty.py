"""Warranty claims and their reviews."""

from warehouse.schema.columns import Personal, choice, day, moment, money, table, text, whole
from warehouse.schema.metadata import METADATA

warranty_claims = table(
    METADATA,
    "warranty_claims",
    "索赔单汇总",
    "Warranty claims",
    "one row per claim (not per submission)",
    ["store_code", "claim_no"],
    "first_submit_at",
    text("claim_no", "索赔单号", "Claim number"),
    text("store_code", "经销商代码", "Store code"),
    text("ro_no", "工单号", "Repair order number"),
    text("vin", "车架号", "VIN", personal=Personal.VIN),
    choice(
        "claim_type",
        "索赔类别",
        "Kind of claim",
        ("正常保修", "首保", "服务活动", "售前维修", "定保", "三包急件", "善意"),
    ),
    moment("repair_done_at", "完工时间", "Repair completed at"),
    moment("first_submit_at", "首次提报时间", "First submitted at"),
    whole("submit_count", "提报次数", "Submissions"),
    choice(
        "first_result",
        "首次审核结果",
        "First review",
        ("通过", "驳回", "拒赔", "部分通过", "审核中"),
    ),
    choice(
        "final_result", "最终结果", "Final result", ("通过", "部分通过", "拒赔", "撤回", "审核中")
    ),
    text("reject_reason", "拒赔(驳回)原因", "Reason of rejection", personal=Personal.FREE_TEXT),
    money("claimed_amount", "申报金额", "Claimed amount"),
    money("approved_amount", "核定金额", "Approved amount"),
    moment("approved_at", "审核通过时间", "Approved at"),
    day("paid_at", "回款日期", "Paid on"),
    money("paid_amount", "回款金额", "Paid amount"),
    money("clawback_amount", "审计扣回金额", "Amount clawed back by audit"),
    day("clawback_at", "审计扣回日期", "Clawed back on"),
)

warranty_claim_events = table(
    METADATA,
    "warranty_claim_events",
    "索赔审核流水",
    "Warranty claim events",
    "one row per submission/review",
    ["store_code", "claim_no", "submit_seq"],
    "submitted_at",
    text("store_code", "经销商代码", "Store code"),
    text("claim_no", "索赔单号", "Claim number"),
    whole("submit_seq", "提报序号", "Submission"),
    moment("submitted_at", "提报时间", "Submitted at"),
    moment("reviewed_at", "审核时间", "Reviewed at"),
    choice("result", "审核结果", "Review result", ("通过", "退回", "拒赔")),
    text("reason_code", "原因代码", "Reason code"),
)

"""The form for a group's call-back standard: what share of calls has to be made, reached, complete.

A standard is a target of the KPIs of call-backs under a version of its own, so that it is loaded
into the table of targets and judged there like any other.
"""

STANDARD = "回访标准"
STANDARD_KPIS = (
    "callback_3d_completion",
    "callback_contact_rate",
    "callback_record_completeness",
    "callback_satisfaction_rate",
    "callback_issue_closure_rate",
    "new_customer_first_week_contact",
)

TEXTS = (
    "填写说明 / How to fill in this form",
    "",
    "回访标准：供表中 6 个回访指标使用，按店、按月判定是否达标。",
    "1. 每行填一个标准值，填小数或百分比格式，如 0.95 或 95%；不设标准的行留空，导入时会跳过。",
    "2. 三天内回访、七天内闭环的天数是指标口径的一部分，不在这里改。",
    "3. 每条回访要填哪些项，写在回访记录的“必填项数”里；完整率的标准写在这里。",
    "4. 版本固定为“回访标准”，生效日期起代替更早生效的目标；改标准时另写生效日期和设定日期。",
    "5. 存好后用 forecourt load 文件.xlsx 导入；有错的行会隔离，并说明在哪一行、哪一列、错在哪里。",
    "",
    "Call-back standard: feeds the six KPIs of call-backs in the table, judged by store and month.",
    "1. Enter one standard a row as a fraction or in per cent, 0.95 or 95 %; leave rows without a "
    "standard empty, they are skipped.",
    "2. The three days for a call and the seven for settling an issue belong to the KPIs and are "
    "not changed here.",
    "3. How many fields a call has to fill stands in 必填项数 of the call-back records; the share "
    "of complete records stands here.",
    "4. The version is 回访标准; from 生效日期 it takes the place of targets in force earlier. To "
    "change the standard enter another 生效日期 and 设定日期.",
    "5. Load the file with forecourt load FILE.xlsx; faulty rows are quarantined with place and "
    "reason.",
)

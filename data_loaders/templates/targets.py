"""The form for targets, budgets and steps of rebates of a year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

from data_loaders.templates.cells import Column, Lists, write_form
from warehouse.schema import TABLES

OPENING = "年初预算"
VERSIONS = (OPENING, "滚动预测", "年中调整")

_TEXTS = (
    "填写说明 / How to fill in this form",
    "",
    "1. 在“目标”表每行填一个目标值。门店、月份和指标已预填，不需要的行留空，导入时会跳过。",
    "2. 期间：月写 202611，季写 2026Q4，年写 2026，周写 2026W45（周一起），日写 20261105。",
    "3. 比率类指标填小数或百分比格式，如 0.85 或 85%；金额为不含税的元。",
    "4. 班组、责任人工号留空，就是全店的目标；分解到班组或个人时另加行。",
    "   各班组之和应等于全店，各人之和应等于班组，各月之和应等于全年；不相等时系统会报告，"
    "不会代改。",
    "5. 版本：年初预算是全年考核费用的依据。年中改目标，请换一个版本名，并填生效日期；"
    "生效日期最新的版本就是现行目标。",
    "6. 设定人、设定日期请如实填写：同一版本重填时，设定日期新的那份有效。",
    "7. 零售目标用 retail_deliveries，厂家提车目标用 wholesale_purchases，是两个目标，不要混填。",
    "8. “返利台阶”表每行填一档：门槛填台数，或填目标达成率；奖励填每台金额，或填达标一次性金额。",
    "9. 存好后用 forecourt load 文件.xlsx 导入；有错的行会隔离，并说明在哪一行、哪一列、错在哪里。",
    "",
    "1. On the sheet 目标, enter one target a row. Stores, months and metrics are prefilled; leave "
    "what you do not need empty, such rows are skipped.",
    "2. Period: a month as 202611, a quarter as 2026Q4, a year as 2026, a week as 2026W45 (from "
    "Monday), a day as 20261105.",
    "3. Shares are fractions or cells in per cent, 0.85 or 85 %; amounts are CNY without VAT.",
    "4. With team and owner empty the target is the store's. Add rows for teams and people. Teams "
    "must add up to the store, people to their team, months to the year; where they do not, the "
    "system says so and changes nothing.",
    "5. Version: 年初预算 is what costs are judged by all year. To change targets, use another "
    "version name and a date from which it is in force; the newest in force is the target.",
    "6. Say who set it and when: of the same version the one set last counts.",
    "7. Retail hand-overs are retail_deliveries, vehicles taken from the manufacturer are "
    "wholesale_purchases: two targets.",
    "8. On the sheet 返利台阶, enter one step a row: units or share of the target to reach, bonus "
    "for each unit or once.",
    "9. Load the file with forecourt load FILE.xlsx; faulty rows are quarantined with place and "
    "reason.",
)
_HINTS = {
    "store_code": "从列表选门店代码 / a store's code from the list",
    "period": "202611、2026Q4、2026、2026W45 或 20261105",
    "department": "从列表选部门，留空为全店 / department, empty for the whole store",
    "metric_code": "从列表选：指标、科目或提车 / a KPI, an account or vehicles taken",
    "metric_name": "仅供阅读 / for reading only",
    "team": "留空为全店 / empty for the whole store",
    "owner_id": "员工工号，留空为全员 / employee ID, empty for everyone",
    "value": "数字；比率填 0.85 或 85% / a number; shares as 0.85 or 85 %",
    "version": "如 年初预算、年中调整 / name of the version",
    "effective_from": "从哪天起生效 / in force from this day",
    "set_by": "谁定的 / who set it",
    "set_at": "哪天定的 / when it was set",
    "policy_code": "厂家商务政策编号 / number of the policy",
    "policy_name": "政策名称 / name of the policy",
    "basis": "零售或提车 / retail hand-overs or vehicles taken",
    "step_no": "第几档，从 1 起 / number of the step, from 1",
    "threshold_units": "达到多少台 / units to reach",
    "threshold_rate": "或达到目标的比例，如 100% / or share of the target",
    "amount_per_unit": "期间内每台奖励，元 / CNY for each unit of the period",
    "amount_fixed": "达标一次性奖励，元 / CNY once for the step",
}
_NUMBERS = {
    "value": "number",
    "threshold_units": "number",
    "threshold_rate": "share",
    "amount_per_unit": "number",
    "amount_fixed": "number",
    "step_no": "count",
    "effective_from": "day",
    "set_at": "day",
}
_LISTS = {
    "store_code": ("门店", True),
    "period": ("期间", False),
    "department": ("部门", False),
    "metric_code": ("指标", False),
    "version": ("版本", False),
    "basis": ("口径", True),
}


@dataclass(frozen=True, slots=True)
class FormMetric:
    """Something that a target can be set for.

    Attributes:
        code: ``metric_code``.
        name: for people.
        department: who answers for it.
        is_share: whether its values are shares.
    """

    code: str
    name: str
    department: str
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class TargetForm:
    """What a form is about.

    Attributes:
        year: of the targets.
        stores: codes.
        metrics: prefilled with every month of the year.
        others: on the list besides.
        today: day of writing, prefilled as the day of setting.
        given: values to start from, by metric, store and period: the form is then a revision, in
            force from today, under a version of its own, so that it never rewrites another.
        standard: name of the version where the form is not for a year's targets but for a
            standard, in force from today; it has no steps of rebates then.
        texts: lines of the instructions.
    """

    year: int
    stores: Sequence[str]
    metrics: Sequence[FormMetric]
    others: Sequence[FormMetric]
    today: date
    given: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    standard: str = ""
    texts: Sequence[str] = _TEXTS

    @property
    def version(self) -> str:
        """Name of the version that is prefilled."""
        if self.standard:
            return self.standard
        return f"{self.today:%Y%m%d}调整" if self.given else OPENING

    @property
    def effective_from(self) -> date:
        """First day of the version that is prefilled."""
        return self.today if self.given or self.standard else date(self.year, 1, 1)


def write_target_form(path: Path, form: TargetForm) -> int:
    """Write the workbook and return the number of prefilled rows."""
    rows = list(_rows(form))
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime.combine(form.today, time())})
        guide = book.add_worksheet("填写说明")
        guide.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
        for at, text in enumerate(form.texts):
            guide.write_string(at, 0, text)
        targets = book.add_worksheet("目标")
        steps = None if form.standard else book.add_worksheet("返利台阶")
        lists = Lists(book, _lists(form))
        title = f"{TABLES['budgets'].info['zh']} {form.year} 年"
        write_form(book, targets, title, _columns("budgets"), rows, lists)
        if steps is not None:
            title = f"{TABLES['rebate_steps'].info['zh']} {form.year} 年"
            write_form(book, steps, title, _columns("rebate_steps"), [], lists)
        targets.activate()
    return len(rows)


def _columns(table: str) -> list[Column]:
    found = []
    for column in TABLES[table].columns:
        if column.name not in _HINTS:
            continue
        options, strict = _LISTS.get(column.name, ("", False))
        takes = _NUMBERS.get(column.name, "text")
        width = 22 if column.name in ("metric_code", "metric_name") else 13
        heading = column.info["zh"]
        hint = _HINTS[column.name]
        found.append(Column(column.name, heading, width, hint, takes, options, strict))
    return found


def _rows(form: TargetForm) -> Iterator[dict[str, str | date | float | None]]:
    for metric in form.metrics:
        for store in form.stores:
            for month in range(1, 13):
                period = f"{form.year}{month:02d}"
                yield {
                    "store_code": store,
                    "period": period,
                    "department": metric.department,
                    "metric_code": metric.code,
                    "metric_name": metric.name,
                    "value": form.given.get((metric.code, store, period)),
                    "version": form.version,
                    "effective_from": form.effective_from,
                    "set_at": form.today,
                    "is_share": 1.0 if metric.is_share else None,
                }


def _lists(form: TargetForm) -> dict[str, list[str]]:
    everything = (*form.metrics, *form.others)
    weeks = date(form.year, 12, 28).isocalendar().week
    periods = [str(form.year)]
    periods += [f"{form.year}Q{quarter}" for quarter in range(1, 5)]
    periods += [f"{form.year}{month:02d}" for month in range(1, 13)]
    periods += [f"{form.year}W{week:02d}" for week in range(1, weeks + 1)]
    return {
        "门店": list(form.stores),
        "期间": periods,
        "部门": list(dict.fromkeys(metric.department for metric in everything)),
        "指标": [metric.code for metric in everything],
        "版本": list(dict.fromkeys((form.version, *VERSIONS))),
        "口径": list(TABLES["rebate_steps"].c.basis.info["values"]),
    }

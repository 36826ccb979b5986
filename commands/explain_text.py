"""`--explain`: which roll-up or which details answered, why, and what was read for it."""

from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from metrics.compiler import daily, monthly
from metrics.explaining import Reading, Step
from metrics.model.words import Words
from metrics.plan import Why
from metrics.stored import PREFIX

_KINDS: Mapping[str, Words] = {
    monthly.TABLE: Words("按月汇总", "monthly roll-up"),
    daily.TABLE: Words("按日汇总", "daily roll-up"),
    daily.SERIES: Words("按日汇总（每店每指标一行）", "daily roll-up, one row a store and measure"),
}
_FACT = Words("事实表（单据逐行）", "fact, row by row")
_DETAILS = Words("明细表", "details")
REASONS: Mapping[Why, Words] = {
    Why.WHOLE_MONTHS: Words("所问的日期是整月", "the days asked about are whole months"),
    Why.DAYS: Words("所问的日期不是整月", "the days asked about are no whole months"),
    Why.MANY_SUMS: Words("少数门店的许多合计", "many sums of few stores"),
    Why.NOT_ROLLED_UP: Words("汇总中没有此项", "no roll-up holds it"),
    Why.BEFORE_ROLL_UP: Words("早于汇总的第一天", "reaches back before the roll-ups begin"),
    Why.INSIDE_A_MONTH: Words(
        "每月只计一次，而所问日期从月中开始",
        "counts once a month, and the days asked about begin inside one",
    ),
    Why.GROUPED: Words(
        "按单据上的维度分组，汇总只分门店与日期",
        "grouped by what documents say; roll-ups know stores and days only",
    ),
    Why.SINGLE_VALUES: Words("分位数须看每一张单据", "a percentile needs every document"),
    Why.PLANS: Words("目标与预算", "targets and budgets"),
    Why.ONCE: Words("每个快照只读一次", "read once for a snapshot"),
}


def print_steps(steps: Sequence[Step], language: str, out: TextIO) -> None:
    """Print one block a statement: tables with their kind, reason and rows."""
    zh = language == "zh"
    for number, step in enumerate(steps, start=1):
        size = "-" if step.bytes is None else f"{step.bytes:,}"
        head = (
            f"语句 {number}：读 {step.rows:,} 行、{size} 字节，答 {step.answered:,} 行"
            if zh
            else f"statement {number}: {step.rows:,} rows and {size} bytes read, "
            f"{step.answered:,} rows answered"
        )
        print(head, file=out)
        for reading in step.readings:
            rows = "" if reading.rows is None else f"{reading.rows:,}"
            said = "；" if zh else "; "
            why = said.join(REASONS[each].say(language) for each in reading.why)
            kind = _kind(reading).say(language)
            print(f"  {reading.table:<28}{rows:>12}  {kind}: {why}", file=out)
            if reading.measures:
                print(f"    {' '.join(reading.measures)}", file=out)


def steps_as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [
        {
            "statement": number,
            "rows_read": step.rows,
            "bytes_read": step.bytes,
            "rows_answered": step.answered,
            "tables": [
                {
                    "table": reading.table,
                    "kind": _kind(reading).en,
                    "why": [why.value for why in reading.why],
                    "measures": list(reading.measures),
                    "rows_read": reading.rows,
                }
                for reading in step.readings
            ],
        }
        for number, step in enumerate(steps, start=1)
    ]


def _kind(reading: Reading) -> Words:
    if reading.table.startswith(PREFIX):
        return _FACT
    return _KINDS.get(reading.table, _DETAILS)

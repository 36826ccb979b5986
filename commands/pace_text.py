"""The month of a store as lines for the terminal, in Chinese or English."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from commands.missing_extracts import never_loaded
from metrics.model.words import Words
from metrics.pace.breakeven import Basis, BreakEven
from metrics.pace.month import Line, StoreMonth
from metrics.pace.people import PersonMonth
from metrics.rebate_steps import Standing

_HEAD = Words("截至", "as of")
_NO_DATA = Words("无数据", "no data")
_PROJECTED = Words("预计月底", "on course for")
_STRAIGHT = Words("按营业日直线推算", "straight line over selling days")
_CURVE = Words("按最近 {n} 个可比月的走势", "by the curve of the last {n} comparable months")
_BAND = Words("八成把握", "eight in ten")
_TARGET = Words("目标", "target")
_DUE = Words("按进度应有", "due by now")
_BEHIND = Words("落后 {n} 个营业日", "{n} selling days behind")
_AHEAD = Words("领先 {n} 个营业日", "{n} selling days ahead")
_PER_DAY = Words("余下每日需 {n}", "{n} needed on each selling day left")
_REACHED = Words("已达成", "reached")
_SHORT = Words(
    "已开票在途的车还没入库,不在清单内,不作推算",
    "vehicles invoiced and still on the road are not on the list: not projected",
)
_BREAK_EVEN = Words("盈亏平衡日(估算)", "break-even day (estimate)")
_NEVER = Words("本月到不了", "not within this month")
_GROSS = Words(
    "毛利 {now},预计 {end};费用 {cost}", "gross {now}, on course for {end}; costs {cost}"
)
_BASES = {
    Basis.BUDGET: Words("按预算", "by the budget"),
    Basis.LAST_CLOSED_MONTH: Words("按最近已结账月", "of the last closed month"),
}
_UNITS = Words("已计 {n} 台", "{n} units counted")
_STEP = Words("第 {n} 档", "step {n}")
_NO_STEP = Words("未达台阶", "no step reached")
_EARNED = Words("可得 {n} 元", "CNY {n} earned")
_NEXT = Words(
    "距第 {step} 档({threshold} 台)差 {units} 台,可多得 {gain} 元,合每台 {each} 元",
    "{units} units to step {step} (at {threshold}), worth CNY {gain} more, CNY {each} for each",
)
_TOP = Words("没有更高的台阶", "no higher step")


def write_month(month: StoreMonth, language: str, out: TextIO) -> None:
    """Print the month of a store."""
    print(
        f"{month.store.code} {month.store.name}  {month.period.start} - "
        f"{_HEAD.say(language)} {month.period.end}",
        file=out,
    )
    for line in month.lines:
        print(f"  {line.name.say(language)} ({line.code}): {_figure(line, language)}", file=out)
        for said in _facts(line, language):
            print(f"      {said}", file=out)
    if month.break_even is not None:
        for said in _break_even(month.break_even, language):
            print(f"  {said}", file=out)
    for standing in month.standings:
        print(f"  {_standing(standing, language)}", file=out)


def write_people(people: Sequence[PersonMonth], language: str, out: TextIO) -> None:
    """Print everybody with a target of his own, a line each."""
    for each in people:
        to_date = _NO_DATA.say(language) if each.to_date is None else number(each.to_date)
        name = f"{each.team} {each.owner}".strip()
        target = f"{number(each.target.value)} [{each.target.version}]"
        print(f"  {each.kpi} {name}: {to_date} / {target}", file=out)


def _figure(line: Line, language: str) -> str:
    if line.lacking_tables:
        said = never_loaded(line.lacking_tables, language)
        return f"{_NO_DATA.say(language)}: {said}"
    return _NO_DATA.say(language) if line.to_date is None else number(line.to_date)


def _facts(line: Line, language: str) -> Iterator[str]:
    outlook, target, gap = line.outlook, line.target, line.gap
    if outlook is not None and outlook.end is not None:
        method = _CURVE if outlook.compared else _STRAIGHT
        text = f"{_PROJECTED.say(language)} {number(outlook.end)}"
        if outlook.low is not None and outlook.high is not None:
            text += f" ({_BAND.say(language)} {number(outlook.low)} - {number(outlook.high)})"
        yield f"{text}, {method.say(language).format(n=outlook.compared)}"
    if line.is_short:
        yield _SHORT.say(language)
    if target is not None:
        share = "" if line.attainment is None else f" = {line.attainment:.1%}"
        yield f"{_TARGET.say(language)} {number(target.value)} [{target.version}]{share}"
    if gap is None or target is None or line.to_date is None:
        return
    if line.to_date >= target.value:
        yield _REACHED.say(language)
        return
    said = []
    if not line.is_short:
        said.append(f"{_DUE.say(language)} {number(gap.due)}")
        if gap.days_behind is not None:
            way = _BEHIND if gap.days_behind >= 0 else _AHEAD
            said.append(way.say(language).format(n=f"{abs(gap.days_behind):.1f}"))
    if gap.per_day is not None:
        said.append(_PER_DAY.say(language).format(n=f"{gap.per_day:,.1f}"))
    yield ", ".join(said)


def _break_even(found: BreakEven, language: str) -> Iterator[str]:
    day = _NEVER.say(language) if found.day is None else str(found.day)
    yield f"{_BREAK_EVEN.say(language)}: {day}"
    gross = _GROSS.say(language).format(
        now=number(found.gross_to_date),
        end=number(found.gross_end),
        cost=number(found.expenses),
    )
    yield f"    {gross} ({_BASES[found.basis].say(language)})"


def _standing(found: Standing, language: str) -> str:
    policy = found.policy
    step = (
        _NO_STEP.say(language)
        if found.reached is None
        else _STEP.say(language).format(n=found.reached)
    )
    parts = [
        f"{policy.name} {policy.text} [{policy.basis}]",
        _UNITS.say(language).format(n=number(found.units)),
        step,
        _EARNED.say(language).format(n=number(found.earned)),
    ]
    if found.next is None or found.gain is None or found.gain_per_unit is None:
        parts.append(_TOP.say(language))
    else:
        parts.append(
            _NEXT.say(language).format(
                step=found.next.number,
                threshold=number(found.next.threshold or 0.0),
                units=found.units_to_go,
                gain=number(found.gain),
                each=number(found.gain_per_unit),
            )
        )
    return ", ".join(parts)


def number(value: float) -> str:
    """A number without needless digits."""
    return f"{value:,.0f}"

"""Why an analysis or a driver is refused, in a line for the terminal, in Chinese or English."""

from metrics.drivers.result import Reason, Refusal
from metrics.model.words import Words

_WORDS = {
    Reason.RANK_DEFICIENT: Words(
        "{subjects} 可以互相推算(倍数、和或差),系数没有唯一解;请去掉其中一列",
        "{subjects} make up one another exactly (multiple, sum or difference): leave one out",
    ),
    Reason.ILL_CONDITIONED: Words(
        "{subjects} 几乎可以互相推算,有效位数不够;请去掉其中一列,或减去各自的平均值",
        "{subjects} make up one another but for a few digits, too few for an answer: leave one "
        "out, or take its mean out of each",
    ),
    Reason.CONSTANT: Words("{subjects} 的值始终不变", "{subjects} never changes"),
    Reason.NO_DEGREES_OF_FREEDOM: Words(
        "{rows} 行不够估计 {parameters} 个参数",
        "{rows} rows are too few for {parameters} parameters",
    ),
    Reason.IDENTITY: Words(
        "{subjects} 是同一个数的两种写法(倍数或相差常数),不是关系",
        "{subjects} are one figure written twice (a multiple, or a constant apart): no relation",
    ),
    Reason.COMPONENT: Words("{subjects} 是目标的组成部分", "{subjects} is a part of the target"),
    Reason.RATIO_OF_TARGET: Words(
        "{subjects} 的公式含有目标", "{subjects} has the target in its formula"
    ),
    Reason.LAGGED_OUTCOME: Words(
        "{subjects} 是目标的往期值", "{subjects} is the target of an earlier month"
    ),
    Reason.TOO_FEW_STORES: Words(
        "只有 {stores} 家门店(或聚类),至少要 {needed}",
        "{stores} stores (or clusters) are too few, {needed} are needed",
    ),
    Reason.TOO_FEW_PERIODS: Words(
        "只有 {periods} 个月(或季度),至少要 {needed}",
        "{periods} months (or quarters) are too few, {needed} are needed",
    ),
    Reason.TOO_FEW_ROWS: Words(
        "每个驱动因素只有 {rows} 行,至少要 {needed}",
        "{rows} rows for each driver are too few, {needed} are needed",
    ),
    Reason.SELDOM_KNOWN: Words(
        "{subjects} 只有 {known} 行有数,目标有数的是 {rows} 行,至少要 {needed}",
        "{subjects} is known in {known} of the {rows} rows of the target, {needed} are needed",
    ),
    Reason.NO_VARIATION_WITHIN: Words(
        "扣除固定效应后 {subjects} 几乎不变", "{subjects} hardly changes once effects are taken out"
    ),
    Reason.COLLINEAR: Words("{subjects} 总是一起变动", "{subjects} move together"),
    Reason.GAPS: Words(
        "{months} 个门店月份里缺 {missing} 个", "{missing} of {months} store-months are missing"
    ),
    Reason.BREAK: Words("{subjects} 的统计口径变过", "{subjects} changed in how it is measured"),
    Reason.LAG_TOO_LONG: Words(
        "{subjects} 的滞后超过历史的三分之一",
        "the lag of {subjects} is over a third of the history",
    ),
    Reason.INTERVAL_HOLDS_ZERO: Words(
        "区间含零,方向说不准", "the interval holds zero: no direction"
    ),
    Reason.FALSE_DISCOVERY: Words(
        "在 {family} 个检验中可能只是巧合(q = {q_value})",
        "among {family} tests it may be chance (q = {q_value})",
    ),
    Reason.NO_GAIN_HELD_OUT: Words(
        "对留出的门店或月份没有更准,不排名", "no gain on held-out stores or months: no ranking"
    ),
    Reason.REVERSE: Words(
        "下月的值也“解释”本月,先后可能相反",
        "next month's value goes with this month too: the order may be reversed",
    ),
    Reason.REVERSE_UNTESTED: Words(
        "有下月数的门店月份太少,或下月的数没有新内容,先后次序无法检验",
        "too few rows have a next month, or it says nothing new: the order cannot be tested",
    ),
    Reason.ONE_STORE: Words("只有一家门店", "one store alone bears no analysis"),
}

_TOGETHER = Words(
    "{subjects} 与别的驱动因素同时有数的行不到一半",
    "{subjects} and the other drivers are known together in less than half of the rows",
)
_CARRIED = Words(
    "{subjects} 只在少数门店变动(相当于 {stores} 家),至少要 {needed}",
    "{subjects} changes in few stores only (as good as {stores}), {needed} are needed",
)


def refusal_text(refusal: Refusal, language: str) -> str:
    """One line."""
    joint = Words("、", ", ").say(language)
    numbers = {name: _number(value) for name, value in refusal.numbers.items()}
    told = {"subjects": joint.join(refusal.subjects), **numbers}
    words = _WORDS[refusal.reason]
    if refusal.reason is Reason.NO_VARIATION_WITHIN and "stores" in numbers:
        words = _CARRIED
    if refusal.reason is Reason.SELDOM_KNOWN and not numbers:
        words = _TOGETHER
    return words.say(language).format_map(_Known(told))


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.3g}"


class _Known(dict[str, str]):
    """Numbers that a refusal does not bring are told as three dots."""

    def __missing__(self, key: str) -> str:
        """Stand in."""
        return "..."

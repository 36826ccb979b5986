"""What several stores are together: sums of their sums, a ratio between theirs, no mean of medians.

These run over the whole catalogue.
"""

from collections.abc import Iterator, Mapping, Sequence

from metrics.invariants.ground import Ground
from metrics.invariants.model import Blame, Comparison, Invariant, Relation
from metrics.model.formula import Percentile, Ratio
from metrics.model.kpi import Kpi
from metrics.model.measures import Reduction
from metrics.model.words import Words
from metrics.result import Figure

NOT_BETWEEN = ("delivery_pace_index",)
"""Held against the calendar of each store, so that a group need not lie between its stores."""

# The median of rows put together lies between the medians of their parts. A survival median need
# not: stores may have cases open for different lengths of time.
_BETWEEN = (Reduction.MEDIAN, Reduction.AGE_MEDIAN, Reduction.PRICE_GAP)


def _groups(ground: Ground, kpis: Sequence[Kpi]) -> Iterator[tuple[Kpi, Figure, list[Figure]]]:
    """Each figure of the network and of a region, with those of its stores that count in it."""
    region = {s.code: s.region for s in ground.reader.directory(ground.scope)}
    by_store = ground.figures(kpis, ("store",))
    for by in ((), ("region",)):
        for kpi, groups in ground.figures(kpis, by).items():
            for group in groups:
                inside = [
                    figure
                    for figure in by_store[kpi]
                    if group.keys.get("region", region[figure.keys["store"]])
                    == region[figure.keys["store"]]
                    and figure.keys["store"] not in group.missing
                ]
                yield kpi, group, inside


def _summed(kpis: Mapping[str, Kpi]) -> list[Kpi]:
    return [kpi for kpi in kpis.values() if not isinstance(kpi.formula, Percentile)]


def _named(ground: Ground, group: Figure) -> str:
    return f"{ground.when} {group.keys['region']}" if group.keys else ground.when


def _sums(ground: Ground) -> Iterator[Comparison]:
    for kpi, group, stores in _groups(ground, _summed(ground.kpis)):
        for left, rights in (
            (group.numerator, [f.numerator for f in stores]),
            (group.denominator, [f.denominator for f in stores]),
        ):
            if left is not None:
                right = sum(value or 0 for value in rights)
                yield Comparison("", _named(ground, group), kpi.id, left, right)


def _between(ground: Ground) -> Iterator[Comparison]:
    kpis = [
        kpi
        for kpi in ground.kpis.values()
        if isinstance(kpi.formula, Ratio) and kpi.id not in NOT_BETWEEN
    ]
    for kpi, group, stores in _groups(ground, kpis):
        bases = [figure.denominator or 0 for figure in stores]
        values = [figure.value for figure in stores if figure.value is not None]
        if group.value is None or len(values) < len(bases) or min(bases, default=0) <= 0:
            continue
        yield from _lies_between(_named(ground, group), kpi, group.value, values)


def _lies_between(
    when: str, kpi: Kpi, value: float, values: Sequence[float]
) -> Iterator[Comparison]:
    yield Comparison("", when, kpi.id, min(values), value, Relation.AT_MOST)
    yield Comparison("", when, kpi.id, value, max(values), Relation.AT_MOST)


def _medians(ground: Ground) -> Iterator[Comparison]:
    kpis = [kpi for kpi in ground.kpis.values() if isinstance(kpi.formula, Percentile)]
    for kpi, group, stores in _groups(ground, kpis):
        assert isinstance(kpi.formula, Percentile)
        rows = sum(figure.denominator or 0 for figure in stores)
        if not rows:
            continue
        if kpi.formula.spread.reduction is not Reduction.PRICE_GAP:
            when = f"{_named(ground, group)} n"
            yield Comparison("", when, kpi.id, group.denominator or 0, rows)
        values = [figure.value for figure in stores if figure.value is not None]
        if group.value is not None and values and kpi.formula.spread.reduction in _BETWEEN:
            yield from _lies_between(_named(ground, group), kpi, group.value, values)


INVARIANTS = (
    Invariant(
        "group_between_stores",
        6,
        Words(
            "一组门店的比率在其最小与最大之间(分母都为正;不含时间进度指数)",
            "a group's ratio lies between those of its stores, where all denominators are "
            "positive; not so the pace index",
        ),
        (),
        Blame.COMPUTATION,
        Words(
            "合计不是由各店分子分母相加再除:计算有误",
            "the total is not made of the stores' sums: the computation is wrong",
        ),
        _between,
    ),
    Invariant(
        "sums_of_stores",
        7,
        Words(
            "各店分子之和 = 全网(区域)分子,分母亦然",
            "numerators of stores add up to those of network and region, and so do denominators",
        ),
        (),
        Blame.COMPUTATION,
        Words(
            "汇总漏了门店或重复计算:计算有误",
            "the total leaves stores out or counts them twice: the computation is wrong",
        ),
        _sums,
    ),
    Invariant(
        "medians_recomputed",
        22,
        Words(
            "一组门店的中位数由全部明细重算:行数相加,数值在各店之间",
            "a group's median is taken from all rows: their numbers add up, and it lies between "
            "the stores'",
        ),
        (),
        Blame.COMPUTATION,
        Words(
            "中位数不是由明细得出:计算有误",
            "the median was not taken from the rows: the computation is wrong",
        ),
        _medians,
    ),
)

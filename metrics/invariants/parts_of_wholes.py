"""Parts that make up a whole: age buckets, cross tables, budget lines, kinds of answers."""

from collections.abc import Iterator

import sqlalchemy as sa

from metrics.facts.stock import NEW_STOCK
from metrics.facts.surveys import RECOMMENDATIONS
from metrics.invariants.ground import Ground, counted, quantity
from metrics.invariants.model import Blame, Comparison, Invariant, Relation
from metrics.model.formula import AtEnd, Closing
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, Level
from metrics.model.words import Words
from warehouse.functions import add_days, greatest, least

_WRONG = Words(
    "各部分之和不等于总数:计算有误", "the parts are not the whole: the computation is wrong"
)

_v = NEW_STOCK.c


def _bucket(first: int, after: int) -> Kpi:
    """New vehicles in stock whose age is at least ``first`` and below ``after`` days."""
    old = add_days(_v.first_receipt, after)
    until = sa.case((_v.out_date.is_(None), old), else_=least(_v.out_date, old))
    name = f"checked_cars_from_{first}_days"
    since = greatest(add_days(_v.first_receipt, first), _v.receipt_date)
    return quantity(name, Closing(AtEnd(Level(name, NEW_STOCK, start=since, end=until))))


_BUCKETS = (_bucket(0, 31), _bucket(31, 61), _bucket(61, 91))


def _ages(ground: Ground) -> Iterator[Comparison]:
    stock, aged = (ground.kpis[name] for name in ("new_stock_units", "aged_stock_share_90"))
    for (store,), found in ground.amounts((stock, aged, *_BUCKETS)).items():
        total = sum(found[bucket].value or 0 for bucket in _BUCKETS)
        total += found[aged].numerator or 0
        yield Comparison(store, ground.when, stock.id, total, found[stock].value or 0)
        base = found[aged].denominator or 0
        yield Comparison(store, ground.when, aged.id, base, found[stock].value or 0)


def _used_ages(ground: Ground) -> Iterator[Comparison]:
    aged = ground.kpis["used_aged_share_60"]
    for (store,), found in ground.amounts((aged,)).items():
        old, all_ages = found[aged].numerator or 0, found[aged].denominator or 0
        yield Comparison(store, ground.when, aged.id, old, all_ages, Relation.AT_MOST)


_BY = ("category", "department", "channel", "severity")


def _complaints(ground: Ground) -> Iterator[Comparison]:
    kpi = ground.kpis["complaint_count"]
    whole = ground.amounts((kpi,))
    for dimension in _BY:
        sums = _summed(ground, kpi, dimension)
        for (store,), found in whole.items():
            yield Comparison(
                store, ground.when, dimension, sums.get(store, 0), found[kpi].value or 0
            )


def _budget(ground: Ground) -> Iterator[Comparison]:
    kpi = ground.kpis["budget_variance"]
    sums = _summed(ground, kpi, "metric")
    for (store,), found in ground.amounts((kpi,)).items():
        yield Comparison(store, ground.when, "CNY", sums.get(store, 0), found[kpi].numerator or 0)


def _summed(ground: Ground, kpi: Kpi, dimension: str) -> dict[str, float]:
    """Numerators over all members of a dimension, for each store."""
    sums: dict[str, float] = {}
    for (store, _), found in ground.amounts((kpi,), ("store", dimension)).items():
        sums[store] = sums.get(store, 0) + (found[kpi].numerator or 0)
    return sums


_r = RECOMMENDATIONS.c
_LEANINGS = tuple(
    counted(
        Flow(f"checked_{name}", RECOMMENDATIONS, at=_r.responded_day, where=_r.leaning == leaning)
    )
    for name, leaning in (("promoters", 1), ("passives", 0), ("detractors", -1))
)


def _recommendations(ground: Ground) -> Iterator[Comparison]:
    nps = ground.kpis["nps"]
    for (store,), found in ground.amounts((nps, *_LEANINGS)).items():
        promoters, passives, detractors = (found[kind].value or 0 for kind in _LEANINGS)
        answered, net = found[nps].denominator or 0, found[nps].numerator or 0
        kinds = promoters + passives + detractors
        yield Comparison(store, ground.when, "answers", kinds, answered)
        yield Comparison(store, ground.when, "net", promoters - detractors, net)
        if found[nps].value is not None:
            size = abs(found[nps].value or 0)
            yield Comparison(store, ground.when, "size", size, 100, Relation.AT_MOST)


INVARIANTS = (
    Invariant(
        "ages_of_stock",
        16,
        Words(
            "各库龄段台数之和 = 新车库存", "new vehicles by age add up to the new vehicles in stock"
        ),
        ("new_stock_units", "aged_stock_share_90"),
        Blame.COMPUTATION,
        _WRONG,
        _ages,
    ),
    Invariant(
        "ages_of_used_stock",
        16,
        Words(
            "60天以上二手车 ≤ 二手车库存", "used vehicles over 60 days <= used vehicles in stock"
        ),
        ("used_aged_share_60",),
        Blame.COMPUTATION,
        _WRONG,
        _used_ages,
    ),
    Invariant(
        "complaint_cross_table",
        17,
        Words(
            "投诉按类别、部门、渠道、级别的合计 = 投诉件数",
            "complaints by category, department, channel and severity add up to their number",
        ),
        ("complaint_count",),
        Blame.COMPUTATION,
        _WRONG,
        _complaints,
    ),
    Invariant(
        "budget_lines",
        18,
        Words("各科目预算差额之和 = 预算总差额", "variances of budget lines add up to the total"),
        ("budget_variance",),
        Blame.COMPUTATION,
        _WRONG,
        _budget,
    ),
    Invariant(
        "recommendations",
        20,
        Words(
            "推荐者 + 中立者 + 贬损者 = 回答数,NPS 在 −100 到 100 之间",
            "promoters + passives + detractors = answers, NPS between -100 and 100",
        ),
        ("nps",),
        Blame.COMPUTATION,
        _WRONG,
        _recommendations,
    ),
)

"""Shares of a whole: what they count is part of what they divide by."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import sqlalchemy as sa

from metrics.invariants.ground import Ground, quantity
from metrics.invariants.model import Blame, Comparison, Invariant, Relation
from metrics.model.formula import Over, Plus, Ratio, Term, Total
from metrics.model.kpi import Kpi, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words

PER_VEHICLE = (
    "accessory_penetration",
    "finance_penetration",
    "new_insurance_penetration",
    "extended_warranty_penetration",
    "trade_in_rate",
    "key_account_share",
    "secondary_outlet_sales_share",
    "price_inversion_share",
)
"""Rates per vehicle whose two sides come from different tables."""


def is_share(kpi: Kpi) -> bool:
    """Whether the numerator counts some of the rows of the denominator.

    So it is where both are flows of one fact over the same days, and where the catalogue says so;
    a rate of two kinds of events may pass one hundred per cent.
    """
    if kpi.unit is not Unit.PERCENT or not isinstance(kpi.formula, Ratio):
        return False
    if kpi.id in PER_VEHICLE:
        return True
    above, below = kpi.formula.numerator, kpi.formula.denominator
    if not (isinstance(above, Over) and isinstance(below, Over)):
        return False
    inner, outer = above.measure, below.measure
    if not (isinstance(inner, Flow) and isinstance(outer, Flow)):
        return False
    same_rows = inner.fact is outer.fact and inner.at is outer.at
    same_sums = above.window == below.window and inner.value.compare(outer.value)
    return kpi.trials and same_rows and same_sums


@cache
def _without_reversals(kpi: Kpi) -> tuple[Kpi, Kpi]:
    """Numerator and denominator of a share, counting only rows that add something."""
    assert isinstance(kpi.formula, Ratio)
    sides = (("above", kpi.formula.numerator), ("below", kpi.formula.denominator))
    above, below = (
        quantity(f"checked_{kpi.id}_{side}", Total(_positive(term, side)), kpi.tolerates)
        for side, term in sides
    )
    return above, below


def _positive(term: Term, side: str) -> Term:
    match term:
        case Over(measure=Flow() as flow, window=window):
            adds = flow.value > 0
            where = adds if flow.where is None else sa.and_(flow.where, adds)
            name = f"checked_{side}_{flow.name}"
            return Over(replace(flow, name=name, where=where, reported=None), window)
        case Plus(left=left, right=right, sign=sign):
            return Plus(_positive(left, side), _positive(right, side), sign)
    return term


def _shares(ground: Ground) -> list[Kpi]:
    return [kpi for kpi in ground.kpis.values() if is_share(kpi)]


def _parts_of_wholes(ground: Ground) -> Iterator[Comparison]:
    pairs = {kpi: _without_reversals(kpi) for kpi in _shares(ground)}
    ground.figures([side for pair in pairs.values() for side in pair], ("store",))
    for kpi, (above, below) in pairs.items():
        for (store,), found in ground.amounts((above, below)).items():
            left, right = found[above].value or 0, found[below].value or 0
            yield Comparison(store, ground.when, kpi.id, left, right, Relation.AT_MOST)


def _in_range(ground: Ground) -> Iterator[Comparison]:
    shares = _shares(ground)
    ground.figures(shares, ("store",))
    for kpi in shares:
        for (store,), found in ground.amounts((kpi,)).items():
            value = found[kpi].value
            if value is not None:
                yield Comparison(store, ground.when, kpi.id, 0, value, Relation.AT_MOST)
                yield Comparison(store, ground.when, kpi.id, value, 1, Relation.AT_MOST)


INVARIANTS = (
    Invariant(
        "shares_count_their_base",
        12,
        Words(
            "占比类:不计冲销时分子 ≤ 分母", "shares: without reversals, numerator <= denominator"
        ),
        (),
        Blame.COMPUTATION,
        Words(
            "分子里有分母没有的单据:计算有误",
            "the numerator has rows that the denominator lacks: the computation is wrong",
        ),
        _parts_of_wholes,
    ),
    Invariant(
        "shares_in_range",
        12,
        Words("占比类在 0 与 100% 之间", "shares lie between 0 and 100 %"),
        (),
        Blame.DATA,
        Words(
            "本期冲销的单据多于原单:换一段含原单的期间再看",
            "reversals of earlier documents weigh more than those of the period: choose a period "
            "that holds both",
        ),
        _in_range,
    ),
)

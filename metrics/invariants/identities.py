"""What one KPI says of another: products, sums and the same thing in another unit."""

from collections.abc import Iterator

import sqlalchemy as sa

from metrics.facts.deal_gross import DEAL_GROSS
from metrics.invariants.ground import Ground, counted, said
from metrics.invariants.model import Blame, Comparison, Invariant, Relation
from metrics.measures import CLAWED_BACK, PRODUCTS_CANCELLED
from metrics.model.measures import Flow
from metrics.model.period import DAY, Period
from metrics.model.words import Words

_WRONG = Words(
    "两个指标口径不一:计算有误", "the KPIs do not mean the same: the computation is wrong"
)


def _technicians(ground: Ground) -> Iterator[Comparison]:
    names = ("tech_utilisation", "tech_efficiency", "tech_proficiency")
    used, efficient, proficient = asked = tuple(ground.kpis[name] for name in names)
    for (store,), found in ground.amounts(asked).items():
        values = [found[kpi].value for kpi in asked]
        if any(value is None for value in values):
            continue
        left = (found[used].value or 0) * (found[efficient].value or 0)
        yield Comparison(store, ground.when, "", left, found[proficient].value or 0)


def _absorption(ground: Ground) -> Iterator[Comparison]:
    """Where gross is not negative and there are costs to absorb."""
    asked = (ground.kpis["absorption_total"], ground.kpis["absorption_fixed"])
    for (store,), found in ground.amounts(asked).items():
        total, fixed = (found[kpi] for kpi in asked)
        yield Comparison(store, ground.when, "gross", total.numerator or 0, fixed.numerator or 0)
        positive = (total.numerator or 0) >= 0 and min(
            total.denominator or 0, fixed.denominator or 0
        ) > 0
        if positive and total.value is not None and fixed.value is not None:
            yield Comparison(
                store, ground.when, "absorption", total.value, fixed.value, Relation.AT_MOST
            )


_g = DEAL_GROSS.c
_known = sa.and_(_g.is_retail == 1, _g.revenue_ex_vat.is_not(None), _g.cost_ex_vat.is_not(None))
_PARTS = tuple(
    counted(
        Flow(f"checked_{column}", DEAL_GROSS, at=_g.delivery_date, value=_g[column], where=_known)
    )
    for column in (
        "rebate_confirmed",
        "accessory_gross",
        "finance_income",
        "insurance_income",
        "product_gross",
    )
)
_TAKEN_BACK = (
    counted(CLAWED_BACK, frozenset(CLAWED_BACK.fact.tables)),
    counted(PRODUCTS_CANCELLED, frozenset(PRODUCTS_CANCELLED.fact.tables)),
)


def _blended(ground: Ground) -> Iterator[Comparison]:
    blended, front = (ground.kpis[n] for n in ("blended_gross_per_unit", "front_gross_per_unit"))
    asked = (blended, front, *_PARTS, *_TAKEN_BACK)
    for (store,), found in ground.amounts(asked).items():
        more = (found[blended].numerator or 0) - (found[front].numerator or 0)
        parts = sum(found[part].value or 0 for part in _PARTS)
        parts -= sum(found[part].value or 0 for part in _TAKEN_BACK)
        yield Comparison(store, ground.when, "CNY", more, parts)


_SUPPLY_DAYS = 45
"""The window of the days' supply."""


def _supply(ground: Ground) -> Iterator[Comparison]:
    """Over exactly the days that the days' supply looks at: there both see the same sales."""
    end = min(ground.period.end, ground.reader.as_of)
    window = Period(end - (_SUPPLY_DAYS - 1) * DAY, end)
    asked = (ground.kpis["stock_coefficient"], ground.kpis["new_days_supply"])
    for by in (("store",), ()):
        for keys, found in ground.amounts(asked, by, window).items():
            months, days = (found[kpi] for kpi in asked)
            same = months.missing == days.missing
            if same and months.value is not None and days.value is not None:
                right = months.value * _SUPPLY_DAYS / window.months
                store = keys[0] if keys else ""
                yield Comparison(store, said(window), "", days.value, right)


INVARIANTS = (
    Invariant(
        "technicians",
        1,
        Words(
            "技师利用率 × 技师效率 = 技师综合效率",
            "technician utilisation x efficiency = proficiency",
        ),
        ("tech_utilisation", "tech_efficiency", "tech_proficiency"),
        Blame.COMPUTATION,
        Words(
            "三个比值不是同一批技师、同一期间:计算有误",
            "the ratios are not of the same technicians and days: the computation is wrong",
        ),
        _technicians,
    ),
    Invariant(
        "absorption",
        13,
        Words(
            "固定费用吸收率 ≥ 零服吸收率(毛利相同、不为负,分母为正时)",
            "absorption of fixed costs >= of all costs, the same gross, not negative",
        ),
        ("absorption_total", "absorption_fixed"),
        Blame.COMPUTATION,
        _WRONG,
        _absorption,
    ),
    Invariant(
        "blended_gross",
        14,
        Words(
            "综合毛利 − 裸车毛利 = 返利、精品、金融、新保、衍生产品之和,减扣回与退订",
            "blended gross - front gross = rebates, accessories, finance, first insurance and "
            "products, less clawbacks and cancellations",
        ),
        ("blended_gross_per_unit", "front_gross_per_unit"),
        Blame.COMPUTATION,
        _WRONG,
        _blended,
    ),
    Invariant(
        "days_supply",
        15,
        Words(
            "可供天数 = 库存系数 × 天数(同一段45天)",
            "days' supply = stock coefficient x days, over the same 45 days",
        ),
        ("stock_coefficient", "new_days_supply"),
        Blame.COMPUTATION,
        _WRONG,
        _supply,
    ),
)

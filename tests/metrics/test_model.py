"""A KPI that would lie cannot be declared."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from metrics.catalogue import CATALOGUE, all_measures, by_id
from metrics.catalogue import kpi as kpi_of
from metrics.definitions.sales.deliveries import DELIVERY_TARGET_ATTAINMENT, RETAIL_DELIVERIES
from metrics.facts.deliveries import DELIVERIES
from metrics.health_framework import FRAMEWORKS, HealthFramework, Part, framework_named
from metrics.measures import RETAIL_DELIVERED
from metrics.model.formula import (
    Apportion,
    AtEnd,
    Closing,
    CountStores,
    External,
    Mean,
    Over,
    PeerGap,
    PeerIndex,
    Percentile,
    PerDay,
    PerMonth,
    Ratio,
    Term,
    Total,
)
from metrics.model.kpi import Direction, Pending, Rollup, Unit
from metrics.model.measures import Level, MonthlyDistinct, Reduction, Spread
from metrics.model.windows import trailing_days
from metrics.model.words import Words

STOCK = Level(
    "stock_of_test", DELIVERIES, start=DELIVERIES.c.delivery_date, end=DELIVERIES.c.delivery_date
)


def test_a_stock_is_not_summed_over_days() -> None:
    with pytest.raises(TypeError, match="is a level"):
        Over(STOCK)  # type: ignore[arg-type]


def test_a_flow_has_no_mean_of_days() -> None:
    with pytest.raises(TypeError, match="not a level"):
        Mean(RETAIL_DELIVERED)  # type: ignore[arg-type]


def test_a_level_is_no_total() -> None:
    with pytest.raises(TypeError, match="use Closing"):
        Total(AtEnd(STOCK))


def test_a_flow_is_no_closing_balance() -> None:
    with pytest.raises(TypeError, match="AtEnd"):
        Closing(Over(RETAIL_DELIVERED))


def test_a_closing_balance_stands_on_the_last_day() -> None:
    with pytest.raises(TypeError, match="AtEnd"):
        Closing(Mean(STOCK, trailing_days(30)))


def test_a_ratio_of_ratios_is_refused() -> None:
    ratio = Ratio(Over(RETAIL_DELIVERED), Over(RETAIL_DELIVERED))
    with pytest.raises(TypeError, match="takes terms"):
        Ratio(ratio, Over(RETAIL_DELIVERED))  # type: ignore[arg-type]


def test_a_roll_up_class_must_fit_the_formula() -> None:
    with pytest.raises(TypeError, match="needs a Ratio"):
        replace(RETAIL_DELIVERIES, rollup=Rollup.RATIO_OF_SUMS)
    with pytest.raises(TypeError, match="needs a Total"):
        replace(DELIVERY_TARGET_ATTAINMENT, rollup=Rollup.ADDITIVE, denominator=None)


def test_a_ratio_names_its_denominator() -> None:
    with pytest.raises(ValueError, match="names its denominator"):
        replace(DELIVERY_TARGET_ATTAINMENT, denominator=None)


def test_a_cohort_says_when_it_is_mature() -> None:
    with pytest.raises(ValueError, match="mature"):
        replace(DELIVERY_TARGET_ATTAINMENT, rollup=Rollup.COHORT)


def test_a_distinct_count_is_not_additive() -> None:
    counted = MonthlyDistinct(
        "vins_of_test", DELIVERIES, at=DELIVERIES.c.delivery_date, key=DELIVERIES.c.vin
    )
    with pytest.raises(TypeError, match="distinct count"):
        replace(RETAIL_DELIVERIES, formula=Total(Over(counted)))


def test_a_spread_is_dated_or_in_stock() -> None:
    with pytest.raises(ValueError, match="either"):
        Spread("spread_of_test", DELIVERIES, {"value": sa.literal(1)}, Reduction.MEDIAN)


SOLD = Over(RETAIL_DELIVERED)
PUBLISHED = Spread(
    "published_of_test",
    DELIVERIES,
    {"value": sa.literal(1)},
    Reduction.PUBLISHED,
    at=DELIVERIES.c.delivery_date,
)
SPREAD = replace(PUBLISHED, name="values_of_test", reduction=Reduction.MEDIAN)


def test_a_count_of_stores_is_no_sum() -> None:
    with pytest.raises(TypeError, match="stands alone"):
        Total(CountStores(SOLD, above=0))
    with pytest.raises(TypeError, match="stands alone"):
        Closing(CountStores(AtEnd(STOCK)))


@pytest.mark.parametrize(
    "term",
    [
        SOLD + CountStores(SOLD),
        CountStores(SOLD) - SOLD,
        2 * CountStores(SOLD),
        PerDay(CountStores(SOLD)),
        PerMonth(CountStores(SOLD)),
        Apportion(SOLD, CountStores(SOLD), SOLD),
        CountStores(SOLD),
    ],
)
def test_stores_are_counted_alone_and_on_both_sides(term: Term) -> None:
    with pytest.raises(TypeError, match="stands alone"):
        Ratio(term, SOLD)
    with pytest.raises(TypeError, match="stands alone"):
        Ratio(SOLD, term)
    with pytest.raises(TypeError, match="stands alone"):
        CountStores(term)


def test_a_share_of_stores_asks_all_of_them_the_same() -> None:
    other = Over(RETAIL_DELIVERED, trailing_days(30))
    with pytest.raises(TypeError, match="same term"):
        Ratio(CountStores(SOLD, above=0), CountStores(other))
    with pytest.raises(TypeError, match="same term"):
        Ratio(CountStores(SOLD, above=0), CountStores(SOLD, above=0))
    assert Ratio(CountStores(SOLD, above=0), CountStores(SOLD)).shares_stores
    assert not Ratio(SOLD, SOLD).shares_stores


def test_stores_are_not_counted_by_a_ratio() -> None:
    with pytest.raises(TypeError, match="counted by a term"):
        CountStores(Ratio(SOLD, SOLD), above=0.9)  # type: ignore[arg-type]


def test_a_share_of_stores_is_rebuilt_for_each_period() -> None:
    share = Ratio(CountStores(SOLD, above=0), CountStores(SOLD))
    with pytest.raises(TypeError, match="rebuilt"):
        replace(DELIVERY_TARGET_ATTAINMENT, formula=share)
    replace(DELIVERY_TARGET_ATTAINMENT, formula=share, rollup=Rollup.REBUILT)


def test_what_is_published_is_external_and_nothing_else() -> None:
    with pytest.raises(TypeError, match="External"):
        Percentile(PUBLISHED)
    with pytest.raises(TypeError, match="External"):
        External(SPREAD)
    via = kpi_of("cada_via")
    with pytest.raises(TypeError, match="roll-up class"):
        replace(via, rollup=Rollup.PERCENTILE)
    with pytest.raises(TypeError, match="roll-up class"):
        replace(via, formula=Percentile(SPREAD))


@pytest.mark.parametrize(
    "formula", [External(PUBLISHED), Percentile(SPREAD), PeerGap("net_profit"), PeerIndex()]
)
def test_what_is_never_summed_is_no_side_of_anything(formula: object) -> None:
    with pytest.raises(TypeError, match="term"):
        Ratio(formula, SOLD)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="term"):
        Ratio(SOLD, formula)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="term"):
        Total(formula)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="term"):
        Closing(formula)  # type: ignore[arg-type]


@pytest.mark.parametrize("rollup", [r for r in Rollup if r is not Rollup.STANDING])
def test_a_standing_has_no_other_roll_up(rollup: Rollup) -> None:
    with pytest.raises(TypeError, match="roll-up class"):
        replace(kpi_of("peer_gap_to_median"), rollup=rollup)


def test_an_index_names_its_weights() -> None:
    with pytest.raises(ValueError, match="names its denominator"):
        replace(kpi_of("dealer_health_index"), denominator=None)


def test_what_is_pending_goes_with_a_ratio() -> None:
    waiting = Pending(Words("预估", "estimated"), SOLD)
    with pytest.raises(TypeError, match="what is pending goes with a ratio"):
        replace(RETAIL_DELIVERIES, pending=waiting)


def test_a_red_line_goes_with_a_ratio() -> None:
    with pytest.raises(TypeError, match="red line"):
        replace(RETAIL_DELIVERIES, red_line=SOLD)


def _framework(*parts: Part, least: float = 0.6) -> HealthFramework:
    return HealthFramework("test-v1", Words("试", "Test"), parts, least)


def test_weights_sum_to_one() -> None:
    half = Part("return_on_sales", Direction.UP, 0.5)
    with pytest.raises(ValueError, match="sum to 1"):
        _framework(half)
    with pytest.raises(ValueError, match="sum to 1"):
        _framework(replace(half, weight=1.5), Part("nps", Direction.UP, -0.5))
    with pytest.raises(ValueError, match="counts once"):
        _framework(half, half)
    with pytest.raises(ValueError, match="high or when it is low"):
        _framework(replace(half, weight=1.0, direction=Direction.BAND))
    with pytest.raises(ValueError, match="coverage"):
        _framework(replace(half, weight=1.0), least=0.0)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda f: f.name)
def test_a_shipped_framework_ranks_what_there_is(framework: HealthFramework) -> None:
    for part in framework.parts:
        kpi = kpi_of(part.kpi)
        assert part.direction is kpi.direction, part
        assert kpi.unit is not Unit.CNY, part
        assert kpi.rollup not in (Rollup.STANDING, Rollup.EXTERNAL, Rollup.ADDITIVE), part
    assert framework_named(framework.name) is framework


def test_no_framework_applies_until_one_is_chosen() -> None:
    assert framework_named(None) is None
    assert framework_named("") is None
    with pytest.raises(ValueError, match="balanced-v1"):
        framework_named("none-such")


def test_words_come_in_both_languages() -> None:
    with pytest.raises(ValueError, match="Chinese and English"):
        Words("名", " ")


def test_ids_and_measures_are_unique() -> None:
    assert len(by_id()) == len(CATALOGUE)
    assert {name for name, measure in all_measures().items() if measure.name != name} == set()


@pytest.mark.parametrize("kpi", CATALOGUE, ids=lambda k: k.id)
def test_every_kpi_explains_itself(kpi: object) -> None:
    from metrics.model.kpi import Kpi

    assert isinstance(kpi, Kpi)
    for words in (kpi.name, kpi.purpose, kpi.reads, kpi.numerator, kpi.pitfalls):
        assert any("一" <= letter <= "鿿" for letter in words.zh), words.zh
        assert words.en.isascii() or "×" in words.en or "–" in words.en, words.en
    assert kpi.tables

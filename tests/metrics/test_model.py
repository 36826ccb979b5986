"""A KPI that would lie cannot be declared."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from metrics.catalogue import CATALOGUE, all_measures, by_id
from metrics.definitions.sales.deliveries import DELIVERY_TARGET_ATTAINMENT, RETAIL_DELIVERIES
from metrics.facts.deliveries import DELIVERIES
from metrics.measures import RETAIL_DELIVERED
from metrics.model.formula import AtEnd, Closing, Mean, Over, Ratio, Total
from metrics.model.kpi import Rollup
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

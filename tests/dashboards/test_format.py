"""Numbers as people of either language write them."""

from datetime import date

import pytest

from dashboards.format import (
    show,
    show_amount,
    show_cell_difference,
    show_change,
    show_difference,
    show_figure,
    show_month,
    show_period,
    show_share,
)
from metrics.model.kpi import Unit
from metrics.model.period import Period
from metrics.result import Figure, State


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (None, Unit.CNY, "–", "–"),
        (0, Unit.COUNT, "0", "0"),
        (1234, Unit.COUNT, "1,234", "1,234"),
        (123_456, Unit.COUNT, "12.3 万", "123,456"),
        (0.9125, Unit.PERCENT, "91.2%", "91.2%"),
        (-0.0001, Unit.PERCENT, "0.0%", "0.0%"),
        (9_999, Unit.CNY, "9,999 元", "9,999 CNY"),
        (12_345, Unit.CNY, "1.2 万元", "12,345 CNY"),
        (41_990_000, Unit.CNY, "4,199 万元", "41,990,000 CNY"),
        (-234_567_890, Unit.CNY, "−2.35 亿元", "−234,567,890 CNY"),
        (5572.4, Unit.CNY_PER_UNIT, "5,572 元/台", "5,572 CNY/unit"),
        (3.456, Unit.TURNS, "3.46 次/年", "3.46 turns/yr"),
        (41.64, Unit.DAYS, "41.6 天", "41.6 days"),
        (7.5, Unit.PER_THOUSAND, "7.50‰", "7.50 per 1,000"),
    ],
)
def test_values(value: float | None, unit: Unit, zh: str, en: str) -> None:
    assert show(value, unit, "zh").text == zh
    assert show(value, unit, "en").text == en


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        (Unit.CNY, "1,179 万TRY", "11,790,000 TRY"),
        (Unit.CNY_PER_UNIT, "1,179 万TRY/台", "11,790,000 TRY/unit"),
        (Unit.COUNT, "1,179 万", "11,790,000"),
    ],
)
def test_money_keeps_the_currency_in_which_it_was_reported(unit: Unit, zh: str, en: str) -> None:
    figure = Figure("any", {}, 11_790_000, None, None, unit, State.OK, currency="TRY")
    assert show_figure(figure, "zh").text == zh
    assert show_figure(figure, "en").text == en


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_can_be_shown(unit: Unit) -> None:
    assert show(1.0, unit, "zh").number
    assert show(1.0, unit, "en").number


def test_differences_of_percentages_are_points() -> None:
    assert show_change(0.031, 0.5, Unit.PERCENT, "zh") == "+3.1个百分点"
    assert show_change(-0.031, None, Unit.PERCENT, "en") == "−3.1 pts"
    assert show_difference(-0.02, Unit.PERCENT, "en") == "−2.0 pts"


def test_changes_have_a_sign_and_fall_back_to_the_unit() -> None:
    assert show_change(5.0, 0.25, Unit.COUNT, "en") == "+25.0%"
    assert show_change(-5.0, None, Unit.DAYS, "en") == "−5.00 days"
    assert show_change(0.0, 0.0, Unit.COUNT, "en") == "±0.0%"
    assert show_change(0.0, None, Unit.COUNT, "zh") == "±0"
    assert show_change(None, None, Unit.COUNT, "zh") == "–"
    assert show_difference(120_000, Unit.CNY, "zh") == "+12.0 万元"


def test_amounts_and_shares() -> None:
    assert show_amount(88_808, "zh") == "88,808"
    assert show_amount(12_345_678, "zh") == "1,235万"
    assert show_amount(12_345_678, "en") == "12,345,678"
    assert show_amount(None, "en") == "–"
    assert show_share(0.654) == "65%"
    assert show_share(None) == "–"


def test_periods_and_months_in_words() -> None:
    month = Period(date(2026, 9, 1), date(2026, 9, 30))
    assert show_period(month, "zh") == "2026年9月"
    assert show_period(month, "en") == "Sep 2026"
    assert show_period(Period.quarter(date(2026, 8, 1)), "zh") == "2026年第3季度"
    assert show_period(Period.quarter(date(2026, 8, 1)), "en") == "Q3 2026"
    assert show_period(Period(date(2026, 10, 1), date(2026, 10, 20)), "en") == "2026-10-01 to 10-20"
    assert show_period(Period(date(2025, 12, 1), date(2026, 1, 2)), "en") == (
        "2025-12-01 to 2026-01-02"
    )
    assert show_period(Period(date(2026, 10, 1), date(2026, 10, 1)), "zh") == "2026-10-01"
    assert (show_month("2026-10", "zh"), show_month("2026-10", "en")) == ("10月", "Oct")


def test_a_difference_in_a_column_keeps_the_currency_of_its_figure() -> None:
    figure = Figure("any", {}, 0.0, None, None, Unit.CNY, State.OK)
    assert show_cell_difference(-12_000.0, figure, "zh") == "−1.2万"
    foreign = figure._replace(currency="TRY")
    assert show_cell_difference(-12_000.0, foreign, "zh") == "−1.2 万TRY"
    assert show_cell_difference(12_000.0, foreign, "en") == "+12,000 TRY"

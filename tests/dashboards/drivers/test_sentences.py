"""What the analysis says: both languages, every reason, and never a word of cause."""

import re
from dataclasses import replace
from math import log

import pytest

from dashboards.drivers.sentences import (
    Basis,
    Effect,
    Named,
    amount_text,
    effect_of,
    effect_sentence,
    named_kpi,
    named_step,
    refusal_sentence,
    signed_text,
)
from dashboards.drivers.steps import natural_step, rounded, step_text
from dashboards.i18n import CATALOGUES, driver_sentences, drivers, profit_bridge
from metrics.catalogue import kpi
from metrics.drivers.result import Coefficient, Reason, Refusal
from metrics.model.kpi import Unit
from metrics.model.words import Words

# The only places where a cause may be named: to say that none is shown.
DISCLAIMERS = ("这并不证明因果", "does not prove a cause")
CAUSAL = {
    "zh": re.compile(
        "因果|导致|造成|引起|促使|促进|推动|拉动|带动|带来|驱动|影响|作用|提升|改善|归因|所致|取决于|决定|使得|令利润"
    ),
    "en": re.compile(
        r"\b(caus\w*|because|leads? to|led to|results? in|resulting|due to|thanks to|owing to|"
        r"brings?|drives?|driven|driver\w*|boost\w*|improv\w*|increas\w*|reduc\w*|rais(es|ed|ing)|"
        r"impact\w*|influenc\w*|affect\w*|explains?|depends?|determin\w*|makes? profit)\b",
        re.IGNORECASE,
    ),
}
GROSS = Named("service_gross", Words("售后毛利", "Service gross"), Unit.CNY, per_month=True)
FILL = named_kpi(kpi("parts_first_fill_rate"))
BASIS = Basis(stores=34, periods=36)


def shown(low: float, high: float, amount: float) -> Effect:
    return Effect(FILL.id, 0.05, amount, low, high, shown=True)


def test_the_sentence_of_a_manager_in_english() -> None:
    said = effect_sentence("en", FILL, GROSS, shown(12_000, 50_000, 31_200), BASIS)
    assert said == (
        f"When {FILL.name.en[:1].lower()}{FILL.name.en[1:]} is 5 points above this store's usual, "
        "monthly service gross has been about 31,000 CNY higher (likely 12,000 CNY to 50,000 CNY; "
        "network average of 34 stores, 36 months). It goes together after store and month effects; "
        "it does not prove a cause."
    )


def test_the_sentence_of_a_manager_in_chinese() -> None:
    said = effect_sentence("zh", FILL, GROSS, shown(-50_000, -12_000, -31_200), BASIS)
    assert said == (
        f"当{FILL.name.zh}比本店平时高 5 个百分点时，月度售后毛利平均低约 3.1 万元"
        "（可能在 1.2 万元 至 5.0 万元 之间；34 家店、36 个月的网络平均）。"
        "扣除门店差异和月份差异之后两者一起变动，这并不证明因果。"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_direction_is_said_where_the_range_holds_zero(language: str) -> None:
    for effect in (
        shown(-1_000, 3_000, 1_000),
        Effect(FILL.id, 0.05, 1_000.0, 500.0, 1_500.0, shown=False),
    ):
        said = effect_sentence(language, FILL, GROSS, effect, BASIS)
        assert ("方向说不准" if language == "zh" else "cannot be told") in said
        assert "higher" not in said
        assert "平均高" not in said


def test_a_range_that_is_not_there_yet_has_no_direction() -> None:
    coefficient = Coefficient(FILL.id, 620_000.0, 1.0, 0.0, 1.0, 2.0, spread=0.048)
    effect = effect_of(coefficient, has_interval=False)
    assert (effect.low, effect.high, effect.shown) == (None, None, False)
    said = effect_sentence("en", FILL, GROSS, effect, BASIS)
    assert "being worked out" in said
    assert "higher" not in said


def test_an_effect_is_told_for_a_natural_step() -> None:
    found = effect_of(Coefficient(FILL.id, 620_000.0, 1.0, 0.01, 240_000.0, 1e6, spread=0.048))
    assert found.step == 0.05
    assert found.amount == pytest.approx(31_000.0)
    assert found.low == pytest.approx(12_000.0)
    assert found.high == pytest.approx(50_000.0)
    # Scaled by a negative amount the ends change places.
    turned = effect_of(Coefficient(FILL.id, 2.0, 1.0, 0.01, 1.0, 3.0, spread=1.0), scale=-10.0)
    assert (turned.low, turned.high) == (-30.0, -10.0)


def test_a_percentage_differs_by_points_with_two_digits() -> None:
    rate = Named("sales_effectiveness", Words("销售效率", "Sales effectiveness"), Unit.PERCENT)
    assert [signed_text(x, rate, "en") for x in (0.00234, -0.0118, 0.0)] == [
        "+0.23 points", "−1.2 points", "±0 points",
    ]  # fmt: skip
    assert amount_text(-0.00234, rate, "zh") == "0.23 个百分点"
    said = effect_sentence("en", FILL, rate, shown(0.0011, 0.0034, 0.00234), BASIS)
    assert "about 0.23 points higher (likely 0.11 points to 0.34 points" in said


def test_logarithms_are_told_as_the_share_by_which_values_differ() -> None:
    cars = named_kpi(kpi("retail_deliveries"), is_log=True)
    # Half as much again is a difference of 0.405; half as much, one of -0.693.
    assert [signed_text(log(x), cars, "en") for x in (1.5, 0.5)] == ["+50%", "−50%"]
    assert amount_text(log(0.5), cars, "zh") == "50%"
    visits = named_kpi(kpi("showroom_visits"), is_log=True)
    one = Coefficient(visits.id, 1.0, 0.1, 0.01, 0.5, 1.5, spread=0.11)
    effect = effect_of(one, is_log=True)
    # With an elasticity of one, a tenth more of the one is a tenth more of the other.
    assert named_step(effect.step, visits, "en") == "10%"
    assert signed_text(effect.amount, cars, "en") == "+10%"
    assert signed_text(effect.low or 0.0, cars, "en") == "+4.9%"


def test_amounts_keep_their_currency() -> None:
    gross = replace(GROSS, currency="HKD")
    assert signed_text(31_200.0, gross, "zh") == "+3.1 万HKD"
    assert amount_text(-31_200.0, gross, "en") == "31,000 HKD"
    per_car = Named("bonus", Words("奖励", "Bonus"), Unit.CNY_PER_UNIT, currency="HKD")
    assert named_step(2_000.0, per_car, "en") == "2,000 HKD/unit"
    assert named_step(2_000.0, replace(per_car, currency="CNY"), "zh") == "2,000 元/台"


def test_steps_are_round_and_in_the_unit_of_the_driver() -> None:
    assert [natural_step(x) for x in (0.034, 0.0021, 0.17, 7.9, None, 0.0)] == [
        0.05, 0.002, 0.2, 10.0, 1.0, 1.0,
    ]  # fmt: skip
    assert step_text(0.2, Unit.HOURS_PER_ORDER, "zh") == "0.2 小时/单"
    assert step_text(0.2, Unit.HOURS_PER_ORDER, "en") == "0.2 h/order"
    assert step_text(0.005, Unit.PERCENT, "en") == "0.5 points"
    assert [step_text(x, Unit.DAYS, "en") for x in (1.0, 2.0)] == ["1 day", "2 days"]
    assert step_text(0.01, Unit.PERCENT, "en") == "1 point"
    assert step_text(2000.0, Unit.CNY_PER_UNIT, "en") == "2,000 CNY/unit"
    assert step_text(10.0, Unit.COUNT, "zh") == "10"
    assert step_text(0.1, Unit.COUNT, "zh", is_log=True) == "10%"
    assert (rounded(31_249.0), rounded(-0.00456), rounded(0.0)) == (31_000.0, -0.0046, 0.0)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_own_sentence(reason: Reason, language: str) -> None:
    said = refusal_sentence(language, Refusal(reason, ("a", "b")), lambda name: f"<{name}>", BASIS)
    others = {
        refusal_sentence(language, Refusal(other, ("a", "b")), lambda name: f"<{name}>", BASIS)
        for other in Reason
        if other is not reason
    }
    assert len(said) > 10
    assert "{" not in said
    assert said not in others


def test_numbers_stand_in_the_sentence_where_they_are_known() -> None:
    refusal = Refusal(Reason.TOO_FEW_STORES, numbers={"stores": 3.0, "needed": 8.0})
    assert "3 stores" in refusal_sentence("en", refusal, str, BASIS)
    # Other numbers than the sentence knows are left out, and nothing breaks.
    other = Refusal(Reason.TOO_FEW_STORES, numbers={"clusters": 3.0})
    assert "too few stores" in refusal_sentence("en", other, str, BASIS)
    # Those of the analysis are never taken for those of the reason.
    bare = Refusal(Reason.TOO_FEW_PERIODS, numbers={"needed": 12.0})
    assert "too few months" in refusal_sentence("en", bare, str, BASIS)


def test_a_panel_of_quarters_speaks_of_quarters() -> None:
    quarters = replace(BASIS, periods=12, quarterly=True)
    effect = shown(12_000, 50_000, 31_200)
    said = [effect_sentence(language, FILL, GROSS, effect, quarters) for language in ("zh", "en")]
    assert "12 个季度的网络平均" in said[0]
    assert "门店差异和季度差异" in said[0]
    assert "34 stores, 12 quarters" in said[1]
    assert "after store and quarter effects" in said[1]
    leaning = effect_sentence("en", FILL, GROSS, effect, replace(quarters, estimate="shrunk"))
    assert "own quarters are few" in leaning
    assert "12 quarters. It goes together after quarter effects" in leaning
    numbers = {"lag": 3.0, "periods": 8.0, "needed": 12.0, "missing": 4.0, "months": 9.0}
    for reason in (Reason.LAG_TOO_LONG, Reason.TOO_FEW_PERIODS, Reason.GAPS, Reason.ONE_STORE):
        for told in (numbers, {}):
            why = Refusal(reason, ("a",), told)
            assert "month" not in refusal_sentence("en", why, str, quarters)
            assert "月" not in refusal_sentence("zh", why, str, quarters)
            assert "quarter" not in refusal_sentence("en", why, str, BASIS)


@pytest.mark.parametrize(
    ("refusal", "zh", "en"),
    [
        (
            Refusal(Reason.TOO_FEW_ROWS, (), {"rows": 16.0, "needed": 24.0}),
            "平均每个指标只有 16 个，至少要 24 个",
            "come to 16 for each KPI; 24 are needed",
        ),
        (
            Refusal(Reason.SELDOM_KNOWN, ("a",), {"known": 16.0, "rows": 120.0, "needed": 60.0}),
            "120 个门店月份里，a只有 16 个有数，至少要 60 个",
            "of stores in which the figure looked at is known, a has one in 16; 60 are needed",
        ),
        (
            Refusal(Reason.NO_VARIATION_WITHIN, ("a",), {"stores": 2.74, "needed": 5.0}),
            "a只在少数门店里有变动（相当于 2.74 家），至少要 5 家",
            "a changes in few stores only (as good as 2.74) and 5 are needed",
        ),
        (
            Refusal(Reason.LAG_TOO_LONG, ("a",), {"lag": 12.0, "periods": 30.0}),
            "a要往前看 12 个月，超过了现有 30 个月历史的三分之一",
            "a looks back 12 months, more than a third of the 30 months at hand",
        ),
        (
            Refusal(Reason.ONE_STORE, ("S01",), {"periods": 35.0, "needed": 36.0}),
            "要有 36 个月的历史才能单独推算，现有 35 个月",
            "needs 36 months of history for an estimate of its own and has 35 months",
        ),
        (
            Refusal(Reason.NO_VARIATION_WITHIN, ("a",), {"varying": 1e-5, "needed": 0.001}),
            "a在各店内部几乎不变",
            "a hardly changes inside any store",
        ),
    ],
)
def test_a_sentence_says_what_its_number_is_of(refusal: Refusal, zh: str, en: str) -> None:
    assert zh in refusal_sentence("zh", refusal, str, BASIS)
    assert en in refusal_sentence("en", refusal, str, BASIS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_of_the_page_speaks_of_a_cause(language: str) -> None:
    modules = (drivers, driver_sentences, profit_bridge)
    words = {k: v for m in modules for k, v in (m.ZH if language == "zh" else m.EN).items()}
    assert [key for key in words if words[key] != CATALOGUES[language][key]] == []
    spoken = {}
    for key, text in words.items():
        bare = re.sub(r"\{\w+\}", "", text)
        for allowed in DISCLAIMERS:
            bare = bare.replace(allowed, "")
        found = CAUSAL[language].search(bare)
        if found:
            spoken[key] = found.group()
    assert spoken == {}


def test_the_search_for_causes_finds_what_it_looks_for() -> None:
    assert CAUSAL["zh"].search("一次满足率带来了毛利")
    assert CAUSAL["en"].search("Fill rate increases gross")
    assert CAUSAL["en"].search("gross rose because of it")

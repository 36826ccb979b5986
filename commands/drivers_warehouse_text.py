"""An analysis of the warehouse as lines for the terminal, in Chinese or English."""

from collections.abc import Iterator
from typing import TextIO

from commands.drivers_text import analysis_lines
from commands.drivers_warehouse import StoresAnswer
from dashboards.drivers.sentences import Basis, Named, effect_of, effect_sentence, named_kpi
from metrics.drivers.hypotheses.outcome import FOOTINGS
from metrics.drivers.hypotheses.registry import measured
from metrics.drivers.one_store.result import StoreEffect
from metrics.drivers.result import Coefficient
from metrics.drivers.tautology.guard import shares_denominator
from metrics.drivers.wanted import QUARTER
from metrics.model.words import Words
from metrics.money import HOME

_HEAD = Words(
    "{target}:{first} 至 {last},数据截至 {as_of}", "{target}: {first} to {last}, as of {as_of}"
)
_FOOTING = Words(
    "按{divisor}折算到典型门店({typical});别的门店按自己的规模放大或缩小",
    "divided by {divisor} and set to a typical store ({typical}); effects of others are larger or "
    "smaller by their size",
)
_FOOTING_UNTOLD = Words(
    "按{divisor}折算到典型门店;别的门店按自己的规模放大或缩小",
    "divided by {divisor} and set to a typical store; effects of others are larger or smaller by "
    "their size",
)
_SHARED = Words(
    "  {driver}与目标除以同样的数:那个数有误差时,两边会一起动。",
    "  {driver} and the target are divided by the same: an error in that moves both.",
)
_LOG = Words(
    "目标取自然对数:影响按百分比说", "the target is a natural logarithm: effects are shares"
)
_ABSENT = Words("没有数据,未放入:{names}", "no data, left out of the model: {names}")
_LAGS = Words("滞后:{lags}", "lags: {lags}")
_LAG = Words("{name} {first}-{last}", "{name} {first}-{last}")
_ASIDE = Words("不检验 {name}:{reason}", "not tested {name}: {reason}")
_STORE = Words(
    "{store} 先看差异分解和同行;以下是向网络靠拢的估计({months} 个月)",
    "{store}: look at the bridge and its peers first; estimates leaning on the network ({months} "
    "months)",
)
_OWN_PART = Words(
    "  本店自己的月份占 {part},其余是网络的",
    "  its own months weigh {part}, the network has the rest",
)
_OWN = Words(
    "只用本店 {months} 个月的回归 {driver}:{estimate}({low} 至 {high})",
    "a regression on its {months} months alone, {driver}: {estimate} ({low} to {high})",
)
_AGAINST = Words(
    "  {driver}:方向与业内预期相反,先找同时在变的别的东西。{caution}",
    "  {driver}: the other way than the trade expects; look for what else moved. {caution}",
)
_SEED = Words("随机种子 {seed}", "seed {seed}")


def write_answer(answer: StoresAnswer, language: str, out: TextIO) -> None:
    """Print it all."""
    for line in _lines(answer, language):
        print(line, file=out)


def _lines(answer: StoresAnswer, language: str) -> Iterator[str]:
    given, analysis = answer.given, answer.analysis
    target = named_kpi(measured(analysis.target), is_log=given.log, currency=given.currency)
    yield _HEAD.say(language).format(
        target=target.name.say(language),
        first=given.period.start,
        last=given.period.end,
        as_of=answer.as_of,
    )
    yield from _about_panel(answer, language)
    basis = _basis(answer)
    for coefficient in analysis.coefficients:
        if coefficient.shown and coefficient.name in given.lags:
            driver = _driver(answer, coefficient)
            size = given.sizes.get(answer.store, 1.0)
            effect = effect_of(coefficient, size, is_log=driver.is_log)
            yield effect_sentence(language, driver, target, effect, basis)
            yield from _against(answer, coefficient, driver, language)
            if shares_denominator(measured(analysis.target), measured(coefficient.name)):
                yield _SHARED.say(language).format(driver=driver.name.say(language))
    yield from analysis_lines(analysis, language)
    for pair in answer.set_aside:
        yield _ASIDE.say(language).format(name=pair.driver, reason=pair.reason.say(language))
    if answer.beside is not None:
        yield from _about_store(answer, target, language)
    yield _SEED.say(language).format(seed=answer.seed)


def _against(
    answer: StoresAnswer, coefficient: Coefficient, driver: Named, language: str
) -> Iterator[str]:
    pair = next(pair for pair in answer.given.pairs if pair.driver == coefficient.name)
    if pair.is_contradicted_by(coefficient.estimate):
        told = _AGAINST.say(language)
        yield told.format(driver=driver.name.say(language), caution=pair.caution.say(language))


def _about_panel(answer: StoresAnswer, language: str) -> Iterator[str]:
    given = answer.given
    if given.log:
        yield _LOG.say(language)
    elif given.sizes:
        divisor = FOOTINGS[given.footing].name.say(language)
        typical = answer.typical
        words = _FOOTING_UNTOLD if typical is None else _FOOTING
        yield words.say(language).format(divisor=divisor, typical=f"{typical or 0:,.0f}")
    one = _LAG.say(language)
    lags = [
        one.format(name=name, first=first, last=last) for name, (first, last) in given.lags.items()
    ]
    if lags:
        yield _LAGS.say(language).format(lags=_joined(lags, language))
    if given.absent:
        yield _ABSENT.say(language).format(names=_joined(given.absent, language))


def _about_store(answer: StoresAnswer, target: Named, language: str) -> Iterator[str]:
    beside = answer.beside
    assert beside is not None
    yield _STORE.say(language).format(store=beside.store, months=beside.months)
    shown = {one.name: one for one in answer.analysis.coefficients if one.shown}
    size = answer.given.sizes.get(beside.store, 1.0)
    for name, effect in beside.effects.items():
        if name not in shown:
            continue
        leaning = _leaning(shown[name], effect)
        basis = _basis(answer, "shrunk")
        driver = _driver(answer, leaning)
        told = effect_of(leaning, size, is_log=driver.is_log)
        yield effect_sentence(language, driver, target, told, basis)
        yield _OWN_PART.say(language).format(part=f"{100 * effect.weight:.0f} %")
    for fit in (fit for name, fit in beside.own.items() if name in shown):
        yield _OWN.say(language).format(
            driver=fit.driver,
            months=fit.months,
            estimate=f"{fit.estimate * size:,.6g}",
            low=f"{fit.ci_low * size:,.6g}",
            high=f"{fit.ci_high * size:,.6g}",
        )


def _leaning(network: Coefficient, effect: StoreEffect) -> Coefficient:
    """The store's effect in the shape of the network's."""
    away = effect.ci_low > 0 or effect.ci_high < 0
    return Coefficient(
        network.name, effect.estimate, network.std_error, network.p_value,
        effect.ci_low, effect.ci_high, network.spread, shown=away,
    )  # fmt: skip


def _driver(answer: StoresAnswer, coefficient: Coefficient) -> Named:
    given = answer.given
    currency = given.currencies.get(coefficient.name, HOME)
    is_log = coefficient.name in given.logs
    return named_kpi(measured(coefficient.name), is_log=is_log, currency=currency)


def _basis(answer: StoresAnswer, estimate: str = "network") -> Basis:
    told = answer.analysis.diagnostics
    stores, periods = (told.entities, told.periods) if told else (0, 0)
    is_quarterly = answer.given.grain == QUARTER
    return Basis(stores, periods, is_quarterly, "shrunk" if estimate == "shrunk" else "network")


def _joined(names: tuple[str, ...] | list[str], language: str) -> str:
    return Words("、", ", ").say(language).join(names)

"""Results of a driver analysis in words, for the screen, for workbooks and for the command line.

Every sentence says what goes together and how sure that is. None says what brings anything about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import expm1, log1p
from string import Formatter
from typing import Literal

from dashboards.drivers.steps import natural_step, rounded, share_text, step_text
from dashboards.format import MINUS, show
from dashboards.i18n import CATALOGUES, say
from metrics.drivers.result import Coefficient, Refusal
from metrics.model.kpi import Kpi, Rollup, Unit
from metrics.model.words import Words
from metrics.money import HOME

NameOf = Callable[[str], str]
Estimate = Literal["network", "shrunk"]


@dataclass(frozen=True, slots=True)
class Named:
    """A driver or a target as sentences need it.

    Attributes:
        id: as results name it.
        name: short name.
        unit: of its values; percentages are fractions.
        is_log: whether its logarithm is in the model, so that a change is a share of its value.
        per_month: whether a value is the amount of a month.
        currency: of its values where they are money.
    """

    id: str
    name: Words
    unit: Unit
    is_log: bool = False
    per_month: bool = False
    currency: str = HOME


@dataclass(frozen=True, slots=True)
class Effect:
    """What goes with one natural step of a driver.

    Attributes:
        driver: id.
        step: in the driver's unit; a share where the driver is a logarithm.
        amount: in the unit of the target; a difference of logarithms where the target is one.
        low: of the interval; None while it is not worked out.
        high: of the interval; None while it is not worked out.
        shown: whether its direction may be said.
    """

    driver: str
    step: float
    amount: float
    low: float | None
    high: float | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """What an estimate rests on.

    Attributes:
        stores: number of stores.
        periods: number of months, or of quarters.
        quarterly: whether periods are quarters.
        estimate: an average of the network, or one store's drawn towards it.
    """

    stores: int
    periods: int
    quarterly: bool = False
    estimate: Estimate = "network"

    def words(self, language: str) -> dict[str, object]:
        """Number of the periods, and what they are called, as sentences have it."""
        grain = "quarter" if self.quarterly else "month"
        return {
            "periods": self.periods,
            "period": say(language, f"drivers.period.{grain}"),
            "counted": say(language, f"drivers.counted.{grain}"),
        }


def named_kpi(kpi: Kpi, *, is_log: bool = False, currency: str = HOME) -> Named:
    """A KPI of the catalogue; what adds up is told by the month."""
    per_month = kpi.rollup in (Rollup.ADDITIVE, Rollup.DISTINCT)
    return Named(kpi.id, kpi.name, kpi.unit, is_log, per_month, currency)


def effect_of(
    coefficient: Coefficient,
    scale: float = 1.0,
    *,
    has_interval: bool = True,
    is_log: bool = False,
) -> Effect:
    """What goes with one natural step.

    Args:
        coefficient: of the driver.
        scale: amount of the target for one unit of the model's outcome, such as the vehicles in
            base of a store where the model's outcome is per vehicle.
        has_interval: whether the interval is worked out.
        is_log: whether the driver is a logarithm, so that its step is a share.
    """
    step = natural_step(coefficient.spread)
    factor = in_model(step, is_log=is_log) * scale
    ends = sorted((coefficient.ci_low * factor, coefficient.ci_high * factor))
    low, high = ends if has_interval else (None, None)
    shown = coefficient.shown and has_interval
    return Effect(coefficient.name, step, coefficient.estimate * factor, low, high, shown)


def in_model(step: float, *, is_log: bool) -> float:
    """A step as the model has it: 10 % more of a logarithm are 0.0953 of it."""
    return log1p(step) if is_log else step


def effect_sentence(
    language: str, driver: Named, target: Named, effect: Effect, basis: Basis
) -> str:
    """The sentence of one driver; its direction only where that may be said."""
    key = "drivers.target.month" if target.per_month else "drivers.target.plain"
    told: dict[str, object] = {
        "driver": within(driver.name, language),
        "step": named_step(effect.step, driver, language),
        "target": say(language, key, target=within(target.name, language)),
    }
    low, high = effect.low, effect.high
    if low is None or high is None:
        return say(language, "drivers.sentence.working", **told)
    if not effect.shown or low <= 0 <= high:
        ends = {"low": signed_text(low, target, language)}
        ends["high"] = signed_text(high, target, language)
        return say(language, "drivers.sentence.unknown", **told, **ends)
    near, far = sorted((low, high), key=abs)
    told |= {
        "way": say(language, f"drivers.way.{'higher' if effect.amount > 0 else 'lower'}"),
        "amount": amount_text(effect.amount, target, language),
        "low": amount_text(near, target, language),
        "high": amount_text(far, target, language),
        "stores": basis.stores,
        **basis.words(language),
    }
    kind = "drivers.sentence.shrunk" if basis.estimate == "shrunk" else "drivers.sentence"
    return say(language, kind, **told)


def refusal_sentence(language: str, refusal: Refusal, name_of: NameOf, basis: Basis) -> str:
    """Why something is refused or held back; with the numbers where its sentence knows them.

    Args:
        language: ``zh`` or ``en``.
        refusal: the reason.
        name_of: what its subjects are called.
        basis: whose periods the numbers count.
    """
    joint = say(language, "side.joint")
    subjects = joint.join(name_of(subject) for subject in refusal.subjects)
    told = basis.words(language) | {name: _number(n) for name, n in refusal.numbers.items()}
    told["subjects"] = subjects or say(language, "drivers.reason.unnamed")
    if "periods" not in refusal.numbers:
        # Those of the basis are not what this reason counts.
        del told["periods"]
    plain = f"drivers.reason.{refusal.reason.value}"
    counted = f"{plain}.numbers"
    # Not every refusal of a kind rests on the same numbers.
    known = counted in CATALOGUES[language] and _fields(CATALOGUES[language][counted]) <= set(told)
    return say(language, counted if known else plain, **told)


def _fields(text: str) -> set[str]:
    """Placeholders of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def told_value(value: float, named: Named) -> float:
    """A difference as it is told: of logarithms the share by which the value itself differs."""
    return expm1(value) if named.is_log else value


def amount_text(value: float, target: Named, language: str) -> str:
    """Size of an amount of the target, to two digits: the others of an estimate mean nothing.

    Args:
        value: in the unit of the target, or a difference of its logarithms.
        target: what the amount is of.
        language: ``zh`` or ``en``.
    """
    size = abs(rounded(told_value(value, target)))
    if target.is_log:
        return share_text(size)
    if target.unit is Unit.PERCENT:
        return step_text(size, target.unit, language)
    return show(size, target.unit, language, target.currency).text


def signed_text(value: float, target: Named, language: str) -> str:
    """The same with its sign."""
    sign = "±" if value == 0 else "+" if value > 0 else MINUS
    return f"{sign}{amount_text(value, target, language)}"


def named_step(step: float, driver: Named, language: str) -> str:
    """A step of a driver with its unit."""
    return step_text(step, driver.unit, language, is_log=driver.is_log, currency=driver.currency)


def within(name: Words, language: str) -> str:
    """A name inside a sentence: English ones begin small there, unless they are letters only."""
    text = name.say(language)
    if language == "en" and text[1:2].islower():
        return text[:1].lower() + text[1:]
    return text


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"

"""Every declared pair, target by target, and what the trade's list has besides."""

from metrics.catalogue import MEASURED
from metrics.drivers.hypotheses import after_sales, finance_insurance, parts, profit, sales
from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag, SetAside, Sign
from metrics.drivers.hypotheses.outcome import BESIDE_DRIVERS, OUTCOMES, Footing, Outcome
from metrics.model.kpi import Kpi
from metrics.model.words import Words

_MODULES = (sales, after_sales, parts, finance_insurance, profit)

HYPOTHESES: tuple[Hypothesis, ...] = tuple(pair for m in _MODULES for pair in m.HYPOTHESES)
SET_ASIDE: tuple[SetAside, ...] = tuple(pair for m in _MODULES for pair in m.SET_ASIDE)

_UNDECLARED = Words(
    "这一对没有事先申报：不在原假设之列，结果只供参考。",
    "This pair was not declared beforehand: it stands outside the family of hypotheses.",
)


def outcome_of(target: str) -> Outcome:
    """How a target is put on a common footing; as it is where it is not declared."""
    return {one.kpi: one for one in OUTCOMES}.get(target, Outcome(target, Footing.NOTHING))


def declared(target: str) -> tuple[Hypothesis, ...]:
    """The family of a target: every driver declared for it, in order."""
    return tuple(pair for pair in HYPOTHESES if pair.target == target)


def hypothesis_of(target: str, driver: str) -> Hypothesis:
    """The declared pair, or one of the same month and without expectation where none is."""
    found = {(pair.target, pair.driver): pair for pair in HYPOTHESES}
    undeclared = Hypothesis(target, driver, Sign.EITHER, Lag(0, 0), _UNDECLARED, _UNDECLARED)
    return found.get((target, driver), undeclared)


def measured(name: str) -> Kpi:
    """The KPI, or the figure beside KPIs, of an id that hypotheses use.

    Raises:
        KeyError: there is none.
    """
    return {kpi.id: kpi for kpi in (*MEASURED, *BESIDE_DRIVERS)}[name]

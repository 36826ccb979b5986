"""How a supporting figure is written down: a name, a unit, a formula."""

from dataclasses import replace

from metrics.model.formula import Closing, Formula, Ratio, Total, measures_of
from metrics.model.kpi import Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import MonthlyDistinct
from metrics.model.words import Words

_EXPLAINING = Words("解释指标", "Explaining figures")


def figure(
    id: str,
    name: Words,
    department: Department,
    unit: Unit,
    formula: Formula,
    sides: tuple[Words, Words] | None = None,
) -> Kpi:
    """A figure that the reader answers like a KPI.

    Args:
        id: unique among KPIs and supporting figures.
        name: heading of its column.
        department: who must be open to the reader.
        unit: of the value.
        formula: a total, a closing balance or a ratio.
        sides: what is divided by what; needed for a ratio.

    Raises:
        TypeError: a formula of another kind.
    """
    match formula:
        case Total():
            distinct = any(isinstance(m, MonthlyDistinct) for m in measures_of(formula))
            rollup = Rollup.DISTINCT if distinct else Rollup.ADDITIVE
        case Closing():
            rollup = Rollup.CLOSING
        case Ratio():
            rollup = Rollup.RATIO_OF_SUMS
        case _:
            raise TypeError(f"{id}: expected a total, a closing balance or a ratio")
    above, below = sides or (name, None)
    return Kpi(
        id=id,
        name=name,
        department=department,
        chapter=_EXPLAINING,
        purpose=name,
        reads=name,
        numerator=above,
        denominator=below,
        pitfalls=name,
        unit=unit,
        direction=Direction.BAND,
        rollup=rollup,
        formula=formula,
    )


def upward(one: Kpi) -> Kpi:
    """The same figure, of which more is better."""
    return replace(one, direction=Direction.UP)


def monthly(one: Kpi) -> Kpi:
    """The same figure, resting on books that close by month."""
    return replace(one, cadence=Cadence.MONTH)

"""What invariants are checked on: one snapshot, one scope, one period; figures asked once."""

from collections.abc import Mapping, Sequence

from access.scope import Scope
from metrics.model.formula import Formula, Over, Total, measures_of
from metrics.model.kpi import Department, Direction, Kpi, Rollup, Unit
from metrics.model.measures import Flow, MonthlyDistinct
from metrics.model.period import Period
from metrics.model.words import Words
from metrics.reader import Question, Reader
from metrics.result import Figure, Note
from metrics.selection import Selection

_WORDS = Words("校验用", "for a check")
_Key = tuple[Kpi, tuple[str, ...], Period]


class Ground:
    """Figures of a period, each asked once.

    Args:
        reader: of the snapshot.
        scope: whose stores are checked.
        period: of the figures.
        catalogue: the KPIs that there are.
    """

    def __init__(
        self, reader: Reader, scope: Scope, period: Period, catalogue: Sequence[Kpi]
    ) -> None:
        self.reader = reader
        self.scope = scope
        self.period = period
        self.kpis: Mapping[str, Kpi] = {kpi.id: kpi for kpi in catalogue}
        self.stores = tuple(store.code for store in reader.directory(scope))
        self._found: dict[_Key, tuple[Figure, ...]] = {}

    @property
    def when(self) -> str:
        """The period in words."""
        return said(self.period)

    def figures(
        self, kpis: Sequence[Kpi], by: tuple[str, ...] = (), period: Period | None = None
    ) -> Mapping[Kpi, tuple[Figure, ...]]:
        """Figures of some KPIs in one grouping, in order of the groups."""
        asked = period or self.period
        fresh = [kpi for kpi in dict.fromkeys(kpis) if (kpi, by, asked) not in self._found]
        if fresh:
            question = Question(Selection(asked, by=by), tuple(fresh))
            result = self.reader.ask(self.scope, question)
            for kpi in fresh:
                self._found[kpi, by, asked] = result.of(kpi.id)
        return {kpi: self._found[kpi, by, asked] for kpi in kpis}

    def amounts(
        self, kpis: Sequence[Kpi], by: tuple[str, ...] = ("store",), period: Period | None = None
    ) -> Mapping[tuple[str, ...], Mapping[Kpi, Figure]]:
        """Groups to the figures that have sums, where all of the KPIs have them.

        A figure that was reported and not counted is left out: nothing stands behind it.
        """
        found: dict[tuple[str, ...], dict[Kpi, Figure]] = {}
        for kpi, figures in self.figures(kpis, by, period).items():
            for figure in figures:
                if figure.numerator is not None and figure.note is not Note.REPORTED:
                    found.setdefault(tuple(figure.keys.values()), {})[kpi] = figure
        return {keys: given for keys, given in found.items() if len(given) == len(set(kpis))}


def said(period: Period) -> str:
    """A period in words: its day, or its ends."""
    if period.start == period.end:
        return period.start.isoformat()
    return f"{period.start.isoformat()}..{period.end.isoformat()}"


def quantity(name: str, formula: Formula, tolerates: frozenset[str] = frozenset()) -> Kpi:
    """Something that only a check asks for, put like a KPI.

    Its measures are in no roll-up, so that it always comes from details.

    Args:
        name: of the quantity; measures of the formula are named apart from those of the catalogue.
        formula: a total or a closing balance.
        tolerates: tables whose absence counts as nothing happened.
    """
    rollup = Rollup.CLOSING
    if isinstance(formula, Total):
        monthly = any(isinstance(m, MonthlyDistinct) for m in measures_of(formula))
        rollup = Rollup.DISTINCT if monthly else Rollup.ADDITIVE
    return Kpi(
        id=name,
        name=_WORDS,
        department=Department.PROFIT,
        purpose=_WORDS,
        reads=_WORDS,
        numerator=_WORDS,
        denominator=None,
        pitfalls=_WORDS,
        unit=Unit.COUNT,
        direction=Direction.BAND,
        rollup=rollup,
        formula=formula,
        chapter=_WORDS,
        tolerates=tolerates,
    )


def counted(flow: Flow | MonthlyDistinct, tolerates: frozenset[str] = frozenset()) -> Kpi:
    """The sum of a flow over the period, as a quantity of the same name."""
    return quantity(flow.name, Total(Over(flow)), tolerates)

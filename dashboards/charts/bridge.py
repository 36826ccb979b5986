"""From gross profit to what is left, step by step; bars float, the axis starts at zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.charts.drawing import (
    ACCENT,
    BAD,
    LABEL_SIZE,
    QUIET,
    Drawing,
    layout,
    nothing,
)
from dashboards.charts.scale import scale_of
from dashboards.format import MINUS, show, show_period
from dashboards.periods import closed_months
from dashboards.visit import Visit
from metrics.model.kpi import Unit
from metrics.reader import Question
from metrics.result import Result

_KPIS = ("expense_to_gross", "net_profit")


@dataclass(frozen=True, slots=True)
class Bridge:
    """Gross profit, less expenses, with everything else, is net profit."""

    name: str

    def fits(self, visit: Visit) -> bool:
        """Whether both KPIs are there."""
        return len(visit.kpis(_KPIS)) == len(_KPIS)

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The closed months of the period."""
        period = closed_months(visit.period, visit.as_of)
        return (Question(visit.select(period), visit.kpis(_KPIS)),)

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """Four bars."""
        ratio, net = (results[0].figure(name) for name in _KPIS)
        if ratio.numerator is None or ratio.denominator is None or net.value is None:
            return nothing(visit)
        gross, expenses, left = ratio.denominator, -ratio.numerator, net.value
        other = left - gross - expenses
        steps = [
            ("gross", 0.0, gross, ACCENT),
            # That there are expenses calls for nothing; that nothing is left does.
            ("expenses", gross, expenses, QUIET),
            ("other", gross + expenses, other, QUIET),
            ("net", 0.0, left, BAD if left < 0 else ACCENT),
        ]
        scale = scale_of([gross, left], Unit.CNY, visit.language)
        names = [visit.say(f"bridge.{name}") for name, *_ in steps]
        texts = [_signed(visit, amount, whole=base == 0.0) for _, base, amount, _ in steps]
        trace = {
            "type": "bar",
            "x": names,
            "base": [scale.of(base) for _, base, _, _ in steps],
            "y": [scale.of(amount) for _, _, amount, _ in steps],
            "text": texts,
            "textposition": "outside",
            "textfont": {"size": LABEL_SIZE},
            "constraintext": "none",
            "cliponaxis": False,
            "marker": {"color": [colour for *_, colour in steps], "cornerradius": 3},
            "hovertemplate": "%{x}: %{text}<extra></extra>",
        }
        period = show_period(results[0].period, visit.language)
        value = show(left, Unit.CNY, visit.language).text
        return Drawing(
            [trace],
            layout(
                yaxis={"ticksuffix": scale.suffix, "tickformat": ",~r"},
                margin={"t": 24},
                bargap=0.45,
            ),
            visit.say("chart.bridge.answer", value=value, period=period),
        )


def _signed(visit: Visit, amount: float, *, whole: bool) -> str:
    text = show(abs(amount), Unit.CNY, visit.language).text
    if amount < 0:
        return f"{MINUS}{text}"
    return text if whole else f"+{text}"

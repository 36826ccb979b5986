"""How a figure is computed, with the live numbers in it."""

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from dashboards.format import show, show_amount, show_figure
from dashboards.visit import Visit
from metrics.model.formula import External, Percentile, Ratio
from metrics.model.kpi import Kpi, Unit
from metrics.result import Figure


def computed(visit: Visit, kpi: Kpi, figure: Figure) -> html.Div:
    """Formula in words, then numerator and denominator with their amounts."""
    rows = [_side(visit.words(kpi.numerator), figure.numerator, visit)]
    if kpi.denominator is not None:
        rows.append(_side(visit.words(kpi.denominator), figure.denominator, visit))
    elif isinstance(kpi.formula, Percentile) and not isinstance(kpi.formula, External):
        rows = [_side(visit.say("computed.rows"), figure.denominator, visit)]
    parts: list[Component] = [
        html.P(visit.words(kpi.reads), className="fc-reads"),
        html.Dl([cell for row in rows for cell in row], className="fc-sides"),
    ]
    if isinstance(kpi.formula, Ratio):
        equation = _equation(visit, kpi, figure, kpi.formula.factor)
        parts.append(html.P(equation, className="fc-equation"))
    parts.extend(html.P(said, className="fc-reads") for said in _sources(visit, kpi, figure))
    return html.Div(parts, className="fc-computed")


def _sources(visit: Visit, kpi: Kpi, figure: Figure) -> Iterator[str]:
    """Which plan states the target, and what the projection rests on."""
    target = figure.compared.get("target")
    if target is not None and target.version:
        value = show(target.value, kpi.unit, visit.language).text
        yield visit.say("computed.target", value=value, version=target.version)
    outlook = figure.ahead.outlook if figure.ahead is not None else None
    if outlook is None or outlook.end is None or outlook.days_left <= 0:
        return
    end = show(round(outlook.end), kpi.unit, visit.language).text
    if outlook.compared:
        yield visit.say("computed.ahead", end=end, count=outlook.compared)
    else:
        yield visit.say("computed.ahead.straight", end=end)


def _side(what: str, amount: float | None, visit: Visit) -> tuple[html.Dt, html.Dd]:
    return html.Dt(what), html.Dd(show_amount(amount, visit.language))


def _equation(visit: Visit, kpi: Kpi, figure: Figure, factor: float) -> str:
    value = show_figure(figure, visit.language).text
    top = show_amount(figure.numerator, visit.language)
    bottom = show_amount(figure.denominator, visit.language)
    times = "" if factor == 1 or kpi.unit is Unit.PERCENT else f" × {factor:,g}"
    return f"{top} ÷ {bottom}{times} = {value}"

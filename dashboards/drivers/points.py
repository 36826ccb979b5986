"""The fitted relation of a driver against the months of stores, and its range."""

from collections.abc import Sequence
from typing import Any

from dashboards.charts.drawing import (
    ACCENT,
    LABEL_SIZE,
    LINE,
    MUTED,
    QUIET,
    Drawing,
    layout,
    nothing,
)
from dashboards.charts.scale import scale_of
from dashboards.drivers.sentences import Named, effect_sentence
from dashboards.drivers.told import Told
from dashboards.format import unit_word
from dashboards.visit import Visit
from metrics.drivers.relation import Relation
from metrics.model.kpi import Unit

_HEIGHT = 340


def draw_relation(visit: Visit, told: Told, driver: str) -> Drawing:
    """Points of all stores quiet, those of the one in view in colour, the fit as a line.

    Args:
        visit: who looks at what.
        told: the analysis.
        driver: id.
    """
    relation = told.relations.get(driver)
    if relation is None or not relation.x:
        return nothing(visit, "drivers.relation.none")
    named, target = told.drivers[driver], told.target
    x_unit = Unit.PERCENT if named.is_log else named.unit
    y_unit = Unit.PERCENT if target.is_log else target.unit
    across = scale_of(relation.x, x_unit, visit.language)
    up = scale_of([told.scale * y for y in relation.y], y_unit, visit.language)
    scales = across.divisor, up.divisor / told.scale
    traces = [_points(visit, relation, scales, told.store, own=False)]
    if told.store:
        traces.append(_points(visit, relation, scales, told.store, own=True))
    ends = [min(relation.x), max(relation.x)]
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [across.of(end) for end in ends],
        "y": [round(end * relation.slope / scales[1], 4) for end in ends],
        "line": {"color": ACCENT, "width": 2},
        "hoverinfo": "skip",
    }
    band = _band(told, driver, ends, scales)
    language = visit.language
    title = visit.say("drivers.relation.x", driver=named.name.say(language))
    side = visit.say("drivers.relation.y", target=target.name.say(language))
    words = [
        _suffix(word, told_of, scale.suffix, language)
        for word, told_of, scale in ((title, named, across), (side, target, up))
    ]
    effect = next((e for e in told.effects() if e.driver == driver), None)
    said = "" if effect is None else effect_sentence(language, named, target, effect, told.basis)
    return Drawing(
        [*band, *traces, line],
        layout(
            height=_HEIGHT,
            xaxis={
                "title": {"text": words[0], "font": {"size": LABEL_SIZE, "color": MUTED}},
                "zeroline": True,
                "nticks": 7,
            },
            yaxis={
                "title": {"text": words[1], "font": {"size": LABEL_SIZE, "color": MUTED}},
                "rangemode": "normal",
                "gridcolor": LINE,
            },
        ),
        said,
    )


def _points(
    visit: Visit, relation: Relation, scales: tuple[float, float], store: str, *, own: bool
) -> dict[str, Any]:
    """One set of points: of the store that is looked at, or of all others."""
    across, up = scales
    names = {each.code: each.name for each in visit.open_stores}
    rows = [n for n, code in enumerate(relation.entities) if (code == store) is own]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(relation.x[n] / across, 4) for n in rows],
        "y": [round(relation.y[n] / up, 4) for n in rows],
        "text": [
            f"{names.get(relation.entities[n], '')} {relation.periods[n]}".strip() for n in rows
        ],
        "hovertemplate": "%{text}: %{x:,.4~g} / %{y:,.4~g}<extra></extra>",
        "marker": {
            "size": 8 if own else 6,
            "color": ACCENT if own else QUIET,
            "opacity": 0.95 if own else 0.55,
            "symbol": "diamond" if own else "circle",
        },
    }


def _band(
    told: Told, driver: str, ends: Sequence[float], scales: tuple[float, float]
) -> list[dict[str, Any]]:
    """Between which lines the relation lies, once that is worked out."""
    coefficient = told.coefficient(driver)
    if coefficient is None or not told.complete:
        return []
    across, up = scales
    lows = [end * coefficient.ci_low / up for end in ends]
    highs = [end * coefficient.ci_high / up for end in ends]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [round(end / across, 4) for end in (*ends, *reversed(ends))],
            "y": [round(value, 4) for value in (*lows, *reversed(highs))],
            "fill": "toself",
            "fillcolor": "var(--fc-accent-soft)",
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
    ]


def _suffix(title: str, named: Named, scale: str, language: str) -> str:
    """A title with its unit: of a logarithm per cent, of a percentage points."""
    if named.is_log:
        word = "%"
    elif named.unit is Unit.PERCENT:
        word = "个百分点" if language == "zh" else "points"
    else:
        word = f"{scale}{unit_word(named.unit, language)}"
    return f"{title} ({word})" if word else title

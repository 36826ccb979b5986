"""The fitted relation of a driver against the months of stores, and its range."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from dashboards.charts.scale import Scale, scale_of
from dashboards.drivers.sentences import Named, effect_sentence, told_value
from dashboards.drivers.told import Told
from dashboards.format import unit_word
from dashboards.visit import Visit
from metrics.drivers.relation import Relation
from metrics.model.kpi import Unit

_HEIGHT = 340
# Of logarithms a line is bent, and drawn through so many places.
_PLACES = 25


@dataclass(frozen=True, slots=True)
class _Axes:
    """From values of the model to places on the axes."""

    driver: Named
    target: Named
    across: Scale
    up: Scale
    size: float

    def x(self, values: Sequence[float]) -> list[float | None]:
        return [self.across.of(told_value(value, self.driver)) for value in values]

    def y(self, values: Sequence[float]) -> list[float | None]:
        return [self.up.of(told_value(self.size * value, self.target)) for value in values]

    def along(self, relation: Relation) -> list[float]:
        """Places of the driver that a line is drawn through, from end to end."""
        low, high = min(relation.x), max(relation.x)
        count = _PLACES if self.driver.is_log or self.target.is_log else 2
        return [low + (high - low) * place / (count - 1) for place in range(count)]


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
    named, target, language = told.drivers[driver], told.target, visit.language
    axes = _axes(told, relation, language)
    traces = [_points(visit, relation, axes, told.store, own=False)]
    if told.store:
        traces.append(_points(visit, relation, axes, told.store, own=True))
    along = axes.along(relation)
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": axes.x(along),
        "y": axes.y([place * relation.slope for place in along]),
        "line": {"color": ACCENT, "width": 2},
        "hoverinfo": "skip",
    }
    title = visit.say("drivers.relation.x", driver=named.name.say(language))
    side = visit.say("drivers.relation.y", target=target.name.say(language))
    effect = next((e for e in told.effects() if e.driver == driver), None)
    said = "" if effect is None else effect_sentence(language, named, target, effect, told.basis)
    return Drawing(
        [*_band(told, relation, axes, along), *traces, line],
        layout(
            height=_HEIGHT,
            xaxis={
                "title": _title(_suffix(title, named, axes.across.suffix, language)),
                "zeroline": True,
                "nticks": 7,
            },
            yaxis={
                "title": _title(_suffix(side, target, axes.up.suffix, language)),
                "rangemode": "normal",
                "gridcolor": LINE,
            },
        ),
        said,
    )


def _title(text: str) -> dict[str, object]:
    return {"text": text, "font": {"size": LABEL_SIZE, "color": MUTED}}


def _axes(told: Told, relation: Relation, language: str) -> _Axes:
    driver, target = told.drivers[relation.driver], told.target
    x = [told_value(value, driver) for value in relation.x]
    y = [told_value(told.scale * value, target) for value in relation.y]
    units = [Unit.PERCENT if named.is_log else named.unit for named in (driver, target)]
    across, up = (scale_of(v, unit, language) for v, unit in zip((x, y), units, strict=True))
    return _Axes(driver, target, across, up, told.scale)


def _points(
    visit: Visit, relation: Relation, axes: _Axes, store: str, *, own: bool
) -> dict[str, Any]:
    """One set of points: of the store that is looked at, or of all others."""
    names = {each.code: each.name for each in visit.open_stores}
    rows = [n for n, code in enumerate(relation.entities) if (code == store) is own]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": names.get(store, "") if own else visit.say("drivers.relation.stores"),
        "x": axes.x([relation.x[n] for n in rows]),
        "y": axes.y([relation.y[n] for n in rows]),
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
    told: Told, relation: Relation, axes: _Axes, along: Sequence[float]
) -> list[dict[str, Any]]:
    """Between which lines the relation lies, once that is worked out."""
    coefficient = told.coefficient(relation.driver)
    if coefficient is None or not told.complete:
        return []
    lows = axes.y([place * coefficient.ci_low for place in along])
    highs = axes.y([place * coefficient.ci_high for place in along])
    across = axes.x(along)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [*across, *reversed(across)],
            "y": [*lows, *reversed(highs)],
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
        word = f"{scale}{unit_word(named.unit, language, named.currency)}"
    return f"{title} ({word})" if word else title

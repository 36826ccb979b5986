"""Who is ahead: one bar for each store or member, sorted, labelled, from zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from dashboards.board.judgement import Level, judge
from dashboards.charts.drawing import (
    ACCENT,
    BAD,
    LABEL_SIZE,
    MUTED,
    QUIET,
    WATCH,
    Drawing,
    layout,
    nothing,
)
from dashboards.charts.members import OF_A_STORE, keys_of, member_of
from dashboards.charts.scale import scale_of
from dashboards.charts.steps import steps_text
from dashboards.format import show, show_cell, show_figure, show_share
from dashboards.periods import closed_months
from dashboards.visit import Visit
from metrics.breakdown import breaks_down as has_dimensions
from metrics.model.formula import measures_of
from metrics.model.kpi import Cadence, Direction, Kpi, Rollup
from metrics.reader import Question
from metrics.result import Figure, Result, State

_UNIT_AT_MOST, _NAME_ROOM = 2, 22
# Who does the same work side by side: what each of them adds to a total has a middle.
_PEERS = OF_A_STORE | {"store", "region", "outlet"}
# Parts of one business, which differ by nature: no middle of them is a yardstick.
_PARTS = frozenset(
    {"metric", "account", "department", "category", "movement", "repair_type", "pay_type"}
)
_TOTALS = (Rollup.ADDITIVE, Rollup.CLOSING)
MOST = 12
_ROW = 24


@dataclass(frozen=True, slots=True)
class StoreRanking:
    """A KPI store by store; for readers of several stores."""

    name: str
    kpi: str

    def fits(self, visit: Visit) -> bool:
        """Whether there is more than one store."""
        return bool(visit.kpis((self.kpi,))) and len(visit.stores()) > 1

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The stores in the period, or in its closed months."""
        return (_question(visit, self.kpi, "store"),)

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """Bars, the best first."""
        (kpi,) = visit.kpis((self.kpi,))
        return draw_ranking(visit, kpi, results[0].of(kpi.id), "store")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A KPI by a dimension of its facts: consultants, models, channels."""

    name: str
    kpi: str
    dimension: str

    def fits(self, visit: Visit) -> bool:
        """Whether every fact behind the KPI knows the dimension."""
        return any(breaks_down(kpi, self.dimension) for kpi in visit.kpis((self.kpi,)))

    def questions(self, visit: Visit) -> tuple[Question, ...]:
        """The members in the period."""
        return (_question(visit, self.kpi, self.dimension),)

    def draw(self, visit: Visit, results: Sequence[Result]) -> Drawing:
        """Bars, the largest or best first."""
        (kpi,) = visit.kpis((self.kpi,))
        return draw_ranking(visit, kpi, results[0].of(kpi.id), self.dimension)


def _question(visit: Visit, name: str, by: str) -> Question:
    """The members in the period, or in its closed months where there are no figures by day."""
    (kpi,) = visit.kpis((name,))
    slow = kpi.cadence is not Cadence.DAY
    period = closed_months(visit.period, visit.as_of) if slow else visit.period
    return Question(visit.select(period, by=keys_of(visit, by)), (kpi,))


def breaks_down(kpi: Kpi, dimension: str) -> bool:
    """Whether a KPI can be grouped by a dimension of its facts."""
    return has_dimensions(kpi) and all(
        dimension in m.fact.dimensions for m in measures_of(kpi.formula)
    )


def draw_ranking(visit: Visit, kpi: Kpi, figures: Sequence[Figure], key: str) -> Drawing:
    """Draw figures of members.

    Args:
        visit: for the language.
        kpi: for unit and direction.
        figures: in any order; those without a value are left out and counted.
        key: ``store`` or a dimension.
    """
    known = [f for f in figures if f.value is not None and f.state is not State.NOT_APPLICABLE]
    if not known:
        # No member may mean that there was nothing to count, which is not a lack of data.
        return nothing(visit, "chart.nothing_to_list")
    ascending = kpi.direction is Direction.DOWN and kpi.rollup is not Rollup.ADDITIVE
    ranked = sorted(known, key=lambda f: f.value or 0.0, reverse=not ascending)
    shown = ranked if len(ranked) <= MOST else [*ranked[: MOST // 2], *ranked[-MOST // 2 :]]
    names = [member_of(visit, key, f) for f in shown]
    scale = scale_of([f.value for f in shown], kpi.unit, visit.language)
    # On a phone a long unit would not fit beside the bars; the sentence above them has it.
    long = any(len(show_figure(f, visit.language).unit) > _UNIT_AT_MOST for f in shown)
    texts = [
        show_cell(f, visit.language) if long else show_figure(f, visit.language).text for f in shown
    ]
    few = [f.state is State.TOO_FEW for f in shown]
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(shown))),
        "x": [scale.of(f.value) for f in shown],
        "text": [f"{t} *" if flag else t for t, flag in zip(texts, few, strict=True)],
        "textposition": "outside",
        "textfont": {"size": LABEL_SIZE},
        "constraintext": "none",
        "cliponaxis": False,
        "marker": {
            "color": [_colour(kpi, figure) for figure in shown],
            "cornerradius": 3,
        },
        "customdata": [
            [name, text, kpi.id, steps_text(visit, key, figure)]
            for name, text, figure in zip(names, texts, shown, strict=True)
        ],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
    }
    middle = _middle(kpi, ranked, key)
    answer = _answer(visit, ranked, names, (kpi, middle, _share(kpi, figures, ranked)))
    return Drawing(
        [trace],
        layout(
            height=max(150, 56 + _ROW * len(shown)),
            bargap=0.32,
            yaxis={
                # Room for three rows at least, or a single bar would be as thick as the panel.
                "range": [max(len(shown), 3) - 0.5, -0.5],
                "tickvals": list(range(len(shown))),
                "ticktext": [_short(name) for name in names],
                "zeroline": False,
                "showgrid": False,
                "rangemode": "normal",
            },
            xaxis={
                "rangemode": "tozero",
                "showticklabels": False,
                "zeroline": True,
                "range": _range([scale.of(f.value) or 0.0 for f in shown]),
            },
            shapes=[] if middle is None else _median_line(scale.of(middle)),
            margin={"t": 4, "b": 4},
        ),
        answer + (visit.say("chart.ranking.few") if answer and any(few) else ""),
    )


def _in_one_currency(ranked: Sequence[Figure]) -> bool:
    return len({f.currency for f in ranked}) == 1


def _middle(kpi: Kpi, ranked: Sequence[Figure], key: str) -> float | None:
    """The median of members that may be measured by it; None for others, and for two."""
    if len(ranked) < 3 or key in _PARTS or (kpi.rollup in _TOTALS and key not in _PEERS):
        return None
    if not _in_one_currency(ranked):
        return None
    return median(f.value or 0.0 for f in ranked)


def _colour(kpi: Kpi, figure: Figure) -> str:
    """Red only where a figure misses what it is held against, quiet where it says little."""
    if figure.state is State.TOO_FEW:
        return QUIET
    level = judge(kpi, figure, None).level
    return {Level.BAD: BAD, Level.WATCH: WATCH}.get(level, ACCENT)


def _range(values: Sequence[float]) -> list[float]:
    """From zero, with room for the labels beyond the longest bars."""
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    return [low - (0.34 * span if low < 0 else 0.0), high + 0.24 * span]


def _median_line(at: float | None) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": at,
            "x1": at,
            "y0": 0,
            "y1": 1,
            "line": {"color": MUTED, "width": 1, "dash": "dot"},
            "layer": "below",
        }
    ]


def _short(name: str) -> str:
    """A name beside its bar; Chinese takes twice the room of Latin letters."""
    room = _NAME_ROOM if name.isascii() else _NAME_ROOM - 6
    return name if len(name) <= room else f"{name[: room - 1]}…"


def _share(kpi: Kpi, figures: Sequence[Figure], ranked: Sequence[Figure]) -> float | None:
    """The part of the first in all; None where they do not add up, or something is lacking."""
    values = [f.value or 0.0 for f in ranked]
    lacking = any(f.value is None and f.state is not State.NOT_APPLICABLE for f in figures)
    adds_up = kpi.rollup in _TOTALS and min(values) >= 0 and _in_one_currency(ranked)
    return values[0] / sum(values) if adds_up and not lacking and sum(values) > 0 else None


def _answer(
    visit: Visit,
    ranked: Sequence[Figure],
    names: Sequence[str],
    measured: tuple[Kpi, float | None, float | None],
) -> str:
    """What the bars say; ``measured`` is the KPI, the median and the share of the first."""
    kpi, middle, share = measured
    if len(ranked) < 2:
        return ""
    first, last = (show_figure(ranked[i], visit.language).text for i in (0, -1))
    values: dict[str, object] = {"first": names[0], "last": names[-1], "count": len(ranked)}
    if middle is not None:
        key = "extremes" if kpi.direction is Direction.BAND else "answer"
        values["median"] = show(middle, kpi.unit, visit.language, ranked[0].currency).text
    elif share is not None:
        key = "share"
        values |= {"value": first, "share": show_share(share)}
    else:
        key, values = "ends", values | {"high": first, "low": last}
    text = visit.say(f"chart.ranking.{key}", **values)
    left_out = len(ranked) - len(names)
    if left_out > 0:
        text += visit.say("chart.ranking.cut", count=left_out)
    return text

"""The card of a KPI: value, target and pace, two comparisons, trend, state, how it is computed."""

from dash import html

from dashboards.board.judgement import Level
from dashboards.board.pace import Pace, projected
from dashboards.board.tiles import Tile
from dashboards.components.arrived import card_line
from dashboards.components.attributes import extra
from dashboards.components.changes import comparison_chips
from dashboards.components.computed import computed
from dashboards.components.sparkline import sparkline
from dashboards.components.state import expected, state_line
from dashboards.components.why import why_link
from dashboards.format import show, show_figure, show_period, show_share
from dashboards.visit import Visit
from metrics.model.kpi import Unit


def card(visit: Visit, tile: Tile) -> html.Article:
    """Draw a tile; the whole card leads to its documents."""
    kpi, figure = tile.kpi, tile.figure
    shown = show_figure(figure, visit.language)
    name = visit.words(kpi.name)
    value = [html.Span(shown.number, className="fc-number")]
    if shown.unit:
        value.append(html.Span(shown.unit, className="fc-unit"))
    if tile.is_slow:
        label = visit.say("card.closed", period=show_period(tile.period, visit.language))
        value.append(html.Span(label, className="fc-closed"))
    parts = [
        html.Header(
            [
                html.A(
                    name,
                    href=drill_address(visit, kpi.id),
                    className="fc-card-name stretched-link",
                    title=visit.words(kpi.purpose),
                    **extra({"data-drill": kpi.id}),
                ),
                _pill(visit, tile),
            ]
        ),
        html.P(value, className="fc-value"),
        sparkline(_trend(visit, tile), _trend_label(visit, tile)),
        _target(visit, tile),
        html.P(comparison_chips(visit, kpi, figure), className="fc-chips"),
        state_line(visit, kpi, figure),
        card_line(visit, kpi, tile.period),
        html.Details(
            [html.Summary(visit.say("card.how")), computed(visit, kpi, figure)],
            className="fc-how",
        ),
        why_link(visit, kpi),
    ]
    level = tile.judgement.level
    return html.Article(
        [part for part in parts if part is not None],
        className=f"fc-card is-{level.value} state-{figure.state.value}",
        **extra({"data-kpi": kpi.id, "data-level": level.value}),
    )


def drill_address(visit: Visit, kpi: str) -> str:
    """The link from a card to what is behind it."""
    return visit.view.address(visit.path, kpis=(kpi,), fact="", at=(), document=None)


def _pill(visit: Visit, tile: Tile) -> html.Span | None:
    level, basis = tile.judgement.level, tile.judgement.basis
    if level is Level.NONE:
        return None
    return html.Span(
        visit.say(f"level.{level.value}.{basis}"), className=f"fc-pill is-{level.value}"
    )


def _target(visit: Visit, tile: Tile) -> html.Div | None:
    pace = tile.pace
    if pace is None:
        return None
    unit, language = tile.kpi.unit, visit.language
    facts = [html.Span(visit.say("card.target", value=show(pace.goal, unit, language).text))]
    if pace.projected is not None:
        text = show(round(pace.projected), unit, language).text
        band = show_band(visit, pace, unit)
        said = visit.say("card.band", value=text, band=band) if band else None
        facts.append(
            html.Span(
                said or visit.say("card.projected", value=text),
                title=visit.say("card.band.title") if band else None,
            )
        )
    elif pace.attainment is not None and pace.share >= 1 and pace.goal > 0:
        facts.append(html.Span(visit.say("card.attained", value=show_share(pace.attainment))))
    done = min(max(pace.attainment or 0.0, 0.0), 1.0)
    bar = [html.Span(className="fc-bar-done", style={"width": f"{done:.1%}"})]
    if pace.share < 1:
        bar.append(html.Span(className="fc-bar-due", style={"left": f"{pace.share:.1%}"}))
    return html.Div(
        [
            html.Div(bar, className="fc-bar", **extra({"aria-hidden": "true"})),
            html.P(facts, className="fc-target-facts"),
        ],
        className="fc-target",
    )


def show_band(visit: Visit, pace: Pace, unit: Unit) -> str:
    """Between which ends eight of ten such months lay; empty where that is not known."""
    if pace.low is None or pace.high is None:
        return ""
    low, high = (show(round(edge), unit, visit.language).text for edge in (pace.low, pace.high))
    return f"{low}–{high}"


def _trend(visit: Visit, tile: Tile) -> list[float | None]:
    """The trend, a month under way as it will end, or it would always seem to fall."""
    values = [expected(figure) for figure in tile.trend]
    ahead = None if tile.is_slow else projected(visit, tile.kpi, tile.trend)
    return values if ahead is None else [*values[:-1], ahead]


def _trend_label(visit: Visit, tile: Tile) -> str:
    known = [f.value for f in tile.trend if f.value is not None]
    if not known:
        return visit.say("card.no_trend")
    low = show(min(known), tile.kpi.unit, visit.language, tile.figure.currency).text
    high = show(max(known), tile.kpi.unit, visit.language, tile.figure.currency).text
    return visit.say("card.trend", count=len(known), low=low, high=high)

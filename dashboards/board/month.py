"""The period against its targets: one line for each KPI that has one, the largest gap first."""

from collections.abc import Sequence

from dash import html

from dashboards.board.judgement import is_better
from dashboards.board.pace import Pace, planned_share
from dashboards.board.tiles import Tile
from dashboards.components.attributes import extra
from dashboards.components.card import drill_address, show_band
from dashboards.format import show, show_difference, show_share
from dashboards.visit import Visit
from metrics.model.kpi import Unit


def month_panel(visit: Visit, tiles: Sequence[Tile]) -> html.Section | None:
    """A table of value, due by now, target and projection; nothing where there is no target."""
    with_target = [tile for tile in tiles if tile.pace is not None]
    if not with_target:
        return None
    with_target.sort(key=_shortfall)
    share = planned_share(visit.period, visit.as_of, visit.calendar)
    heads = ("kpi", "value", "due", "gap", "target", "projected")
    head = html.Tr(
        [html.Th(visit.say(f"month.{name}"), scope="col", className=f"is-{name}") for name in heads]
    )
    return html.Section(
        [
            html.Header(
                [
                    html.H2(visit.say("month.title")),
                    html.P(
                        visit.say("month.elapsed", share=show_share(share)), className="fc-answer"
                    ),
                ]
            ),
            html.Table(
                [html.Thead(head), html.Tbody([_line(visit, tile) for tile in with_target])],
                className="fc-plain-table",
            ),
        ],
        className="fc-panel fc-month",
    )


def _shortfall(tile: Tile) -> float:
    """Gap as a share of what is due, worst first."""
    pace = tile.pace
    if pace is None or tile.figure.value is None or pace.due == 0:
        return 0.0
    gap = (tile.figure.value - pace.due) / abs(pace.due)
    return gap if is_better(tile.kpi, 1.0) else -gap


def _line(visit: Visit, tile: Tile) -> html.Tr:
    kpi, pace, value = tile.kpi, tile.pace, tile.figure.value
    if pace is None or value is None:
        return html.Tr()
    due = round(pace.due) if pace.share < 1 else pace.due
    gap = value - due
    better = is_better(kpi, gap)
    tone = {True: "is-good", False: "is-bad", None: "is-even"}[better]
    arrow = {True: "▲", False: "▼"}[gap > 0] if gap else "▬"

    def text(amount: float | None) -> str:
        return show(amount, kpi.unit, visit.language).text

    said = show_difference(round(gap) if pace.share < 1 else gap, kpi.unit, visit.language)
    link = html.A(
        visit.words(kpi.name), href=drill_address(visit, kpi.id), **extra({"data-drill": kpi.id})
    )
    bar = html.Div(
        [
            html.Span(
                className="fc-bar-done",
                style={"width": f"{min(max(pace.attainment or 0.0, 0.0), 1.0):.1%}"},
            ),
            html.Span(className="fc-bar-due", style={"left": f"{pace.share:.1%}"})
            if pace.share < 1
            else "",
        ],
        className=f"fc-bar is-{tile.judgement.level.value}",
        **extra({"aria-hidden": "true"}),
    )
    return html.Tr(
        [
            html.Th([link, bar], scope="row"),
            html.Td(text(value), className="is-strong"),
            html.Td(text(due)),
            html.Td(
                [html.Span(arrow, className="fc-arrow"), f" {said}", _days(visit, pace)],
                className=tone,
            ),
            html.Td([text(pace.goal), _per_day(visit, tile)]),
            html.Td(_projected(visit, tile)),
        ]
    )


def _days(visit: Visit, pace: Pace) -> html.Small | str:
    """Selling days behind or ahead of the curve."""
    if pace.days_behind is None:
        return ""
    days = f"{abs(pace.days_behind):.1f}"
    if days == "0.0":
        return html.Small(visit.say("month.days.even"))
    return html.Small(
        visit.say("month.days.behind" if pace.days_behind > 0 else "month.days.ahead", days=days)
    )


def _per_day(visit: Visit, tile: Tile) -> html.Small | str:
    """What each selling day left has to bring."""
    pace = tile.pace
    if pace is None or pace.per_day is None or is_better(tile.kpi, 1.0) is not True:
        return ""
    if pace.per_day == 0:
        return html.Small(visit.say("month.reached"))
    # Of cars a day the decimals matter.
    few = pace.per_day < 10 and tile.kpi.unit is Unit.COUNT
    shown = show(pace.per_day, tile.kpi.unit, visit.language).text
    needed = f"{pace.per_day:.1f}" if few else shown
    return html.Small(visit.say("month.per_day", value=needed))


def _projected(visit: Visit, tile: Tile) -> list[html.Small | str]:
    pace = tile.pace
    if pace is None or pace.projected is None:
        return ["–"]
    text = show(round(pace.projected), tile.kpi.unit, visit.language).text
    band = show_band(visit, pace, tile.kpi.unit)
    return [text, html.Small(band, title=visit.say("card.band.title"))] if band else [text]

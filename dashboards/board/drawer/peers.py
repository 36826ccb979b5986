"""The same KPI of peers: median, best quarter and rank; a store sees the others without names."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.format import show, show_difference, show_figure
from dashboards.side_by_side.words import basis_text
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure
from metrics.side_by_side.standings import stands
from metrics.standing import PEERS_AT_LEAST

SHOWN = 10


def peers_question(visit: Visit, kpi: Kpi, period: Period) -> Question | None:
    """The KPI of each store in view among its peers; None where it has no standing."""
    if not stands(kpi):
        return None
    return Question(visit.select(period, by=("store",), compare=("peers",)), (kpi,))


def peers_part(visit: Visit, kpi: Kpi, figures: Sequence[Figure]) -> html.Section:
    """The section.

    Args:
        visit: for the language and the names of his own stores.
        kpi: whose figures.
        figures: by store, with their standing.
    """
    ranked = [f for f in figures if f.peers is not None and f.value is not None]
    ranked.sort(key=lambda f: (f.peers.rank or 0) / f.peers.of if f.peers else 0.0, reverse=True)
    compare = html.A(
        visit.say("teach.peers.compare"),
        href=visit.view.address("/compare", kpis=(kpi.id,), by="", fact="", drill="", at=()),
        className="fc-act",
    )
    head = html.Header([html.H3(visit.say("teach.peers")), compare])
    if not ranked:
        few = visit.say("teach.peers.few", least=PEERS_AT_LEAST)
        return html.Section([head, html.P(few, className="fc-muted")], className="fc-drill-part")
    names = ("store", "value", "median", "best", "rank", "gap")
    heads = html.Tr([html.Th(visit.say(f"teach.peers.{name}"), scope="col") for name in names])
    rows = [_row(visit, kpi, figure) for figure in ranked[:SHOWN]]
    body: list[Component] = [
        html.Div(
            html.Table([html.Thead(heads), html.Tbody(rows)], className="fc-actions"),
            className="fc-actions-box",
        )
    ]
    bases = dict.fromkeys(f.peers.basis for f in ranked if f.peers and f.peers.basis)
    said = [visit.say("teach.peers.basis", basis=basis_text(visit, basis)) for basis in bases]
    if len(ranked) > SHOWN:
        said.append(visit.say("teach.peers.more", count=SHOWN))
    body += [html.P(text, className="fc-muted") for text in said]
    return html.Section([head, *body], className="fc-drill-part fc-peers")


def _row(visit: Visit, kpi: Kpi, figure: Figure) -> html.Tr:
    peers, language = figure.peers, visit.language
    assert peers is not None  # others are not listed
    code = figure.keys["store"]
    name = next((store.name for store in visit.open_stores if store.code == code), code)

    def text(value: float | None) -> str:
        return show(value, kpi.unit, language, figure.currency).text

    rank = "–" if peers.rank is None else f"{peers.rank} / {peers.of}"
    gap, tone = "–", "is-even"
    if figure.value is not None and peers.gap is not None:
        # The gap is better above zero whichever way is good; the difference has its own sign.
        gap = show_difference(figure.value - peers.median, kpi.unit, language)
        if peers.gap and any(digit in "123456789" for digit in gap):
            better = peers.gap > 0
            tone = "is-good" if better else "is-bad"
            gap = f"{gap} {visit.say('action.change.better' if better else 'action.change.worse')}"
    return html.Tr(
        [
            html.Th(name, scope="row"),
            _cell(visit, "value", html.Strong(show_figure(figure, language).text)),
            _cell(visit, "median", text(peers.median)),
            _cell(visit, "best", text(peers.best_quartile)),
            _cell(visit, "rank", rank),
            _cell(visit, "gap", gap, tone),
        ]
    )


def _cell(visit: Visit, name: str, shown: Component | str, tone: str = "") -> html.Td:
    # On a phone the cells stand below one another, each behind its heading.
    label = extra({"data-label": visit.say(f"teach.peers.{name}")})
    return html.Td(shown, className=f"is-number {tone}".strip(), **label)

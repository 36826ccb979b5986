"""The overdue work of each department, with its money and who answers for it."""

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.components.card import drill_address
from dashboards.format import NO_VALUE, show
from dashboards.morning.asked import Morning
from dashboards.morning.lines import lacking
from dashboards.visit import Visit
from metrics.overdue_work import WORK, Work
from metrics.result import Figure


def work_panel(visit: Visit, morning: Morning) -> html.Section | None:
    """A row for each kind of work of which anything is overdue; None where no figure is there."""
    open_to = [work for work in WORK if work.count.id in morning.work]
    known = [work for work in open_to if morning.work[work.count.id].value is not None]
    if not known:
        return None
    rows = [work for work in known if morning.work[work.count.id].value]
    rows.sort(key=lambda work: -_money(morning, work))
    title = html.H2(visit.say("work.title"))
    if not rows:
        body: list[Component] = [html.P(visit.say("work.nothing"), className="fc-muted")]
    else:
        heads = [visit.say(f"work.head.{name}") for name in ("what", "count", "amount")]
        head = html.Tr(
            [
                html.Th(text, scope="col", className="" if not place else "is-number")
                for place, text in enumerate(heads)
            ]
        )
        table = [html.Thead(head), html.Tbody([_row(visit, morning, work) for work in rows])]
        body = [html.Table(table, className="fc-work")]
    unknown = [visit.words(work.count.name) for work in open_to if work not in known]
    if unknown:
        joint = "、" if visit.language == "zh" else ", "
        said = visit.say("work.unknown", names=joint.join(unknown))
        body.append(html.P(said, className="fc-muted"))
    return html.Section([title, *body], className="fc-panel fc-work-panel")


def _money(morning: Morning, work: Work) -> float:
    found = morning.work.get(work.amount.id) if work.amount else None
    return found.value or 0.0 if found is not None else 0.0


def _row(visit: Visit, morning: Morning, work: Work) -> html.Tr:
    kpi, counted = work.count, morning.work[work.count.id]
    link = html.A(
        visit.words(kpi.name),
        href=drill_address(visit, kpi.id),
        title=visit.words(kpi.reads),
        **extra({"data-drill": kpi.id}),
    )
    amount: Figure | None = morning.work.get(work.amount.id) if work.amount else None
    money = NO_VALUE if amount is None else _text(visit, amount)
    if work.amount is not None and amount is not None and amount.value is not None:
        money = html.A(  # type: ignore[assignment]  # text or a link
            money,
            href=drill_address(visit, work.amount.id),
            **extra({"data-drill": work.amount.id}),
        )
    return html.Tr(
        [
            html.Th([link, html.Small(visit.words(work.owner))], scope="row"),
            html.Td([_text(visit, counted), *lacking(visit, counted)], className="is-number"),
            html.Td(money, className="is-number"),
        ]
    )


def _text(visit: Visit, figure: Figure) -> str:
    return show(figure.value, figure.unit, visit.language, figure.currency).text

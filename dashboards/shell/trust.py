"""The line under each title: how far to trust what stands below."""

from collections.abc import Sequence

from dash import html

from dashboards.board.arrivals import late_stores
from dashboards.board.loads import refused_within
from dashboards.components.arrived import page_line
from dashboards.components.attributes import extra
from dashboards.components.stores import named_stores
from dashboards.format import show_day, show_period
from dashboards.services import LoadReport
from dashboards.shell.odd import odd_words
from dashboards.visit import Visit
from metrics.model.kpi import Department


def trust_line(
    visit: Visit,
    report: LoadReport,
    missing: Sequence[str],
    department: Department | None = None,
) -> list[html.Span]:
    """Data as of, documents and stores missing, filters in force, refused rows.

    Args:
        visit: who looks at what.
        report: what is loaded.
        missing: stores without the figures of the page.
        department: whose documents the page rests on; None for those of all departments.
    """
    as_of = html.Span(
        visit.say("trust.as_of", day=show_day(visit.as_of)), className="fc-trust-main"
    )
    damaged = [_warning(words) for words in damage_words(visit, report)]
    if not visit.open_stores:
        return [as_of, *damaged]
    stores = visit.stores()
    parts = [
        as_of,
        *damaged,
        html.Span(show_period(visit.period, visit.language)),
        html.Span(_stores(visit)),
    ]
    if len(stores) > 1 and "peers" in visit.view.compare:
        parts.append(html.Span(visit.say("compare.peers.one_store")))
    arrived = page_line(visit, department)
    if arrived is not None:
        parts.insert(1 + len(damaged), arrived)
    late = late_stores(report, [store.code for store in stores], visit.as_of)
    if late:
        parts.append(_warning(visit.say("trust.late", stores=named_stores(visit, late))))
    gone = [code for code in missing if code not in late]
    if gone:
        parts.append(_warning(visit.say("trust.missing", stores=named_stores(visit, gone))))
    refused = refused_within(visit, report)
    if refused:
        link = visit.view.address("/data", kpis=(), by="")
        text = visit.say("trust.refused", count=f"{refused:,}")
        parts.append(html.Span(html.A(text, href=link, className="is-warning")))
    return parts + [_warning(text) for text in odd_words(visit)]


def damage_words(visit: Visit, report: LoadReport) -> list[str]:
    """What is served and what to do, where the newest snapshot is damaged; else nothing."""
    if not report.fallen_back:
        return []
    return [visit.say("damage.shown", id=visit.reader.snapshot)]


def _warning(text: str) -> html.Span:
    icon = html.Span(className="icon icon-warning", **extra({"aria-hidden": "true"}))
    return html.Span([icon, text], className="is-warning")


def _stores(visit: Visit) -> str:
    stores, everything = visit.stores(), visit.open_stores
    if len(stores) == 1:
        return stores[0].name
    if len(stores) == len(everything):
        return visit.say("trust.all_stores", count=len(stores))
    return visit.say("trust.some_stores", count=len(stores), of=len(everything))

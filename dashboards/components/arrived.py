"""What is missing of the data behind figures, in words: for the trust line and for cards."""

from collections.abc import Sequence

from dash import html

from dashboards.components.attributes import extra
from dashboards.format import show_amount, show_day, show_share
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from metrics.completeness import Arrived, Level
from metrics.extracts import extract_of
from metrics.model.kpi import Department, Kpi
from metrics.model.period import Period

_NAMED = 2


def page_line(visit: Visit, department: Department | None) -> html.Span | None:
    """How much of the newest day's documents is there; None where that cannot be told.

    Args:
        visit: who looks at what.
        department: whose tables count; on pages across departments those open to the reader.
    """
    codes = [store.code for store in visit.stores()]
    tables = tables_open(visit) if department is None else _tables_of(department)
    whole = visit.arrived.total(codes, tables, visit.as_of)
    if whole.share is None:
        return None
    by_table = visit.arrived.by(("table",), codes, tables, visit.as_of, visit.as_of)
    short = sorted(
        ((one.share or 0.0, table) for (table,), one in by_table.items() if one.is_short),
    )
    title = visit.say("arrived.title", day=show_day(visit.as_of))
    link = visit.view.address("/data", kpis=(), by="") + "#arrived"
    if not short and not whole.is_short:
        text = visit.say("arrived.page", share=show_share(min(whole.share, 1.0)))
        return html.Span(html.A(text, href=link, title=title))
    named = _joined(
        visit,
        [
            visit.say("arrived.table", table=_name(visit, table), share=show_share(share))
            for share, table in short[:_NAMED]
        ],
    )
    if len(short) > _NAMED:
        named += "…"
    if whole.is_short:
        share = show_share(whole.share)
        said = visit.say("arrived.page_short", share=share, worst=named)
        text = said if named else visit.say("arrived.page", share=share)
    else:
        text = visit.say("arrived.page_some", worst=named)
    colour = "is-bad" if whole.level is Level.RED else "is-warning"
    icon = html.Span(className="icon icon-warning", **extra({"aria-hidden": "true"}))
    return html.Span(
        html.A([icon, text], href=link, title=title, className=colour), className=colour
    )


def card_line(visit: Visit, kpi: Kpi, period: Period) -> html.P | None:
    """Which of the tables that feed a figure are incomplete within its period, or nothing.

    The newest day is judged against its weekday; of earlier days only those are named on which
    nothing came at all, since by then corrections have arrived.
    """
    codes = [store.code for store in visit.stores()]
    said = [*_short_today(visit, kpi, period, codes), *_missed(visit, kpi, period, codes)]
    if not said:
        return None
    icon = html.Span(className="icon icon-warning", **extra({"aria-hidden": "true"}))
    label = html.Strong(visit.say("arrived.label"))
    text = html.Span(_joined(visit, said[:_NAMED]) + ("…" if len(said) > _NAMED else ""))
    return html.P([icon, label, text], className="fc-state is-incomplete")


def _short_today(visit: Visit, kpi: Kpi, period: Period, codes: Sequence[str]) -> list[str]:
    day = visit.as_of
    if not period.start <= day <= period.end:
        return []
    found = visit.arrived.by(("table",), codes, kpi.tables, day, day)
    return [
        _said_short(visit, table, one)
        for (table,), one in sorted(found.items(), key=lambda item: item[1].share or 0.0)
        if one.is_short
    ]


def _said_short(visit: Visit, table: str, one: Arrived) -> str:
    return visit.say(
        "arrived.card",
        table=_name(visit, table),
        day=f"{visit.as_of:%m-%d}",
        received=show_amount(one.received, visit.language),
        expected=show_amount(one.expected, visit.language),
    )


def _missed(visit: Visit, kpi: Kpi, period: Period, codes: Sequence[str]) -> list[str]:
    found = visit.arrived.missed_days(codes, kpi.tables, period.start, period.end)
    return [
        visit.say("arrived.card_missed", table=_name(visit, table), day=f"{day:%m-%d}")
        for table, days in found.items()
        for day in days
        if day != visit.as_of
    ]


def tables_open(visit: Visit) -> tuple[str, ...] | None:
    """The tables behind the KPIs that the reader may see; None for all, to whom all are open."""
    if visit.scope.departments is None:
        return None
    found = (table for kpi in CATALOGUE if visit.may_see(kpi) for table in kpi.tables)
    return tuple(dict.fromkeys(found))


def _tables_of(department: Department) -> tuple[str, ...]:
    found = (table for kpi in CATALOGUE if kpi.department is department for table in kpi.tables)
    return tuple(dict.fromkeys(found))


def _name(visit: Visit, table: str) -> str:
    words = visit.words(extract_of(table))
    return f"《{words}》" if visit.language == "zh" else words


def _joined(visit: Visit, parts: Sequence[str]) -> str:
    return visit.say("arrived.and").join(parts)

"""When the month breaks even, and what of the newest day has not come."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboards.board.arrivals import late_stores
from dashboards.components.arrived import tables_open
from dashboards.components.stores import named_stores
from dashboards.format import show, show_amount, show_day
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.extracts import extract_of
from metrics.model.kpi import Unit
from metrics.pace.breakeven import Basis, BreakEven

_NAMED = 3


def break_even_panel(visit: Visit, found: Mapping[str, BreakEven | None]) -> html.Section | None:
    """The day from which the month earns, of one store; of several, how many get there."""
    known = {code: each for code, each in found.items() if each is not None}
    if not known:
        return None
    if len(found) == 1:
        (only,) = known.values()
        said = [html.P(_day(visit, only), className="is-strong"), html.P(_why(visit, only))]
    else:
        reached = [code for code, each in known.items() if each.day and each.day <= visit.as_of]
        later = [code for code, each in known.items() if each.day and each.day > visit.as_of]
        never = [code for code, each in known.items() if each.day is None]
        numbers = {"reached": len(reached), "later": len(later), "never": len(never)}
        numbers["unknown"] = len(found) - len(known)
        parts = [visit.say(f"even.{name}", count=n) for name, n in numbers.items() if n]
        joint = "，" if visit.language == "zh" else ", "
        text = visit.say("even.stores", count=len(found), parts=joint.join(parts))
        said = [html.P(text)]
        if never:
            names = named_stores(visit, tuple(never))
            said.append(html.P(visit.say("even.never_named", stores=names), className="fc-muted"))
    title = html.H2([visit.say("even.title"), html.Small(visit.say("even.estimate"))])
    return html.Section([title, *said], className="fc-panel fc-even")


def _day(visit: Visit, found: BreakEven) -> str:
    if found.day is None:
        return visit.say("even.not_reached")
    key = "even.past" if found.day <= visit.as_of else "even.day"
    return visit.say(key, day=show_day(found.day))


def _why(visit: Visit, found: BreakEven) -> str:
    def text(amount: float) -> str:
        return show(amount, Unit.CNY, visit.language).text

    basis = "budget" if found.basis is Basis.BUDGET else "booked"
    expenses = visit.say(f"even.{basis}", amount=text(found.expenses))
    return visit.say("even.why", end=text(found.gross_end), expenses=expenses)


def missing_panel(visit: Visit, report: LoadReport) -> html.Section:
    """Documents of the newest day that have not come, and stores that sent nothing."""
    codes = [store.code for store in visit.stores()]
    day = visit.as_of
    by_table = visit.arrived.by(("table",), codes, tables_open(visit), day, day)
    short = sorted(
        ((one.share or 0.0, table, one) for (table,), one in by_table.items() if one.is_short),
        key=lambda each: each[:2],
    )
    items = [
        html.Li(
            visit.say(
                "missing.table",
                table=visit.words(extract_of(table)),
                received=show_amount(one.received, visit.language),
                expected=show_amount(round(one.expected), visit.language),
            )
        )
        for _, table, one in short[:_NAMED]
    ]
    late = late_stores(report, codes, day)
    if late:
        items.insert(0, html.Li(visit.say("missing.stores", stores=named_stores(visit, late))))
    if len(short) > _NAMED:
        items.append(html.Li(visit.say("missing.more", count=len(short) - _NAMED)))
    link = html.A(
        visit.say("missing.all"), href=visit.view.address("/data", kpis=(), by="") + "#arrived"
    )
    title = html.H2(visit.say("missing.title", day=f"{day:%m-%d}"))
    if not by_table and not late:
        body: Component = html.P(visit.say("missing.unknown"), className="fc-muted")
    elif not items:
        body = html.P(visit.say("missing.nothing"), className="fc-muted")
    else:
        body = html.Ul(items)
    return html.Section([title, body, html.P(link)], className="fc-panel fc-missing")

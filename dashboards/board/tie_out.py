"""Documents against the ledger, department by department, with the accounts by name."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboards.components.grid import Column, grid
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.tie_out import DEPARTMENTS, Tie, Verdict

_ORDER = {Verdict.OFF: 0, Verdict.ONE_SIDED: 1, Verdict.TIES: 2}


def tie_out_panel(visit: Visit, report: LoadReport) -> list[Component]:
    """A grid with what does not tie first; nothing where the stores in view have no ledger."""
    stores = {store.code: store.name for store in visit.stores()}
    ties = [tie for tie in report.ties if tie.store in stores]
    if not ties:
        return []
    count = {verdict: sum(tie.verdict is verdict for tie in ties) for verdict in Verdict}
    if count[Verdict.TIES] == len(ties):
        answer = visit.say("tie.all_tie", count=len(ties))
    else:
        answer = visit.say(
            "tie.some_off",
            count=len(ties),
            off=count[Verdict.OFF],
            one_sided=count[Verdict.ONE_SIDED],
        )
    rows = [_row(visit, stores, tie) for tie in sorted(ties, key=lambda t: _ORDER[t.verdict])]
    columns = _columns(visit, several=len(stores) > 1)
    head = [
        html.H2(visit.say("tie.title")),
        html.P(answer, className="fc-answer"),
        html.P(visit.say("tie.hint"), className="fc-muted"),
    ]
    table = grid("tie-out-grid", columns, rows, visit.language)
    return [
        html.Section(
            [html.Header(html.Div(head)), table], className="fc-panel fc-tie-out", id="tie-out"
        )
    ]


def _columns(visit: Visit, several: bool) -> list[Column]:
    def made(name: str, width: int, kind: str = "text") -> Column:
        return Column(name, visit.say(f"tie.{name}"), kind, width=width)

    return [
        *([made("store", 110)] if several else []),
        made("department", 150),
        made("side", 92),
        made("verdict", 120),
        made("difference", 112, "money"),
        made("accounts", 250),
        made("documents", 118, "money"),
        made("ledger", 118, "money"),
        made("tolerance", 104, "money"),
        made("month", 90),
    ]


def _row(visit: Visit, stores: dict[str, str], tie: Tie) -> dict[str, Any]:
    verdict = visit.say(f"tie.verdict.{tie.verdict.value}", what=_lacking(visit, tie))
    accounts = (f"{one.code} {one.name} {one.amount:,.2f}" for one in tie.accounts)
    return {
        "store": stores[tie.store],
        "month": f"{tie.month[:4]}-{tie.month[4:]}",
        "department": visit.words(DEPARTMENTS[tie.department]),
        "side": visit.say(f"tie.side.{tie.side.value}"),
        "verdict": verdict,
        "difference": _plain(tie.difference),
        "tolerance": _plain(tie.tolerance),
        "documents": _plain(tie.documents),
        "ledger": _plain(tie.ledger),
        "accounts": ("；" if visit.language == "zh" else "; ").join(accounts),
    }


def _lacking(visit: Visit, tie: Tie) -> str:
    return visit.say("tie.no_documents" if tie.documents is None else "tie.no_accounts")


def _plain(amount: Any) -> float | None:
    return None if amount is None else float(amount)

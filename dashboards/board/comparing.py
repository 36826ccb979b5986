"""Rows of a comparison: values side by side, the best and the worst of each KPI marked."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.board.table import SIGNS
from dashboards.charts.members import name_of
from dashboards.format import show_cell
from dashboards.visit import Visit
from metrics.model.kpi import Direction, Kpi
from metrics.money import HOME, is_money
from metrics.result import Figure, State

BEST, WORST = "best", "worst"
# With fewer members than this, everybody would be the best or the worst.
AT_LEAST = 3
_SIGNS = {BEST: "▲ ", WORST: "▼ "}


def compare_rows(
    visit: Visit, kpis: Sequence[Kpi], figures: Sequence[Figure], by: str
) -> list[dict[str, Any]]:
    """One row for each member; beside each value its text and whether it is best or worst.

    Args:
        visit: for names and the language.
        kpis: columns.
        figures: of all members.
        by: the grouping.
    """
    rows: dict[str, dict[str, Any]] = {}
    for kpi in kpis:
        found = {f.keys[by]: f for f in figures if f.kpi == kpi.id and by in f.keys}
        marks = mark(kpi, found)
        for member, figure in found.items():
            name = name_of(visit, by, member)
            row = rows.setdefault(member, {"member": name, "key": member})
            text = show_cell(figure, visit.language)
            few = SIGNS.get(figure.state, "")
            note = marks.get(member, "")
            row[kpi.id] = figure.value
            row[f"{kpi.id}_text"] = f"{_SIGNS.get(note, '')}{text}{few}"
            row[f"{kpi.id}_mark"] = note
    return list(rows.values())


def mark(kpi: Kpi, figures: Mapping[str, Figure]) -> dict[str, str]:
    """The best and the worst members by the direction of good; none for a band.

    Rates over too few cases and amounts in another currency take no part, and where all are equal
    nobody is marked.
    """
    values = {
        member: f.value
        for member, f in figures.items()
        if f.value is not None and f.state is State.OK and (f.currency == HOME or not is_money(kpi))
    }
    if kpi.direction is Direction.BAND or len(values) < AT_LEAST:
        return {}
    high, low = max(values.values()), min(values.values())
    if high == low:
        return {}
    best, worst = (high, low) if kpi.direction is Direction.UP else (low, high)
    marks = {member: BEST for member, value in values.items() if value == best}
    return marks | {member: WORST for member, value in values.items() if value == worst}


def mark_rules(name: str) -> dict[str, str]:
    """Class rules of a column."""
    return {
        "fc-best": f"params.data.{name}_mark == '{BEST}'",
        "fc-worst": f"params.data.{name}_mark == '{WORST}'",
    }

"""Members beside one another in a grid: value and rank in each cell, rows and columns at will."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from dashboards.board.comparing import BEST, WORST, mark
from dashboards.board.table import SIGNS as STATES
from dashboards.board.table import heading_of
from dashboards.charts.members import is_hidden
from dashboards.charts.steps import packed
from dashboards.components.grid import Column, grid
from dashboards.format import show_cell, show_figure
from dashboards.side_by_side.asked import Cell, Compared
from dashboards.side_by_side.choices import PERSONS, Choices
from dashboards.side_by_side.ranking_gaps import size_of
from dashboards.side_by_side.words import level_of, rank_text, sign_of
from dashboards.visit import Visit
from metrics.model.kpi import Kpi

COLUMNS = 40
"""Members as columns: more would be no table any more."""

_RULES = ("good", "best", "bad", "worst")


def side_table(visit: Visit, chosen: Choices, found: Compared) -> Component:
    """The grid."""
    if chosen.turned:
        return _turned(visit, chosen, found)
    marks = _marks(chosen, found)
    rows: list[dict[str, Any]] = []
    for key, name in found.members.items():
        row: dict[str, Any] = {
            "member": name,
            "key": key,
            "at": f"{steps_of(visit, chosen, found, key)}/{len(rows)}",
        }
        for kpi in chosen.kpis:
            row |= _cell(visit, kpi, kpi.id, found.cells.get((key, kpi.id)), marks, unit=False)
        rows.append(row)
    first = Column("member", visit.say(f"by.{chosen.by}"), pinned=True, width=_width(chosen))
    columns = [
        _column(kpi.id, heading_of(visit, kpi), visit.words(kpi.reads)) for kpi in chosen.kpis
    ]
    made: Component = grid("compare-grid", [first, *columns], rows, visit.language, row_id="at")
    return made


def steps_of(visit: Visit, chosen: Choices, found: Compared, key: str) -> str:
    """The steps from a KPI down to a member; to its store only where codes of staff are hidden."""
    keys = next((c.figure.keys for (member, _), c in found.cells.items() if member == key), {})
    names = ["store"] if is_hidden(visit, chosen.by) else dict.fromkeys(("store", chosen.by))
    return packed(f"{name}:{keys[name]}" for name in names if name in keys)


def columns_of(visit: Visit, chosen: Choices, found: Compared) -> str:
    """Where members are columns: the steps to each of them, in order."""
    return "|".join(steps_of(visit, chosen, found, key) for key in _as_columns(found))


def _as_columns(found: Compared) -> list[str]:
    members = list(found.members)
    return largest(found, members, COLUMNS) if len(members) > COLUMNS else members


def _turned(visit: Visit, chosen: Choices, found: Compared) -> Component:
    marks = _marks(chosen, found)
    members = _as_columns(found)
    rows = []
    for kpi in chosen.kpis:
        row: dict[str, Any] = {"member": visit.words(kpi.name), "key": kpi.id}
        for place, key in enumerate(members):
            row |= _cell(visit, kpi, f"m{place}", found.cells.get((key, kpi.id)), marks, unit=True)
        rows.append(row)
    first = Column("member", visit.say("side.kpi"), pinned=True, width=130)
    columns = [_column(f"m{place}", found.members[key], "") for place, key in enumerate(members)]
    made: Component = grid("compare-grid", [first, *columns], rows, visit.language, row_id="key")
    return made


def _width(chosen: Choices) -> int:
    return 190 if chosen.by in PERSONS else 110


def largest(found: Compared, members: Sequence[str], count: int) -> list[str]:
    """The members with the largest gaps, in errors, in their own order."""
    sizes: dict[str, float] = {}
    for (member, _), cell in found.cells.items():
        sizes[member] = max(sizes.get(member, 0.0), size_of(cell))
    kept = sorted(members, key=lambda key: -sizes.get(key, 0.0))[:count]
    return [key for key in members if key in set(kept)]


def _cell(
    visit: Visit,
    kpi: Kpi,
    name: str,
    cell: Cell | None,
    marks: Mapping[tuple[str, str], str],
    *,
    unit: bool,
) -> dict[str, Any]:
    if cell is None:
        return {name: None, f"{name}_text": "–", f"{name}_mark": ""}
    figure = cell.figure
    text = show_figure(figure, visit.language).text if unit else show_cell(figure, visit.language)
    sign, rank = sign_of(kpi, cell.place), rank_text(cell.place)
    told = marks.get((kpi.id, "/".join(figure.keys.values())), "")
    sign = {BEST: "▲", WORST: "▼"}.get(told, sign)
    text = f"{sign} {text}{STATES.get(figure.state, '')}".strip()
    level = level_of(kpi, cell.place)
    return {
        name: figure.value,
        f"{name}_text": text if rank == "–" else f"{text} · {rank}",
        f"{name}_mark": {BEST: "good", WORST: "bad"}.get(told, level if level in _RULES else ""),
    }


def _marks(chosen: Choices, found: Compared) -> dict[tuple[str, str], str]:
    """The best and the worst of groups, of which nobody can say what is chance."""
    if any(cell.place for cell in found.cells.values()) or chosen.by == "store":
        return {}
    made = {}
    for kpi in chosen.kpis:
        figures = {
            "/".join(cell.figure.keys.values()): cell.figure
            for (_, name), cell in found.cells.items()
            if name == kpi.id
        }
        for member, told in mark(kpi, figures).items():
            made[kpi.id, member] = told
    return made


def _column(name: str, label: str, tooltip: str) -> Column:
    rules = {
        f"fc-side-{level}": f"params.data && params.data.{name}_mark == '{level}'"
        for level in _RULES
    }
    return Column(name, label, "shown", width=144, tooltip=tooltip, rules=rules)

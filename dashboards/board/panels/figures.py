"""Cells and headings of figures, the same in every panel."""

from dashboards.board.panels.panel import is_in_catalogue
from dashboards.board.panels.sheet import Cell
from dashboards.board.table import SIGNS, heading_of
from dashboards.format import NO_VALUE, show_amount, show_cell, show_figure
from dashboards.visit import Visit
from metrics.model.kpi import Kpi
from metrics.result import Figure


def head_of(visit: Visit, kpi: Kpi) -> Cell:
    """The heading of a column of one figure, which leads to its documents."""
    return Cell(heading_of(visit, kpi), drill=kpi.id if is_in_catalogue(kpi) else "")


def name_cell(visit: Visit, kpi: Kpi) -> Cell:
    """The name of a figure at the head of its row."""
    drill = kpi.id if is_in_catalogue(kpi) else ""
    return Cell(visit.words(kpi.name), drill=drill, is_text=True, wraps=True)


def cell_of(visit: Visit, figure: Figure | None, *, bar: bool, unit: bool = False) -> Cell:
    """A figure in a cell.

    Args:
        visit: for the language.
        figure: None for a dash.
        bar: whether a bar shows it.
        unit: whether the cell names the unit, or its heading does.
    """
    if figure is None or figure.value is None:
        return Cell(NO_VALUE)
    text = show_figure(figure, visit.language).text if unit else show_cell(figure, visit.language)
    level = "bad" if bar and figure.value < 0 else ""
    return Cell(
        f"{text}{SIGNS.get(figure.state, '')}",
        size=figure.value if bar else None,
        level=level,
    )


def sides_of(visit: Visit, kpi: Kpi, figure: Figure) -> str:
    """What was divided by what, with the amounts; empty where nothing is divided."""
    if kpi.denominator is None or figure.value is None:
        return ""
    return visit.say(
        "panel.sides",
        above=visit.words(kpi.numerator),
        numerator=show_amount(figure.numerator, visit.language),
        below=visit.words(kpi.denominator),
        denominator=show_amount(figure.denominator, visit.language),
    )


def hint_of(visit: Visit, figures: list[Figure]) -> str:
    """What the signs beside values stand for."""
    states = {figure.state for figure in figures if figure.value is not None}
    said = [visit.say(f"table.{state.value}") for state in SIGNS if state in states]
    return visit.say("table.joint").join(said)

"""Sheets of figures: those of the page, and those by store, by member, by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.board.table import heading_of
from dashboards.components.state import reason
from dashboards.format import show_month, show_period, show_unit
from dashboards.visit import Visit
from dashboards.workbooks.book import AMOUNT, Sheet, cell, number_format
from metrics.model.formula import Ratio
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.result import Figure, State

_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its KPI, which need not be one of the catalogue, and its period."""

    kpi: Kpi
    figure: Figure
    period: Period


def reproduces(kpi: Kpi, figure: Figure) -> bool:
    """Whether both sides of a figure give its value by division alone."""
    return _quotient(kpi, figure.numerator, figure.denominator, figure.value) is not None


def formula_of(kpi: Kpi, above: str, below: str) -> str:
    """The division in words of a spreadsheet, over the cells of both sides."""
    assert isinstance(kpi.formula, Ratio)
    size = f"ABS({below})" if kpi.formula.absolute_denominator else below
    times = "" if kpi.formula.factor == 1 else f"*{kpi.formula.factor:g}"
    return f"={above}/{size}{times}"


def _quotient(
    kpi: Kpi, above: float | None, below: float | None, value: float | None
) -> float | None:
    if not isinstance(kpi.formula, Ratio) or value is None or above is None or not below:
        return None
    size = abs(below) if kpi.formula.absolute_denominator else below
    found = kpi.formula.factor * above / size
    return found if abs(found - value) <= _NEAR * max(1.0, abs(value)) else None


def state_words(visit: Visit, kpi: Kpi, figure: Figure) -> str:
    """What a figure is worth, in words."""
    label = "" if figure.state is State.OK else visit.say(f"state.{figure.state.value}")
    why = reason(visit, kpi, figure)
    said = dict.fromkeys(text for text in (label, why) if text)
    return visit.say("note.separator").join(said) or visit.say("export.sound")


def write_value(
    sheet: Sheet,
    place: tuple[int, int],
    kpi: Kpi,
    figure: Figure,
    sides: tuple[str, str],
    *,
    bold: bool = False,
) -> None:
    """The value of a figure: a live division where both sides give it, else the number.

    Args:
        sheet: to write to.
        place: row and column.
        kpi: of the figure.
        figure: whose value.
        sides: names of the cells with its numerator and denominator.
        bold: whether it stands in a row of totals.
    """
    row, column = place
    shape = number_format(kpi.unit, figure.currency)
    formula = _live(kpi, figure, sides)
    if formula and figure.value is not None:
        sheet.formula(row, column, formula, figure.value, shape, bold=bold)
    else:
        sheet.number(row, column, figure.value, shape, bold=bold)


def _live(kpi: Kpi, figure: Figure, sides: tuple[str, str]) -> str:
    """The value from the cells of its sides; empty where these do not give it."""
    if reproduces(kpi, figure):
        return formula_of(kpi, *sides)
    is_amount = figure.denominator is None and figure.value is not None
    return f"={sides[0]}" if is_amount and figure.value == figure.numerator else ""


def write_page(visit: Visit, sheet: Sheet, rows: Sequence[Row]) -> None:
    """A row for each figure of the page, with what it is compared with."""
    others = [n for n in ("prior", "year", "target") if any(n in r.figure.compared for r in rows)]
    heads = [visit.say(f"export.{n}") for n in ("kpi", "value", "unit", "numerator", "denominator")]
    heads += [visit.say(f"export.compared.{name}") for name in others]
    heads += [visit.say("export.state"), visit.say("export.period")]
    first = sheet.row
    for column, text in enumerate(heads):
        sheet.head(first, column, text)
    for line, found in enumerate(rows, start=first + 1):
        figure, kpi = found.figure, found.kpi
        sheet.text(line, 0, visit.words(kpi.name))
        write_value(sheet, (line, 1), kpi, figure, (cell(line, 3), cell(line, 4)))
        sheet.text(line, 2, show_unit(kpi.unit, visit.language))
        sheet.number(line, 3, figure.numerator, AMOUNT)
        sheet.number(line, 4, figure.denominator, AMOUNT)
        shape = number_format(kpi.unit, figure.currency)
        for column, name in enumerate(others, start=5):
            compared = figure.compared.get(name)
            sheet.number(line, column, compared.value if compared else None, shape)
        sheet.text(line, 5 + len(others), state_words(visit, kpi, figure))
        sheet.text(line, 6 + len(others), show_period(found.period, visit.language))
    sheet.finish(first, first + len(rows), len(heads))


def write_months(visit: Visit, sheet: Sheet, grain: str, rows: Sequence[Row]) -> None:
    """A row for each figure of a month or quarter."""
    names = ("kpi", "period", "value", "unit", "numerator", "denominator", "state")
    others = [key for key in rows[0].figure.keys if key != grain]
    heads = [visit.say(f"by.{key}") for key in others]
    heads += [visit.say(f"export.{name}") for name in names]
    first, shift = sheet.row, len(others)
    for column, text in enumerate(heads):
        sheet.head(first, column, text)
    for line, found in enumerate(rows, start=first + 1):
        kpi, figure = found.kpi, found.figure
        for column, key in enumerate(others):
            sheet.text(line, column, figure.keys[key])
        sheet.text(line, shift, visit.words(kpi.name))
        sheet.text(line, shift + 1, _time(visit, grain, figure.keys[grain]))
        sides = cell(line, shift + 4), cell(line, shift + 5)
        write_value(sheet, (line, shift + 2), kpi, figure, sides)
        sheet.text(line, shift + 3, show_unit(kpi.unit, visit.language))
        sheet.number(line, shift + 4, figure.numerator, AMOUNT)
        sheet.number(line, shift + 5, figure.denominator, AMOUNT)
        sheet.text(line, shift + 6, state_words(visit, kpi, figure))
    sheet.finish(first, first + len(rows), len(heads))


def _time(visit: Visit, grain: str, key: str) -> str:
    return show_month(key, visit.language, with_year=True) if grain == "month" else key


@dataclass(frozen=True, slots=True)
class Members:
    """A table by members.

    Attributes:
        heads: of the columns that name a member.
        names: of each member, as many texts as heads, by key.
        figures: by KPI and member key.
        totals: by KPI: what all members together come to, asked for and not added up.
        period: of all of them.
    """

    heads: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    figures: Mapping[tuple[str, str], Figure]
    totals: Mapping[str, Figure]
    period: Period


def write_members(visit: Visit, sheet: Sheet, kpis: Sequence[Kpi], found: Members) -> None:
    """A row for each member and four columns for each KPI; the total below."""
    first, width = sheet.row, len(found.heads)
    for column, text in enumerate(found.heads):
        sheet.head(first + 1, column, text)
    keys = list(found.names)
    top, total = first + 2, first + 2 + len(keys)
    for line, key in enumerate(keys, start=top):
        for column, name in enumerate(found.names[key]):
            sheet.text(line, column, name)
    sheet.text(total, 0, visit.say("export.total"), bold=True)
    for place, kpi in enumerate(kpis):
        left = width + 4 * place
        sheet.head(first, left, heading_of(visit, kpi), span=4)
        for step, name in enumerate(("value", "numerator", "denominator", "state")):
            sheet.head(first + 1, left + step, visit.say(f"export.{name}"))
        shown = [found.figures.get((kpi.id, key)) for key in keys]
        for line, figure in enumerate(shown, start=top):
            if figure is None:
                continue
            write_value(
                sheet, (line, left), kpi, figure, (cell(line, left + 1), cell(line, left + 2))
            )
            sheet.number(line, left + 1, figure.numerator, AMOUNT)
            sheet.number(line, left + 2, figure.denominator, AMOUNT)
            sheet.text(line, left + 3, state_words(visit, kpi, figure))
        if kpi.id in found.totals:
            total_of = Row(kpi, found.totals[kpi.id], found.period)
            _total(visit, sheet, (top, total, left), shown, total_of)
    sheet.finish(first + 1, total - 1, width + 4 * len(kpis), frozen=width)


def _total(
    visit: Visit,
    sheet: Sheet,
    place: tuple[int, int, int],
    shown: Sequence[Figure | None],
    whole: Row,
) -> None:
    """Sums of both sides where these make up the total, and their quotient; else what was asked."""
    (top, line, left), kpi, figure = place, whole.kpi, whole.figure
    known = [f for f in shown if f is not None]
    sides = (
        (figure.numerator, [f.numerator for f in known]),
        (
            figure.denominator,
            [f.denominator for f in known],
        ),
    )
    summed = True
    for column, (amount, parts) in enumerate(sides, start=left + 1):
        if amount is None:
            continue
        adds = abs(sum(part or 0.0 for part in parts) - amount) <= 5e-3 + _NEAR * abs(amount)
        summed = summed and adds
        if adds and known:
            cells = f"{cell(top, column)}:{cell(line - 1, column)}"
            sheet.formula(line, column, f"=SUM({cells})", amount, AMOUNT, bold=True)
        else:
            sheet.number(line, column, amount, AMOUNT, bold=True)
    cells_of_sides = cell(line, left + 1), cell(line, left + 2)
    write_value(sheet, (line, left), kpi, figure, cells_of_sides, bold=True)
    said = state_words(visit, kpi, figure)
    sheet.text(line, left + 3, said if summed else visit.say("export.not_summed"))

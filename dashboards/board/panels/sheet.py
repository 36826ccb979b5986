"""The table of a panel: headings, cells with bars from zero, a sentence above, a link below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.components.card import drill_address
from dashboards.visit import Visit


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        text: what stands in it.
        size: what its bar shows; None for no bar.
        drill: id of the KPI whose documents it leads to; empty for none.
        level: ``good``, ``bad`` or ``""``; colour never stands alone, the text has a sign.
        small: a second line.
        is_text: to be set left.
        wraps: whether its text may take several lines.
    """

    text: str
    size: float | None = None
    drill: str = ""
    level: str = ""
    small: str = ""
    is_text: bool = False
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a panel shows.

    Attributes:
        heads: headings; the first column names the row.
        rows: as many cells as headings in each; a bar is as long as its size beside the largest
            of its column.
        total: a last row apart.
        says: sentences under the title.
        drill: KPI to whose documents the link below leads; empty for none.
        by_row: bars are measured along rows and not down columns.
    """

    heads: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] = ()
    says: Sequence[str] = ()
    drill: str = ""


def panel_of(visit: Visit, name: str, sheet: Sheet) -> html.Section:
    """The panel with its title."""
    title = visit.say(f"panel.{name}")
    says = [html.P(text, className="fc-answer") for text in sheet.says if text]
    parts: list[Component] = [
        html.Header(html.Div([html.H3(title), *says])),
        html.Div(
            _table(visit, sheet, title),
            className="fc-panel-scroll",
            role="region",
            tabIndex="0",
            **extra({"aria-label": title}),
        ),
    ]
    if sheet.drill:
        link = html.A(
            visit.say("panel.documents"),
            href=drill_address(visit, sheet.drill),
            className="fc-panel-more",
            **extra(
                {
                    "data-drill": sheet.drill,
                    "aria-label": f"{title}: {visit.say('panel.documents')}",
                }
            ),
        )
        parts.append(html.P(link))
    wide = len(sheet.heads) > 5
    return html.Section(
        parts,
        className="fc-panel fc-explains" + (" is-broad" if wide else ""),
        **extra({"data-panel": name}),
    )


def _table(visit: Visit, sheet: Sheet, title: str) -> html.Table:
    # A bar needs another beside it to say anything.
    largest = [
        max((abs(row[i].size or 0.0) for row in sheet.rows), default=0.0)
        for i in range(len(sheet.heads))
    ]
    body = [html.Tr(_row(visit, row, largest)) for row in sheet.rows]
    if sheet.total:
        plain = [replace(cell, size=None) for cell in sheet.total]
        body.append(html.Tr(_row(visit, plain, largest), className="is-total"))
    left = [bool(sheet.rows) and sheet.rows[0][i].is_text for i in range(len(sheet.heads))]
    heads = [
        html.Th(
            _linked(visit, head),
            scope="col",
            className="is-text" if i == 0 or left[i] else "",
        )
        for i, head in enumerate(sheet.heads)
    ]
    return html.Table(
        [
            html.Thead(html.Tr(heads)),
            html.Tbody(body),
        ],
        className="fc-sheet",
        **extra({"aria-label": title}),
    )


def _row(visit: Visit, row: Sequence[Cell], largest: Sequence[float]) -> list[Component]:
    first, *rest = row
    cells: list[Component] = [html.Th(_content(visit, first), scope="row", className=_side(first))]
    for cell, most in zip(rest, largest[1:], strict=True):
        names = ["is-text"] if cell.is_text else []
        names += ["is-long"] if cell.wraps else []
        names += [f"is-{cell.level}"] if cell.level else []
        content = _content(visit, cell)
        if cell.size is not None and most > 0:
            width = f"{min(1.0, abs(cell.size) / most):.1%}"
            bar = html.Span(
                className="fc-inbar" + (" is-below" if cell.size < 0 else ""),
                style={"width": width},
                **extra({"aria-hidden": "true"}),
            )
            content = [bar, html.Span(content, className="fc-inbar-text")]
            names.append("has-bar")
        cells.append(html.Td(content, className=" ".join(names)))
    return cells


def _side(cell: Cell) -> str:
    return "is-text is-long" if cell.wraps else "is-text"


def _content(visit: Visit, cell: Cell) -> list[Component | str]:
    found: list[Component | str] = [_linked(visit, cell)]
    if cell.small:
        found.append(html.Small(cell.small))
    return found


def _linked(visit: Visit, cell: Cell) -> Component | str:
    if not cell.drill:
        return cell.text
    address = drill_address(visit, cell.drill)
    return html.A(cell.text, href=address, **extra({"data-drill": cell.drill}))

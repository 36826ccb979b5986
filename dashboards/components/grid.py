"""Grids: rows and columns in, a themed AG Grid (community) out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dash_ag_grid as dag
from dash.development.base_component import Component

from dashboards.i18n.grid_zh import LOCALE

PAGE_SIZE = 20
# One theme for both modes: it switches with `data-ag-theme-mode` on the root element.
_THEME = {
    "function": "themeQuartz.withParams({"
    "backgroundColor:'var(--fc-surface)',foregroundColor:'var(--fc-text)',"
    "headerBackgroundColor:'var(--fc-sunken)',headerTextColor:'var(--fc-muted)',"
    "borderColor:'var(--fc-line)',rowBorder:true,columnBorder:false,"
    "oddRowBackgroundColor:'var(--fc-surface)',rowHoverColor:'var(--fc-accent-soft)',"
    "accentColor:'var(--fc-accent)',wrapperBorderRadius:'10px',borderRadius:'6px',"
    "fontFamily:'var(--fc-font)',fontSize:13,headerFontWeight:600,spacing:6})"
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid.

    Attributes:
        name: key in the rows; where a row has ``<name>_text`` too, that is shown and the bare
            value sorts.
        label: heading.
        kind: ``text``, ``number``, ``money``, ``day`` or ``shown`` (text of its own).
        pinned: stays at the left.
        width: at least so many pixels.
        group: heading above several columns.
        tooltip: shown over the heading.
        rules: class name to an expression over ``params``.
        fixed: neither sorts nor filters, since its values are masked.
    """

    name: str
    label: str
    kind: str = "text"
    pinned: bool = False
    width: int = 110
    group: str = ""
    tooltip: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False


def grid(
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    language: str,
    row_id: str = "",
) -> dag.AgGrid:
    """A grid with sorting, filters and pages.

    Args:
        name: id of the component.
        columns: in order.
        rows: plain values.
        language: of the grid's own words.
        row_id: key in the rows that tells them apart and that the script of the browser reads.
    """
    paged = len(rows) > PAGE_SIZE
    options: dict[str, Any] = {
        "theme": _THEME,
        "domLayout": "autoHeight" if rows else "normal",
        "pagination": paged,
        "paginationPageSize": PAGE_SIZE,
        "paginationPageSizeSelector": [20, 50, 100],
        "suppressCellFocus": False,
        "enableCellTextSelection": True,
        "tooltipShowDelay": 300,
        "suppressDragLeaveHidesColumns": True,
    }
    if language == "zh":
        options["localeText"] = LOCALE
    named = {"getRowId": f"params.data.{row_id}"} if row_id else {}
    return dag.AgGrid(
        id=name,
        **named,
        columnDefs=_definitions(columns),
        rowData=[dict(row) for row in rows],
        defaultColDef={
            "sortable": True,
            "filter": True,
            "resizable": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        columnSize="responsiveSizeToFit",
        dashGridOptions=options,
        className="fc-grid",
        style={"height": None if rows else 130, "width": "100%"},
    )


def grids_in(parts: object) -> Iterator[Any]:
    """Every grid among components."""
    if isinstance(parts, Component):
        if isinstance(parts, dag.AgGrid):
            yield parts
        else:
            yield from grids_in(getattr(parts, "children", None))
    elif isinstance(parts, list | tuple):
        for part in parts:
            yield from grids_in(part)


def rows_shown(parts: object) -> int:
    """How many rows the grids among components show at once."""
    return sum(min(PAGE_SIZE, len(found.rowData)) for found in grids_in(parts))


def _definitions(columns: Sequence[Column]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    groups: dict[str, dict[str, Any]] = {}
    for column in columns:
        made = _definition(column)
        if not column.group:
            found.append(made)
            continue
        if column.group not in groups:
            groups[column.group] = {"headerName": column.group, "children": []}
            found.append(groups[column.group])
        groups[column.group]["children"].append(made)
    return found


def _definition(column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {
        "field": column.name,
        "headerName": column.label,
        "minWidth": column.width,
        "cellDataType": False,
    }
    if column.pinned:
        made["pinned"] = "left"
    if column.tooltip:
        made["headerTooltip"] = column.tooltip
    if column.kind in ("number", "money", "shown"):
        made |= {"type": "rightAligned", "filter": "agNumberColumnFilter"}
        made["cellClass"] = "ag-right-aligned-cell fc-digits"
    if column.kind == "money":
        made["valueFormatter"] = {
            "function": "params.value == null ? '–' : d3.format(',.2f')(params.value)"
        }
    elif column.kind == "number":
        made["valueFormatter"] = {
            "function": "params.value == null ? '–' : d3.format(',~r')(params.value)"
        }
    elif column.kind == "shown":
        made["valueFormatter"] = {
            "function": f"params.data && params.data.{column.name}_text || '–'"
        }
    if column.rules:
        made["cellClassRules"] = dict(column.rules)
    if column.fixed:
        # Whatever its kind: order and filters would tell the values that are masked.
        made |= {"sortable": False, "filter": False}
    return made
